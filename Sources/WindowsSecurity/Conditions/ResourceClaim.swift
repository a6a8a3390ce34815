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
  /// - Throws: ``MalformedValue`` for an offset outside of the data, a type nobody defined, or an unfinished value.
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
    name = try Self.string(data, at: nameOffset)
    var values: [Value] = []
    for _ in 0..<count {
      let offset = try reader.uint32("claim value offset")
      var part = ByteReader(data, from: Int(offset), to: data.count)
      switch kind {
      case .signed, .unsigned, .boolean:
        let low = try part.uint32("claim number")
        values.append(.number(UInt64(try part.uint32("claim number")) << 32 | UInt64(low)))
      case .string: values.append(.string(try Self.string(data, at: offset)))
      case .sid:
        let length = try part.uint32("claim SID length")
        values.append(.sid(try SID(try part.take(Int(length), "claim SID"))))
      case .octets:
        let length = try part.uint32("claim octet string length")
        values.append(.octets(try part.take(Int(length), "claim octet string")))
      }
    }
    self.values = values
  }

  /// UTF-16 up to a zero.
  private static func string(_ data: [UInt8], at offset: UInt32) throws(MalformedValue) -> UTF16Bytes {
    var reader = ByteReader(data, from: Int(offset), to: data.count)
    var units: [UInt16] = []
    while true {
      let unit = try reader.uint16("claim string")
      if unit == 0 { return UTF16Bytes(units) }
      units.append(unit)
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
