internal import Directory
internal import WindowsSecurity

/// Steps from and to accounts. The bits of `userAccountControl` are those of [MS-ADTS] 2.2.16.
extension StructuralEdges {
  mutating func delegations(of object: ObjectID, in snapshot: Snapshot) {
    let control = facts.control(object)
    let dn = snapshot.dn(object)
    // TRUSTED_TO_AUTH_FOR_DELEGATION: any user, without the user's own ticket.
    let hasProtocolTransition = control & 0x100_0000 != 0
    for bytes in snapshot.values(object, "msDS-AllowedToDelegateTo") {
      let name = String(decoding: bytes, as: UTF8.self)
      guard let host = Self.host(ofService: name), let target = self.host(host, in: snapshot) else {
        continue
      }
      add(
        Edge(
          kind: .allowedToDelegate, to: target,
          condition: hasProtocolTransition ? facts.impersonation(towards: target) : .userLogon,
          evidence: Evidence(dn: dn, attribute: "msDS-AllowedToDelegateTo", value: name)),
        from: object)
    }
    // TRUSTED_FOR_DELEGATION outside the domain controllers, which all carry it.
    if control & 0x8_0000 != 0, control & 0x2000 == 0, let head = Self.head(of: object, in: snapshot) {
      add(
        Edge(
          kind: .coerceToTGT, to: head, condition: .coercedAuthentication,
          evidence: Evidence(
            dn: dn, attribute: "userAccountControl", value: "\(control) (TRUSTED_FOR_DELEGATION 0x80000)")),
        from: object)
    }
  }

  /// The host in `service/host[:port][/name]`.
  static func host(ofService name: String) -> String? {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count >= 2 else { return nil }
    let host = parts[1].split(separator: ":").first.map(String.init) ?? ""
    return host.isEmpty ? nil : host
  }

  /// Users whose password somebody may try offline: everybody gets a ticket for a service that runs as a user, and the
  /// answer to anybody for a user without preauthentication. Passwords of computers and managed accounts, and those of
  /// accounts that must use a smart card (0x40000), are random.
  mutating func roasting(of object: ObjectID, in snapshot: Snapshot) {
    let control = facts.control(object)
    guard ObjectKind(object, in: snapshot) == .user, !facts.isDisabled(object), control & 0x4_0000 == 0,
      !facts.isTicketSigner(object)
    else { return }
    let dn = snapshot.dn(object)
    if let name = snapshot.string(object, "servicePrincipalName") {
      add(
        Edge(
          kind: .kerberoastable, to: object, condition: .passwordCracked,
          evidence: Evidence(dn: dn, attribute: "servicePrincipalName", value: name)),
        forHolderOf: .authenticatedUsers, domain: -1)
    }
    if control & 0x40_0000 != 0 {
      add(
        Edge(
          kind: .asRepRoastable, to: object, condition: .passwordCracked,
          evidence: Evidence(
            dn: dn, attribute: "userAccountControl", value: "\(control) (DONT_REQ_PREAUTH 0x400000)")),
        forHolderOf: .everyone, domain: -1)
    }
  }

  /// A host keeps the password of each managed account that is installed on it.
  mutating func serviceAccounts(of computer: ObjectID, in snapshot: Snapshot) {
    for bytes in snapshot.values(computer, "msDS-HostServiceAccount") {
      guard let account = snapshot.object(dn: bytes) else { continue }
      add(
        Edge(
          kind: .dumpServiceAccount, to: account, condition: nil,
          evidence: Evidence(
            dn: snapshot.dn(computer), attribute: "msDS-HostServiceAccount", value: snapshot.dn(account))),
        from: computer)
    }
  }

  /// Whoever has the root key computes the password of every group managed account. [MS-GKDI] 3.1.4.1
  mutating func managedPassword(of account: ObjectID, from key: ObjectID, in snapshot: Snapshot) {
    add(
      Edge(
        kind: .readPasswordID, to: account, condition: .readablePasswordID,
        evidence: Evidence(
          dn: snapshot.dn(account), attribute: "msDS-ManagedPasswordId", value: "with \(snapshot.dn(key))")),
      from: key)
  }

  /// The description of a directory synchronisation account names the host that runs as it; setup writes it in English.
  mutating func synchronisation(of account: ObjectID, in snapshot: Snapshot) {
    guard let name = snapshot.string(account, "sAMAccountName")?.uppercased(),
      name.hasPrefix("MSOL_") || name.hasPrefix("AAD_"),
      let text = snapshot.string(account, "description"),
      let marker = text.firstRange(of: "running on computer "),
      let host = text[marker.upperBound...].split(whereSeparator: { " '\",;".contains($0) }).first,
      let computer = self.host(host.hasSuffix(".") ? String(host.dropLast()) : String(host), in: snapshot)
    else { return }
    add(
      Edge(
        kind: .runsServiceAs, to: account, condition: .serviceAccountOnHost,
        evidence: Evidence(dn: snapshot.dn(account), attribute: "description", value: text)),
      from: computer)
  }

  /// An enabled Guest account lets in anybody who gives its password, which is empty unless somebody set one.
  mutating func guests(of snapshot: Snapshot) {
    for domain in snapshot.domains {
      guard let guest = domain.sid?.appending(SID.DomainRID.guest).flatMap(snapshot.object(sid:)),
        snapshot.integer(guest, "userAccountControl") != nil, !facts.isDisabled(guest)
      else { continue }
      add(
        Edge(
          kind: .claimSpecialIdentity, to: guest, condition: .blankPassword,
          evidence: Evidence(
            dn: snapshot.dn(guest), attribute: "userAccountControl", value: "\(facts.control(guest))")),
        forHolderOf: .everyone, domain: -1)
    }
  }
}
