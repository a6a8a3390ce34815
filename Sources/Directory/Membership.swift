import WindowsSecurity

/// Who is directly in which group.
struct Membership: Sendable {
  let members: CompressedRows
  let primaryMembers: CompressedRows
  /// Groups of an object by `member` and `memberOf`, each once.
  let groups: CompressedRows
  /// At most one group of an object.
  let primaryGroups: CompressedRows

  init(store: ObjectStore, indexes: ObjectIndexes, classes: ClassTable, gaps: inout GapCounter) {
    var pairs: [(row: UInt32, number: UInt32)] = []
    func add(_ group: Int, _ member: Int) {
      if group != member {
        pairs.append((UInt32(truncatingIfNeeded: group), UInt32(truncatingIfNeeded: member)))
      }
    }
    for object in 0..<store.count {
      var unresolved = 0
      var example: String?
      store.forEachValue(object, Numbers.member) { name in
        if let member = Self.resolve(name, store: store, indexes: indexes) {
          add(object, member)
        } else {
          unresolved += 1
          if example == nil { example = String(decoding: name, as: UTF8.self) }
        }
      }
      if let example {
        let group = String(decoding: store.name(object), as: UTF8.self)
        gaps.add(.memberUnresolved, unresolved, "\(group): \(example)")
      }
    }
    for object in 0..<store.count {
      store.forEachValue(object, Numbers.memberOf) { name in
        if let group = name.withUnsafeBytes({ indexes.object(name: $0, in: store) }) {
          add(group, Self.realPrincipal(object, store: store, indexes: indexes))
        }
      }
    }
    var primary: [(row: UInt32, number: UInt32)] = []
    for object in 0..<store.count {
      guard let rid = store.integer(object, Numbers.primaryGroupID), let rid = UInt32(exactly: rid),
        let sid = store.first(object, Numbers.objectSid), sid.count > 12
      else { continue }
      let groupSID = Array(sid.dropLast(4)) + withUnsafeBytes(of: rid.littleEndian, Array.init)
      guard let group = indexes.object(sid: groupSID[...], in: store), group != object else { continue }
      primary.append((UInt32(truncatingIfNeeded: group), UInt32(truncatingIfNeeded: object)))
    }
    func rows(_ pairs: [(row: UInt32, number: UInt32)]) -> CompressedRows {
      CompressedRows(rows: store.count, pairs: pairs, bound: store.count)
    }
    members = rows(pairs)
    primaryMembers = rows(primary)
    groups = rows(pairs.map { (row: $0.number, number: $0.row) })
    primaryGroups = rows(primary.map { (row: $0.number, number: $0.row) })
  }

  /// The object that a member value means.
  static func resolve(_ name: ArraySlice<UInt8>, store: ObjectStore, indexes: ObjectIndexes) -> Int? {
    if let object = name.withUnsafeBytes({ indexes.object(name: $0, in: store) }) {
      return realPrincipal(object, store: store, indexes: indexes)
    }
    guard let sid = foreignSID(name) else { return nil }
    return indexes.object(sid: sid.bytes[...], in: store)
  }

  /// The object of the snapshot whose SID a foreign security principal stands for, else the object itself.
  static func realPrincipal(_ object: Int, store: ObjectStore, indexes: ObjectIndexes) -> Int {
    guard let sid = foreignSID(store.name(object)) else { return object }
    return indexes.object(sid: sid.bytes[...], in: store) ?? object
  }

  /// The SID in `CN=S-1-5-…,CN=ForeignSecurityPrincipals,…`. [MS-ADTS] 6.1.1.4.10
  private static func foreignSID(_ name: ArraySlice<UInt8>) -> SID? {
    guard name.count > 10 else { return nil }
    let start = name.startIndex
    guard lowercased(name[start]) == UInt8(ascii: "c"), lowercased(name[start + 1]) == UInt8(ascii: "n"),
      name[start + 3] == UInt8(ascii: "S") || name[start + 3] == UInt8(ascii: "s"),
      name[start + 4] == UInt8(ascii: "-"),
      name[start + 5] == UInt8(ascii: "1"), name[start + 6] == UInt8(ascii: "-")
    else { return nil }
    return SID(String(decoding: name.withUnsafeBytes(DNKey.leafValue), as: UTF8.self))
  }
}
