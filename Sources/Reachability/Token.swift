package import Directory
package import WindowsSecurity

/// The security identifiers a domain controller would find in the token of one principal. [MS-ADTS] 5.1.3.1, [MS-PAC]
package struct Token: Sendable {
  /// nil where only the SID of the principal is known.
  package let principal: ObjectID?
  package let sids: Set<SID>
  /// SIDs that the token holds in some log-ons only, with what decides it; disjoint from ``sids``.
  package let conditional: [SID: LogonCircumstance]
  /// The object that brings each SID into the token; SIDs that every token holds may have none.
  package let holders: [SID: ObjectID]
  /// Every SID with the way it came, nearest first.
  package let entries: [Entry]
  /// What may be missing from the token, one line each, sorted.
  package let unresolved: [String]

  package struct Entry: Hashable, Sendable {
    package let sid: SID
    /// nil where only the SID is known, as for those that every token holds.
    package let object: ObjectID?
    /// The member of the group, or the bearer of the SID history; nil for the principal itself and its well-known SIDs.
    package let through: ObjectID?
  }

  /// In the token of everyone who authenticates over the network to a domain controller of the own forest.
  package static let everyTokenHolds: Set<SID> = [
    .everyone, .authenticatedUsers, .network, .thisOrganization,
  ]

  /// - Parameter object: what is asked about; domain-local and Builtin groups count only where the controllers of its
  ///   domain decide. nil counts them all.
  package init(of principal: ObjectID, on object: ObjectID? = nil, in snapshot: Snapshot) {
    self.init(of: principal, on: object, in: snapshot, Membership(snapshot, since: nil))
  }

  /// Every group counts, wherever it does.
  package init(of principal: TokenBearer, in snapshot: Snapshot) {
    self.init(of: principal, scope: GroupScope.everywhere, in: snapshot, Membership(snapshot, since: nil))
  }

  init(
    of principal: ObjectID, on object: ObjectID? = nil, in snapshot: Snapshot, _ membership: Membership
  ) {
    let scope = object.map { GroupScope.deciding(about: $0, in: snapshot) } ?? GroupScope.everywhere
    self.init(of: .object(principal), scope: scope, in: snapshot, membership)
  }

  /// - Parameter scope: of ``GroupScope/deciding(about:in:)``; objects with the same scope see the same token.
  init(of who: TokenBearer, scope: Int32, in snapshot: Snapshot, _ membership: Membership) {
    let principal = who.object
    let identity = LogonIdentity(of: who.sid(in: snapshot), principal, in: snapshot)
    var sids = identity.sids
    var holders: [SID: ObjectID] = [:]
    var entries: [Entry] = []
    var unresolved: [String] = []
    func add(_ sid: SID, _ object: ObjectID?, through: ObjectID?) {
      sids.insert(sid)
      guard holders[sid] == nil else { return }
      if let object { holders[sid] = object }
      entries.append(Entry(sid: sid, object: object, through: through))
    }
    if case .sid(let sid) = who {
      add(sid, nil, through: nil)
      unresolved.append("\(sid): not in the evidence, so its groups are not known")
    }
    let steps = membership.closure(of: principal, as: identity, in: scope)
    for step in steps {
      let before = step.basis == .wellKnown ? nil : step.before.map { steps[$0].object }
      if let sid = snapshot.sid(step.object) { add(sid, step.object, through: before) }
      for sid in membership.histories[step.object] ?? [] {
        add(sid, snapshot.object(sid: sid) ?? step.object, through: step.object)
      }
    }
    for sid in identity.sids.sorted() where holders[sid] == nil && who != .sid(sid) {
      entries.append(Entry(sid: sid, object: nil, through: nil))
    }
    unresolved += TokenGaps(snapshot: snapshot, membership: membership)
      .lines(of: principal, steps.map(\.object))
    if let principal, let primary = Self.primaryGroupSID(of: principal, in: snapshot),
      sids.insert(primary).inserted
    {
      entries.append(Entry(sid: primary, object: nil, through: principal))
      unresolved.append("primary group \(primary) of \(snapshot.dn(principal)) was not read")
    }
    // Authenticated Users is a member of Users unless somebody took it out, which only the group itself can show.
    if identity.sids.contains(.authenticatedUsers), !Self.usersWereRead(scope, in: snapshot) {
      sids.insert(.users)
      entries.append(Entry(sid: .users, object: nil, through: nil))
      unresolved.append("Builtin groups were not read: membership in Users (S-1-5-32-545) is assumed")
    }
    self.principal = principal
    conditional = Self.conditional(identity, besides: sids, scope, in: snapshot, membership)
    self.sids = sids
    self.holders = holders
    self.entries = entries
    self.unresolved = unresolved.sorted()
  }

  /// What the log-on may bring, and the groups that it is in; of two circumstances that bring the same, one.
  private static func conditional(
    _ identity: LogonIdentity, besides certain: Set<SID>, _ scope: Int32, in snapshot: Snapshot,
    _ membership: Membership
  ) -> [SID: LogonCircumstance] {
    var conditional: [SID: LogonCircumstance] = [:]
    for (sid, circumstance) in identity.conditional.sorted(by: { $0.key < $1.key }) {
      var found = [sid]
      for step in membership.closure(of: nil, besides: membership.foreign[sid] ?? [], in: scope) {
        if let sid = snapshot.sid(step.object) { found.append(sid) }
        found += membership.histories[step.object] ?? []
      }
      for sid in found where !certain.contains(sid) && conditional[sid] == nil {
        conditional[sid] = circumstance
      }
    }
    return conditional
  }

  /// Whether the Builtin group Users of the domain that decides was read; of any domain, when all count.
  private static func usersWereRead(_ scope: Int32, in snapshot: Snapshot) -> Bool {
    let domain = Int(scope)
    guard snapshot.domains.count > 1, snapshot.domains.indices.contains(domain) else {
      return snapshot.object(sid: .users) != nil
    }
    guard let builtin = snapshot.object(dn: "CN=Builtin,\(snapshot.domains[domain].dn)") else { return false }
    return snapshot.children(builtin).contains { snapshot.sid($0) == .users }
  }

  /// The domain's SID with the RID in `primaryGroupID`, whether or not such a group was read.
  static func primaryGroupSID(of principal: ObjectID, in snapshot: Snapshot) -> SID? {
    guard let rid = snapshot.integer(principal, "primaryGroupID").flatMap(UInt32.init(exactly:)) else {
      return nil
    }
    return snapshot.sid(principal)?.domain?.appending(rid)
  }
}
