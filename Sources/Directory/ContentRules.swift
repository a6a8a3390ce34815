package import WindowsSecurity

/// What objects may hold and what may stand below them, from the forest's own class definitions.
/// [MS-ADTS] 3.1.1.4.5.1 (CLASSATTS, POSSSUPERIORS), 3.1.1.2.4
///
/// Read from the schema objects when somebody asks, so that an assessment, which does not, keeps no tables for it.
package struct ContentRules: Sendable {
  package struct Attribute: Sendable {
    package let name: String
    package let schemaIDGUID: GUID
    /// An LDAP modification is refused whoever asks, with the exceptions of [MS-ADTS] 3.1.1.5.3.2.
    package let isSystemOnly: Bool

    package init(name: String, schemaIDGUID: GUID, isSystemOnly: Bool) {
      self.name = name
      self.schemaIDGUID = schemaIDGUID
      self.isSystemOnly = isSystemOnly
    }
  }

  package struct Child: Sendable {
    package let name: String
    package let schemaIDGUID: GUID

    package init(name: String, schemaIDGUID: GUID) {
      self.name = name
      self.schemaIDGUID = schemaIDGUID
    }
  }

  private let snapshot: Snapshot

  package init(_ snapshot: Snapshot) { self.snapshot = snapshot }

  /// Whether the class definitions list attributes; an export without mayContain and its kin does not tell.
  package var areKnown: Bool {
    snapshot.schema.classNamed("top").map { !contents(of: $0.object).isEmpty } ?? false
  }

  /// The attributes that objects with these objectClass values may have and a modification may name, sorted by name:
  /// neither constructed nor back links. [MS-ADTS] 3.1.1.4.5.6, 3.1.1.4.5.7
  package func attributes(of objectClasses: [String]) -> [Attribute] {
    var names: Set<String> = []
    for definition in closure(of: objectClasses) {
      names.formUnion(contents(of: definition.object).map { $0.lowercased() })
    }
    return names.compactMap { snapshot.schema.attribute(named: $0) }.compactMap(modifiable)
      .sorted { $0.name < $1.name }
  }

  /// Every attribute of the schema that a modification may name, whatever the class; sorted by name.
  package func allAttributes() -> [Attribute] {
    snapshot.schema.attributes.values.compactMap(modifiable).sorted { $0.name < $1.name }
  }

  /// The classes whose instances may be created below an object with these objectClass values, sorted by name.
  /// [MS-ADTS] 3.1.1.4.5.3
  package func children(of objectClasses: [String]) -> [Child] {
    let above = Set(objectClasses.map { $0.lowercased() })
    return snapshot.schema.classes.values.compactMap { definition in
      guard definition.category <= 1, let guid = definition.schemaIDGUID,
        snapshot.integer(definition.object, "systemOnly") != 1
      else { return nil }
      let line = [definition.name] + snapshot.schema.superclasses(of: definition.name)
      let superiors = line.compactMap { snapshot.schema.classNamed($0)?.possibleSuperiors }.joined()
      guard superiors.contains(where: { above.contains($0.lowercased()) }) else { return nil }
      return Child(name: definition.name, schemaIDGUID: guid)
    }.sorted { $0.name < $1.name }
  }

  /// The classes, their superclasses, and the auxiliary classes of all of these.
  private func closure(of objectClasses: [String]) -> [Schema.Class] {
    var found: [String: Schema.Class] = [:]
    var pending = objectClasses
    while let name = pending.popLast() {
      let folded = name.lowercased()
      guard found[folded] == nil, let definition = snapshot.schema.classNamed(folded) else { continue }
      found[folded] = definition
      pending += definition.auxiliaryClasses
      if let superclass = definition.subClassOf { pending.append(superclass) }
    }
    return Array(found.values)
  }

  private func contents(of classDefinition: ObjectID) -> [String] {
    ["mustContain", "systemMustContain", "mayContain", "systemMayContain"].flatMap {
      snapshot.strings(classDefinition, $0)
    }
  }

  private func modifiable(_ attribute: Schema.Attribute) -> Attribute? {
    guard let guid = attribute.schemaIDGUID, (attribute.linkID ?? 0) & 1 == 0 else { return nil }
    let flags = snapshot.integer(attribute.object, "systemFlags") ?? 0
    let isConstructed = flags & Self.constructed != 0
    guard !isConstructed || attribute.name.lowercased() == "entryttl" else { return nil }
    return Attribute(
      name: attribute.name, schemaIDGUID: guid,
      isSystemOnly: snapshot.integer(attribute.object, "systemOnly") == 1)
  }

  /// FLAG_ATTR_IS_CONSTRUCTED. [MS-ADTS] 2.2.10
  private static let constructed: Int64 = 0x4
}
