package import WindowsSecurity

/// The schema of the forest as it was read: what attributes and classes are called and which GUIDs stand for them in
/// access control entries. [MS-ADTS] 3.1.1.2
package struct Schema: Sendable {
  package struct Attribute: Hashable, Sendable {
    package let object: ObjectID
    package let name: String
    package let schemaIDGUID: GUID?
    /// The property set; nil = none.
    package let attributeSecurityGUID: GUID?
    package let attributeID: String?
    /// `2.5.5.1` and so on. [MS-ADTS] 3.1.1.2.2.2
    package let syntax: String?
    /// Even = forward link, odd = back link.
    package let linkID: Int64?
    /// ATTRTYP, the number in replication metadata; nil when only this forest's own prefix map could tell it.
    package let attid: UInt32?
    package let searchFlags: Int64
    package let isSingleValued: Bool
  }

  package struct Class: Hashable, Sendable {
    package let object: ObjectID
    package let name: String
    package let schemaIDGUID: GUID?
    package let subClassOf: String?
    package let possibleSuperiors: [String]
    package let auxiliaryClasses: [String]
    /// SDDL.
    package let defaultSecurityDescriptor: String?
    /// The name that a filter means by the class's own name. [MS-ADTS] 3.1.1.3.1.3.5
    package let defaultObjectCategory: String?
    /// 0 = 88, 1 structural, 2 abstract, 3 auxiliary. [MS-ADTS] 3.1.1.2.4.2
    package let category: Int64
  }

  package struct ControlAccessRight: Hashable, Sendable {
    package let object: ObjectID
    package let name: String
    package let displayName: String?
    package let rightsGUID: GUID
    /// 256 = extended right, 8 = validated write, 48 = property set.
    package let validAccesses: Int64
    /// schemaIDGUIDs of classes.
    package let appliesTo: [GUID]
  }

  /// By lower-cased lDAPDisplayName.
  package private(set) var attributes: [String: Attribute] = [:]
  package private(set) var classes: [String: Class] = [:]
  /// In the order of their numbers.
  package private(set) var controlAccessRights: [ControlAccessRight] = []
  /// No schema objects were read; what is known is built in.
  package var isFallback: Bool { attributes.isEmpty }

  private var attributeNames: [UInt32: String] = [:]

  package func attribute(named name: String) -> Attribute? {
    attributes[name] ?? attributes[name.lowercased()]
  }

  package func classNamed(_ name: String) -> Class? { classes[name] ?? classes[name.lowercased()] }

  /// Superclasses, nearest first, `top` last; without a schema those of the security principals.
  package func superclasses(of name: String) -> [String] {
    var names: [String] = []
    var current = name
    while names.count < 64 {
      let next =
        classes.isEmpty ? Self.builtInSuperclasses[current.lowercased()] : classNamed(current)?.subClassOf
      // `top` is its own superclass.
      guard let next, next.lowercased() != current.lowercased() else { break }
      names.append(next)
      current = next
    }
    return names
  }

  /// What GUIDs in access control entries mean in this forest; a part that was not read is the built-in one.
  package func rights() -> RightsSchema {
    let builtIn = RightsSchema.builtIn.attributes
    var byGUID: [GUID: RightsSchema.Attribute] = [:]
    for attribute in attributes.values.sorted(by: { $0.object < $1.object }) {
      guard let guid = attribute.schemaIDGUID, byGUID[guid] == nil else { continue }
      byGUID[guid] = RightsSchema.Attribute(
        name: attribute.name,
        propertySet: hasPropertySets ? attribute.attributeSecurityGUID : builtIn[guid]?.propertySet)
    }
    if !byGUID.isEmpty {
      for (guid, attribute) in builtIn
      where byGUID[guid] == nil && Self.everywhere.contains(attribute.name)
        && self.attribute(named: attribute.name)?.schemaIDGUID == nil
      {
        byGUID[guid] = attribute
      }
    }
    var names: [GUID: String] = [:]
    for value in classes.values.sorted(by: { $0.object < $1.object }) {
      guard let guid = value.schemaIDGUID, names[guid] == nil else { continue }
      names[guid] = value.name
    }
    let rights = controlAccessRights.map {
      RightsSchema.Right(
        name: $0.name, guid: $0.rightsGUID, validAccesses: UInt32(truncatingIfNeeded: $0.validAccesses))
    }
    return RightsSchema(
      attributes: byGUID.isEmpty ? nil : byGUID, classes: names.isEmpty ? nil : names,
      rights: rights.isEmpty ? nil : rights)
  }

  /// An export may leave attributeSecurityGUID out of all definitions; no forest has none.
  private var hasPropertySets: Bool { attributes.values.contains { $0.attributeSecurityGUID != nil } }

  /// Attributes on which control of objects turns, and which every forest has with the same GUID since Windows 2000: a
  /// definition of theirs that is missing was not read. [MS-ADA1], [MS-ADA2], [MS-ADA3]
  private static let everywhere: Set<String> = [
    "member", "gPLink", "gPCFileSysPath", "servicePrincipalName", "userAccountControl", "scriptPath",
    "profilePath", "altSecurityIdentities", "userPrincipalName", "sAMAccountName", "dNSHostName",
    "defaultSecurityDescriptor", "groupType",
  ]

  func attributeName(attid: UInt32) -> String? { attributeNames[attid] }

  private static let builtInSuperclasses = [
    "computer": "user", "user": "organizationalPerson", "organizationalperson": "person", "person": "top",
    "inetorgperson": "user", "msds-managedserviceaccount": "computer",
    "msds-groupmanagedserviceaccount": "computer", "group": "top", "foreignsecurityprincipal": "top",
    "domaindns": "domain", "domain": "top", "container": "top", "organizationalunit": "top",
    "grouppolicycontainer": "container",
  ]

  init(store: ObjectStore, classes table: ClassTable, gaps: inout GapCounter) {
    let attributeSets = table.sets(with: "attributeSchema")
    let classSets = table.sets(with: "classSchema")
    let rightSets = table.sets(with: "controlAccessRight")
    for object in 0..<store.count {
      guard let set = store.classSet(object) else { continue }
      let reader = SchemaObject(object: object, store: store)
      // A defunct definition may share its name with the one that is in force. [MS-ADTS] 3.1.1.2.3.3
      if reader.isDefunct { continue }
      if attributeSets.contains(set), let attribute = reader.attribute() {
        attributes[attribute.name.lowercased()] = attribute
        if let attid = attribute.attid { attributeNames[attid] = attribute.name }
      } else if classSets.contains(set), let value = reader.schemaClass() {
        classes[value.name.lowercased()] = value
      } else if rightSets.contains(set), let right = reader.controlAccessRight() {
        controlAccessRights.append(right)
      }
    }
    if attributes.isEmpty || classes.isEmpty {
      gaps.add(.schemaMissing, 1, "no attribute or class definitions were read; the built-in schema is used")
    } else if attributes.count < Self.smallestSchema {
      gaps.add(
        .schemaMissing, 1,
        "only \(attributes.count) attribute and \(classes.count) class definitions were read")
    } else {
      if !hasPropertySets {
        gaps.add(.schemaMissing, 1, "no attributeSecurityGUID was read; the built-in property sets are used")
      }
      let absent = Self.everywhere.filter { attribute(named: $0)?.schemaIDGUID == nil }.sorted()
      if !absent.isEmpty {
        gaps.add(
          .schemaMissing, absent.count,
          "definitions of \(absent.joined(separator: ", ")) were not read; the built-in ones are used")
      }
    }
    if controlAccessRights.isEmpty {
      gaps.add(.schemaMissing, 1, "no extended rights were read; the built-in table is used")
    }
  }

  /// Windows 2000 defined 863 attributes; a smaller schema was not read to the end.
  private static let smallestSchema = 800
}

/// One attributeSchema, classSchema or controlAccessRight object.
private struct SchemaObject {
  let object: Int
  let store: ObjectStore

  var isDefunct: Bool { integer("isDefunct") == 1 }

  func attribute() -> Schema.Attribute? {
    guard let name = text("lDAPDisplayName") else { return nil }
    let oid = text("attributeID")
    let assigned = integer("msDS-IntId").map { UInt32(truncatingIfNeeded: $0) }
    return Schema.Attribute(
      object: ObjectID(position: object), name: name, schemaIDGUID: guid("schemaIDGUID"),
      attributeSecurityGUID: guid("attributeSecurityGUID"), attributeID: oid, syntax: text("attributeSyntax"),
      linkID: integer("linkID"), attid: assigned ?? oid.flatMap(PrefixTable.attid),
      searchFlags: integer("searchFlags") ?? 0,
      isSingleValued: integer("isSingleValued") == 1)
  }

  func schemaClass() -> Schema.Class? {
    guard let name = text("lDAPDisplayName") else { return nil }
    return Schema.Class(
      object: ObjectID(position: object), name: name, schemaIDGUID: guid("schemaIDGUID"),
      subClassOf: text("subClassOf"),
      possibleSuperiors: texts("systemPossSuperiors") + texts("possSuperiors"),
      auxiliaryClasses: texts("systemAuxiliaryClass") + texts("auxiliaryClass"),
      defaultSecurityDescriptor: text("defaultSecurityDescriptor"),
      defaultObjectCategory: text("defaultObjectCategory"), category: integer("objectClassCategory") ?? 1)
  }

  func controlAccessRight() -> Schema.ControlAccessRight? {
    guard let guid = text("rightsGuid").flatMap({ GUID($0) }) else { return nil }
    let name = String(decoding: store.withName(object, DNKey.leafValue), as: UTF8.self)
    return Schema.ControlAccessRight(
      object: ObjectID(position: object), name: name, displayName: text("displayName"), rightsGUID: guid,
      validAccesses: integer("validAccesses") ?? 0, appliesTo: texts("appliesTo").compactMap { GUID($0) })
  }

  private func text(_ name: String) -> String? {
    AttributeCatalogue.number(of: name).flatMap { store.text(object, $0) }
  }

  private func texts(_ name: String) -> [String] {
    guard let number = AttributeCatalogue.number(of: name) else { return [] }
    return store.values(object, number).map { String(decoding: $0, as: UTF8.self) }
  }

  private func integer(_ name: String) -> Int64? {
    AttributeCatalogue.number(of: name).flatMap { store.integer(object, $0) }
  }

  private func guid(_ name: String) -> GUID? {
    AttributeCatalogue.number(of: name).flatMap { store.first(object, $0) }.flatMap { try? GUID($0) }
  }
}
