/// The condition of a callback ACE as a tree. [MS-DTYP] 2.4.4.17.
indirect enum ConditionExpression: Hashable, Sendable {
  case value(ConditionValue)
  case attribute(ConditionAttribute)
  case unary(ConditionOperator, ConditionExpression)
  case binary(ConditionOperator, ConditionExpression, ConditionExpression)

  /// How many operators a condition may have, and how many operands may wait for theirs: an ACE of 64 KB could nest by
  /// thousands, and every walk over the tree recurses.
  static let maximumSize = 256
}

/// A literal. [MS-DTYP] 2.4.4.17.5.
enum ConditionValue: Hashable, Sendable {
  case integer(ConditionInteger)
  case string(UTF16Bytes)
  case octets([UInt8])
  case sid(SID)
  /// Never nested.
  case list([ConditionValue])

  /// The SIDs of a SID or of a list that holds nothing else; nil for everything else.
  var sids: [SID]? {
    switch self {
    case .sid(let sid): return [sid]
    case .list(let members):
      let sids = members.compactMap { member -> SID? in
        if case .sid(let sid) = member { sid } else { nil }
      }
      return sids.count == members.count ? sids : nil
    default: return nil
    }
  }
}

/// An integer with the way it was written, which belongs to its bytes. [MS-DTYP] 2.4.4.17.5.
struct ConditionInteger: Hashable, Sendable {
  /// 1, 2, 3, 4 for 8, 16, 32, 64 bits; the value takes eight bytes in each case, and Windows writes 4.
  var token: UInt8 = 4
  /// Two's complement. Without a sign, octal and hexadecimal numbers are unsigned.
  let value: Int64
  let sign: Sign
  let base: Base

  enum Sign: UInt8, Sendable {
    case plus = 1
    case minus = 2
    case none = 3
  }
  enum Base: UInt8, Sendable {
    case octal = 1
    case decimal = 2
    case hexadecimal = 3

    var radix: Int {
      switch self {
      case .octal: 8
      case .decimal: 10
      case .hexadecimal: 16
      }
    }
    var prefix: String {
      switch self {
      case .octal: "0"
      case .decimal: ""
      case .hexadecimal: "0x"
      }
    }
  }

  var text: String {
    let digits =
      sign == .none && base == .decimal
      ? String(value)
      : String(sign == .none ? UInt64(bitPattern: value) : value.magnitude, radix: base.radix)
    let mark =
      switch sign {
      case .plus: "+"
      case .minus: "-"
      case .none: ""
      }
    return mark + base.prefix + digits
  }
}

/// An attribute of the requester, its device or the object, or a local one of the resource manager.
/// [MS-DTYP] 2.4.4.17.8.
struct ConditionAttribute: Hashable, Sendable {
  enum Kind: UInt8, Sendable {
    case local = 0xF8
    case user = 0xF9
    case resource = 0xFA
    case device = 0xFB

    /// As Windows writes it; [MS-DTYP] 2.5.1.1 has `@User.`, and reading takes any case.
    var prefix: String {
      switch self {
      case .local: ""
      case .user: "@USER."
      case .resource: "@RESOURCE."
      case .device: "@DEVICE."
      }
    }
  }
  let kind: Kind
  let name: UTF16Bytes
}

/// UTF-16, little endian, as stored: an even number of bytes, not necessarily well-formed.
struct UTF16Bytes: Hashable, Sendable {
  let bytes: [UInt8]

  init?(_ bytes: [UInt8]) {
    guard bytes.count % 2 == 0 else { return nil }
    self.bytes = bytes
  }

  init(_ units: some Sequence<UInt16>) {
    bytes = units.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }
  }

  var units: [UInt16] {
    stride(from: 0, to: bytes.count - 1, by: 2).map { UInt16(bytes[$0]) | UInt16(bytes[$0 + 1]) << 8 }
  }

  var text: String { String(decoding: units, as: UTF16.self) }
}
