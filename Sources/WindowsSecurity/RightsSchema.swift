/// What the GUIDs in an ACE mean: the part of a forest's schema and extended rights that decides access.
///
/// The forest's own tables win; a table that was not read falls back to the built-in one, which knows the schema of
/// Windows Server 2019 and 2022 as far as a takeover needs it. [MS-ADTS] 5.1.3.2.1, 3.1.1.2.3.
package struct RightsSchema: Sendable {
  package struct Attribute: Hashable, Sendable {
    /// lDAPDisplayName.
    package let name: String
    /// attributeSecurityGUID: the property set the attribute belongs to.
    package let propertySet: GUID?

    package init(name: String, propertySet: GUID?) {
      self.name = name
      self.propertySet = propertySet.flatMap { $0.isZero ? nil : $0 }
    }
  }

  /// By schemaIDGUID.
  package let attributes: [GUID: Attribute]
  /// lDAPDisplayName by schemaIDGUID.
  package let classes: [GUID: String]
  /// cn by rightsGuid, validAccesses 256.
  package let controlRights: [GUID: String]
  /// cn by rightsGuid, validAccesses 8.
  package let validatedWrites: [GUID: String]
  /// cn by rightsGuid, validAccesses 48 (or 16, 32).
  package let propertySets: [GUID: String]

  private let attributesByName: [String: GUID]
  private let classesByName: [String: GUID]
  private let rightsByName: [String: GUID]

  /// One `controlAccessRight` object of the configuration naming context.
  package struct Right: Hashable, Sendable {
    /// cn, for example `DS-Replication-Get-Changes`.
    package let name: String
    package let guid: GUID
    /// 256 extended right, 8 validated write, 16 or 32 or both property set.
    package let validAccesses: UInt32

    package init(name: String, guid: GUID, validAccesses: UInt32) {
      self.name = name
      self.guid = guid
      self.validAccesses = validAccesses
    }
  }

  package static let builtIn = RightsSchema(attributes: nil, classes: nil, rights: nil)

  /// - Parameters:
  ///   - attributes: every attributeSchema object by schemaIDGUID; nil when the schema was not read.
  ///   - classes: lDAPDisplayName of every classSchema object by schemaIDGUID; nil when the schema was not read.
  ///   - rights: every controlAccessRight object; nil when the configuration was not read.
  package init(attributes: [GUID: Attribute]?, classes: [GUID: String]?, rights: [Right]?) {
    self.attributes = attributes ?? Self.readBuiltInAttributes()
    self.classes = classes ?? Self.readBuiltInClasses()
    var controlRights: [GUID: String] = [:]
    var validatedWrites: [GUID: String] = [:]
    var propertySets: [GUID: String] = [:]
    var rightsByName: [String: GUID] = [:]
    // By name, so that two objects with one GUID, which an attacker can create, always give the same answer.
    for right in (rights ?? Self.readBuiltInRights()).sorted(by: { ($0.name, $0.guid) < ($1.name, $1.guid) })
    {
      let valid = AccessMask(rawValue: right.validAccesses)
      if valid.contains(.controlAccess), controlRights[right.guid] == nil {
        controlRights[right.guid] = right.name
      }
      if valid.contains(.selfWrite), validatedWrites[right.guid] == nil {
        validatedWrites[right.guid] = right.name
      }
      if !valid.isDisjoint(with: [.readProperty, .writeProperty]), propertySets[right.guid] == nil {
        propertySets[right.guid] = right.name
      }
      if rightsByName[right.name.lowercased()] == nil { rightsByName[right.name.lowercased()] = right.guid }
    }
    self.controlRights = controlRights
    self.validatedWrites = validatedWrites
    self.propertySets = propertySets
    self.rightsByName = rightsByName
    self.attributesByName = Dictionary(
      self.attributes.map { ($0.value.name.lowercased(), $0.key) }, uniquingKeysWith: min)
    self.classesByName = Dictionary(
      self.classes.map { ($0.value.lowercased(), $0.key) }, uniquingKeysWith: min)
  }

  package func propertySet(ofAttribute guid: GUID) -> GUID? { attributes[guid]?.propertySet }

  /// schemaIDGUID of an attribute by its lDAPDisplayName, in any case.
  package func attribute(named name: String) -> GUID? { attributesByName[name.lowercased()] }

  /// schemaIDGUID of a class by its lDAPDisplayName, in any case.
  package func objectClass(named name: String) -> GUID? { classesByName[name.lowercased()] }

  /// rightsGuid of an extended right, validated write or property set by its cn, in any case.
  package func right(named name: String) -> GUID? { rightsByName[name.lowercased()] }

  /// What an object type in an ACE with these rights names, for people; nil when nobody knows the GUID.
  ///
  /// The same GUID can name an attribute and the validated write of that attribute, so the rights decide.
  package func name(ofObjectType guid: GUID, for mask: AccessMask) -> String? {
    let attribute = attributes[guid]?.name ?? propertySets[guid]
    if !mask.isDisjoint(with: [.readProperty, .writeProperty]), let attribute { return attribute }
    if mask.contains(.controlAccess), let right = controlRights[guid] { return right }
    if mask.contains(.selfWrite), let write = validatedWrites[guid] { return write }
    return classes[guid] ?? attribute ?? controlRights[guid] ?? validatedWrites[guid]
  }
}

/// The built-in tables are text, one entry per line; a line that does not read is left out, which a test forbids.
extension RightsSchema {
  private static func lines(_ table: String) -> [[String]] {
    table.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
  }

  static func readBuiltInAttributes() -> [GUID: Attribute] {
    var attributes: [GUID: Attribute] = [:]
    for words in lines(builtInAttributes) where words.count >= 2 {
      guard let guid = GUID(words[1]) else { continue }
      attributes[guid] = Attribute(name: words[0], propertySet: words.count > 2 ? GUID(words[2]) : nil)
    }
    return attributes
  }

  static func readBuiltInClasses() -> [GUID: String] {
    var classes: [GUID: String] = [:]
    for words in lines(builtInClasses) where words.count == 2 {
      if let guid = GUID(words[1]) { classes[guid] = words[0] }
    }
    return classes
  }

  static func readBuiltInRights() -> [Right] {
    lines(builtInRights).compactMap { words in
      guard words.count == 3, let guid = GUID(words[1]), let valid = UInt32(words[2]) else { return nil }
      return Right(name: words[0], guid: guid, validAccesses: valid)
    }
  }
}
