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
