package import Directory
package import WindowsSecurity

/// Where an entry in the DACL of an object comes from.
package struct EntryOrigin: Hashable, Sendable {
  package enum Source: String, Sendable {
    /// An ancestor carries it explicitly, or did.
    case inherited
    /// The object's class gives it to every new object: `defaultSecurityDescriptor`.
    case classDefault = "default"
    /// A copy of an entry of AdminSDHolder, which protected accounts take. [MS-ADTS] 3.1.1.6.1
    case protection
    /// Somebody, or some program, put it there.
    case added
  }

  package let source: Source
  /// The ancestor or AdminSDHolder that carries the entry itself; nil for an inherited entry when no ancestor that was
  /// read carries it, and for every other source.
  package let carrier: ObjectID?
  /// The entry as the carrier has it.
  package let entry: ACE?
  /// The last change of the descriptor that holds the entry explicitly, the ancestor's for an inherited one: inheritance
  /// writes copies without touching the metadata below. The entry may be older, never younger. nil = no metadata.
  package let latestChange: Instant?
  /// That descriptor was never changed since its object was made.
  package let isOriginal: Bool
}

/// Tells default from inherited from added entries. [MS-DTYP] 2.5.3.4, [MS-ADTS] 6.1.3
package struct EntryOrigins {
  private let snapshot: Snapshot
  private let schema: RightsSchema
  private var carriers: [Inheritor: Carrier?] = [:]
  private var defaults: [ClassInDomain: DefaultDescriptor?] = [:]

  private struct ClassInDomain: Hashable {
    let className: String
    let domain: Int?
  }

  private struct Carrier {
    let object: ObjectID
    let entry: ACE
  }

  /// What decides where an inherited entry comes from: most objects of a container share it.
  private struct Inheritor: Hashable {
    let parent: ObjectID
    let descriptor: DescriptorID?
    let classes: UInt32?
    let position: Int
  }

  /// Deeper trees are not walked to their root; the limits of a directory end before.
  private static let greatestDepth = 256

  package init(_ snapshot: Snapshot) { self.init(snapshot, snapshot.rights) }

  init(_ snapshot: Snapshot, _ schema: RightsSchema) {
    self.snapshot = snapshot
    self.schema = schema
  }

  /// The origins of all entries of an object, in order; empty when it has no DACL that was read.
  package mutating func origins(of object: ObjectID) -> [EntryOrigin] {
    guard let dacl = descriptor(of: object)?.dacl else { return [] }
    return dacl.aces.indices.compactMap { origin(ofEntry: $0, of: object) }
  }

  /// - Parameter position: index in the DACL; nil is returned when there is no such entry.
  package mutating func origin(ofEntry position: Int, of object: ObjectID) -> EntryOrigin? {
    guard let descriptor = descriptor(of: object), let aces = descriptor.dacl?.aces,
      aces.indices.contains(position)
    else { return nil }
    let ace = aces[position]
    if ace.flags.contains(.inherited) { return inherited(ace, at: position, by: object, descriptor) }
    if descriptor.isDACLProtected, let holder = adminSDHolder(protecting: object),
      let template = self.descriptor(of: holder)?.dacl?.aces.first(where: { $0.saysTheSame(as: ace) })
    {
      return explicit(.protection, on: object, carrier: holder, template)
    }
    return explicit(isDefault(ace, of: object, descriptor) ? .classDefault : .added, on: object)
  }

  private func explicit(
    _ source: EntryOrigin.Source, on object: ObjectID, carrier: ObjectID? = nil, _ entry: ACE? = nil
  ) -> EntryOrigin {
    let stamp = snapshot.stamp(object, "nTSecurityDescriptor")
    return EntryOrigin(
      source: source, carrier: carrier, entry: entry, latestChange: stamp?.changed,
      isOriginal: stamp?.version == 1)
  }

  private mutating func inherited(
    _ ace: ACE, at position: Int, by object: ObjectID, _ descriptor: SecurityDescriptor
  ) -> EntryOrigin {
    let unknown = EntryOrigin(
      source: .inherited, carrier: nil, entry: nil, latestChange: nil, isOriginal: false)
    guard !isContextHead(object), !descriptor.isDACLProtected, let parent = parent(of: object) else {
      return unknown
    }
    let key = Inheritor(
      parent: parent, descriptor: snapshot.descriptor(of: object), classes: snapshot.classList(object),
      position: position)
    let found: Carrier?
    if let known = carriers[key] {
      found = known
    } else {
      found = carrier(of: ace, above: object, parent, descriptor)
      carriers[key] = .some(found)
    }
    guard let found else { return unknown }
    let stamp = snapshot.stamp(found.object, "nTSecurityDescriptor")
    return EntryOrigin(
      source: .inherited, carrier: found.object, entry: found.entry, latestChange: stamp?.changed,
      isOriginal: stamp?.version == 1)
  }

  /// The nearest ancestor, `parent` or above, from whose explicit entry `ace` follows for `object`.
  private func carrier(
    of ace: ACE, above object: ObjectID, _ parent: ObjectID, _ descriptor: SecurityDescriptor
  ) -> Carrier? {
    let objectClass = schema.objectClass(named: snapshot.structuralClass(object))
    var ancestor = parent
    for distance in 1...Self.greatestDepth {
      let above = self.descriptor(of: ancestor)
      for candidate in above?.dacl?.aces ?? []
      where !candidate.flags.contains(.inherited)
        && (distance == 1 || !candidate.flags.contains(.noPropagateInherit))
        && ace.isInherited(
          from: candidate, byChildOf: objectClass, owner: descriptor.owner, group: descriptor.group)
      {
        return Carrier(object: ancestor, entry: candidate)
      }
      guard !isContextHead(ancestor), above?.isDACLProtected != true, let next = self.parent(of: ancestor)
      else { return nil }
      ancestor = next
    }
    return nil
  }

  /// A deleted object keeps what it inherited where it lived.
  private func parent(of object: ObjectID) -> ObjectID? {
    if snapshot.isDeleted(object), let name = snapshot.string(object, "lastKnownParent") {
      return snapshot.object(dn: name)
    }
    return snapshot.parent(object)
  }

  /// Inheritance ends at the head of a naming context, whatever its name stands below. [MS-ADTS] 3.1.1.1.5 (IT_NC_HEAD)
  private func isContextHead(_ object: ObjectID) -> Bool {
    if let type = snapshot.integer(object, "instanceType") { return type & 1 != 0 }
    let name = snapshot.dn(object)
    return snapshot.domains.contains { $0.head == object } || name == snapshot.configurationNC
      || name == snapshot.schemaNC
  }

  private func adminSDHolder(protecting object: ObjectID) -> ObjectID? {
    guard snapshot.integer(object, "adminCount") == 1, let domain = snapshot.domain(of: object) else {
      return nil
    }
    return snapshot.object(dn: "CN=AdminSDHolder,CN=System,\(snapshot.domains[domain].dn)")
  }

  private mutating func isDefault(
    _ ace: ACE, of object: ObjectID, _ descriptor: SecurityDescriptor
  ) -> Bool {
    let key = ClassInDomain(
      className: snapshot.structuralClass(object), domain: snapshot.domain(of: object))
    let known = defaults[key] ?? read(key)
    defaults[key] = known
    return known?.contains(ace, owner: descriptor.owner, group: descriptor.group) ?? false
  }

  private func read(_ key: ClassInDomain) -> DefaultDescriptor? {
    guard let sddl = snapshot.schema.classNamed(key.className)?.defaultSecurityDescriptor else { return nil }
    let root = snapshot.domains.first(where: \.isForestRoot)?.sid
    let domain = key.domain.flatMap { snapshot.domains[$0].sid } ?? root
    return try? DefaultDescriptor(sddl: sddl, domain: domain, forestRoot: root)
  }

  private func descriptor(of object: ObjectID) -> SecurityDescriptor? {
    snapshot.descriptor(of: object).flatMap { snapshot.descriptor($0) }
  }
}

extension EntryOrigin {
  /// For people: the source, and when the descriptor that holds the entry was last changed.
  /// - Parameter object: the object in whose DACL the entry stands.
  package func words(of object: ObjectID, in snapshot: Snapshot) -> Bilingual {
    let what: Bilingual
    switch (source, carrier) {
    case (.inherited, let carrier?):
      let name = snapshot.dn(carrier)
      what = Bilingual(en: "inherited from \(name)", de: "geerbt von \(name)")
    case (.inherited, nil):
      return Bilingual(
        en: "inherited, but nothing above that was read passes it on",
        de: "geerbt, aber nichts Gelesenes darüber gibt ihn weiter")
    case (.protection, let holder):
      let name = holder.map(snapshot.dn) ?? "AdminSDHolder"
      what = Bilingual(en: "copied from \(name)", de: "übernommen von \(name)")
    case (.classDefault, _):
      let name = snapshot.structuralClass(object)
      // The object has had it from the beginning, whatever was changed in its descriptor later.
      return Bilingual(en: "default of the class \(name)", de: "Vorgabe der Klasse \(name)")
    case (.added, _):
      if let latestChange, isOriginal {
        return Bilingual(
          en: "set when the object was made, \(latestChange)",
          de: "beim Anlegen des Objekts gesetzt, \(latestChange)")
      }
      what = Bilingual(en: "added", de: "hinzugefügt")
    }
    guard let latestChange else { return what }
    return isOriginal
      ? Bilingual(
        en: "\(what.en), unchanged since \(latestChange)", de: "\(what.de), unverändert seit \(latestChange)")
      : Bilingual(
        en: "\(what.en), latest change \(latestChange)", de: "\(what.de), letzte Änderung \(latestChange)")
  }
}
