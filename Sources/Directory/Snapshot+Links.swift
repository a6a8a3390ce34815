extension Snapshot {
  package func hasLinks(_ object: ObjectID) -> Bool { !store.linkRange(object.position).range.isEmpty }

  /// When a value of a linked attribute was last added or removed; nil without a record of one.
  package func newestLinkChange(_ object: ObjectID, _ attribute: String) -> Instant? {
    let (batch, range) = store.linkRange(object.position)
    var newest: Int64?
    for index in range {
      let link = store.batches[batch].links[index]
      guard stampNames.names[Int(stampNames.numbers[Int(link.attribute)])] == attribute else { continue }
      let deleted = link.deleted == .max ? link.created : link.deleted
      newest = max(newest ?? link.created, max(link.created, max(link.changed, deleted)))
    }
    return newest.map { Instant(seconds: $0) }
  }

  /// Members removed from a group at or after a time, as far as they are in the snapshot.
  package func members(removedFrom group: ObjectID, since: Instant) -> [ObjectID] {
    let (batch, range) = store.linkRange(group.position)
    var removed: [ObjectID] = []
    for index in range {
      let link = store.batches[batch].links[index]
      guard link.deleted != .max, link.deleted >= since.seconds,
        stampNames.names[Int(stampNames.numbers[Int(link.attribute)])] == "member"
      else { continue }
      let target = store.batches[batch].linkTarget(link)
      if let position = target.withUnsafeBytes({ indexes.object(name: $0, in: store) }) {
        removed.append(ObjectID(position: position))
      }
    }
    return removed
  }
}
