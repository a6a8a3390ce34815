extension ConditionExpression {
  private static let signature = Array("artx".utf8)

  /// Reads the postfix form of a callback ACE: signature, tokens, padding of zeros. [MS-DTYP] 2.4.4.17.4.
  /// - Throws: ``MalformedValue`` with the offset of the offending token, also for a tree beyond ``maximumSize``.
  init(applicationData data: [UInt8]) throws(MalformedValue) {
    var reader = ByteReader(data)
    guard try reader.take(4, "condition signature") == Self.signature else {
      throw MalformedValue(field: "condition signature", offset: 0, reason: "is not 'artx'")
    }
    var stack: [ConditionExpression] = []
    var operators = 0
    while reader.remaining > 0 {
      let offset = reader.offset
      let token = try reader.uint8("condition token")
      if token == 0 { continue }
      func pop() throws(MalformedValue) -> ConditionExpression {
        guard let operand = stack.popLast() else {
          throw MalformedValue(field: "condition operator", offset: offset, reason: "lacks an operand")
        }
        return operand
      }
      if let found = ConditionOperator(rawValue: token) {
        operators += 1
        switch found.kind {
        case .membership, .existence, .negation: stack.append(.unary(found, try pop()))
        case .relation, .logic:
          let right = try pop()
          stack.append(.binary(found, try pop(), right))
        }
      } else {
        stack.append(try Self.operand(token, &reader))
      }
      guard stack.count <= Self.maximumSize, operators <= Self.maximumSize else {
        throw MalformedValue(
          field: "condition", offset: offset,
          reason: "has more than \(Self.maximumSize) operators or operands")
      }
    }
    guard let root = stack.popLast(), stack.isEmpty else {
      throw MalformedValue(
        field: "condition", offset: data.count, reason: "does not end with one result")
    }
    self = root
  }

  private static func operand(_ token: UInt8, _ reader: inout ByteReader) throws(MalformedValue) -> Self {
    guard let kind = ConditionAttribute.Kind(rawValue: token) else {
      return .value(try value(token, &reader))
    }
    return .attribute(ConditionAttribute(kind: kind, name: try text(&reader, "condition attribute")))
  }

  private static func value(
    _ token: UInt8, _ reader: inout ByteReader, inList: Bool = false
  ) throws(MalformedValue) -> ConditionValue {
    let offset = reader.offset - 1
    switch token {
    case 0x01...0x04:
      let low = try reader.uint32("condition integer")
      let high = try reader.uint32("condition integer")
      let sign = ConditionInteger.Sign(rawValue: try reader.uint8("condition integer sign"))
      let base = ConditionInteger.Base(rawValue: try reader.uint8("condition integer base"))
      guard let sign, let base else {
        throw MalformedValue(field: "condition integer", offset: offset, reason: "has no such sign or base")
      }
      let value = Int64(bitPattern: UInt64(high) << 32 | UInt64(low))
      return .integer(ConditionInteger(token: token, value: value, sign: sign, base: base))
    case 0x10: return .string(try text(&reader, "condition string"))
    case 0x18:
      let length = try reader.uint32("condition octet string length")
      return .octets(try reader.take(Int(length), "condition octet string"))
    case 0x51:
      let length = try reader.uint32("condition SID length")
      return .sid(try SID(try reader.take(Int(length), "condition SID")))
    case 0x50 where !inList:
      let length = try reader.uint32("condition list length")
      var inner = ByteReader(try reader.take(Int(length), "condition list"))
      var members: [ConditionValue] = []
      while inner.remaining > 0 {
        let member = try inner.uint8("condition list member")
        members.append(try value(member, &inner, inList: true))
      }
      return .list(members)
    default:
      throw MalformedValue(field: "condition token", offset: offset, reason: "\(token) is not known here")
    }
  }

  private static func text(
    _ reader: inout ByteReader, _ field: String
  ) throws(MalformedValue) -> UTF16Bytes {
    let offset = reader.offset
    let length = try reader.uint32("\(field) length")
    guard let text = UTF16Bytes(try reader.take(Int(length), field)) else {
      throw MalformedValue(field: field, offset: offset, reason: "has an odd number of bytes")
    }
    return text
  }

  /// The postfix form without padding.
  var applicationData: [UInt8] {
    var bytes = Self.signature
    encode(into: &bytes)
    return bytes
  }

  private func encode(into bytes: inout [UInt8]) {
    switch self {
    case .value(let value): Self.encode(value, into: &bytes)
    case .attribute(let attribute):
      Self.encode(attribute.kind.rawValue, attribute.name.bytes, into: &bytes)
    case .unary(let name, let operand):
      operand.encode(into: &bytes)
      bytes.append(name.rawValue)
    case .binary(let name, let left, let right):
      left.encode(into: &bytes)
      right.encode(into: &bytes)
      bytes.append(name.rawValue)
    }
  }

  private static func encode(_ value: ConditionValue, into bytes: inout [UInt8]) {
    switch value {
    case .integer(let integer):
      bytes.append(integer.token)
      let pattern = UInt64(bitPattern: integer.value)
      bytes.append(littleEndian: UInt32(truncatingIfNeeded: pattern))
      bytes.append(littleEndian: UInt32(truncatingIfNeeded: pattern >> 32))
      bytes += [integer.sign.rawValue, integer.base.rawValue]
    case .string(let text): encode(0x10, text.bytes, into: &bytes)
    case .octets(let octets): encode(0x18, octets, into: &bytes)
    case .sid(let sid): encode(0x51, sid.bytes, into: &bytes)
    case .list(let members):
      var inner: [UInt8] = []
      for member in members { encode(member, into: &inner) }
      encode(0x50, inner, into: &bytes)
    }
  }

  private static func encode(_ token: UInt8, _ content: [UInt8], into bytes: inout [UInt8]) {
    bytes.append(token)
    bytes.append(littleEndian: UInt32(truncatingIfNeeded: content.count))
    bytes += content
  }
}
