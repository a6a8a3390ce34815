import Testing
import WindowsSecurity

@testable import Directory

@Suite struct PrincipalNamesTests {
  private static func account(
    _ dn: String, rid: Int?, account: String? = nil, _ lines: [String] = [], kind: String = "computer"
  ) -> String {
    let sid = rid.map { ["objectSid: S-1-5-21-1-2-3-\($0)"] } ?? []
    let name = account.map { ["sAMAccountName: \($0)"] } ?? []
    return (["dn: \(dn)", "objectClass: \(kind)"] + sid + name + lines).joined(separator: "\n") + "\n\n"
  }

  /// Names that several share, in every way that the answer tells them apart.
  private static let forest = snapshot(
    "dn: DC=corp,DC=example\nobjectClass: domainDNS\nobjectSid: S-1-5-21-1-2-3\n\n"
      + account("CN=EX01,DC=corp,DC=example", rid: 1104, account: "EX01$", ["dNSHostName: ex01.corp.example"])
      + account("CN=EX02,DC=corp,DC=example", rid: 1105, account: "ex02$", ["dNSHostName: ex01.corp.example"])
      + account("CN=web,DC=corp,DC=example", rid: 1106, account: "web$", ["dNSHostName: WEB.corp.example"])
      + account("CN=web,OU=a,DC=corp,DC=example", rid: 1107, account: "other", kind: "user")
      + account("CN=gone,DC=corp,DC=example", rid: 1108, account: "gone$", ["isDeleted: TRUE"])
      + account("CN=here,DC=corp,DC=example", rid: 1109, account: "gone", ["dNSHostName: gone.corp.example"])
      + account("CN=twice,DC=corp,DC=example", rid: 1110, account: "x1", kind: "user")
      + account("CN=twice,OU=a,DC=corp,DC=example", rid: 1111, account: "x2", kind: "user")
      + account("CN=plain,DC=corp,DC=example", rid: nil, ["userPrincipalName: plain@corp.example"])
      + account("CN=JÜRGEN,DC=corp,DC=example", rid: 1112, account: "Jürgen", kind: "user")
      + account("CN=S-1-5-11,DC=corp,DC=example", rid: 1113, kind: "foreignSecurityPrincipal"))

  private static let names = [
    "ex01", "EX01$", "ex02", "ex01.corp.example", "web", "WEB$", "web.corp.example", "other", "gone", "gone$",
    "gone.corp.example", "twice", "x1", "plain", "plain@corp.example", "X1@corp.example",
    "EX01$@corp.example", "x1@other", "jürgen", "ju\u{308}rgen",
    "corp.example", "corp",
    "corp\\ex01", "corp.example\\web", "other\\web", "CORP\\twice", "S-1-5-21-1-2-3-1106", "S-1-5-21-9",
    "s-1-5-11",
    "CN=web,DC=corp,DC=example", "", "\\", "$", "nobody",
  ]

  @Test func `Many names are answered as one is`() {
    var names = PrincipalNames(Self.forest)
    for name in Self.names { #expect(names.principal(name) == Self.forest.principal(name), "\(name)") }
    #expect(Self.names.count { Self.forest.principal($0) != nil } > 10)
  }

  @Test func `A name is compared with the objects that bear it and no others`() {
    let forest = snapshot(
      (0..<300).map { Self.account("CN=h\($0),DC=x", rid: 2000 + $0, ["dNSHostName: h\($0).x"]) }.joined())
    var names = PrincipalNames(forest)
    for host in 0..<600 { #expect((names.principal("h\(host).x") != nil) == (host < 300)) }
    // Each as an account and as a host, with room for names that happen to share the 32 bits that are compared first.
    #expect(names.compared < 700)
  }
}
