internal import Directory
internal import WindowsSecurity

/// Steps to and from domain controllers.
extension StructuralEdges {
  mutating func domainControllers(of snapshot: Snapshot) {
    for controller in snapshot.domainControllers {
      let control = facts.control(controller)
      // PARTIAL_SECRETS_ACCOUNT: a read-only controller has the passwords it may keep, and no more.
      let isReadOnly = control & 0x400_0000 != 0
      if let head = Self.head(of: controller, in: snapshot) {
        add(
          Edge(
            kind: .dcFor, to: head, condition: isReadOnly ? .cachedPasswords : nil,
            evidence: Evidence(
              dn: snapshot.dn(controller), attribute: "userAccountControl", value: "\(control)")),
          from: controller)
      }
      if isReadOnly { readOnly(controller, in: snapshot) }
    }
  }

  /// `managedBy` of a read-only domain controller makes its local administrators, unlike that of any other object.
  private mutating func readOnly(_ controller: ObjectID, in snapshot: Snapshot) {
    let dn = snapshot.dn(controller)
    if let manager = snapshot.string(controller, "managedBy").flatMap({ snapshot.object(dn: $0) }),
      let sid = snapshot.sid(manager)
    {
      add(
        Edge(
          kind: .managesReadOnlyController, to: controller, condition: nil,
          evidence: Evidence(dn: dn, attribute: "managedBy", value: snapshot.dn(manager))),
        forHolderOf: sid, domain: AccessIndex.domain(of: manager, in: snapshot))
    }
    let policy = PasswordReplicationPolicy(of: controller, in: snapshot, facts)
    for account in policy.accounts {
      add(
        Edge(
          kind: .readOnlyControllerPassword, to: account,
          condition: policy.isComplete ? nil : .cachedPasswords,
          evidence: Evidence(dn: dn, attribute: "msDS-RevealOnDemandGroup", value: snapshot.dn(account))),
        from: controller)
    }
  }

  /// Groups that may run code on domain controllers by user rights of the default policy, not by an entry anywhere: change
  /// services, read every file, load drivers. Account Operators have their rights in descriptors.
  mutating func operators(of snapshot: Snapshot) {
    for controller in snapshot.domainControllers where facts.control(controller) & 0x400_0000 == 0 {
      for sid in [SID.serverOperators, .backupOperators, .printOperators] {
        add(
          Edge(
            kind: .controllerOperator, to: controller, condition: .defaultUserRights,
            evidence: Evidence(
              dn: snapshot.dn(controller), attribute: "userAccountControl",
              value: "\(facts.control(controller)); \(sid) has user rights on domain controllers")),
          forHolderOf: sid, domain: AccessIndex.domain(of: controller, in: snapshot))
      }
    }
  }

  /// Whoever may write CN=MicrosoftDNS may make the DNS service of a domain controller load a library.
  mutating func nameServers(of snapshot: Snapshot) {
    for domain in snapshot.domains {
      let controllers = snapshot.domainControllers.filter { Self.head(of: $0, in: snapshot) == domain.head }
      let container = snapshot.object(dn: "CN=MicrosoftDNS,CN=System,\(domain.dn)")
      // Without the container only the name is left; Windows gives it in English in every language.
      let source = container ?? snapshot.objects(named: "DnsAdmins").first { snapshot.isA($0, "group") }
      guard let source else { continue }
      for controller in controllers {
        add(
          Edge(
            kind: .loadDNSPlugin, to: controller, condition: .dnsPluginUnpatched,
            evidence: Evidence(
              dn: snapshot.dn(source), attribute: "nTSecurityDescriptor", value: "ServerLevelPluginDll")),
          from: source)
      }
    }
  }
}
