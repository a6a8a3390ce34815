package import Directory
package import WindowsSecurity

/// The security identifiers a domain controller would find in the token of one principal. [MS-ADTS] 5.1.3.1, [MS-PAC]
///
/// Domain-local and Builtin groups count whatever the domain of the resource; ``AccessIndex`` narrows them.
package struct Token: Sendable {
  package let principal: ObjectID
  package let sids: Set<SID>
  /// The object that brings each SID into the token; SIDs that every token holds may have none.
  package let holders: [SID: ObjectID]
  /// What may be missing from the token, one line each, sorted.
  package let unresolved: [String]

  /// In the token of everyone who authenticates over the network to a domain controller of the own forest.
  package static let everyTokenHolds: Set<SID> = [
    .everyone, .authenticatedUsers, .network, .thisOrganization, .authenticationAuthorityAssertedIdentity,
  ]

  package init(of principal: ObjectID, in snapshot: Snapshot) {
    self.init(of: principal, in: snapshot, Membership(snapshot, since: nil))
  }

  init(of principal: ObjectID, in snapshot: Snapshot, _ membership: Membership) {
    var sids = Self.everyTokenHolds
    var holders: [SID: ObjectID] = [:]
    var unresolved: [String] = []
    for step in membership.closure(of: principal) {
      guard let sid = snapshot.sid(step.object) else {
        unresolved.append("\(snapshot.dn(step.object)): objectSid was not read")
        continue
      }
      sids.insert(sid)
      if holders[sid] == nil { holders[sid] = step.object }
      // A SID from another forest, or of a deleted account, is in the token without an object here.
      for bytes in snapshot.values(step.object, "sIDHistory") {
        guard let old = try? SID(bytes) else { continue }
        sids.insert(old)
        if holders[old] == nil { holders[old] = step.object }
      }
    }
    if let primary = Self.primaryGroupSID(of: principal, in: snapshot), sids.insert(primary).inserted {
      unresolved.append("primary group \(primary) of \(snapshot.dn(principal)) was not read")
    }
    if snapshot.isA(principal, "user"), snapshot.values(principal, "primaryGroupID").isEmpty {
      unresolved.append("\(snapshot.dn(principal)): primaryGroupID was not read")
    }
    if snapshot.domainControllers.contains(principal) { sids.insert(.enterpriseDomainControllers) }
    // Authenticated Users is a member of Users unless somebody took it out, which only the group itself can show.
    if snapshot.object(sid: .users) == nil {
      sids.insert(.users)
      unresolved.append("Builtin groups were not read: membership in Users (S-1-5-32-545) is assumed")
    }
    self.principal = principal
    self.sids = sids
    self.holders = holders
    self.unresolved = unresolved.sorted()
  }

  private static func primaryGroupSID(of principal: ObjectID, in snapshot: Snapshot) -> SID? {
    guard let rid = snapshot.integer(principal, "primaryGroupID").flatMap(UInt32.init(exactly:)) else {
      return nil
    }
    return snapshot.sid(principal)?.domain?.appending(rid)
  }
}
