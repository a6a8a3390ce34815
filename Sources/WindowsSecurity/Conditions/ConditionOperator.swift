/// An operator of a conditional expression, by its byte code. [MS-DTYP] 2.4.4.17.6, 2.4.4.17.7.
enum ConditionOperator: UInt8, Hashable, Sendable, CaseIterable {
  case equal = 0x80
  case notEqual = 0x81
  case less = 0x82
  case lessOrEqual = 0x83
  case greater = 0x84
  case greaterOrEqual = 0x85
  case contains = 0x86
  case exists = 0x87
  case anyOf = 0x88
  case memberOf = 0x89
  case deviceMemberOf = 0x8A
  case memberOfAny = 0x8B
  case deviceMemberOfAny = 0x8C
  case notExists = 0x8D
  case notContains = 0x8E
  case notAnyOf = 0x8F
  case notMemberOf = 0x90
  case notDeviceMemberOf = 0x91
  case notMemberOfAny = 0x92
  case notDeviceMemberOfAny = 0x93
  case and = 0xA0
  case or = 0xA1
  case not = 0xA2

  enum Kind {
    /// The operand is a SID or a list of SIDs.
    case membership
    /// The operand is an attribute.
    case existence
    /// An attribute on the left, an attribute or a value on the right.
    case relation
    case logic
    case negation
  }

  var kind: Kind {
    switch self {
    case .memberOf, .memberOfAny, .notMemberOf, .notMemberOfAny, .deviceMemberOf, .deviceMemberOfAny,
      .notDeviceMemberOf, .notDeviceMemberOfAny:
      .membership
    case .exists, .notExists: .existence
    case .and, .or: .logic
    case .not: .negation
    default: .relation
    }
  }

  /// As Windows writes it; it reads the words in any case. [MS-DTYP] 2.5.1.1 has `Member_of_Any`.
  var text: String {
    switch self {
    case .equal: "=="
    case .notEqual: "!="
    case .less: "<"
    case .lessOrEqual: "<="
    case .greater: ">"
    case .greaterOrEqual: ">="
    case .contains: "Contains"
    case .exists: "Exists"
    case .anyOf: "Any_of"
    case .memberOf: "Member_of"
    case .deviceMemberOf: "Device_Member_of"
    case .memberOfAny: "Member_of_any"
    case .deviceMemberOfAny: "Device_Member_of_Any"
    case .notExists: "Not_Exists"
    case .notContains: "Not_Contains"
    case .notAnyOf: "Not_Any_of"
    case .notMemberOf: "Not_Member_of"
    case .notDeviceMemberOf: "Not_Device_Member_of"
    case .notMemberOfAny: "Not_Member_of_Any"
    case .notDeviceMemberOfAny: "Not_Device_Member_of_Any"
    case .and: "&&"
    case .or: "||"
    case .not: "!"
    }
  }

  private static let words: [String: ConditionOperator] = Dictionary(
    allCases.filter { $0.text.utf8.contains(UInt8(ascii: "_")) || $0 == .contains || $0 == .exists }
      .map { ($0.text.lowercased(), $0) }, uniquingKeysWith: { first, _ in first })

  init?(word: String) {
    guard let found = Self.words[word.lowercased()] else { return nil }
    self = found
  }
}
