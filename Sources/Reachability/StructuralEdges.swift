internal import Directory
internal import WindowsSecurity

/// Steps that follow from attribute values and places, not from an entry in the target's descriptor.
struct StructuralEdges: Sendable {
  struct Edge: Sendable {
    let kind: EdgeKind
    let to: ObjectID
    let condition: Condition?
    let evidence: Evidence
  }

  /// Steps from an object itself.
  private(set) var outgoing: [ObjectID: [Edge]] = [:]
  /// Steps open to whoever holds the trustee in its token.
  private(set) var byTrustee: [TrusteeKey: [Edge]] = [:]
  /// Places a policy is linked to.
  private(set) var placesOf: [ObjectID: [Place]] = [:]

  struct Place: Sendable {
    let container: ObjectID
    let isEnforced: Bool
  }

  init(_ snapshot: Snapshot) {
    for object in snapshot.objectIDs where !snapshot.isDeleted(object) {
      switch ObjectKind(object, in: snapshot) {
      case .computer, .user, .managedAccount:
        delegations(of: object, in: snapshot)
        readers(of: object, in: snapshot)
      case .organizationalUnit, .domain, .site:
        for link in PolicyLink.links(of: object, in: snapshot) where !link.isDisabled {
          placesOf[link.policy, default: []].append(Place(container: object, isEnforced: link.isEnforced))
        }
      default: break
      }
    }
    domainControllers(of: snapshot)
    exchangeServers(of: snapshot)
    nameServers(of: snapshot)
    authorities(of: snapshot)
  }

  private mutating func add(_ edge: Edge, from object: ObjectID) {
    if edge.to != object { outgoing[object, default: []].append(edge) }
  }

  private mutating func delegations(of object: ObjectID, in snapshot: Snapshot) {
    let control = snapshot.integer(object, "userAccountControl") ?? 0
    let dn = snapshot.dn(object)
    // TRUSTED_TO_AUTH_FOR_DELEGATION: any user, without the user's own ticket. [MS-ADTS] 2.2.16
    let hasProtocolTransition = control & 0x100_0000 != 0
    for bytes in snapshot.values(object, "msDS-AllowedToDelegateTo") {
      let name = String(decoding: bytes, as: UTF8.self)
      guard let host = Self.host(ofService: name), let target = snapshot.principal(host) else { continue }
      add(
        Edge(
          kind: .allowedToDelegate, to: target, condition: hasProtocolTransition ? nil : .userLogon,
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

  /// Attribute values that are descriptors of their own: who may act on behalf of others, who may read the password.
  private mutating func readers(of object: ObjectID, in snapshot: Snapshot) {
    let domain = AccessIndex.domain(of: object, in: snapshot)
    for (attribute, kind) in [
      ("msDS-AllowedToActOnBehalfOfOtherIdentity", EdgeKind.allowedToAct),
      ("msDS-GroupMSAMembership", EdgeKind.readGMSAPassword),
    ] {
      guard let bytes = snapshot.values(object, attribute).first,
        let descriptor = try? SecurityDescriptor(bytes), let dacl = descriptor.dacl
      else { continue }
      let denied = Set(dacl.aces.filter { $0.type.denies }.map(\.trustee))
      for ace in dacl.aces where ace.type.allows && !denied.contains(ace.trustee) {
        let edge = Edge(
          kind: kind, to: object, condition: nil,
          evidence: Evidence(dn: snapshot.dn(object), attribute: attribute, value: "\(ace.trustee)"))
        byTrustee[TrusteeKey(ace.trustee, domain: domain), default: []].append(edge)
      }
    }
  }

  static func head(of object: ObjectID, in snapshot: Snapshot) -> ObjectID? {
    guard let domain = snapshot.domain(of: object), domain < snapshot.domains.count else { return nil }
    return snapshot.domains[domain].head
  }

  private mutating func domainControllers(of snapshot: Snapshot) {
    for controller in snapshot.domainControllers {
      guard let head = Self.head(of: controller, in: snapshot) else { continue }
      let control = snapshot.integer(controller, "userAccountControl") ?? 0
      add(
        Edge(
          kind: .dcFor, to: head, condition: nil,
          evidence: Evidence(
            dn: snapshot.dn(controller), attribute: "userAccountControl", value: "\(control)")),
        from: controller)
    }
  }

  /// Setup puts Exchange Trusted Subsystem and Organization Management into the local Administrators of every server.
  private mutating func exchangeServers(of snapshot: Snapshot) {
    guard let exchange = snapshot.exchange else { return }
    for group in [ExchangeGroup.exchangeTrustedSubsystem, .organizationManagement] {
      guard let holder = exchange.groups[group], let sid = snapshot.sid(holder) else { continue }
      let key = TrusteeKey(sid, domain: AccessIndex.domain(of: holder, in: snapshot))
      for server in exchange.servers {
        guard let computer = server.computer else { continue }
        byTrustee[key, default: []].append(
          Edge(
            kind: .adminTo, to: computer, condition: nil,
            evidence: Evidence(
              dn: snapshot.dn(server.object), attribute: "objectClass",
              value: "msExchExchangeServer: \(snapshot.name(holder)) is in its local Administrators by setup")
          ))
      }
    }
  }

  /// Whoever may write CN=MicrosoftDNS may make the DNS service of a domain controller load a library.
  private mutating func nameServers(of snapshot: Snapshot) {
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

  /// The host of a certification authority has the key that signs logon certificates for anybody in the forest, if
  /// the domain controllers trust it for that: its certificate is in NTAuthCertificates. [MS-WCCE] 3.2.2
  private mutating func authorities(of snapshot: Snapshot) {
    guard let configuration = snapshot.configurationNC else { return }
    let services = "CN=Public Key Services,CN=Services,\(configuration)"
    guard let container = snapshot.object(dn: "CN=Enrollment Services,\(services)") else { return }
    let store = snapshot.object(dn: "CN=NTAuthCertificates,\(services)")
    let trusted = store.map { Set(snapshot.values($0, "cACertificate")) } ?? []
    for service in snapshot.children(container) where snapshot.isA(service, "pKIEnrollmentService") {
      guard let name = snapshot.string(service, "dNSHostName"), let host = snapshot.principal(name) else {
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
