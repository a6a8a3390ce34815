internal import Directory
internal import WindowsSecurity

/// Steps to Exchange servers and from certification authorities.
extension StructuralEdges {
  /// Setup puts Exchange Trusted Subsystem and Organization Management into the local Administrators of every server.
  mutating func exchangeServers(of snapshot: Snapshot) {
    guard let exchange = snapshot.exchange else { return }
    for group in [ExchangeGroup.exchangeTrustedSubsystem, .organizationManagement] {
      guard let holder = exchange.groups[group], let sid = snapshot.sid(holder) else { continue }
      for server in exchange.servers {
        guard let computer = server.computer else { continue }
        add(
          Edge(
            kind: .adminTo, to: computer, condition: nil,
            evidence: Evidence(
              dn: snapshot.dn(server.object), attribute: "objectClass",
              value: "msExchExchangeServer: \(snapshot.name(holder)) is in its local Administrators by setup")
          ),
          forHolderOf: sid, domain: AccessIndex.domain(of: holder, in: snapshot))
      }
    }
  }

  /// The host of a certification authority has the key that signs logon certificates for anybody in the forest, if
  /// the domain controllers trust it for that: its certificate is in NTAuthCertificates. [MS-WCCE] 3.2.2
  mutating func authorities(of snapshot: Snapshot) {
    guard let configuration = snapshot.configurationNC else { return }
    let services = "CN=Public Key Services,CN=Services,\(configuration)"
    guard let container = snapshot.object(dn: "CN=Enrollment Services,\(services)") else { return }
    let store = snapshot.object(dn: "CN=NTAuthCertificates,\(services)")
    let trusted = store.map { Set(snapshot.values($0, "cACertificate")) } ?? []
    for service in snapshot.children(container) where snapshot.isA(service, "pKIEnrollmentService") {
      guard let name = snapshot.string(service, "dNSHostName"), let host = host(name, in: snapshot) else {
        continue
      }
      let own = snapshot.values(service, "cACertificate")
      // Certificates that were not read do not speak against it: setup lists every enterprise authority.
      guard own.isEmpty || trusted.isEmpty || own.contains(where: trusted.contains) else { continue }
      for head in snapshot.domains.compactMap(\.head) {
        add(
          Edge(
            kind: .goldenCert, to: head, condition: .pkinitCertificate,
            evidence: Evidence(dn: snapshot.dn(service), attribute: "dNSHostName", value: name)),
          from: host)
      }
    }
  }
}
