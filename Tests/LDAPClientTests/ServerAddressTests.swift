import Testing

@testable import LDAPClient

@Suite struct ServerAddressTests {
  @Test(arguments: [
    ("ldaps://dc01.corp.example", "dc01.corp.example", 636, true),
    ("LDAPS://dc01.corp.example", "dc01.corp.example", 636, true),
    ("ldap://dc01.corp.example:3268", "dc01.corp.example", 3268, false),
    ("ldap://192.0.2.1/", "192.0.2.1", 389, false),
    ("ldaps://[2001:db8::1]:1636", "2001:db8::1", 1636, true),
  ])
  func `host, port and kind are read`(url: String, host: String, port: Int, isTLS: Bool) throws {
    let address = try ServerAddress(url)
    #expect(address.host == host && address.port == port && address.isTLS == isTLS)
  }

  @Test func `a name takes the place of the address`() throws {
    let address = try ServerAddress("ldaps://192.0.2.1")
    #expect(address.url(as: "dc01.corp.example") == "ldaps://dc01.corp.example:636")
    #expect(address.url(as: "2001:db8::1") == "ldaps://[2001:db8::1]:636")
  }

  @Test(arguments: [
    "", "dc01", "ldap://", "ldaps:///dc=corp", "http://dc01", "ldap://dc01:port", "ldap://[::1",
  ])
  func `what names no server is refused in one line`(url: String) {
    #expect(throws: LDAPError.self) { try ServerAddress(url) }
  }

  @Test(arguments: ["R\n kdc = evil", "", "R {", "R=x", "R#"])
  func `a realm cannot add to the Kerberos configuration`(realm: String) {
    #expect(!KerberosServer.assume("dc01", for: realm))
    #expect(!KerberosServer.assume(realm, for: "CORP.EXAMPLE"))
  }
}
