/// Parents and children by distinguished name; a parent that was not read is nobody's parent.
struct ObjectTree: Sendable {
  private static let none = UInt32.max

  private let parents: [UInt32]
  private let rows: CompressedRows

  init(store: ObjectStore, indexes: ObjectIndexes) {
    let slices = slices(of: store.count)
    let parents = inParallel(slices.count) { index in
      slices[index].map { Self.parent(of: $0, store: store, indexes: indexes) ?? Self.none }
    }.flatMap { $0 }
    var pairs: [(row: UInt32, number: UInt32)] = []
    pairs.reserveCapacity(store.count)
    for (object, parent) in parents.enumerated() where parent != Self.none {
      pairs.append((parent, UInt32(truncatingIfNeeded: object)))
    }
    self.parents = parents
    rows = CompressedRows(rows: store.count, pairs: pairs, bound: store.count)
  }

  private static func parent(of object: Int, store: ObjectStore, indexes: ObjectIndexes) -> UInt32? {
    store.withName(object) { name -> Int? in
      guard let offset = DNKey.parentOffset(name), offset < name.count else { return nil }
      return indexes.object(name: UnsafeRawBufferPointer(rebasing: name[offset...]), in: store)
    }.map { UInt32(truncatingIfNeeded: $0) }
  }

  func parent(_ object: Int) -> Int? { parents[object] == Self.none ? nil : Int(parents[object]) }

  func children(_ object: Int) -> ArraySlice<UInt32> { rows[object] }
}
