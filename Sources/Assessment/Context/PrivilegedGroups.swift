package import Directory
import WindowsSecurity

/// The groups whose members hold, or can take, Tier-0 power; found by SID and by Exchange's well-known objects.
package struct PrivilegedGroups: Sendable {
  package enum Kind: String, Sendable {
    /// Control of domain controllers or of the directory by default.
    case tierZero
    /// Leads to Tier 0 by a further step and is not protected by AdminSDHolder.
    case equivalent
    /// Exchange Trusted Subsystem and Exchange Windows Permissions.
    case exchangePower
    /// Other groups of Exchange.
    case exchange

    /// 0 = the weightiest.
    var rank: Int {
      switch self {
      case .tierZero: 0
      case .exchangePower: 1
      case .equivalent: 2
      case .exchange: 3
      }
    }
  }

  package struct Group: Sendable {
    package let id: ObjectID
    package let kind: Kind
    /// The privileged group that this one is a member of, through any nesting; itself for a privileged group.
    package let root: ObjectID
    var isNested: Bool { id != root }
  }

  /// In order of objects; a group nested in several appears once, for its weightiest root.
  package let groups: [Group]
  /// Accounts that are members of a Tier-0 group, directly, nested or by primary group.
  package let tierZeroMembers: Set<ObjectID>
  private let index: [ObjectID: Int]

  package func group(_ id: ObjectID) -> Group? { index[id].map { groups[$0] } }

  package func contains(_ id: ObjectID, as kinds: Kind...) -> Bool {
    group(id).map { kinds.contains($0.kind) } ?? false
  }

  static let builtinTierZero: Set<UInt32> = [544, 548, 549, 550, 551, 552]
  static let domainTierZero: [UInt32] = [512, 516, 518, 519]
  static let domainEquivalent: [UInt32] = [517, 520, 526, 527]

  package init(_ snapshot: Snapshot) {
    var roots: [(ObjectID, Kind)] = []
    for domain in snapshot.domains {
      for rid in Self.domainTierZero {
        if let id = snapshot.account(rid, of: domain) { roots.append((id, .tierZero)) }
      }
      for rid in Self.domainEquivalent {
        if let id = snapshot.account(rid, of: domain) { roots.append((id, .equivalent)) }
      }
      // The built-in groups of every domain carry the same SIDs, so they are found by their container.
      if let builtin = snapshot.object(dn: "CN=Builtin,\(domain.dn)") {
        for child in snapshot.children(builtin) {
          guard let sid = snapshot.sid(child), let rid = sid.rid, sid == .builtin(rid) else { continue }
          if Self.builtinTierZero.contains(rid) { roots.append((child, .tierZero)) }
          if rid == 557 { roots.append((child, .equivalent)) }
        }
      }
    }
    if snapshot.domains.isEmpty || roots.isEmpty, let id = snapshot.object(sid: .administrators) {
      roots.append((id, .tierZero))
    }
    for id in snapshot.objects(named: "DnsAdmins") where snapshot.isA(id, "group") {
      roots.append((id, .equivalent))
    }
    for entry in snapshot.exchange?.groups ?? [:] {
      let power = entry.key == .exchangeTrustedSubsystem || entry.key == .exchangeWindowsPermissions
      roots.append((entry.value, power ? .exchangePower : .exchange))
    }
    roots.sort { a, b in (a.1.rank, a.0) < (b.1.rank, b.0) }

    var found: [ObjectID: Group] = [:]
    var accounts: Set<ObjectID> = []
    let isRoot = Dictionary(roots.map { ($0.0, $0.1) }, uniquingKeysWith: { first, _ in first })
    for (root, kind) in roots {
      var queue = [root]
      var next = 0
      var seen: Set<ObjectID> = [root]
      while next < queue.count {
        let id = queue[next]
        next += 1
        // A privileged group inside another keeps its own kind.
        if isRoot[id] == nil || id == root, found[id] == nil {
          found[id] = Group(id: id, kind: kind, root: root)
        }
        let members = snapshot.members(id) + snapshot.primaryGroupMembers(id)
        for member in members where seen.insert(member).inserted {
          if snapshot.isA(member, "group") {
            queue.append(member)
          } else if kind == .tierZero {
            accounts.insert(member)
          }
        }
      }
    }
    groups = found.values.sorted { $0.id < $1.id }
    index = Dictionary(groups.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    tierZeroMembers = accounts
  }
}

extension Snapshot {
  /// The account of a domain with a well-known relative identifier.
  func account(_ rid: UInt32, of domain: Domain) -> ObjectID? {
    domain.sid?.appending(rid).flatMap { object(sid: $0) }
  }
}
