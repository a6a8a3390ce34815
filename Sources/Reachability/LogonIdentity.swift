internal import Directory
internal import WindowsSecurity

/// What a token holds whatever groups the principal is in: it follows from who logs on, over the network to a domain
/// controller. [MS-DTYP] 2.4.2.4
struct LogonIdentity {
  let sids: Set<SID>
  /// What it holds in some log-ons only; disjoint from ``sids``.
  let conditional: [SID: LogonCircumstance]
  /// Groups of the directory that hold the principal without listing it: those of the read-only controllers.
  let groups: [ObjectID]

  /// Bits of userAccountControl: a controller that can be written to, and a read-only one. [MS-ADTS] 2.2.16
  private static let serverTrustAccount: Int64 = 0x2000
  private static let partialSecretsAccount: Int64 = 0x0400_0000

  init(of principal: ObjectID, in snapshot: Snapshot) {
    self.init(of: snapshot.sid(principal), principal, in: snapshot)
  }

  /// - Parameter principal: the object with the SID; nil where none was read.
  init(of sid: SID?, _ principal: ObjectID?, in snapshot: Snapshot) {
    var groups: [ObjectID] = []
    var sids = Token.everyTokenHolds
    var conditional = LogonCircumstance.ofAccounts
    switch sid {
    case SID.anonymous:
      sids = [.anonymous, .network]
      conditional = [.everyone: .anonymousSetting]
    case SID.everyone:
      sids = [.everyone]
      conditional = [:]
    case SID.system:
      // Only of the domain controller itself: that of another machine arrives as its computer account.
      sids = [.system, .administrators, .everyone, .authenticatedUsers]
      conditional = [:]
    default:
      // The guest account is not among Authenticated Users, even with a password.
      if sid?.domain != nil, sid?.rid == SID.DomainRID.guest { sids.remove(.authenticatedUsers) }
      let isForeign = principal.map { snapshot.structuralClass($0) == "foreignSecurityPrincipal" } ?? true
      if isForeign, let domain = sid?.domain, !snapshot.domains.contains(where: { $0.sid == domain }) {
        sids.remove(.thisOrganization)
        conditional[.thisOrganization] = .trust
        conditional[.otherOrganization] = .trust
      }
      if let principal { groups = Self.controllerGroups(of: principal, &sids, in: snapshot) }
    }
    self.sids = sids
    self.conditional = conditional.filter { !sids.contains($0.key) && $0.key != sid }
    self.groups = groups
  }

  private static func controllerGroups(
    of principal: ObjectID, _ sids: inout Set<SID>, in snapshot: Snapshot
  ) -> [ObjectID] {
    guard snapshot.domainControllers.contains(principal) else { return [] }
    let control = snapshot.integer(principal, "userAccountControl") ?? serverTrustAccount
    if control & serverTrustAccount != 0 { sids.insert(.enterpriseDomainControllers) }
    let root = snapshot.domains.first(where: \.isForestRoot)?.sid ?? snapshot.sid(principal)?.domain
    guard control & partialSecretsAccount != 0,
      let readOnly = root?.appending(SID.DomainRID.enterpriseReadOnlyDomainControllers)
    else { return [] }
    sids.insert(readOnly)
    return snapshot.object(sid: readOnly).map { [$0] } ?? []
  }
}
