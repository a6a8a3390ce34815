import Directory
import Reachability
import Testing
import WindowsSecurity

/// Where the search finds nothing, what could still lead to Tier 0 takes the certainty out of the answer.
@Suite struct UnexaminedRouteTests {
  private static let services = "CN=Public Key Services,CN=Services,CN=Configuration"

  private func named(_ forest: Forest) throws -> [String] {
    let snapshot = forest.snapshot
    let result = reach(from: [try #require(snapshot.principal("EX01"))], in: snapshot)
    #expect(result.verdict == .unknown)
    #expect(result.paths.isEmpty)
    return result.missing.map(\.what.en).filter { $0.hasPrefix("not examined") }
  }

  private func forest(head: String = Forest.closed) -> Forest {
    var forest = Forest(head: head)
    forest.computer("EX01", rid: 1100)
    return forest
  }

  @Test("a forest without any of it names none")
  func nothing() throws {
    #expect(try named(forest()) == [])
  }

  @Test("certificate templates are named")
  func enrolment() throws {
    var forest = forest()
    forest.add("CN=User,\(Self.services)", ["top", "pKICertificateTemplate"], Forest.closed)
    #expect(try named(forest).first?.contains("certificates") == true)
  }

  @Test("a trust is named unless it stays within the forest", arguments: [(8, true), (0x20, false)])
  func trusts(attributes: Int, isNamed: Bool) throws {
    var forest = forest()
    forest.add(
      "CN=other.example,CN=System", ["top", "leaf", "trustedDomain"], Forest.closed,
      ["trustAttributes: \(attributes)"])
    #expect(try named(forest).contains { $0.contains("trusts") } == isNamed)
  }

  @Test(
    "a read-only domain controller is named, a writable one is not",
    arguments: [(0x0400_1000 + 0x100_0000, true), (532_480, false)])
  func readOnly(control: Int, isNamed: Bool) throws {
    var forest = forest()
    forest.computer("DC02", rid: 1001, control: control)
    #expect(try named(forest).contains { $0.contains("read-only") } == isNamed)
  }

  @Test("a name is writable to who holds the trustee, through groups too", arguments: [1101, 1102])
  func names(trustee: Int) throws {
    var forest = forest()
    forest.group("Desk", rid: 1101, members: ["EX01"])
    forest.user("ana", rid: 1200, "O:SYG:SYD:(OA;;WP;3e0abfd0-126a-11d0-a060-00aa006c33ed;;RID:\(trustee))")
    #expect(try named(forest).contains { $0.contains("sAMAccountName") } == (trustee == 1101))
  }

  @Test(
    "an encrypted password is named where one was set and, as far as the schema tells, may be read",
    arguments: [
      (1100, true, true, true), (1101, true, true, false), (1101, false, true, true),
      (1100, true, false, false),
    ])
  func encryptedPasswords(trustee: Int, hasSchema: Bool, isManaged: Bool, isNamed: Bool) throws {
    var forest = forest()
    if hasSchema {
      forest.add("CN=Schema,CN=Configuration", ["top", "dMD"], Forest.closed)
      forest.add(
        "CN=ms-LAPS-EncryptedPassword,CN=Schema,CN=Configuration", ["top", "attributeSchema"], Forest.closed,
        [
          "lDAPDisplayName: msLAPS-EncryptedPassword", "attributeID: 1.2.840.113556.1.6.44.1.3",
          "attributeSyntax: 2.5.5.10", "schemaIDGUID:: AQIDBAUGBwgJCgsMDQ4PEA==",
        ])
    }
    forest.computer(
      "WEB01", rid: 1300, "O:SYG:SYD:(A;;CR;;;RID:\(trustee))",
      isManaged ? ["msLAPS-PasswordExpirationTime: 133500000000000000"] : [])
    #expect(try named(forest).contains { $0.contains("LAPS") } == isNamed)
  }

  @Test("two controlled accounts with one half of DCSync each are named", arguments: [true, false])
  func halves(controlsBoth: Bool) throws {
    var forest = forest(
      head: "O:SYG:SYD:(OA;;CR;1131f6aa-9c07-11d1-f79f-00c04fc2dcd2;;RID:1201)"
        + "(OA;;CR;1131f6ad-9c07-11d1-f79f-00c04fc2dcd2;;RID:1202)")
    forest.user("one", rid: 1201, "O:SYG:SYD:(A;;WD;;;RID:1100)")
    forest.user("two", rid: 1202, controlsBoth ? "O:SYG:SYD:(A;;WD;;;RID:1100)" : Forest.closed)
    #expect(try named(forest).contains { $0.contains("DCSync") } == controlsBoth)
  }

  @Test("a path that was found leaves nothing to add")
  func found() throws {
    var forest = forest(head: "O:SYG:SYD:(A;;WD;;;RID:1100)")
    forest.add("CN=User,\(Self.services)", ["top", "pKICertificateTemplate"], Forest.closed)
    let snapshot = forest.snapshot
    let result = reach(from: [try #require(snapshot.principal("EX01"))], in: snapshot)
    #expect(!result.paths.isEmpty)
    #expect(!result.missing.contains { $0.what.en.hasPrefix("not examined") })
  }

  @Test(
    "the host of an authority may forge certificates for the domain, if it is trusted for logon",
    arguments: [true, false])
  func goldenCertificate(isTrusted: Bool) throws {
    var forest = forest()
    forest.add("CN=Configuration", ["top", "configuration"], Forest.closed)
    forest.add("CN=Services,CN=Configuration", ["top", "container"], Forest.closed)
    forest.add(Self.services, ["top", "container"], Forest.closed)
    forest.add("CN=Enrollment Services,\(Self.services)", ["top", "container"], Forest.closed)
    forest.add(
      "CN=CA1,CN=Enrollment Services,\(Self.services)", ["top", "pKIEnrollmentService"], Forest.closed,
      ["dNSHostName: EX01$", "cACertificate:: AQID"])
    forest.add(
      "CN=NTAuthCertificates,\(Self.services)", ["top", "certificationAuthority"], Forest.closed,
      ["cACertificate:: \(isTrusted ? "AQID" : "BAUG")"])
    let snapshot = forest.snapshot
    let result = reach(from: [try #require(snapshot.principal("EX01"))], in: snapshot)
    #expect(
      result.paths.map { text($0, snapshot) } == (isTrusted ? ["EX01$ -GoldenCert?> corp.example"] : []))
    #expect(result.paths.first?.steps.first?.evidence.first?.attribute == (isTrusted ? "dNSHostName" : nil))
  }
}
