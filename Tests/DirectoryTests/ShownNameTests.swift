import Testing

@testable import Directory

@Suite struct ShownNameTests {
  static let policy = "CN={31B2F340-016D-11D2-945F-00C04FB984F9},CN=Policies,CN=System,DC=nordwind,DC=example"

  static let forest = snapshot(
    """
    dn: DC=nordwind,DC=example
    objectClass: domainDNS
    objectSid: S-1-5-21-1-2-3

    dn: \(policy)
    objectClass: groupPolicyContainer
    displayName: Default Domain Policy

    dn: CN={6AC1786C-016F-11D2-945F-00C04FB984F9},CN=Policies,CN=System,DC=nordwind,DC=example
    objectClass: groupPolicyContainer

    dn: CN=Anna Berg,DC=nordwind,DC=example
    objectClass: user
    sAMAccountName: aberg
    displayName: Berg, Anna
    objectSid: S-1-5-21-1-2-3-1104

    dn: DC=DomainDnsZones,DC=nordwind,DC=example
    objectClass: domainDNS
    """)

  @Test(arguments: [
    ("DC=nordwind,DC=example", "nordwind.example"), (policy, "Default Domain Policy"),
    (
      "CN={6AC1786C-016F-11D2-945F-00C04FB984F9},CN=Policies,CN=System,DC=nordwind,DC=example",
      "{6AC1786C-016F-11D2-945F-00C04FB984F9}"
    ),
    ("CN=Anna Berg,DC=nordwind,DC=example", "aberg"),
    ("DC=DomainDnsZones,DC=nordwind,DC=example", "DomainDnsZones"),
  ])
  func `An object is shown by the name that people know`(dn: String, name: String) throws {
    #expect(Self.forest.name(try #require(Self.forest.object(dn: dn))) == name)
  }

  @Test func `An account outside the root domain bears the name of its domain`() throws {
    let forest = snapshot(
      """
      dn: DC=nordwind,DC=example
      objectClass: domainDNS
      objectSid: S-1-5-21-1-2-3

      dn: DC=werk,DC=nordwind,DC=example
      objectClass: domainDNS
      objectSid: S-1-5-21-4-5-6

      dn: CN=Domain Admins,CN=Users,DC=nordwind,DC=example
      objectClass: group
      sAMAccountName: Domain Admins
      objectSid: S-1-5-21-1-2-3-512

      dn: CN=Domain Admins,CN=Users,DC=werk,DC=nordwind,DC=example
      objectClass: group
      sAMAccountName: Domain Admins
      objectSid: S-1-5-21-4-5-6-512

      """)
    let groups = ["", "DC=werk,"].compactMap {
      forest.object(dn: "CN=Domain Admins,CN=Users,\($0)DC=nordwind,DC=example")
    }
    #expect(forest.names(groups) == ["Domain Admins", "werk.nordwind.example\\Domain Admins"])
    #expect(groups.last.map { forest.principal(forest.name($0)) == $0 } == true)
  }

  @Test(arguments: ["nordwind", "Nordwind.Example", "DC=nordwind,DC=example"])
  func `A domain is found by each of its names`(name: String) {
    #expect(Self.forest.principal(name) == Self.forest.object(dn: "DC=nordwind,DC=example"))
  }

  @Test func `A policy is found by its display name, a user is not`() {
    #expect(Self.forest.objects(named: "default domain policy").map(Self.forest.dn) == [Self.policy])
    #expect(Self.forest.objects(named: "Berg, Anna").isEmpty)
  }
}
