internal import Directory
internal import WindowsSecurity

/// What a token holds whatever groups the principal is in: it follows from who logs on, over the network to a domain
/// controller. [MS-DTYP] 2.4.2.4
struct LogonIdentity {
  let sids: Set<SID>
  /// Groups of the directory that hold the principal without listing it: those of the read-only controllers.
  let groups: [ObjectID]
  /// What the directory does not say about it.
  let unresolved: [String]

  /// Bits of userAccountControl: a controller that can be written to, and a read-only one. [MS-ADTS] 2.2.16
  private static let serverTrustAccount: Int64 = 0x2000
  private static let partialSecretsAccount: Int64 = 0x0400_0000

  init(of principal: ObjectID, in snapshot: Snapshot) {
    let sid = snapshot.sid(principal)
    if sid == .anonymous {
      sids = [.anonymous, .network]
      groups = []
      unresolved = [
        "whether Everyone includes Anonymous is not in the directory but a setting of each server"
      ]
      return
    }
    if sid == .everyone {
      sids = [.everyone]
      groups = []
      unresolved = []
      return
    }
    var sids = Token.everyTokenHolds
    // The guest account is not among Authenticated Users, even with a password.
    if sid?.domain != nil, sid?.rid == SID.DomainRID.guest { sids.remove(.authenticatedUsers) }
    var readOnlyGroup: ObjectID?
    if snapshot.domainControllers.contains(principal) {
      let control = snapshot.integer(principal, "userAccountControl") ?? Self.serverTrustAccount
      if control & Self.serverTrustAccount != 0 { sids.insert(.enterpriseDomainControllers) }
      let root = snapshot.domains.first(where: \.isForestRoot)?.sid ?? sid?.domain
      if control & Self.partialSecretsAccount != 0,
        let readOnly = root?.appending(SID.DomainRID.enterpriseReadOnlyDomainControllers)
      {
        sids.insert(readOnly)
        readOnlyGroup = snapshot.object(sid: readOnly)
      }
    }
    self.sids = sids
    groups = readOnlyGroup.map { [$0] } ?? []
    unresolved = []
  }
}
