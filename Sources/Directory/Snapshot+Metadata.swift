package import WindowsSecurity

extension Snapshot {
  /// The last originating change of each attribute that has one, in the order of the source.
  package func stamps(_ object: ObjectID) -> [AttributeStamp] {
    let (batch, range) = store.stampRange(object.position)
    var stamps: [AttributeStamp] = []
    stamps.reserveCapacity(range.count)
    // Two sources may name an attribute in one record and number it in the other; only merged entries have both.
    let isMerged = range.count > 0 && batch == store.mergedBatch
    var positions: [String: Int] = [:]
    for index in range {
      let stamp = stamp(store.batches[batch].stampTable.stamps[index], batch)
      if isMerged, let position = positions[stamp.attribute] {
        if stamp.isNewer(than: stamps[position]) { stamps[position] = stamp }
        continue
      }
      if isMerged { positions[stamp.attribute] = stamps.count }
      stamps.append(stamp)
    }
    return stamps
  }

  package func stamp(_ object: ObjectID, _ attribute: String) -> AttributeStamp? {
    guard let number = stampNames.number(of: attribute) else { return nil }
    let (batch, range) = store.stampRange(object.position)
    var found: AttributeStamp?
    for index in range {
      let packed = store.batches[batch].stampTable.stamps[index]
      guard stampNames.numbers[Int(packed.attribute)] == number else { continue }
      let stamp = stamp(packed, batch)
      if found.map({ stamp.isNewer(than: $0) }) ?? true { found = stamp }
    }
    return found
  }

  /// The stamps not older than an instant: most objects have none in a short window, and then nothing is built.
  package func stamps(_ object: ObjectID, since start: Instant) -> [AttributeStamp] {
    let (batch, range) = store.stampRange(object.position)
    let table = store.batches[batch].stampTable
    guard range.contains(where: { table.full(table.stamps[$0]).changed >= start.seconds }) else { return [] }
    return stamps(object).filter { $0.changed >= start }
  }

  package func hasStamps(_ object: ObjectID) -> Bool { !store.stampRange(object.position).range.isEmpty }

  /// The history of the object's link values, removed ones too.
  package func links(_ object: ObjectID) -> [LinkStamp] {
    let (batch, range) = store.linkRange(object.position)
    return range.map { linkStamp(store.batches[batch].links[$0], batch) }
  }

  /// The last record of one value of a linked attribute, without building those of the others: groups have many.
  package func link(_ object: ObjectID, _ attribute: String, to target: ObjectID) -> LinkStamp? {
    let (batch, range) = store.linkRange(object.position)
    return store.withName(target.position) { name in
      let index = range.last { index in
        let link = store.batches[batch].links[index]
        return stampNames.names[Int(stampNames.numbers[Int(link.attribute)])] == attribute
          && store.batches[batch].linkTarget(link).withUnsafeBytes { DNKey.equal($0, name) }
      }
      return index.map { linkStamp(store.batches[batch].links[$0], batch) }
    }
  }

  /// Every invocationId that originated a change seen in the snapshot, in order of first appearance.
  package var originators: [GUID] {
    (0..<shared.originators.count).map { originator(UInt16(truncatingIfNeeded: $0)) }
  }

  private func linkStamp(_ link: PackedLink, _ batch: Int) -> LinkStamp {
    let target = store.batches[batch].linkTarget(link)
    return LinkStamp(
      attribute: stampNames.names[Int(stampNames.numbers[Int(link.attribute)])],
      targetDN: String(decoding: target, as: UTF8.self),
      target: target.withUnsafeBytes { indexes.object(name: $0, in: store) }.map { ObjectID(position: $0) },
      version: link.version, created: Instant(seconds: link.created),
      deleted: link.deleted == .max ? nil : Instant(seconds: link.deleted),
      changed: Instant(seconds: link.changed), originator: originator(link.originator),
      originatingUSN: link.originatingUSN, localUSN: link.localUSN)
  }

  private func stamp(_ packed: PackedStamp, _ batch: Int) -> AttributeStamp {
    let full = store.batches[batch].stampTable.full(packed)
    return AttributeStamp(
      attribute: stampNames.names[Int(stampNames.numbers[Int(packed.attribute)])], version: packed.version,
      changed: Instant(seconds: full.changed), originator: originator(packed.originator),
      originatingUSN: full.originatingUSN, localUSN: full.localUSN)
  }

  private func originator(_ number: UInt16) -> GUID {
    (try? GUID(shared.originators[UInt32(number)])) ?? .zero
  }
}

extension AttributeStamp {
  /// As replication decides between two changes of an attribute. [MS-DRSR] 4.1.10.6.7
  fileprivate func isNewer(than other: AttributeStamp) -> Bool {
    (version, changed.seconds) > (other.version, other.changed.seconds)
  }
}
