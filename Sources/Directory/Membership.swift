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
    let slices = slices(of: store.count)
    let listed = inParallel(slices.count) { Self.listed(slices[$0], store: store, indexes: indexes) }
    let backLinked = inParallel(slices.count) { Self.backLinked(slices[$0], store: store, indexes: indexes) }
    for object in (listed + backLinked).flatMap(\.unresolved) {
      gaps.add(.memberUnresolved, object.count, "\(object.name): \(object.example)")
    }
    let pairs = (listed + backLinked).flatMap(\.pairs)
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

  private typealias Pair = (row: UInt32, number: UInt32)
  /// Memberships by the DNs of one side, and those whose other side was not read.
  private typealias Links = (pairs: [Pair], unresolved: [(name: String, count: Int, example: String)])

  /// Group and member by the group's `member`.
  private static func listed(_ objects: Range<Int>, store: ObjectStore, indexes: ObjectIndexes) -> Links {
    var links: Links = ([], [])
    for group in objects {
      var missing = 0
      var example: String?
      store.forEachValue(group, Numbers.member) { name in
        if let member = resolve(name, store: store, indexes: indexes) {
          if member != group {
            links.pairs.append((UInt32(truncatingIfNeeded: group), UInt32(truncatingIfNeeded: member)))
          }
        } else {
          missing += 1
          if example == nil { example = String(decoding: name, as: UTF8.self) }
        }
      }
      if let example {
        links.unresolved.append((String(decoding: store.name(group), as: UTF8.self), missing, example))
      }
    }
    return links
  }

  /// Group and member by the member's `memberOf`. A group that was not read is a right nobody knows of.
  private static func backLinked(_ objects: Range<Int>, store: ObjectStore, indexes: ObjectIndexes) -> Links {
    var links: Links = ([], [])
    for object in objects {
      var missing = 0
      var example: String?
      store.forEachValue(object, Numbers.memberOf) { name in
        guard let group = name.withUnsafeBytes({ indexes.object(name: $0, in: store) }) else {
          missing += 1
          if example == nil { example = String(decoding: name, as: UTF8.self) }
          return
        }
        let member = realPrincipal(object, store: store, indexes: indexes)
        if member != group {
          links.pairs.append((UInt32(truncatingIfNeeded: group), UInt32(truncatingIfNeeded: member)))
        }
      }
      if let example {
        links.unresolved.append((String(decoding: store.name(object), as: UTF8.self), missing, example))
      }
    }
    return links
  }

  /// The object that a member value means.
  static func resolve(_ value: ArraySlice<UInt8>, store: ObjectStore, indexes: ObjectIndexes) -> Int? {
    let name = withoutTimeToLive(value)
    if let object = name.withUnsafeBytes({ indexes.object(name: $0, in: store) }) {
      return realPrincipal(object, store: store, indexes: indexes)
    }
    guard let sid = foreignSID(name) else { return nil }
    return indexes.object(sid: sid.bytes[...], in: store)
  }

  /// A membership that ends by itself is `<TTL=seconds,DN>` to who asks for that. [MS-ADTS] 3.1.1.3.4.1.36, 3.1.1.9.2
  private static func withoutTimeToLive(_ value: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard value.first == UInt8(ascii: "<"), value.last == UInt8(ascii: ">"),
      value.dropFirst().starts(with: "TTL=".utf8), let comma = value.firstIndex(of: UInt8(ascii: ","))
    else { return value }
    return value[value.index(after: comma)...].dropLast()
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
