internal import Directory
internal import WindowsSecurity

/// Where a group counts: domain-local and Builtin groups only on the controllers of their own domain, all others
/// everywhere. [MS-ADTS] 2.2.12, 6.1.1.4.12
enum GroupScope {
  /// Of objects that every controller of the forest holds writable, those of configuration and schema: whoever asks
  /// chooses the controller, so the local groups of every domain count. Also for questions without an object.
  static let everywhere: Int32 = -1

  /// GROUP_TYPE_RESOURCE_GROUP; Builtin groups carry it too.
  private static let resourceGroup: Int64 = 0x4

  /// Position in ``Snapshot/domains`` of the domain whose controllers decide about `object`, or ``everywhere``.
  static func deciding(about object: ObjectID, in snapshot: Snapshot) -> Int32 {
    guard let domain = snapshot.domain(of: object) else { return everywhere }
    if snapshot.domains.count > 1, let configuration = snapshot.configurationNC,
      hasSuffix(snapshot.dn(object), configuration)
    {
      return everywhere
    }
    return Int32(truncatingIfNeeded: domain)
  }

  private static func hasSuffix(_ name: String, _ suffix: String) -> Bool {
    let (name, suffix) = (name.lowercased(), suffix.lowercased())
    return name == suffix || name.hasSuffix("," + suffix)
  }

  /// The domain a group is local to; nil for a group that counts everywhere, and for one whose scope was not read.
  static func localDomain(of group: ObjectID, in snapshot: Snapshot) -> Int32? {
    guard
      snapshot.integer(group, "groupType").map({ $0 & resourceGroup != 0 })
        ?? (snapshot.sid(group)?.isBuiltin == true)
    else { return nil }
    return snapshot.domain(of: group).map { Int32(truncatingIfNeeded: $0) }
  }
}
