/// An object that filters can be evaluated over: what a server knows of an entry and of its schema.
package protocol FilterSubject {
  /// The values of `attribute`, decoded; empty when the object has none. Names compare without case.
  func values(_ attribute: String) -> [[UInt8]]

  /// How values of `attribute` compare; ``MatchingSyntax/undefined`` when it is unknown or was not read.
  func syntax(_ attribute: String) -> MatchingSyntax

  /// Whether the object named `dn` is reached from this one over links of `attribute`, in one or more steps.
  /// Rule 1.2.840.113556.1.4.1941, [MS-ADTS] 3.1.1.3.4.4.3.
  func isInChain(attribute: String, dn: DistinguishedName) -> Bool

  /// The `defaultObjectCategory` of a class: `(objectCategory=person)` stands for the name it gives,
  /// [MS-ADTS] 3.1.1.3.1.3.5. nil when the schema was not read.
  func objectCategory(ofClass name: String) -> DistinguishedName?
}

extension FilterSubject {
  package func objectCategory(ofClass name: String) -> DistinguishedName? { nil }
}

/// How values of an attribute compare, from its attributeSyntax and oMSyntax ([MS-ADTS] 3.1.1.2.2.2).
package enum MatchingSyntax: Hashable, Sendable, CaseIterable {
  /// Unicode and teletex strings, object identifiers, presentation addresses, names with data.
  case caseIgnoreString
  /// IA5, printable, numeric strings and String(Case).
  case caseExactString
  /// Integer, LargeInteger, Enumeration: 64 bits, signed, decimal.
  case integer
  case boolean
  /// String(Generalized-Time) and String(UTC-Time).
  case generalizedTime
  /// Object(DS-DN).
  case distinguishedName
  /// String(Sid): octets, which a filter may also write as `S-1-…`.
  case sid
  /// String(Octet), security descriptors, replica links.
  case octetString
  /// Unknown, or not read: nothing can be said.
  case undefined
}
