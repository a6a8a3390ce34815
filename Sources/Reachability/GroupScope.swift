internal import Directory
internal import WindowsSecurity

/// Where a group counts: domain-local and Builtin groups only on the controllers of their own domain, all others
/// everywhere. [MS-ADTS] 2.2.12, [MS-KILE] 3.3.5.7.3
enum GroupScope {
  /// Of objects that controllers of every domain hold writable, those of configuration, schema and the DNS zones of the
  /// forest: whoever asks chooses the controller, so the local groups of every domain count. Also for questions without
  /// an object.
  static let everywhere: Int32 = -1

  /// GROUP_TYPE_RESOURCE_GROUP; Builtin groups carry it too.
  private static let resourceGroup: Int64 = 0x4

  /// Position in ``Snapshot/domains`` of the domain whose controllers decide about `object`, or ``everywhere``.
  static func deciding(about object: ObjectID, in snapshot: Snapshot) -> Int32 {
    guard let domain = snapshot.domain(of: object) else { return everywhere }
    if snapshot.domains.count > 1 {
      let name = snapshot.dn(object)
      let zones = snapshot.domains.first(where: \.isForestRoot).map { "DC=ForestDnsZones,\($0.dn)" }
      if [snapshot.configurationNC, zones].contains(where: { $0.map { hasSuffix(name, $0) } ?? false }) {
        return everywhere
      }
    }
    return Int32(truncatingIfNeeded: domain)
  }

  private static func hasSuffix(_ name: String, _ suffix: String) -> Bool {
    let (name, suffix) = (name.utf8, suffix.utf8)
    guard name.count >= suffix.count else { return false }
    let tail = name.suffix(suffix.count)
    // Names are ASCII where they matter here: the labels of DNS and two fixed words.
    guard zip(tail, suffix).allSatisfy({ $0 == $1 || ($0 ^ $1 == 0x20 && ($0 | 0x20).isLetter) }) else {
      return false
    }
    return name.count == suffix.count || name[name.index(before: tail.startIndex)] == UInt8(ascii: ",")
  }

  /// The domain a group is local to; nil for a group that counts everywhere, and for one whose scope was not read.
  static func localDomain(of group: ObjectID, in snapshot: Snapshot) -> Int32? {
    guard
      snapshot.integer(group, "groupType").map({ $0 & resourceGroup != 0 })
        ?? (snapshot.sid(group)?.isBuiltin == true)
    else { return nil }
    return snapshot.domain(of: group).map { Int32(truncatingIfNeeded: $0) }
  }

  /// The domain of every domain-local group by its SID, Builtin groups aside, whose SID is that of every domain's; empty
  /// where there is only one domain.
  static func localDomains(_ snapshot: Snapshot) -> [SID: Int32] {
    guard snapshot.domains.count > 1 else { return [:] }
    var found: [SID: Int32] = [:]
    for object in snapshot.objectIDs where snapshot.structuralClass(object) == "group" {
      guard let sid = snapshot.sid(object), !sid.isBuiltin else { continue }
      found[sid] = localDomain(of: object, in: snapshot)
    }
    return found
  }
}

extension UInt8 {
  /// Of a lower-case ASCII letter.
  fileprivate var isLetter: Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self) }
}
