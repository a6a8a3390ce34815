internal import Directory

/// The container of the group policies of each domain, `CN=Policies,CN=System`, and whether it was read whole: then a link to
/// a policy that is not there dangles, and nothing applies through it until somebody makes a policy of that name.
struct PolicyStores: Sendable {
  /// Container to the position of its domain.
  private let domains: [ObjectID: Int32]
  /// The containers where no policy can have stayed unseen.
  private let whole: Set<ObjectID>

  init(_ snapshot: Snapshot) {
    // Who may not read a policy does not find it. An administrator does, and only administrators may by default list
    // Deleted Objects. [MS-ADTS] 3.1.1.5.5.6
    var seenByAdministrator: Set<Int> = []
    for object in snapshot.objectIDs where snapshot.isDeleted(object) {
      if let domain = snapshot.domain(of: object) { seenByAdministrator.insert(domain) }
    }
    var domains: [ObjectID: Int32] = [:]
    var whole: Set<ObjectID> = []
    for (number, domain) in snapshot.domains.enumerated() {
      guard let store = snapshot.object(dn: "CN=Policies,CN=System,\(domain.dn)"),
        !snapshot.isDeleted(store)
      else { continue }
      domains[store] = Int32(truncatingIfNeeded: number)
      let hasDefaults = Self.defaults.allSatisfy { name in
        snapshot.object(dn: "\(name),\(snapshot.dn(store))").map {
          snapshot.isA($0, "groupPolicyContainer") && !snapshot.isDeleted($0)
        } ?? false
      }
      let hasGap = snapshot.gaps.contains { Self.hiding.contains($0.kind) }
      if hasDefaults, !hasGap, seenByAdministrator.contains(number) { whole.insert(store) }
    }
    self.domains = domains
    self.whole = whole
  }

  /// The domain whose policies the object holds; nil for anything else.
  func domain(of store: ObjectID) -> Int32? { domains[store] }

  /// The container in which a policy of this name is missing for certain; nil when it was read, or may exist unread.
  func storeLacking(_ policy: String, in snapshot: Snapshot) -> ObjectID? {
    guard snapshot.object(dn: policy) == nil, let comma = policy.firstIndex(of: ","),
      let store = snapshot.object(dn: String(policy[policy.index(after: comma)...])), whole.contains(store)
    else { return nil }
    return store
  }

  /// Default Domain Policy and Default Domain Controllers Policy, which every domain is created with: where they were not
  /// read, neither were the others.
  private static let defaults = [
    "CN={31B2F340-016D-11D2-945F-00C04FB984F9}", "CN={6AC1786C-016F-11D2-945F-00C04FB984F9}",
  ]

  /// What an entry that was not read could be.
  private static let hiding: Set<Gap.Kind> = [.inputTruncated, .collectionIncomplete, .entryMalformed]
}
