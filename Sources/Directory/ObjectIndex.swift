/// Finds objects by a hash of something they have: open addressing over 1 + object, 0 = free.
struct ObjectIndex: Sendable {
  private var table: [UInt32]

  init(capacity: Int) {
    var size = 16
    while size < capacity * 2 { size *= 2 }
    table = [UInt32](repeating: 0, count: size)
  }

  /// Enters an object, or returns the one that is there already.
  mutating func insert(_ object: Int, hash: UInt64, isSame: (Int) -> Bool) -> Int? {
    var slot = Int(truncatingIfNeeded: hash) & (table.count - 1)
    while table[slot] != 0 {
      let other = Int(table[slot]) - 1
      if isSame(other) { return other }
      slot = (slot + 1) & (table.count - 1)
    }
    table[slot] = UInt32(truncatingIfNeeded: object) + 1
    return nil
  }

  func find(hash: UInt64, isSame: (Int) -> Bool) -> Int? {
    var slot = Int(truncatingIfNeeded: hash) & (table.count - 1)
    while table[slot] != 0 {
      let object = Int(table[slot]) - 1
      if isSame(object) { return object }
      slot = (slot + 1) & (table.count - 1)
    }
    return nil
  }
}

/// Objects by distinguished name, by objectSid and by objectGUID.
struct ObjectIndexes: Sendable {
  private var byName: ObjectIndex
  /// 32 bits of each object's name hash, compared before the names are.
  private var nameTags: [UInt32]
  private var bySID: ObjectIndex
  private var byGUID: ObjectIndex

  init(capacity: Int) {
    byName = ObjectIndex(capacity: capacity)
    nameTags = []
    nameTags.reserveCapacity(capacity)
    bySID = ObjectIndex(capacity: 0)
    byGUID = ObjectIndex(capacity: 0)
  }

  /// Enters the name of the next object.
  /// - Returns: the object that already has the name.
  mutating func insertName(_ name: UnsafeRawBufferPointer, hash: UInt64, in store: ObjectStore) -> Int? {
    let tag = UInt32(truncatingIfNeeded: hash >> 32)
    let tags = nameTags
    if let known = byName.insert(
      tags.count, hash: hash,
      isSame: { tags[$0] == tag && store.withName($0) { DNKey.equal($0, name) } })
    {
      return known
    }
    nameTags.append(tag)
    return nil
  }

  mutating func indexIdentities(of store: ObjectStore) {
    bySID = ObjectIndex(capacity: store.count)
    byGUID = ObjectIndex(capacity: store.count)
    // A deleted object keeps its SID; where a living one has it too, that is what the SID means.
    var deleted: [Int] = []
    for object in 0..<store.count {
      if store.isDeleted(object) { deleted.append(object) } else { insertIdentities(object, store) }
    }
    for object in deleted { insertIdentities(object, store) }
  }

  private mutating func insertIdentities(_ object: Int, _ store: ObjectStore) {
    if let sid = store.first(object, Numbers.objectSid) {
      _ = bySID.insert(object, hash: sid.withUnsafeBytes(hashOfBytes)) {
        store.first($0, Numbers.objectSid) == sid
      }
    }
    if let guid = store.first(object, Numbers.objectGUID) {
      _ = byGUID.insert(object, hash: guid.withUnsafeBytes(hashOfBytes)) {
        store.first($0, Numbers.objectGUID) == guid
      }
    }
  }

  func object(name: UnsafeRawBufferPointer, in store: ObjectStore) -> Int? {
    let hash = DNKey.hash(name)
    let tag = UInt32(truncatingIfNeeded: hash >> 32)
    return byName.find(hash: hash) { nameTags[$0] == tag && store.withName($0) { DNKey.equal($0, name) } }
  }

  func object(sid: ArraySlice<UInt8>, in store: ObjectStore) -> Int? {
    bySID.find(hash: sid.withUnsafeBytes(hashOfBytes)) { store.first($0, Numbers.objectSid) == sid }
  }

  func object(guid: ArraySlice<UInt8>, in store: ObjectStore) -> Int? {
    byGUID.find(hash: guid.withUnsafeBytes(hashOfBytes)) { store.first($0, Numbers.objectGUID) == guid }
  }
}

/// Numbers of the attributes that the snapshot itself reads.
enum Numbers {
  static let objectSid = number("objectSid")
  static let objectGUID = number("objectGUID")
  static let member = number("member")
  static let memberOf = number("memberOf")
  static let primaryGroupID = number("primaryGroupID")
  static let sAMAccountName = number("sAMAccountName")
  static let userPrincipalName = number("userPrincipalName")
  static let dNSHostName = number("dNSHostName")
  static let whenCreated = number("whenCreated")
  static let whenChanged = number("whenChanged")
  static let currentTime = number("currentTime")
  static let isDeleted = number("isDeleted")
  static let userAccountControl = number("userAccountControl")

  /// Only asked for names that the catalogue has; a test holds them together.
  private static func number(_ name: String) -> UInt16 { AttributeCatalogue.number(of: name) ?? .max }
}
