import Directory
import Testing

@testable import Assessment

/// Each rule on the smallest forest that makes it fire, and on one that comes close and must not.
@Suite struct IndicatorTests {
  /// A change of the forest, and the weight with which a rule reports it; nil = not at all.
  struct Case: Sendable, CustomTestStringConvertible {
    let rule: String
    let name: String
    let weight: Weight?
    let change: @Sendable (inout Forest) throws -> Void

    init(
      _ rule: String, _ name: String, _ weight: Weight?,
      _ change: @escaping @Sendable (inout Forest) throws -> Void
    ) {
      self.rule = rule
      self.name = name
      self.weight = weight
      self.change = change
    }

    var testDescription: String { "\(rule) \(name)" }
  }

  static func findings(_ forest: Forest) -> [Finding] {
    let snapshot = snapshot(ldif: forest.ldif)
    let window = TimeWindow(since: AssessmentOptions.defaultSince, until: time("2021-04-01T00:00:00Z"))
    return IndicatorCatalogue.findings(in: AssessmentContext(snapshot, window: window, footholds: []))
  }

  @Test func aForestWithoutChangesHasNoFindings() {
    #expect(Self.findings(Forest()).map(\.title.en) == [])
  }

  @Test("fires on the change and not on its neighbour", arguments: memberships + accounts + credentials)
  func accountRules(of expected: Case) throws { try check(expected) }

  @Test(
    "fires on the change and not on its neighbour", arguments: permissions + policies + controllers + exchange
  )
  func objectRules(of expected: Case) throws { try check(expected) }

  private func check(_ expected: Case) throws {
    var forest = Forest()
    try expected.change(&forest)
    let found = Self.findings(forest).filter { $0.rule == expected.rule }
    #expect(found.map(\.weight).max() == expected.weight, "\(found.map(\.title.en))")
    for finding in found {
      #expect(!finding.object.isEmpty && !finding.attribute.isEmpty && !finding.technique.isEmpty)
      #expect(!finding.title.en.isEmpty && !finding.title.de.isEmpty && finding.title.en != finding.title.de)
      #expect(!finding.evidence.isEmpty)
    }
  }

  private static let anna = "CN=anna,CN=Users,DC=example"
  private static let otto = "CN=adm.otto,CN=Users,DC=example"
  private static let certPublishers = "CN=Cert Publishers,CN=Users,DC=example"

  static let memberships: [Case] = [
    Case("IND-A01", "new member", .decisive) { $0.join(Forest.domainAdmins, anna) },
    Case("IND-A01", "member of a nested group", .decisive) { forest in
      forest.add("CN=Tier,CN=Users,DC=example", ["top", "group"], rid: 1400, [("sAMAccountName", "Tier")])
      forest.join(Forest.domainAdmins, "CN=Tier,CN=Users,DC=example", when: "2018-01-01T00:00:00Z")
      forest.join("CN=Tier,CN=Users,DC=example", anna)
    },
    Case("IND-A01", "before the window", nil) {
      $0.join(Forest.domainAdmins, anna, when: "2020-12-31T23:00:00Z")
    },
    Case("IND-A01", "after containment", .supporting) {
      $0.join(Forest.domainAdmins, anna, when: "2021-04-02T00:00:00Z")
    },
    Case("IND-A01", "an unprivileged group", nil) { $0.join("CN=Domain Users,CN=Users,DC=example", anna) },
    Case("IND-A02", "in and out", .decisive) {
      $0.join(Forest.domainAdmins, anna, removed: "2021-03-01T03:40:00Z")
    },
    Case("IND-A02", "an old member leaves", .supporting) {
      $0.join(Forest.domainAdmins, anna, when: "2017-01-01T00:00:00Z", removed: "2021-03-01T03:40:00Z")
    },
    Case("IND-A02", "left before the window", nil) {
      $0.join(Forest.domainAdmins, anna, when: "2017-01-01T00:00:00Z", removed: "2018-03-01T03:40:00Z")
    },
    Case("IND-A03", "a user with Domain Admins as primary group", .decisive) {
      $0[anna].change("primaryGroupID", to: "512")
    },
    Case("IND-A03", "a domain controller has its own", nil) { $0[Forest.controller].stamp("primaryGroupID") },
    Case("IND-A04", "new member of Cert Publishers", .strong) { $0.join(certPublishers, anna) },
    Case("IND-A04", "in and out", .decisive) {
      $0.join(certPublishers, anna, removed: "2021-03-01T03:40:00Z")
    },
    Case("IND-A04", "before the window", nil) { $0.join(certPublishers, anna, when: "2020-01-01T00:00:00Z") },
    Case("IND-G04", "a user in Exchange Windows Permissions", .decisive) {
      $0.join(Forest.windowsPermissions, anna)
    },
    Case("IND-G04", "an Exchange server in its group", .context) { forest in
      forest[Forest.windowsPermissions].links.removeAll()
      forest.join(Forest.windowsPermissions, Forest.exchangeServer)
    },
    Case("IND-G04", "explained by setup at the same time", .supporting) { forest in
      forest.join(Forest.windowsPermissions, anna)
      forest[Forest.organisation].stamp("objectVersion", when: "2021-03-01T03:10:00Z")
    },
    Case("IND-G04", "setup an hour later explains nothing", .decisive) { forest in
      forest.join(Forest.windowsPermissions, anna)
      forest[Forest.organisation].stamp("objectVersion", when: "2021-03-01T04:10:00Z")
    },
  ]

  static let accounts: [Case] = [
    Case("IND-A05", "a new account", .supporting) { $0.user("new", rid: 1500, created: Forest.during) },
    Case("IND-A05", "a new account in a privileged group", .decisive) { forest in
      forest.user("new", rid: 1500, created: Forest.during)
      forest.join(Forest.domainAdmins, "CN=new,CN=Users,DC=example")
    },
    Case("IND-A05", "an old account", nil) { $0.user("old", rid: 1500, created: "2019-01-01T00:00:00Z") },
    Case("IND-A05", "a name like a health mailbox excuses nothing", .supporting) {
      $0.user("HealthMailbox0c3f", rid: 1500, created: Forest.during)
    },
    Case("IND-A06", "adminCount without membership", .strong) {
      $0[anna].change("adminCount", to: "1", version: 1)
    },
    Case("IND-A06", "adminCount of a member", nil) { $0[otto].change("adminCount", to: "1", version: 1) },
    Case("IND-A07", "the administrator's password", .strong) {
      $0["CN=Administrator,CN=Users,DC=example"].stamp("unicodePwd")
    },
    Case("IND-A07", "another password", nil) { $0[anna].stamp("unicodePwd") },
    Case("IND-A07", "guest enabled", .decisive) {
      $0["CN=Guest,CN=Users,DC=example"].change("userAccountControl", to: "66080")
    },
    Case("IND-A07", "krbtgt with another name", .decisive) {
      $0[Forest.krbtgt].change("servicePrincipalName", to: "kadmin/changepw", "HTTP/x")
    },
    Case("IND-A07", "krbtgt's password", nil) { $0[Forest.krbtgt].stamp("unicodePwd") },
    Case("IND-A08", "password attributes apart", .decisive) { forest in
      forest[otto].stamp("ntPwdHistory", when: "2020-05-01T00:00:00Z")
      forest[otto].stamp("unicodePwd")
    },
    Case("IND-A08", "password attributes together", nil) { forest in
      forest[otto].stamp("ntPwdHistory")
      forest[otto].stamp("unicodePwd")
    },
    Case("IND-A10", "created and deleted", .supporting) { forest in
      let dn = "CN=tmp\\0ADEL:0c,CN=Deleted Objects,DC=example"
      forest.add(
        dn, ["top", "person", "organizationalPerson", "user"], rid: 1501, created: Forest.during,
        [("isDeleted", "TRUE"), ("sAMAccountName", "tmp")])
    },
    Case("IND-A10", "an old account deleted", nil) { forest in
      forest["CN=gone\\0ADEL:0b7a,CN=Deleted Objects,DC=example"].stamp("isDeleted")
    },
  ]

  static let credentials: [Case] = [
    Case("IND-B01", "a key on the domain controller", .decisive) {
      $0[Forest.controller].links.append(
        Forest.Link(attribute: "msDS-KeyCredentialLink", target: Forest.controller, created: Forest.during))
    },
    Case("IND-B01", "a key on a user", .strong) {
      $0[anna].links.append(
        Forest.Link(attribute: "msDS-KeyCredentialLink", target: anna, created: Forest.during))
    },
    Case("IND-B01", "an old key", nil) {
      $0[anna].links.append(
        Forest.Link(attribute: "msDS-KeyCredentialLink", target: anna, created: Forest.past))
    },
    Case("IND-B02", "delegation to the domain controller, cleared again", .decisive) {
      $0[Forest.controller].stamp("msDS-AllowedToActOnBehalfOfOtherIdentity")
    },
    Case("IND-B02", "delegation to the Exchange server", .strong) {
      $0[Forest.exchangeServer].stamp("msDS-AllowedToActOnBehalfOfOtherIdentity")
    },
    Case("IND-B02", "an old one", nil) {
      $0[Forest.controller].stamp("msDS-AllowedToActOnBehalfOfOtherIdentity", when: "2019-01-01T00:00:00Z")
    },
    Case("IND-B03", "tickets of all on a user", .strong) {
      $0[anna].change("userAccountControl", to: "524800")
    },
    Case("IND-B03", "a domain controller may", nil) { $0[Forest.controller].stamp("userAccountControl") },
    Case("IND-B04", "to a service of the domain controller", .decisive) {
      $0[anna].change("msDS-AllowedToDelegateTo", to: "cifs/DC01.example:445")
    },
    Case("IND-B04", "to another host", .supporting) {
      $0[anna].change("msDS-AllowedToDelegateTo", to: "http/web.example")
    },
    Case("IND-B04", "an old one", nil) {
      $0[anna].change("msDS-AllowedToDelegateTo", to: "cifs/dc01.example", when: "2020-01-01T00:00:00Z")
    },
    Case("IND-B05", "a name on an administrator", .strong) {
      $0[otto].change("servicePrincipalName", to: "http/x")
    },
    Case("IND-B05", "a name on a user", .supporting) {
      $0[anna].change("servicePrincipalName", to: "http/x")
    },
    Case("IND-B05", "names of a computer", nil) {
      $0[Forest.exchangeServer].change("servicePrincipalName", to: "http/x")
    },
    Case("IND-B08", "an identity mapped to an administrator", .decisive) {
      $0[otto].change("altSecurityIdentities", to: "X509:<I>CN=x<S>CN=y")
    },
    Case("IND-B08", "mapped to a user", .strong) {
      $0[anna].change("altSecurityIdentities", to: "X509:<I>CN=x<S>CN=y")
    },
    Case("IND-B08", "mapped long ago", nil) {
      $0[otto].change("altSecurityIdentities", to: "X509:<I>CN=x<S>CN=y", when: "2016-01-01T00:00:00Z")
    },
    Case("IND-B09", "a managed account", .supporting) {
      $0.add(
        "CN=svc,CN=Users,DC=example",
        ["top", "person", "organizationalPerson", "user", "computer", "msDS-GroupManagedServiceAccount"],
        rid: 1600,
        created: Forest.during, [("sAMAccountName", "svc$")])
    },
    Case("IND-B09", "an old managed account", nil) {
      $0.add(
        "CN=svc,CN=Users,DC=example",
        ["top", "person", "organizationalPerson", "user", "computer", "msDS-GroupManagedServiceAccount"],
        rid: 1600,
        [("sAMAccountName", "svc$")])
    },
  ]
}
