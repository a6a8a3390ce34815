import LDAPTypes
import QueryCatalogue

/// What the configuration says about the forest: its domains, the controllers that hold them, and the partitions of
/// applications. [MS-ADTS] 6.1.1.2.1.1 and 6.1.1.2.2.1
struct ForestSurvey: Sendable {
  struct Domain: Hashable, Sendable {
    let dn: String
    let dnsName: String
  }

  struct Controller: Hashable, Sendable {
    /// The distinguished name of its nTDSDSA object.
    let identity: String
    let host: String
    /// Of the domains it holds in full, in lower case.
    let domains: Set<String>
    let isReadOnly: Bool
  }

  /// A naming context that is neither a domain nor configuration nor schema: zones of DNS and others.
  struct Application: Hashable, Sendable {
    let dn: String
    /// Distinguished names of the nTDSDSA objects of those that hold it, in lower case.
    let replicas: Set<String>
  }

  /// Sorted by DNS name.
  private(set) var domains: [Domain] = []
  /// Sorted by host name; one without a host name is left out and counted in ``nameless``.
  private(set) var controllers: [Controller] = []
  private(set) var nameless: [String] = []
  /// Sorted by name.
  private(set) var applications: [Application] = []

  typealias Entry = (dn: String, attributes: [(name: String, values: [[UInt8]])])

  /// Asks the configuration of one server, which is that of the forest.
  static func read(_ conversation: ServerConversation) throws -> ForestSurvey {
    guard let configuration = conversation.server.contexts.configuration else {
      throw CollectionError.notADirectory(url: conversation.server.url)
    }
    let filter = try Filter("(|(objectClass=crossRef)(objectClass=nTDSDSA)(objectClass=server))")
    let request = SearchRequest(
      base: configuration, scope: .subtree, filter: filter,
      attributes: [
        "objectClass", "objectCategory", "nCName", "dnsRoot", "systemFlags", "dNSHostName",
        "msDS-HasDomainNCs",
        "msDS-hasMasterNCs",
        "hasMasterNCs", "msDS-NC-Replica-Locations", "msDS-NC-RO-Replica-Locations",
      ])
    let contexts = conversation.server.contexts
    return ForestSurvey(
      try conversation.entries(request, named: "list of domains and domain controllers"),
      besides: [configuration, contexts.schema ?? ""])
  }

  /// - Parameter besides: the contexts that every server holds.
  init(_ entries: [Entry], besides common: [String]) {
    let common = Set(common.map { $0.lowercased() })
    var hosts: [String: String] = [:]
    for entry in entries where Self.isA("server", entry) {
      guard let host = Self.strings(entry, "dNSHostName").first else { continue }
      hosts[entry.dn.lowercased()] = host.lowercased()
    }
    for entry in entries {
      if Self.isA("crossRef", entry) { add(reference: entry, common) }
      if Self.isA("nTDSDSA", entry) { add(settings: entry, hosts) }
    }
    domains.sort { $0.dnsName < $1.dnsName }
    controllers.sort { ($0.host, $0.identity) < ($1.host, $1.identity) }
    applications.sort { $0.dn < $1.dn }
    nameless.sort()
  }

  /// The controllers that can be asked for a domain, the writable ones first.
  func controllers(of domain: Domain) -> [Controller] {
    Self.writableFirst(controllers.filter { $0.domains.contains(domain.dn.lowercased()) })
  }

  /// The controllers that are told to hold an application partition, the writable ones first.
  func controllers(of application: Application) -> [Controller] {
    Self.writableFirst(controllers.filter { application.replicas.contains($0.identity.lowercased()) })
  }

  private static func writableFirst(_ holders: [Controller]) -> [Controller] {
    holders.filter { !$0.isReadOnly } + holders.filter(\.isReadOnly)
  }

  /// systemFlags: FLAG_CR_NTDS_NC 1, FLAG_CR_NTDS_DOMAIN 2. [MS-ADTS] 2.2.10
  private mutating func add(reference entry: Entry, _ common: Set<String>) {
    let flags = Self.strings(entry, "systemFlags").first.flatMap(Int.init) ?? 0
    let root = Self.strings(entry, "dnsRoot").first?.lowercased()
    if flags & 3 == 3 {
      // A server that does not hold the domain may not show its name; the DNS name says the same.
      guard let dn = Self.strings(entry, "nCName").first ?? root.flatMap(Self.name) else { return }
      domains.append(Domain(dn: dn, dnsName: root ?? EvidenceNames.domainName(dn)))
    } else if flags & 1 == 1, let dn = Self.strings(entry, "nCName").first, !common.contains(dn.lowercased())
    {
      let replicas = ["msDS-NC-Replica-Locations", "msDS-NC-RO-Replica-Locations"]
        .flatMap { Self.strings(entry, $0) }
      applications.append(Application(dn: dn, replicas: Set(replicas.map { $0.lowercased() })))
    }
  }

  private mutating func add(settings entry: Entry, _ hosts: [String: String]) {
    // `CN=NTDS Settings` stands below the object of its server.
    guard let comma = entry.dn.firstIndex(of: ","),
      let host = hosts[entry.dn[entry.dn.index(after: comma)...].lowercased()]
    else {
      nameless.append(entry.dn)
      return
    }
    let held = ["msDS-HasDomainNCs", "msDS-hasMasterNCs", "hasMasterNCs"].flatMap { Self.strings(entry, $0) }
    controllers.append(
      Controller(
        identity: entry.dn, host: host, domains: Set(held.map { $0.lowercased() }),
        isReadOnly: Self.isReadOnly(entry)))
  }

  /// By its class, and by its category as msDS-isRODC does, whose class definition is `CN=NTDS-DSA` for a writable one:
  /// Samba has the one class for both. [MS-ADTS] 3.1.1.4.5.30
  private static func isReadOnly(_ settings: Entry) -> Bool {
    let category = strings(settings, "objectCategory").first?.lowercased()
    return isA("nTDSDSARO", settings) || category.map { !$0.hasPrefix("cn=ntds-dsa,") } ?? false
  }

  /// `corp.example` → `DC=corp,DC=example`; nil when it is no name of a domain.
  private static func name(_ dnsName: String) -> String? {
    let dn = dnsName.split(separator: ".").map { "DC=\($0)" }.joined(separator: ",")
    return dn.isEmpty || (try? DistinguishedName(dn)) == nil ? nil : dn
  }

  private static func strings(_ entry: Entry, _ name: String) -> [String] {
    entry.attributes.filter { $0.name.lowercased() == name.lowercased() }.flatMap(\.values)
      .map { String(decoding: $0, as: UTF8.self) }
  }

  private static func isA(_ name: String, _ entry: Entry) -> Bool {
    strings(entry, "objectClass").contains { $0.lowercased() == name.lowercased() }
  }
}
