internal import Directory
internal import WindowsSecurity

/// Who holds both halves of DCSync on a domain head, whatever groups they come from.
struct ReplicationRights {
  let snapshot: Snapshot
  let membership: Membership

  /// Expanding a group of everybody would make everybody Tier 0; that is a finding, not a target list.
  private static let largestGroup = 500

  init(_ snapshot: Snapshot, _ membership: Membership) {
    self.snapshot = snapshot
    self.membership = membership
  }

  /// Principals outside of `known` with both halves, sorted.
  func holders(besides known: Set<ObjectID>) -> [ObjectID] {
    let schema = snapshot.schema.rights()
    var found: Set<ObjectID> = []
    for domain in snapshot.domains {
      guard let head = domain.head, let id = snapshot.descriptor(of: head),
        let descriptor = snapshot.descriptor(id), descriptor.dacl != nil
      else { continue }
      let check = AccessCheck(descriptor, schema: schema)
      let plan = check.plan(
        for: ControlRules.replicateSecrets, objectClass: schema.objectClass(named: "domainDNS"))
      let trustees = Set(plan.grantees(0)).union(plan.grantees(1)).sorted().map { check.trustees[$0] }
      for candidate in candidates(trustees) where !known.contains(candidate) && !found.contains(candidate) {
        let token = Token(of: candidate, on: head, in: snapshot, membership)
        let decisions = plan.decide(holding: check.held { token.sids.contains($0) })
        if decisions.allSatisfy(\.isGranted) { found.insert(candidate) }
      }
    }
    return found.sorted()
  }

  private func candidates(_ trustees: [SID]) -> [ObjectID] {
    var found: Set<ObjectID> = []
    for trustee in trustees
    where !Token.everyTokenHolds.contains(trustee) && LogonCircumstance.ofAccounts[trustee] == nil {
      guard let object = snapshot.object(sid: trustee) else { continue }
      var members: Set<ObjectID> = [object]
      var pending = [object]
      while let next = pending.popLast(), members.count <= Self.largestGroup {
        for member in snapshot.members(next) + snapshot.primaryGroupMembers(next)
        where members.insert(member).inserted { pending.append(member) }
      }
      found.formUnion(members.count <= Self.largestGroup ? members : [object])
    }
    return found.filter { !snapshot.isDeleted($0) && ObjectKind($0, in: snapshot).isPrincipal }.sorted()
  }
}
