import Testing

@testable import Collection

/// What is told of runs that asked as different accounts, or with different protection.
@Suite struct AccessChangeTests {
  static let certificate = String(repeating: "ab", count: 32)

  static func contact(
    sid: String? = "S-1-5-21-1-2-3-1104", credentials: String = "simple ana", protection: String? = "TLS1.3",
    certificate: String? = certificate, verified: Bool = true
  ) -> Manifest.Run.Contact {
    Manifest.Run.Contact(
      url: "ldaps://dc", dsServiceName: "CN=NTDS Settings,CN=DC", credentials: credentials,
      account: sid.map {
        .init(name: "ana", distinguishedName: nil, sid: $0, groups: [], memberships: 1, role: .ordinary)
      },
      protection: protection, certificateSHA256: certificate, certificateVerified: verified)
  }

  static func manifest(_ contacts: [Manifest.Run.Contact]) -> Manifest {
    Manifest(
      tool: .init(name: "foothold", version: "0"), catalogue: .init(source: "built-in", queries: 0),
      command: [], started: "", complete: false,
      runs: contacts.map { .init(command: [], started: "", servers: [$0]) })
  }

  static func changes(_ contacts: [Manifest.Run.Contact]) -> Int {
    manifest(contacts).accessChanges(among: Set(1...contacts.count)).count
  }

  @Test func `the same account in another way is the same`() {
    let first = Self.contact()
    #expect(Self.changes([first, first]) == 0)
    #expect(Self.changes([first, Self.contact(credentials: "kerberos ana@X")]) == 0)
  }

  @Test(arguments: [
    contact(sid: "S-1-5-21-1-2-3-1105"), contact(sid: nil, credentials: "simple eva"),
    contact(verified: false), contact(protection: nil, certificate: nil, verified: false),
  ])
  func `another account and a connection that is worth less are told`(later: Manifest.Run.Contact) {
    #expect(Self.changes([Self.contact(), later]) == 1)
  }

  @Test func `better protection is none, another server that nobody verified is`() {
    let unverified = Self.contact(verified: false)
    #expect(Self.changes([unverified, Self.contact()]) == 0)
    #expect(Self.changes([unverified, unverified]) == 0)
    #expect(Self.changes([unverified, Self.contact(certificate: "cd", verified: false)]) == 1)
    let kerberos = Self.contact(
      credentials: "kerberos ana@X", protection: "SASL 256 bit", certificate: nil, verified: false)
    #expect(Self.changes([Self.contact(), kerberos]) == 0)
  }

  @Test func `what was told of one run is not told of the next like it`() {
    let other = Self.contact(sid: "S-1-5-21-1-2-3-1105")
    #expect(Self.changes([Self.contact(), other, other, Self.contact()]) == 1)
  }

  @Test func `a run whose answers were asked again does not count`() {
    let manifest = Self.manifest([Self.contact(), Self.contact(sid: "S-1-5-21-1-2-3-1105")])
    #expect(manifest.accessChanges(among: [2]).isEmpty)
  }
}
