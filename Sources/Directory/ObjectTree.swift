/// Parents and children by distinguished name; a parent that was not read is nobody's parent.
struct ObjectTree: Sendable {
  private static let none = UInt32.max

  private let parents: [UInt32]
  private let rows: CompressedRows

  init(store: ObjectStore, indexes: ObjectIndexes) {
    var parents = [UInt32](repeating: Self.none, count: store.count)
    var pairs: [(row: UInt32, number: UInt32)] = []
    pairs.reserveCapacity(store.count)
    for object in 0..<store.count {
      let parent = store.withName(object) { name -> Int? in
        guard let offset = DNKey.parentOffset(name), offset < name.count else { return nil }
        return indexes.object(name: UnsafeRawBufferPointer(rebasing: name[offset...]), in: store)
      }
      guard let parent else { continue }
      parents[object] = UInt32(truncatingIfNeeded: parent)
      pairs.append((UInt32(truncatingIfNeeded: parent), UInt32(truncatingIfNeeded: object)))
    }
    self.parents = parents
    rows = CompressedRows(rows: store.count, pairs: pairs, bound: store.count)
  }

  func parent(_ object: Int) -> Int? { parents[object] == Self.none ? nil : Int(parents[object]) }

  func children(_ object: Int) -> ArraySlice<UInt32> { rows[object] }
}
