/// The claim of a resource attribute ACE, CLAIM_SECURITY_ATTRIBUTE_RELATIVE_V1. [MS-DTYP] 2.4.10.1.
struct ResourceClaim: Hashable, Sendable {
  /// ValueType.
  enum Kind: UInt16, Sendable, CaseIterable {
    case signed = 1
    case unsigned = 2
    case string = 3
    case sid = 5
    case boolean = 6
    case octets = 16

    /// In SDDL. [MS-DTYP] 2.5.1.1, attribute-data.
    var text: String {
      switch self {
      case .signed: "TI"
      case .unsigned: "TU"
      case .string: "TS"
      case .sid: "TD"
      case .boolean: "TB"
      case .octets: "TX"
      }
    }
  }

  enum Value: Hashable, Sendable {
    /// Of ``Kind/signed``, ``Kind/unsigned`` and ``Kind/boolean``, as 64 bits.
    case number(UInt64)
    case string(UTF16Bytes)
    case sid(SID)
    case octets([UInt8])
  }

  let name: UTF16Bytes
  let kind: Kind
  let flags: UInt32
  let values: [Value]

  init(name: UTF16Bytes, kind: Kind, flags: UInt32, values: [Value]) {
    self.name = name
    self.kind = kind
    self.flags = flags
    self.values = values
  }

  /// Reads the application data of an ACE; offsets count from its start.
  /// - Throws: ``MalformedValue`` for an offset outside of the data, a type nobody defined, an unfinished value, or values
  ///   that are longer together than the data: thousands of offsets to one long string would cost more than any directory.
  init(applicationData data: [UInt8]) throws(MalformedValue) {
    var reader = ByteReader(data)
    let nameOffset = try reader.uint32("claim name offset")
    let type = try reader.uint16("claim value type")
    _ = try reader.uint16("claim reserved")
    flags = try reader.uint32("claim flags")
    let count = try reader.uint32("claim value count")
    guard let kind = Kind(rawValue: type) else {
      throw MalformedValue(field: "claim value type", offset: 4, reason: "\(type) is not known")
    }
    guard Int(count) <= reader.remaining / 4 else {
      throw MalformedValue(field: "claim value count", offset: 12, reason: "is \(count), too many to fit")
    }
    self.kind = kind
    var content = Content(data: data, unread: reader.remaining - 4 * Int(count))
    name = try content.string(at: nameOffset)
    var values: [Value] = []
    for _ in 0..<count {
      let offset = try reader.uint32("claim value offset")
      values.append(try content.value(kind, at: offset))
    }
    self.values = values
  }

  /// What follows the offsets. Every part of it belongs to one value.
  private struct Content {
    let data: [UInt8]
    /// Bytes that no value has taken yet.
    var unread: Int

    mutating func value(_ kind: Kind, at offset: UInt32) throws(MalformedValue) -> Value {
      switch kind {
      case .signed, .unsigned, .boolean:
        var reader = ByteReader(data, from: Int(offset), to: data.count)
        let low = try reader.uint32("claim number")
        let high = try reader.uint32("claim number")
        try take(8, at: offset)
        return .number(UInt64(high) << 32 | UInt64(low))
      case .string: return .string(try string(at: offset))
      case .sid: return .sid(try SID(try octets("claim SID", at: offset)))
      case .octets: return .octets(try octets("claim octet string", at: offset))
      }
    }

    /// UTF-16 up to a zero.
    mutating func string(at offset: UInt32) throws(MalformedValue) -> UTF16Bytes {
      var reader = ByteReader(data, from: Int(offset), to: data.count)
      var units: [UInt16] = []
      while true {
        try take(2, at: offset)
        let unit = try reader.uint16("claim string")
        if unit == 0 { return UTF16Bytes(units) }
        units.append(unit)
      }
    }

    private mutating func octets(_ field: String, at offset: UInt32) throws(MalformedValue) -> [UInt8] {
      var reader = ByteReader(data, from: Int(offset), to: data.count)
      let length = Int(try reader.uint32("\(field) length"))
      try take(4 + length, at: offset)
      return try reader.take(length, field)
    }

    private mutating func take(_ count: Int, at offset: UInt32) throws(MalformedValue) {
      guard count <= unread else {
        throw MalformedValue(
          field: "claim value", offset: Int(offset), reason: "is too long, or a part of it belongs to another"
        )
      }
      unread -= count
    }
  }

  /// As Windows lays it out: header, offsets, name, values, one after the other without gaps or padding.
  var applicationData: [UInt8] {
    let start = 16 + 4 * values.count
    var content = name.bytes + [0, 0]
    var offsets: [UInt8] = []
    for value in values {
      offsets.append(littleEndian: UInt32(truncatingIfNeeded: start + content.count))
      switch value {
      case .number(let number):
        content.append(littleEndian: UInt32(truncatingIfNeeded: number))
        content.append(littleEndian: UInt32(truncatingIfNeeded: number >> 32))
      case .string(let text): content += text.bytes + [0, 0]
      case .sid(let sid):
        content.append(littleEndian: UInt32(truncatingIfNeeded: sid.bytes.count))
        content += sid.bytes
      case .octets(let octets):
        content.append(littleEndian: UInt32(truncatingIfNeeded: octets.count))
        content += octets
      }
    }
    var bytes: [UInt8] = []
    bytes.append(littleEndian: UInt32(truncatingIfNeeded: start))
    bytes.append(littleEndian: kind.rawValue)
    bytes.append(littleEndian: UInt16(0))
    bytes.append(littleEndian: flags)
    bytes.append(littleEndian: UInt32(truncatingIfNeeded: values.count))
    return bytes + offsets + content
  }
}
