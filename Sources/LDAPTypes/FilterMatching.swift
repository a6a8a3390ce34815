extension Filter {
  /// Evaluates the filter as Active Directory does ([MS-ADTS] 3.1.1.3.1.3): approximate is equality, `:dn` is ignored,
  /// of the extensible rules there are the three of Microsoft.
  package func matches(_ object: some FilterSubject) -> Truth {
    switch self {
    case .and(let parts): return Self.all(parts) { $0.matches(object) }
    case .or(let parts): return !Self.all(parts) { !$0.matches(object) }
    case .not(let part): return !part.matches(object)
    case .present(let attribute):
      if object.syntax(attribute) == .undefined { return .undefined }
      return Truth(!object.values(attribute).isEmpty)
    case .equality(let attribute, let value), .approximate(let attribute, let value):
      return Self.equality(object, attribute, value)
    case .greaterOrEqual(let attribute, let value):
      return Self.order(object, attribute, value) { $0 >= 0 }
    case .lessOrEqual(let attribute, let value):
      return Self.order(object, attribute, value) { $0 <= 0 }
    case .substrings(let attribute, let initial, let any, let final):
      let pieces = SubstringAssertion(initial: initial, any: any, final: final)
      return pieces.matches(object.syntax(attribute)) { object.values(attribute) }
    case .extensible(let attribute, let rule, _, let value):
      guard let attribute else { return .undefined }
      guard let rule else { return Self.equality(object, attribute, value) }
      return Self.extensible(object, attribute, rule, value)
    }
  }

  /// False as soon as one part is; undefined when none is false and one is undefined.
  private static func all(_ parts: [Filter], _ evaluate: (Filter) -> Truth) -> Truth {
    var result = Truth.true
    for part in parts {
      switch evaluate(part) {
      case .false: return .false
      case .undefined: result = .undefined
      case .true: break
      }
    }
    return result
  }

  private static func equality(_ object: some FilterSubject, _ attribute: String, _ value: [UInt8]) -> Truth {
    let syntax = object.syntax(attribute)
    var asserted = value
    if syntax == .distinguishedName, !value.contains(UInt8(ascii: "=")),
      attribute.lowercased() == "objectcategory",
      let category = object.objectCategory(ofClass: String(decoding: value, as: UTF8.self))
    {
      asserted = Array(category.description.utf8)
    }
    guard let wanted = ComparableValue(asserted, as: syntax) else { return .undefined }
    return Truth(object.values(attribute).contains { ComparableValue($0, as: syntax) == wanted })
  }

  /// - Parameter accepts: whether a value fits that compares to the asserted one as -1, 0 or 1.
  private static func order(
    _ object: some FilterSubject, _ attribute: String, _ value: [UInt8], _ accepts: (Int) -> Bool
  ) -> Truth {
    let syntax = object.syntax(attribute)
    // Names and truth values have no order; a server does not evaluate the item.
    guard syntax != .distinguishedName, syntax != .boolean, let wanted = ComparableValue(value, as: syntax)
    else {
      return .undefined
    }
    return Truth(
      object.values(attribute).contains { value in
        ComparableValue(value, as: syntax)?.compare(wanted).map(accepts) ?? false
      })
  }

  private static func extensible(
    _ object: some FilterSubject, _ attribute: String, _ rule: String, _ value: [UInt8]
  ) -> Truth {
    let syntax = object.syntax(attribute)
    switch (rule, syntax) {
    case (MatchingRule.bitAnd, .integer), (MatchingRule.bitOr, .integer):
      guard let mask = ComparableValue.integer(value) else { return .undefined }
      return Truth(
        object.values(attribute).compactMap(ComparableValue.integer).contains { bits in
          rule == MatchingRule.bitAnd ? bits & mask == mask : bits & mask != 0
        })
    case (MatchingRule.inChain, .distinguishedName):
      guard let name = try? DistinguishedName(value) else { return .undefined }
      return Truth(object.isInChain(attribute: attribute, dn: name))
    default: return .undefined
    }
  }
}

/// The extensible matching rules of Active Directory, [MS-ADTS] 3.1.1.3.4.4.
package enum MatchingRule {
  /// LDAP_MATCHING_RULE_BIT_AND: every bit of the asserted value is set.
  package static let bitAnd = "1.2.840.113556.1.4.803"
  /// LDAP_MATCHING_RULE_BIT_OR: any bit of the asserted value is set.
  package static let bitOr = "1.2.840.113556.1.4.804"
  /// LDAP_MATCHING_RULE_TRANSITIVE_EVAL: reached over links, in any number of steps.
  package static let inChain = "1.2.840.113556.1.4.1941"
}
