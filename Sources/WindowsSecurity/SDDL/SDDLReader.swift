extension SecurityDescriptor {
  /// Reads a descriptor from text, for example the schema's `defaultSecurityDescriptor`. [MS-DTYP] 2.5.1.
  /// - Parameters:
  ///   - domain: SID of the domain that aliases such as `DA` refer to.
  ///   - forestRoot: SID of the forest's root domain, for aliases such as `EA`; `domain` when nil.
  /// - Throws: ``MalformedValue`` with the UTF-8 offset; also for an alias whose domain was not given.
  package init(sddl text: String, domain: SID? = nil, forestRoot: SID? = nil) throws(MalformedValue) {
    var reader = SDDLReader(text, SDDLContext(domain: domain, forestRoot: forestRoot))
    self = try reader.descriptor()
  }
}

extension ACE {
  /// Reads one entry with its parentheses.
  package init(sddl text: String, domain: SID? = nil, forestRoot: SID? = nil) throws(MalformedValue) {
    var reader = SDDLReader(text, SDDLContext(domain: domain, forestRoot: forestRoot))
    self = try reader.ace()
    try reader.end()
  }
}

/// A recursive-descent reader over the UTF-8 bytes of a text.
struct SDDLReader {
  let bytes: [UInt8]
  private let context: SDDLContext
  var offset = 0

  init(_ text: String, _ context: SDDLContext) {
    self.bytes = Array(text.utf8)
    self.context = context
  }

  func malformed(_ field: String, _ reason: String, at position: Int? = nil) -> MalformedValue {
    MalformedValue(field: "SDDL \(field)", offset: position ?? offset, reason: reason)
  }

  mutating func skipSpace() {
    while offset < bytes.count, bytes[offset] == 0x20 || (0x09...0x0D).contains(bytes[offset]) { offset += 1 }
  }

  mutating func take(_ prefix: String) -> Bool {
    guard bytes[offset...].starts(with: prefix.utf8) else { return false }
    offset += prefix.utf8.count
    return true
  }

  mutating func end() throws(MalformedValue) {
    skipSpace()
    guard offset == bytes.count else { throw malformed("text", "goes on after its end") }
  }

  mutating func descriptor() throws(MalformedValue) -> SecurityDescriptor {
    var control: SecurityDescriptor.Control = []
    var owner: SID?
    var group: SID?
    var dacl: ACL?
    var sacl: ACL?
    var seen: Set<UInt8> = []
    skipSpace()
    while offset < bytes.count {
      let part = bytes[offset]
      guard offset + 1 < bytes.count, bytes[offset + 1] == UInt8(ascii: ":") else {
        throw malformed("text", "expects O:, G:, D: or S:")
      }
      guard seen.insert(part).inserted else { throw malformed("text", "repeats a part") }
      offset += 2
      switch part {
      case UInt8(ascii: "O"): owner = try sid(in: "owner")
      case UInt8(ascii: "G"): group = try sid(in: "group")
      case UInt8(ascii: "D"):
        control.insert(.daclPresent)
        dacl = try list(&control, .daclProtected, .daclAutoInheritRequired, .daclAutoInherited)
      case UInt8(ascii: "S"):
        control.insert(.saclPresent)
        sacl = try list(&control, .saclProtected, .saclAutoInheritRequired, .saclAutoInherited)
      default: throw malformed("text", "expects O:, G:, D: or S:", at: offset - 2)
      }
      skipSpace()
    }
    return SecurityDescriptor(control: control, owner: owner, group: group, sacl: sacl, dacl: dacl)
  }

  private mutating func list(
    _ control: inout SecurityDescriptor.Control, _ protected: SecurityDescriptor.Control,
    _ required: SecurityDescriptor.Control, _ inherited: SecurityDescriptor.Control
  ) throws(MalformedValue) -> ACL? {
    var isNull = false
    skipSpace()
    while true {
      if take("NO_ACCESS_CONTROL") {
        isNull = true
      } else if take("AR") {
        control.insert(required)
      } else if take("AI") {
        control.insert(inherited)
      } else if take("P") {
        control.insert(protected)
      } else {
        break
      }
    }
    var aces: [ACE] = []
    skipSpace()
    while offset < bytes.count, bytes[offset] == UInt8(ascii: "(") {
      aces.append(try ace())
      skipSpace()
    }
    guard !isNull else {
      guard aces.isEmpty else { throw malformed("ACL", "has entries after NO_ACCESS_CONTROL") }
      return nil
    }
    let acl = ACL(aces: aces)
    // AclSize has 16 bits; a longer list has no binary form.
    guard acl.encodedSize <= UInt16.max else {
      throw malformed("ACL", "needs \(acl.encodedSize) bytes, more than an ACL can hold")
    }
    return acl
  }

  mutating func ace() throws(MalformedValue) -> ACE {
    skipSpace()
    let start = offset
    guard take("(") else { throw malformed("ACE", "expects a parenthesis") }
    // The first six fields have neither semicolons nor parentheses; the seventh, a condition or claim, may have both.
    var words: [String] = []
    var starts: [Int] = []
    while words.count < 6 {
      let end = bytes[offset...].firstIndex { $0 == UInt8(ascii: ";") || $0 == UInt8(ascii: ")") }
      guard let end else { throw malformed("ACE", "has no closing parenthesis", at: start) }
      words.append(String(decoding: bytes[offset..<end], as: UTF8.self).trimmingASCIISpace())
      starts.append(offset)
      offset = end
      guard words.count < 6 else { break }
      guard take(";") else {
        throw malformed("ACE", "has \(words.count) fields instead of 6 or 7", at: start)
      }
    }
    let trusteeEnd = offset
    guard let type = Self.type(words[0]) else {
      throw malformed("ACE type", "'\(words[0])' is not known", at: start)
    }
    var flags: ACEFlags = []
    for name in try Self.pairs(words[1], "ACE flags", at: starts[1]) {
      guard let flag = SDDLNames.flags.first(where: { $0.name == name })?.flag else {
        throw malformed("ACE flags", "'\(name)' is not known", at: starts[1])
      }
      flags.insert(flag)
    }
    let data = try take(";") ? applicationData(of: type) : []
    guard take(")") else { throw malformed("ACE", "expects its closing parenthesis", at: offset) }
    let end = offset
    guard type.isKnown else {
      return ACE(type: type, flags: flags, mask: [], trustee: .nobody, applicationData: data)
    }
    let mask = try Self.mask(words[2], at: starts[2])
    let objectType = try guid(words[3], "object type", at: starts[3])
    let inheritedObjectType = try guid(words[4], "inherited object type", at: starts[4])
    guard type.hasObjectTypes || (objectType == nil && inheritedObjectType == nil) else {
      throw malformed("ACE object type", "does not belong to an ACE of type \(words[0])", at: start)
    }
    offset = starts[5]
    let trustee = try sid(in: "ACE")
    skipSpace()
    guard offset == trusteeEnd else { throw malformed("ACE SID", "goes on after its end") }
    offset = end
    return ACE(
      type: type, flags: flags, mask: mask, objectType: objectType, inheritedObjectType: inheritedObjectType,
      trustee: trustee, applicationData: data)
  }

  /// The seventh field: a condition, a claim, or any bytes as `#` and hexadecimal digits.
  private mutating func applicationData(of type: ACEType) throws(MalformedValue) -> [UInt8] {
    skipSpace()
    if peek() == UInt8(ascii: "("), type.isCallback || type == .resourceAttribute {
      let data = type.isCallback ? try condition().applicationData : try claim().applicationData
      skipSpace()
      return data
    }
    let start = offset
    let end = bytes[start...].firstIndex(of: UInt8(ascii: ")")) ?? bytes.count
    offset = end
    return try Self.data(
      String(decoding: bytes[start..<end], as: UTF8.self).trimmingASCIISpace(), at: start)
  }

  /// A SID in text form or a two-letter alias.
  mutating func sid(in field: String) throws(MalformedValue) -> SID {
    skipSpace()
    let start = offset
    if take("S-") {
      while offset < bytes.count,
        Self.isSIDCharacter(bytes[offset], next: offset + 1 < bytes.count ? bytes[offset + 1] : 0)
      {
        offset += 1
      }
      let text = String(decoding: bytes[start..<offset], as: UTF8.self)
      guard let sid = SID(text) else { throw malformed("\(field) SID", "'\(text)' is not a SID", at: start) }
      return sid
    }
    guard bytes.count - offset >= 2 else { throw malformed("\(field) SID", "is missing") }
    let name = String(decoding: bytes[offset..<offset + 2], as: UTF8.self)
    offset += 2
    if let known = SDDLNames.absolute.first(where: { $0.name == name }) { return known.sid }
    guard let alias = SDDLNames.relative.first(where: { $0.name == name }) else {
      throw malformed("\(field) SID", "'\(name)' is not known", at: start)
    }
    guard let sid = context.base(alias.authority)?.appending(alias.rid) else {
      throw malformed("\(field) SID", "'\(name)' needs the SID of its domain", at: start)
    }
    return sid
  }

  /// Digits, hyphens and `0x…`; a `D` before a colon is the next part of the descriptor and not a digit.
  private static func isSIDCharacter(_ character: UInt8, next: UInt8) -> Bool {
    switch character {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "x"), UInt8(ascii: "X"): true
    case UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "A")...UInt8(ascii: "F"):
      next != UInt8(ascii: ":")
    default: false
    }
  }

  private static func type(_ word: String) -> ACEType? {
    if let known = SDDLNames.types.first(where: { $0.name == word }) { return known.type }
    guard word.hasPrefix("0x") else { return nil }
    return UInt8(word.dropFirst(2), radix: 16).map(ACEType.init(rawValue:))
  }

  /// Splits a run of two-letter names.
  private static func pairs(_ word: String, _ field: String, at offset: Int) throws(MalformedValue)
    -> [String]
  {
    let bytes = Array(word.utf8)
    guard bytes.count % 2 == 0 else {
      throw MalformedValue(
        field: "SDDL \(field)", offset: offset, reason: "'\(word)' has an odd number of letters")
    }
    return stride(from: 0, to: bytes.count, by: 2).map { String(decoding: bytes[$0..<$0 + 2], as: UTF8.self) }
  }

  /// Two-letter names, or one number: hexadecimal with `0x`, octal with a leading zero, else decimal.
  private static func mask(_ word: String, at offset: Int) throws(MalformedValue) -> AccessMask {
    if let first = word.utf8.first, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first),
      !word.utf8.contains(UInt8(ascii: "+"))
    {
      let number: UInt32? =
        if word.hasPrefix("0x") || word.hasPrefix("0X") {
          UInt32(word.dropFirst(2), radix: 16)
        } else {
          UInt32(word, radix: word.hasPrefix("0") && word.utf8.count > 1 ? 8 : 10)
        }
      guard let number else {
        throw MalformedValue(field: "SDDL ACE rights", offset: offset, reason: "'\(word)' is not a number")
      }
      return AccessMask(rawValue: number)
    }
    var mask: AccessMask = []
    for name in try pairs(word, "ACE rights", at: offset) {
      guard let known = SDDLNames.readable.first(where: { $0.name == name }) else {
        throw MalformedValue(field: "SDDL ACE rights", offset: offset, reason: "'\(name)' is not known")
      }
      mask.formUnion(known.mask)
    }
    return mask
  }

  private func guid(_ word: String, _ field: String, at position: Int) throws(MalformedValue) -> GUID? {
    guard !word.isEmpty else { return nil }
    guard let guid = GUID(word) else { throw malformed(field, "'\(word)' is not a GUID", at: position) }
    return guid
  }

  /// `#` and hexadecimal digits.
  private static func data(_ word: String, at offset: Int) throws(MalformedValue) -> [UInt8] {
    let digits = Array(word.utf8)
    guard digits.first == UInt8(ascii: "#"), digits.count % 2 == 1 else {
      throw MalformedValue(field: "SDDL ACE data", offset: offset, reason: "expects # and hexadecimal digits")
    }
    var bytes: [UInt8] = []
    for position in stride(from: 1, to: digits.count, by: 2) {
      guard let byte = UInt8(String(decoding: digits[position...position + 1], as: UTF8.self), radix: 16)
      else {
        throw MalformedValue(
          field: "SDDL ACE data", offset: offset, reason: "expects # and hexadecimal digits")
      }
      bytes.append(byte)
    }
    return bytes
  }
}

extension String {
  func trimmingASCIISpace() -> String {
    var bytes = Substring(self).utf8
    while let first = bytes.first, first <= 0x20 { bytes.removeFirst() }
    while let last = bytes.last, last <= 0x20 { bytes.removeLast() }
    return String(Substring(bytes))
  }
}
