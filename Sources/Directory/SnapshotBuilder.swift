import LDAPTypes
import WindowsSecurity

/// Puts batches together, in the order of their blocks, and builds the snapshot from them.
package struct SnapshotBuilder {
  /// Names of the sources as gaps tell them, by ``EntryView/source``.
  private let sources: [String]
  private var batches: [EntryBatch] = []
  private var gaps = GapCounter()
  private var shared = SharedTables()

  /// - Parameter sources: paths of the inputs, by ``EntryView/source``; without them a gap tells the number.
  package init(sources: [String] = []) {
    self.sources = sources
  }

  package mutating func note(_ gap: Gap) {
    gaps.add(gap.kind, gap.objects, gap.detail)
  }

  /// Takes over the entries of a batch and gives what repeats (classes, descriptors, attribute names, originators)
  /// the numbers of the snapshot.
  package mutating func append(_ batch: consuming EntryBatch) {
    var batch = batch
    guard batch.count > 0 else { return }
    for problem in batch.problems {
      gaps.add(problem.kind, 1, "\(place(problem.entry, in: batch)): \(problem.text)")
    }
    batch.problems = []
    let malformed = shared.renumber(&batch)
    for (entry, error) in malformed {
      gaps.add(.descriptorMalformed, 1, "\(place(entry, in: batch)): nTSecurityDescriptor: \(error)")
    }
    batch.trim()
    batches.append(batch)
  }

  package consuming func build() -> Snapshot {
    var store = ObjectStore()
    store.batches = batches
    batches = []
    let total = store.batches.reduce(0) { $0 + $1.count }
    var indexes = ObjectIndexes(capacity: total)
    store.locations.reserveCapacity(total)
    var repeated: [Int: [ObjectStore.Location]] = [:]
    var ranges = RangeCoverage()
    for (number, batch) in store.batches.enumerated() {
      let ranged = Set(batch.rangeParts.map(\.entry))
      var owners: [UInt32: Int] = [:]
      for entry in 0..<batch.count {
        let location = ObjectStore.Location(
          batch: UInt32(truncatingIfNeeded: number), entry: UInt32(truncatingIfNeeded: entry))
        let known = batch.name(entry).withUnsafeBytes { name in
          indexes.insertName(name, hash: DNKey.hash(name), in: store)
        }
        if let known {
          repeated[known, default: []].append(location)
        } else {
          store.locations.append(location)
        }
        if ranged.contains(location.entry) { owners[location.entry] = known ?? store.count - 1 }
      }
      for part in batch.rangeParts {
        if let owner = owners[part.entry] { ranges.add(part, of: owner) }
      }
    }
    for (object, attribute, missing) in ranges.incomplete() {
      let name = String(decoding: store.name(object), as: UTF8.self)
      gaps.add(.rangeIncomplete, 1, "\(name): \(attribute): \(missing)")
    }
    var merge = EntryMerge(store: store)
    for (object, others) in repeated.sorted(by: { $0.key < $1.key }) {
      let conflict = merge.merge(object, with: others)
      // Several servers describe themselves under the empty name, each truly.
      if let conflict, !store.name(object).isEmpty { gaps.add(.duplicateConflict, 1, conflict) }
    }
    store = merge.finished()
    indexes.indexIdentities(of: store)
    return Snapshot(store: store, indexes: indexes, shared: shared, gaps: gaps)
  }

  private func place(_ entry: UInt32, in batch: EntryBatch) -> String {
    let index = Int(entry)
    let source = Int(batch.sources[index])
    let name = source < sources.count ? sources[source] : "input \(source + 1)"
    let line = batch.lines[index] == 0 ? "" : ":\(batch.lines[index])"
    return "\(name)\(line): \(String(decoding: batch.name(index), as: UTF8.self))"
  }
}
