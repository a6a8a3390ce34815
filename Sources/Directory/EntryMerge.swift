/// Puts together what several entries say about one object: union of the attributes, identical values once, and of
/// contradicting single values those of the entry with the newest `whenChanged`.
///
/// The result becomes an entry of a batch of its own, so the merged objects are stored like all others.
struct EntryMerge {
  private var store: ObjectStore
  private var merged = EntryBatch()
  private let batchNumber: UInt32

  init(store: ObjectStore) {
    self.store = store
    batchNumber = UInt32(truncatingIfNeeded: store.batches.count)
  }

  consuming func finished() -> ObjectStore {
    guard merged.count > 0 else { return store }
    store.mergedBatch = store.batches.count
    store.batches.append(merged)
    return store
  }

  /// - Returns: the attributes that contradict each other, for people; nil when none does.
  mutating func merge(_ object: Int, with others: [ObjectStore.Location]) -> String? {
    let all = [store.locations[object]] + others
    // Newest first; of equal ones the first read stays first.
    let order = all.indices.sorted { a, b in
      let (first, second) = (changed(all[a]), changed(all[b]))
      return first == second ? a < b : first > second
    }
    let entries = order.map { all[$0] }
    // What a domain controller keeps for itself comes without a class; the object is where the rest of it stands.
    guard
      let newest = entries.first(where: { batch($0).classSets[Int($0.entry)] != EntryBatch.none })
        ?? entries.first
    else { return nil }
    let name = batch(newest).name(Int(newest.entry))
    var conflicts: [String] = []
    merged.names += name
    merged.nameEnds.append(UInt32(truncatingIfNeeded: merged.names.count))
    merged.sources.append(batch(newest).sources[Int(newest.entry)])
    merged.lines.append(batch(newest).lines[Int(newest.entry)])
    merged.classSets.append(firstKnown(entries) { $0.classSets[$1] })
    merged.descriptors.append(firstKnown(entries) { $0.descriptors[$1] })
    if Set(known(entries) { $0.descriptors[$1] }).count > 1 { conflicts.append("nTSecurityDescriptor") }
    mergeValues(entries, &conflicts)
    mergeStamps(entries)
    mergeLinks(entries)
    store.locations[object] = ObjectStore.Location(
      batch: batchNumber, entry: UInt32(truncatingIfNeeded: merged.count - 1))
    guard !conflicts.isEmpty else { return nil }
    return "\(String(decoding: name, as: UTF8.self)): \(conflicts.joined(separator: ", "))"
  }

  private func batch(_ location: ObjectStore.Location) -> EntryBatch { store.batches[Int(location.batch)] }

  private func changed(_ location: ObjectStore.Location) -> Int64 {
    let value = batch(location).firstValue(Int(location.entry), Numbers.whenChanged)
    return value.flatMap { Instant(generalizedTime: $0) }?.seconds ?? .min
  }

  private func known(_ entries: [ObjectStore.Location], _ part: (EntryBatch, Int) -> UInt32) -> [UInt32] {
    entries.map { part(batch($0), Int($0.entry)) }.filter { $0 != EntryBatch.none }
  }

  private func firstKnown(_ entries: [ObjectStore.Location], _ part: (EntryBatch, Int) -> UInt32) -> UInt32 {
    known(entries, part).first ?? EntryBatch.none
  }

  private mutating func mergeValues(_ entries: [ObjectStore.Location], _ conflicts: inout [String]) {
    var attributes: Set<UInt16> = []
    for entry in entries {
      let batch = batch(entry)
      for slot in EntryBatch.run(batch.slotEnds, Int(entry.entry)) {
        attributes.insert(batch.slots[slot].attribute)
      }
    }
    for number in attributes.sorted() {
      let attribute = AttributeCatalogue.attributes[Int(number)]
      if Self.growing.contains(number) {
        mergeLargest(entries, number)
        continue
      }
      var seen: Set<[UInt8]> = []
      let first = merged.valueEnds.count
      var isContradicted = false
      for entry in entries {
        let batch = batch(entry)
        let isFirst = seen.isEmpty
        batch.forEachValue(Int(entry.entry), number) { value in
          guard seen.insert(Array(value)).inserted else { return }
          if !attribute.isMultiValued, !isFirst {
            isContradicted = true
            return
          }
          merged.values += value
          merged.valueEnds.append(UInt32(truncatingIfNeeded: merged.values.count))
        }
      }
      if isContradicted, !attribute.isLocal { conflicts.append(attribute.name) }
      merged.slots.append(
        EntryBatch.Slot(
          attribute: number, firstValue: UInt32(truncatingIfNeeded: first),
          count: UInt32(truncatingIfNeeded: merged.valueEnds.count - first)))
    }
    merged.slotEnds.append(UInt32(truncatingIfNeeded: merged.slots.count))
  }

  /// What every domain controller counts for itself and what only grows: the largest value says most. Without the
  /// answers of all of them it is a lower bound.
  private static let growing = Set(
    ["badPasswordTime", "badPwdCount", "lastLogoff", "lastLogon", "logonCount"]
      .compactMap(AttributeCatalogue.number(of:)))

  private mutating func mergeLargest(_ entries: [ObjectStore.Location], _ number: UInt16) {
    let first = merged.valueEnds.count
    var largest: (value: [UInt8], number: Int64)?
    for entry in entries {
      batch(entry).forEachValue(Int(entry.entry), number) { value in
        // What is no number says less than any.
        let size = Int64(String(decoding: value, as: UTF8.self)) ?? .min
        if largest.map({ size > $0.number }) ?? true { largest = (Array(value), size) }
      }
    }
    if let largest {
      merged.values += largest.value
      merged.valueEnds.append(UInt32(truncatingIfNeeded: merged.values.count))
    }
    merged.slots.append(
      EntryBatch.Slot(
        attribute: number, firstValue: UInt32(truncatingIfNeeded: first),
        count: UInt32(truncatingIfNeeded: merged.valueEnds.count - first)))
  }

  /// Of each attribute the record with the highest version, then the latest time, as replication itself decides.
  /// [MS-DRSR] 4.1.10.6.7
  private mutating func mergeStamps(_ entries: [ObjectStore.Location]) {
    var best: [UInt16: (stamp: PackedStamp, full: WideStamp)] = [:]
    for entry in entries {
      let batch = batch(entry)
      for index in EntryBatch.run(batch.stampEnds, Int(entry.entry)) {
        let stamp = batch.stampTable.stamps[index]
        let full = batch.stampTable.full(stamp)
        if let known = best[stamp.attribute],
          (known.stamp.version, known.full.changed) >= (stamp.version, full.changed)
        {
          continue
        }
        best[stamp.attribute] = (stamp, full)
      }
    }
    for (_, record) in best.sorted(by: { $0.key < $1.key }) {
      merged.stampTable.append(
        attribute: record.stamp.attribute, originator: record.stamp.originator, version: record.stamp.version,
        changed: record.full.changed, originatingUSN: record.full.originatingUSN,
        localUSN: record.full.localUSN)
    }
    merged.stampEnds.append(UInt32(truncatingIfNeeded: merged.stampTable.stamps.count))
  }

  private mutating func mergeLinks(_ entries: [ObjectStore.Location]) {
    struct Key: Hashable {
      var attribute: UInt16
      var target: [UInt8]
    }
    var positions: [Key: Int] = [:]
    var kept: [(link: PackedLink, target: [UInt8])] = []
    for entry in entries {
      let batch = batch(entry)
      for index in EntryBatch.run(batch.linkEnds, Int(entry.entry)) {
        let link = batch.links[index]
        let target = Array(batch.linkTarget(link))
        let key = Key(attribute: link.attribute, target: target.withUnsafeBytes(DNKey.canonical))
        if let position = positions[key] {
          let other = kept[position].link
          if (link.version, link.changed) > (other.version, other.changed) { kept[position] = (link, target) }
        } else {
          positions[key] = kept.count
          kept.append((link, target))
        }
      }
    }
    for (link, target) in kept {
      var link = link
      link.targetStart = UInt32(truncatingIfNeeded: merged.linkNames.count)
      link.targetCount = UInt32(truncatingIfNeeded: target.count)
      merged.linkNames += target
      merged.links.append(link)
    }
    merged.linkEnds.append(UInt32(truncatingIfNeeded: merged.links.count))
  }
}

extension EntryBatch {
  func linkTarget(_ link: PackedLink) -> ArraySlice<UInt8> {
    linkNames[Int(link.targetStart)..<Int(link.targetStart + link.targetCount)]
  }
}
