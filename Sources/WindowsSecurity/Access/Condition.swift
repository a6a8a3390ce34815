/// The condition of a callback ACE, as far as the SIDs in a token and the SACL of the object decide it.
/// [MS-DTYP] 2.4.4.17, 2.5.3.1.5.
///
/// Group membership of the requester is decided, and what asks for a resource attribute that the object does not have.
/// Claims and the groups of the requester's device are not in the directory, so whatever depends on them stays open.
indirect enum Condition: Hashable, Sendable {
  /// Member_of: the token holds all of these; indices into ``AccessCheck/trustees``.
  case holdsAll([Int])
  /// Member_of_Any: the token holds one of these.
  case holdsAny([Int])
  case not(Condition)
  case and(Condition, Condition)
  case or(Condition, Condition)
  /// The same for every token.
  case fixed(ConditionOutcomes)

  func evaluate(_ held: HeldTrustees) -> ConditionOutcomes {
    switch self {
    case .holdsAll(let trustees):
      if trustees.allSatisfy(held.contains) {
        .isTrue
      } else {
        trustees.allSatisfy { held.contains($0) || held.mayContain($0) } ? [.isTrue, .isFalse] : .isFalse
      }
    case .holdsAny(let trustees):
      if trustees.contains(where: held.contains) {
        .isTrue
      } else {
        trustees.contains(where: held.mayContain) ? [.isTrue, .isFalse] : .isFalse
      }
    case .not(let operand): operand.evaluate(held).negated
    case .and(let left, let right): left.evaluate(held).and(right.evaluate(held))
    case .or(let left, let right): left.evaluate(held).or(right.evaluate(held))
    case .fixed(let outcomes): outcomes
    }
  }

  /// The trustees that it asks for.
  var trustees: [Int] {
    switch self {
    case .holdsAll(let trustees), .holdsAny(let trustees): trustees
    case .not(let operand): operand.trustees
    case .and(let left, let right), .or(let left, let right): left.trustees + right.trustees
    case .fixed: []
    }
  }

  /// Reads the postfix form in a callback ACE. When it is not one, or has operands that its operators do not take, every
  /// outcome is possible: what a domain controller makes of it is not specified.
  /// - Parameters:
  ///   - resourceAttributes: names of the object's resource attributes in lower case; nil when its SACL was not read.
  ///   - number: gives a SID its index in ``AccessCheck/trustees``.
  init(applicationData: [UInt8], resourceAttributes: Set<String>?, number: (SID) -> Int) {
    guard let expression = try? ConditionExpression(applicationData: applicationData) else {
      self = .fixed(.any)
      return
    }
    self = Self.logical(expression, resourceAttributes, number) ?? .fixed(.any)
  }

  /// nil when the expression is not one that can be true or false.
  private static func logical(
    _ expression: ConditionExpression, _ attributes: Set<String>?, _ number: (SID) -> Int
  ) -> Condition? {
    switch expression {
    case .value: return nil
    case .attribute(let attribute):
      return .fixed(exists(attribute, attributes) == .isFalse ? .isUnknown : .any)
    case .unary(.not, let operand): return logical(operand, attributes, number).map { .not($0) }
    case .unary(let name, let operand): return unary(name, operand, attributes, number)
    case .binary(let name, let left, let right) where name.kind == .logic:
      guard let left = logical(left, attributes, number), let right = logical(right, attributes, number)
      else { return nil }
      return name == .and ? .and(left, right) : .or(left, right)
    case .binary(_, let left, let right):
      // An attribute that is not there makes the comparison UNKNOWN. [MS-DTYP] 2.4.4.17.6
      let isAbsent = [left, right].contains { operand in
        if case .attribute(let attribute) = operand {
          exists(attribute, attributes) == .isFalse
        } else {
          false
        }
      }
      return .fixed(isAbsent ? .isUnknown : .any)
    }
  }

  private static func unary(
    _ name: ConditionOperator, _ operand: ConditionExpression, _ attributes: Set<String>?,
    _ number: (SID) -> Int
  ) -> Condition? {
    switch operand {
    case .attribute(let attribute) where name.kind == .existence:
      let found = exists(attribute, attributes)
      return .fixed(name == .exists ? found : found.negated)
    case .value(let value) where name.kind == .membership:
      guard let sids = value.sids, !sids.isEmpty else { return nil }
      let trustees = sids.map(number)
      return switch name {
      case .memberOf: .holdsAll(trustees)
      case .memberOfAny: .holdsAny(trustees)
      case .notMemberOf: .not(.holdsAll(trustees))
      case .notMemberOfAny: .not(.holdsAny(trustees))
      default: .fixed([.isTrue, .isFalse])
      }
    default: return nil
    }
  }

  private static func exists(_ attribute: ConditionAttribute, _ attributes: Set<String>?) -> ConditionOutcomes
  {
    guard attribute.kind == .resource, let attributes else { return [.isTrue, .isFalse] }
    return ConditionOutcomes(attributes.contains(attribute.name.text.lowercased()))
  }
}

extension SecurityDescriptor {
  /// Names of the object's resource attributes in lower case; nil when the SACL was not read or one of its claims is
  /// malformed. [MS-DTYP] 2.4.4.15.
  var resourceAttributes: Set<String>? {
    guard let sacl else { return nil }
    var names: Set<String> = []
    for ace in sacl.aces where ace.type == .resourceAttribute && !ace.flags.contains(.inheritOnly) {
      guard let claim = try? ResourceClaim(applicationData: ace.applicationData) else { return nil }
      names.insert(claim.name.text.lowercased())
    }
    return names
  }
}
