import LDAPClient
import LDAPTypes
import WindowsSecurity

/// As whom the server sees the asker: the account behind the log-on, and what its token may do.
enum AccountIdentity {
  /// nil when the server does not show the token. The collection goes on without it.
  static func read(_ conversation: ServerConversation) -> Manifest.Account? {
    // The security identifiers of the token, [MS-ADTS] 3.1.1.3.2.24; given only when asked for by name.
    let request = SearchRequest(
      base: "", scope: .base, filter: .present(attribute: "objectClass"), attributes: ["tokenGroups"])
    let token =
      (try? conversation.entries(request, named: "tokenGroups").first)?.attributes.flatMap(\.values) ?? []
    let identifiers = token.compactMap { try? SID($0) }
    guard !identifiers.isEmpty else { return nil }
    let groups = identifiers.compactMap(\.privilegedGroup).sorted()
    let account = self.account(of: identifiers, conversation)
    return Manifest.Account(
      name: account?.name, distinguishedName: account?.dn, sid: account?.sid, groups: groups,
      memberships: identifiers.count,
      role: identifiers.contains(where: \.isAdministrator)
        ? .administrator : groups.isEmpty ? .ordinary : .privileged)
  }

  /// The one of the token that is no group. Looked for in the domain of the server; an account of another domain is not
  /// found there.
  private static func account(
    of identifiers: [SID], _ conversation: ServerConversation
  ) -> (name: String?, dn: String, sid: String)? {
    guard let domain = conversation.server.rootDSE.string("defaultNamingContext") else { return nil }
    var rest = identifiers.filter { $0.domain != nil }[...]
    while !rest.isEmpty {
      let part = rest.prefix(100)
      rest = rest.dropFirst(100)
      let request = SearchRequest(
        base: domain, scope: .subtree,
        filter: .and([
          .equality(attribute: "objectClass", value: Array("user".utf8)),
          .or(part.map { .equality(attribute: "objectSid", value: $0.bytes) }),
        ]), attributes: ["sAMAccountName", "objectSid"])
      guard let entry = try? conversation.entries(request, named: "account").first else { continue }
      func value(_ name: String) -> [UInt8]? {
        entry.attributes.first { $0.name.lowercased() == name.lowercased() }?.values.first
      }
      guard let sid = value("objectSid").flatMap({ try? SID($0) }) else { continue }
      return (value("sAMAccountName").map { String(decoding: $0, as: UTF8.self) }, entry.dn, sid.description)
    }
    return nil
  }
}

extension SID {
  /// Administrators, Domain Admins, Enterprise Admins: they may read whatever there is.
  fileprivate var isAdministrator: Bool {
    self == .administrators || domain != nil && (rid == 512 || rid == 519)
  }

  /// The English name of a group with rights that matter ([MS-DTYP] 2.4.2.4); by its SID, since names are translated.
  fileprivate var privilegedGroup: String? {
    guard let rid else { return nil }
    if domain != nil { return Self.namesOfDomain[rid] }
    return self == .builtin(rid) ? Self.namesOfBuiltin[rid] : nil
  }

  private static let namesOfBuiltin: [UInt32: String] = [
    544: "Administrators", 548: "Account Operators", 549: "Server Operators", 550: "Print Operators",
    551: "Backup Operators", 552: "Replicator",
  ]
  private static let namesOfDomain: [UInt32: String] = [
    498: "Enterprise Read-only Domain Controllers", 512: "Domain Admins", 516: "Domain Controllers",
    518: "Schema Admins", 519: "Enterprise Admins", 520: "Group Policy Creator Owners",
    521: "Read-only Domain Controllers", 526: "Key Admins", 527: "Enterprise Key Admins",
  ]
}
