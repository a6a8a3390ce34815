/// The distinct objectClass lists of a snapshot, completed by the superclasses that the schema gives.
struct ClassTable: Sendable {
  private var lists: [[String]]
  private var folded: [Set<String>]
  private var structurals: [String]

  init(_ sets: ByteInterner, store: ObjectStore) {
    lists = (0..<UInt32(sets.count)).map { number in
      sets[number].split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
    }
    folded = lists.map { Set($0.map { $0.lowercased() }) }
    structurals = lists.map { $0.last ?? "" }
  }

  func names(of set: UInt32) -> [String] { lists[Int(set)] }

  func structural(of set: UInt32) -> String { structurals[Int(set)] }

  func contains(_ set: UInt32, _ name: String) -> Bool {
    let names = folded[Int(set)]
    return names.contains(name) || names.contains(name.lowercased())
  }

  /// Sets that contain a class.
  func sets(with name: String) -> Set<UInt32> {
    Set((0..<UInt32(lists.count)).filter { contains($0, name) })
  }

  /// Some exporters give only the most specific class; the schema gives the others.
  func completed(by schema: Schema) -> ClassTable {
    var table = self
    for index in lists.indices {
      var list = lists[index]
      var known = folded[index]
      for name in lists[index].reversed() {
        for superclass in schema.superclasses(of: name) where known.insert(superclass.lowercased()).inserted {
          list.insert(superclass, at: 0)
        }
      }
      table.lists[index] = list
      table.folded[index] = known
      table.structurals[index] = Self.mostSpecific(list, schema)
    }
    return table
  }

  /// The structural class with the longest way to `top`. The directory lists it last, but not every exporter does.
  private static func mostSpecific(_ list: [String], _ schema: Schema) -> String {
    var best = list.last ?? ""
    var depth = -1
    for name in list where schema.classNamed(name)?.category ?? 1 <= 1 {
      let length = schema.superclasses(of: name).count
      if length >= depth, length > 0 || depth < 0 {
        best = name
        depth = length
      }
    }
    return depth > 0 ? best : list.last ?? ""
  }
}
