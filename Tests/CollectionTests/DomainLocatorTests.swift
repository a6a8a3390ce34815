import LDAPClient
import Testing

/// Names that come from DNS and from resolv.conf, before they become part of a URL.
@Suite struct DomainLocatorTests {
  @Test(arguments: [
    ("dc01.corp.example:389 dc02.corp.example:3389", ["dc01.corp.example:389", "dc02.corp.example:3389"]),
    ("DC01.corp.example.:389 dc01.corp.example:389", ["dc01.corp.example:389"]),
    ("dc01.corp.example", ["dc01.corp.example:389"]),
    ("evil/../host:389 user@host:389 -x:389 a..b:389 [::1]:389", []),
    ("", []),
  ])
  func `hosts of service records keep their order, and only host names pass`(list: String, expected: [String])
  {
    #expect(DomainLocator.hosts(in: list).map { "\($0.name):\($0.port)" } == expected)
  }

  @Test(arguments: [
    ("nameserver 10.0.0.1\nsearch corp.example werk.corp.example\n", ["corp.example", "werk.corp.example"]),
    ("search old.example\ndomain\tcorp.example.\n", ["corp.example"]),
    ("# search corp.example\n", []),
    ("search bad/name corp.example", ["corp.example"]),
  ])
  func `the domains of this machine are those of the last line that names any`(
    text: String, expected: [String]
  ) {
    #expect(DomainLocator.searchDomains(resolverConfiguration: text) == expected)
  }

  @Test func `a domain that is no name is not asked for`() {
    #expect(DomainLocator.controllers(of: "corp.example/x", seconds: 5).isEmpty)
    #expect(!DomainLocator.isHostName(String(repeating: "a", count: 64)))
    #expect(!DomainLocator.isHostName(""))
  }
}
