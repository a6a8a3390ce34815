extension SDDLReader {
  /// Reads a condition with its parentheses. [MS-DTYP] 2.5.1.1, cond-expr.
  ///
  /// `!` binds tighter than `&&`, that tighter than `||`; equal operators group from the left.
  mutating func condition() throws(MalformedValue) -> ConditionExpression {
    var size = 0
    return try group(&size)
  }

  private mutating func group(_ size: inout Int) throws(MalformedValue) -> ConditionExpression {
    try expect("(", in: "condition")
    let condition = try alternatives(&size)
    try expect(")", in: "condition")
    return condition
  }

  private mutating func count(_ size: inout Int) throws(MalformedValue) {
    size += 1
    guard size <= ConditionExpression.maximumSize else {
      throw malformed("condition", "has more than \(ConditionExpression.maximumSize) parts")
    }
  }

  private mutating func alternatives(_ size: inout Int) throws(MalformedValue) -> ConditionExpression {
    var left = try conjunction(&size)
    skipSpace()
    while take("||") {
      try count(&size)
      left = .binary(.or, left, try conjunction(&size))
      skipSpace()
    }
    return left
  }

  private mutating func conjunction(_ size: inout Int) throws(MalformedValue) -> ConditionExpression {
    var left = try term(&size)
    skipSpace()
    while take("&&") {
      try count(&size)
      left = .binary(.and, left, try term(&size))
      skipSpace()
    }
    return left
  }

  private mutating func term(_ size: inout Int) throws(MalformedValue) -> ConditionExpression {
    try count(&size)
    skipSpace()
    if peek() == UInt8(ascii: "(") { return try group(&size) }
    if take("!") {
      skipSpace()
      // Windows wants parentheses here, or an attribute with its prefix.
      if peek() == UInt8(ascii: "(") { return .unary(.not, try group(&size)) }
      guard peek() == UInt8(ascii: "@") else { throw malformed("condition", "expects ( after !") }
      return .unary(.not, .attribute(try attribute()))
    }
    guard peek() != UInt8(ascii: "@") else { return try relation(.attribute(try attribute())) }
    let start = offset
    let word = word()
    guard let name = ConditionOperator(word: word) else {
      offset = start
      return try relation(.attribute(try attribute()))
    }
    skipSpace()
    switch name.kind {
    // Windows takes any value here, although only SIDs mean something.
    case .membership: return .unary(name, .value(try parenthesizedValue()))
    case .existence: return .unary(name, .attribute(try attribute()))
    default: throw malformed("condition", "\(word) lacks its left side", at: start)
    }
  }

  private mutating func relation(
    _ left: ConditionExpression
  ) throws(MalformedValue) -> ConditionExpression {
    skipSpace()
    let start = offset
    for name: ConditionOperator in [.equal, .notEqual, .lessOrEqual, .greaterOrEqual, .less, .greater]
    where take(name.text) {
      return .binary(name, left, try rightSide())
    }
    guard let name = ConditionOperator(word: word()), name.kind == .relation else {
      offset = start
      return left
    }
    return .binary(name, left, try rightSide())
  }

  private mutating func rightSide() throws(MalformedValue) -> ConditionExpression {
    skipSpace()
    return peek() == UInt8(ascii: "@") ? .attribute(try attribute()) : .value(try parenthesizedValue())
  }

  private mutating func parenthesizedValue() throws(MalformedValue) -> ConditionValue {
    var depth = 0
    skipSpace()
    while take("(") {
      depth += 1
      skipSpace()
    }
    let value = try conditionValue()
    for _ in 0..<depth { try expect(")", in: "condition") }
    return value
  }

  private mutating func conditionValue() throws(MalformedValue) -> ConditionValue {
    guard take("{") else { return try scalar() }
    var members: [ConditionValue] = []
    skipSpace()
    while !take("}") {
      if !members.isEmpty { try expect(",", in: "condition") }
      skipSpace()
      members.append(try scalar())
      skipSpace()
    }
    return .list(members)
  }

  private mutating func scalar() throws(MalformedValue) -> ConditionValue {
    switch peek() {
    case UInt8(ascii: "\""): return .string(try quoted())
    case UInt8(ascii: "#"):
      offset += 1
      return .octets(try octets())
    case UInt8(ascii: "S"), UInt8(ascii: "s"):
      guard takeIgnoringCase("SID") else { throw malformed("condition", "expects a value") }
      try expect("(", in: "condition")
      let found = try sid(in: "condition")
      try expect(")", in: "condition")
      return .sid(found)
    default: return .integer(try integer())
    }
  }

  /// Letters, digits and the few marks a plain name may have.
  private mutating func word() -> String {
    let start = offset
    while let byte = peek(), Self.isNameCharacter(byte) { offset += 1 }
    return String(decoding: bytes[start..<offset], as: UTF8.self)
  }

  private static func isNameCharacter(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: ":"), UInt8(ascii: "."),
      UInt8(ascii: "/"):
      true
    default: false
    }
  }

  private mutating func attribute() throws(MalformedValue) -> ConditionAttribute {
    let start = offset
    var kind = ConditionAttribute.Kind.local
    if peek() == UInt8(ascii: "@") {
      let kinds: [ConditionAttribute.Kind] = [.user, .device, .resource]
      guard let found = kinds.first(where: { takeIgnoringCase($0.prefix) }) else {
        throw malformed("condition", "expects @User., @Device. or @Resource.")
      }
      kind = found
    }
    let name = try escapedName(isPlain: kind == .local)
    guard !name.bytes.isEmpty else { throw malformed("condition", "expects an attribute", at: start) }
    return ConditionAttribute(kind: kind, name: name)
  }

  /// - Parameter isPlain: a name without prefix has fewer characters that need no escape.
  private mutating func escapedName(isPlain: Bool) throws(MalformedValue) -> UTF16Bytes {
    let start = offset
    while let byte = peek() {
      let isPart =
        isPlain
        ? Self.isNameCharacter(byte) || [UInt8(ascii: "@"), UInt8(ascii: "%")].contains(byte)
        : byte > 0x20 && !"!\"&(),<=>|".utf8.contains(byte)
      guard isPart else { break }
      offset += 1
    }
    return try unescaped(bytes[start..<offset], at: start)
  }
}
