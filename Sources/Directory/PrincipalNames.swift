/// Finds principals by many names: where ``Snapshot/principal(_:)`` looks at every object for each name, this does once.
package struct PrincipalNames: Sendable {
  private let snapshot: Snapshot
  /// 32 bits of the hash of a folded name, then the position of an object that bears it; sorted. nil = not asked yet.
  private var bearers: [UInt64]?
  /// Objects compared with a name so far: the work that many names make.
  package private(set) var compared = 0

  package init(_ snapshot: Snapshot) { self.snapshot = snapshot }

  /// The same as ``Snapshot/principal(_:)``.
  package mutating func principal(_ text: String) -> ObjectID? {
    if let object = snapshot.identified(text) { return object }
    let bearers = bearers ?? Self.bearers(in: snapshot)
    self.bearers = bearers
    var compared = 0
    let found = snapshot.named(text) { names in
      let objects = Self.objects(named: names, bearers)
      compared += objects.count
      return objects
    }
    self.compared += compared
    return found
  }

  /// Every living object by the names under which it may be the answer, in slices that cores share.
  private static func bearers(in snapshot: Snapshot) -> [UInt64] {
    let store = snapshot.store
    let slices = slices(of: store.count)
    let parts = inParallel(slices.count) { part in
      var found: [UInt64] = []
      for position in slices[part] where !store.isDeleted(position) {
        let object = ObjectID(position: position)
        func enter(_ name: String) {
          found.append(UInt64(tag(of: name.lowercased())) << 32 | UInt64(object.index))
        }
        for attribute in [Numbers.sAMAccountName, Numbers.userPrincipalName, Numbers.dNSHostName] {
          if let name = store.text(position, attribute) { enter(name) }
        }
        // Under its other names only what has a SID is a principal.
        guard store.first(position, Numbers.objectSid) != nil else { continue }
        enter(String(decoding: store.withName(position, DNKey.leafValue), as: UTF8.self))
        if let title = snapshot.title(object) { enter(title) }
      }
      return found
    }
    return parts.flatMap(\.self).sorted()
  }

  /// Names that are equal as strings have the same. The seed of the process keeps anybody from choosing names that
  /// meet.
  private static func tag(of folded: String) -> UInt32 {
    UInt32(truncatingIfNeeded: folded.hashValue)
  }

  /// In the order of their numbers, each once; those of other names of the same tag among them.
  private static func objects(named names: [String], _ bearers: [UInt64]) -> [ObjectID] {
    var found: Set<ObjectID> = []
    for name in names {
      let tag = UInt64(tag(of: name.lowercased()))
      var (low, high) = (0, bearers.count)
      while low < high {
        let middle = low + (high - low) / 2
        if bearers[middle] >> 32 < tag { low = middle + 1 } else { high = middle }
      }
      for bearer in bearers[low...].prefix(while: { $0 >> 32 == tag }) {
        found.insert(ObjectID(UInt32(truncatingIfNeeded: bearer)))
      }
    }
    return found.sorted()
  }
}
