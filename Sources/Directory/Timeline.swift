package import WindowsSecurity

/// One dated change: what replication metadata still tells about it.
package struct Change: Hashable, Sendable {
  package enum Kind: String, Sendable {
    /// The object came into being.
    case created
    /// The last write of an attribute; earlier ones are only counted (``Change/version``).
    case changed
    /// A value of a linked attribute was added, or taken away.
    case added, removed
  }

  package let when: Instant
  package let kind: Kind
  package let object: ObjectID
  /// lDAPDisplayName; empty for ``Kind/created``.
  package let attribute: String
  /// The DN a link points to; empty otherwise.
  package let value: String
  /// Originating writes so far; 0 for ``Kind/created``.
  package let version: UInt32
  /// invocationId of the originating DC; nil when only `whenCreated` dates the change.
  package let originator: GUID?
}

extension Snapshot {
  /// Every dated change from `since` to `until`, oldest first, of `objects` or of all.
  ///
  /// Attributes that were written with the object and never since are part of its creation and not listed.
  package func timeline(since: Instant?, until: Instant?, objects: [ObjectID] = []) -> [Change] {
    let wanted = objects.isEmpty ? Array(objectIDs) : objects
    var changes: [Change] = []
    for object in wanted { append(changesOf: object, since, until, to: &changes) }
    return changes.sorted { a, b in
      if a.when != b.when { return a.when < b.when }
      if a.object != b.object { return a.object < b.object }
      if a.attribute != b.attribute { return a.attribute < b.attribute }
      if a.value != b.value { return a.value < b.value }
      return a.kind.rawValue < b.kind.rawValue
    }
  }

  private func append(
    changesOf object: ObjectID, _ since: Instant?, _ until: Instant?, to changes: inout [Change]
  ) {
    func add(
      _ kind: Change.Kind, _ when: Instant, _ attribute: String = "", _ value: String = "",
      version: UInt32 = 0,
      by originator: GUID? = nil
    ) {
      if let since, when < since { return }
      if let until, when > until { return }
      changes.append(
        Change(
          when: when, kind: kind, object: object, attribute: attribute, value: value, version: version,
          originator: originator))
    }
    let created = created(object)
    let stamps = stamps(object)
    if let created {
      add(.created, created, by: stamps.first { $0.attribute == "objectClass" }?.originator)
    }
    for stamp in stamps where stamp.version > 1 || stamp.changed != created {
      // Attributes of a created object may be written within the same transaction a second later.
      if stamp.version == 1, let created, abs(stamp.changed.seconds - created.seconds) <= 1 { continue }
      add(.changed, stamp.changed, stamp.attribute, version: stamp.version, by: stamp.originator)
    }
    for link in links(object) where link.version > 0 {
      add(.added, link.created, link.attribute, link.targetDN, version: link.version, by: link.originator)
      if let deleted = link.deleted {
        add(.removed, deleted, link.attribute, link.targetDN, version: link.version, by: link.originator)
      }
    }
  }
}
