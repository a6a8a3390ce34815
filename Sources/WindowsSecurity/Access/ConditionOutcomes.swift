/// What a condition may come to on a domain controller: one of three values when the directory tells, several when it
/// does not.
///
/// UNKNOWN is a value of its own there, "the attribute asked for is not in the token": an allowing entry then does not
/// apply, a denying one does. [MS-DTYP] 2.4.4.17.3.
struct ConditionOutcomes: OptionSet, Hashable, Sendable {
  let rawValue: UInt8
  static let isTrue = ConditionOutcomes(rawValue: 1)
  static let isFalse = ConditionOutcomes(rawValue: 2)
  static let isUnknown = ConditionOutcomes(rawValue: 4)
  static let any: ConditionOutcomes = [.isTrue, .isFalse, .isUnknown]

  init(rawValue: UInt8) { self.rawValue = rawValue }
  init(_ value: Bool) { self = value ? .isTrue : .isFalse }

  /// [MS-DTYP] 2.4.4.17.7: not UNKNOWN is UNKNOWN.
  var negated: ConditionOutcomes {
    var result = intersection(.isUnknown)
    if contains(.isTrue) { result.insert(.isFalse) }
    if contains(.isFalse) { result.insert(.isTrue) }
    return result
  }

  /// FALSE and anything is FALSE; otherwise UNKNOWN wins over TRUE.
  func and(_ other: ConditionOutcomes) -> ConditionOutcomes {
    var result: ConditionOutcomes = []
    if contains(.isTrue), other.contains(.isTrue) { result.insert(.isTrue) }
    if contains(.isFalse) || other.contains(.isFalse) { result.insert(.isFalse) }
    let (mayPass, otherMayPass) = (!subtracting(.isFalse).isEmpty, !other.subtracting(.isFalse).isEmpty)
    if mayPass, otherMayPass, contains(.isUnknown) || other.contains(.isUnknown) { result.insert(.isUnknown) }
    return result
  }

  /// TRUE or anything is TRUE; otherwise UNKNOWN wins over FALSE.
  func or(_ other: ConditionOutcomes) -> ConditionOutcomes { negated.and(other.negated).negated }
}
