/// An attribute value in the form in which it compares under its syntax.
enum ComparableValue: Hashable {
  case octets([UInt8])
  case number(Int64)
  case time(GeneralizedTime)

  /// nil when `octets` is not a value of `syntax`.
  init?(_ octets: [UInt8], as syntax: MatchingSyntax) {
    switch syntax {
    case .undefined: return nil
    case .octetString, .caseExactString: self = .octets(octets)
    case .caseIgnoreString: self = .octets(CaseFolding.fold(octets))
    case .integer:
      guard let number = Self.integer(octets) else { return nil }
      self = .number(number)
    case .boolean:
      switch String(decoding: CaseFolding.fold(octets), as: UTF8.self) {
      case "true": self = .number(1)
      case "false": self = .number(0)
      default: return nil
      }
    case .generalizedTime:
      guard let time = GeneralizedTime(octets) else { return nil }
      self = .time(time)
    case .distinguishedName:
      guard let key = try? DistinguishedName.key(of: Self.withoutExtendedParts(octets)) else { return nil }
      self = .octets(key)
    case .sid:
      self = .octets(octets.starts(with: Array("S-".utf8)) ? SIDText.octets(octets) ?? octets : octets)
    }
  }

  /// -1, 0 or 1; nil between different forms.
  func compare(_ other: ComparableValue) -> Int? {
    switch (self, other) {
    case (.octets(let a), .octets(let b)):
      a == b ? 0 : a.lexicographicallyPrecedes(b) ? -1 : 1
    case (.number(let a), .number(let b)): a == b ? 0 : a < b ? -1 : 1
    case (.time(let a), .time(let b)): a == b ? 0 : a < b ? -1 : 1
    default: nil
    }
  }

  static func integer(_ octets: [UInt8]) -> Int64? { Int64(String(decoding: octets, as: UTF8.self)) }

  /// Leaves out `<GUID=…>;<SID=…>;` before a name ([MS-ADTS] 3.1.1.3.4.1.5).
  private static func withoutExtendedParts(_ octets: [UInt8]) -> [UInt8] {
    var rest = octets[...]
    while rest.first == UInt8(ascii: "<"), let end = rest.firstIndex(of: UInt8(ascii: ">")) {
      rest = rest[(end + 1)...]
      if rest.first == UInt8(ascii: ";") { rest = rest.dropFirst() }
    }
    return Array(rest)
  }
}
