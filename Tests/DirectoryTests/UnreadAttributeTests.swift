import Testing

@testable import Directory

/// Attributes that an export left out are told from attributes that were never set.
@Suite struct UnreadAttributeTests {
  private static let link = "gPLink: [LDAP://CN={0A1B},CN=Policies,CN=System,DC=x;0]"

  /// Metadata that lists these attributes.
  private static func metadata(_ attributes: String...) -> String {
    attributes.map { name in
      let xml =
        "<DS_REPL_ATTR_META_DATA><pszAttributeName>\(name)</pszAttributeName><dwVersion>1</dwVersion>"
        + "<ftimeLastOriginatingChange>2020-01-01T00:00:00Z</ftimeLastOriginatingChange>"
        + "<uuidLastOriginatingDsaInvocationID>11111111-2222-3333-4444-555555555555</uuidLastOriginatingDsaInvocationID>"
        + "<usnOriginatingChange>1</usnOriginatingChange><usnLocalChange>1</usnLocalChange>"
        + "<pszLastOriginatingDsaDN></pszLastOriginatingDsaDN></DS_REPL_ATTR_META_DATA>"
      return "msDS-ReplAttributeMetaData:: \(base64(Array(xml.utf8)))"
    }.joined(separator: "\n")
  }

  private static func entry(_ dn: String, _ objectClass: String, _ lines: [String]) -> String {
    (["dn: \(dn)", "objectClass: \(objectClass)"] + lines.filter { !$0.isEmpty }).joined(separator: "\n")
      + "\n\n"
  }

  private func domain(head: String, controllers: String, others: [String] = []) -> String {
    Self.entry("DC=x", "domainDNS", ["objectSid: S-1-5-21-1-2-3", head])
      + Self.entry("OU=Domain Controllers,DC=x", "organizationalUnit", [controllers])
      + others.enumerated().map { Self.entry("OU=\($0.offset),DC=x", "organizationalUnit", [$0.element]) }
      .joined()
  }

  @Test(
    "every real domain links a policy to its head and to the OU of its controllers, another OU need not",
    arguments: [
      (link, link, ["", ""], 0), ("", link, [""], 1), (link, "", [link], 1), (link, "", ["", ""], 3),
      ("", "", [""], 3),
      // Removing the last link leaves a blank.
      ("gPLink:: IA==", "gPLink:: IA==", [], 0),
    ] as [(String, String, [String], Int)])
  func links(head: String, controllers: String, others: [String], unread: Int) {
    let gap = snapshot(domain(head: head, controllers: controllers, others: others)).gap(.policyLinksMissing)
    #expect(gap?.objects ?? 0 == unread)
  }

  @Test func `Metadata decides: what was never written has no value, what was written has one somewhere`() {
    let never = Self.metadata("objectClass")
    let written = Self.metadata("objectClass", "gPLink")
    func count(_ text: String) -> Int { snapshot(text).gap(.policyLinksMissing)?.objects ?? 0 }
    #expect(count(domain(head: never, controllers: never, others: [never])) == 0)
    #expect(count(domain(head: written, controllers: never)) == 1)
    #expect(count(domain(head: Self.link, controllers: written, others: [never, written])) == 2)
    // The value on another one shows that it was asked for: here the links were taken away.
    #expect(count(domain(head: Self.link, controllers: Self.link, others: [written])) == 0)
  }

  @Test(
    "a site whose metadata knows a link that is not shown is a gap, one without any link is not",
    arguments: [
      (metadata("gPLink"), "", 1), (metadata("objectClass"), "", 0), ("", "", 0),
      (metadata("gPLink"), link, 0),
    ])
  func sites(first: String, second: String, unread: Int) {
    let text =
      domain(head: Self.link, controllers: Self.link)
      + Self.entry("CN=A,CN=Sites,CN=Configuration,DC=x", "site", [first])
      + Self.entry("CN=B,CN=Sites,CN=Configuration,DC=x", "site", [second])
    #expect(snapshot(text).gap(.policyLinksMissing)?.objects ?? 0 == unread)
  }

  @Test func `The OU of the controllers is found by its GUID whatever it is called`() {
    let text =
      Self.entry(
        "DC=x", "domainDNS",
        [
          "objectSid: S-1-5-21-1-2-3", Self.link,
          "wellKnownObjects: B:32:A361B2FFFFD211D1AA4B00C04FD7D83A:OU=Renamed,DC=x",
        ])
      + Self.entry("OU=Other,DC=x", "organizationalUnit", [Self.link])
      + Self.entry("OU=Renamed,DC=x", "organizationalUnit", [])
    #expect(snapshot(text).gap(.policyLinksMissing)?.detail == "OU=Renamed,DC=x")
  }

  @Test func `Another domain's links say nothing about this one's`() {
    let text =
      domain(head: Self.link, controllers: Self.link)
      + Self.entry("DC=b,DC=x", "domainDNS", ["objectSid: S-1-5-21-1-2-4", Self.link])
      + Self.entry("OU=Domain Controllers,DC=b,DC=x", "organizationalUnit", [])
    #expect(snapshot(text).gap(.policyLinksMissing)?.detail == "OU=Domain Controllers,DC=b,DC=x")
  }

  // MARK: LAPS

  private func laps(_ computers: [String], schema: [String] = ["ms-Mcs-AdmPwd"]) -> Gap? {
    let text =
      domain(head: Self.link, controllers: Self.link)
      + (["cn"] + schema).map {
        Self.entry(
          "CN=\($0),CN=Schema,CN=Configuration,DC=x", "attributeSchema",
          ["lDAPDisplayName: \($0)", "attributeID: 1.2.3"])
      }.joined()
      + computers.enumerated().map { Self.entry("CN=\($0.offset),DC=x", "computer", [$0.element]) }.joined()
    return snapshot(text).gap(.managedPasswordsMissing)
  }

  @Test(
    "computers whose metadata knows a password of LAPS, and none shows when it expires, are a gap",
    arguments: ["ms-Mcs-AdmPwd", "ms-Mcs-AdmPwdExpirationTime"])
  func legacy(written: String) {
    let kept = Self.metadata("objectClass", written)
    let bare = Self.metadata("objectClass")
    #expect(laps([kept, kept, bare])?.objects == 2)
    #expect(laps([bare, bare]) == nil, "no password was ever kept")
    #expect(laps([kept, "ms-Mcs-AdmPwdExpirationTime: 133500000000000000"]) == nil, "the time was asked for")
  }

  @Test func `Without metadata nothing shows where a password is kept, unless the forest knows no LAPS`() {
    #expect(laps(["", ""])?.objects == 2)
    #expect(laps(["", ""], schema: []) == nil)
    #expect(laps(["", "ms-Mcs-AdmPwdExpirationTime: 133500000000000000"]) == nil)
    #expect(laps([]) == nil)
  }

  @Test func `Windows LAPS is told apart from the older one`() {
    let both = ["ms-Mcs-AdmPwd", "msLAPS-Password", "msLAPS-EncryptedPassword"]
    let old = "ms-Mcs-AdmPwdExpirationTime: 133500000000000000"
    let kept = Self.metadata("msLAPS-EncryptedPassword")
    let gap = laps([old, kept], schema: both)
    #expect(gap?.objects == 2, "one was kept, and of the one without metadata nothing is known")
    #expect(gap?.detail == "DC=x: msLAPS-PasswordExpirationTime")
  }
}
