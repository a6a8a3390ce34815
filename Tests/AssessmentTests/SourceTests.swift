import Testing

@testable import Assessment

/// What the origin of the evidence changes.
@Suite struct SourceTests {
  private static func report(
    skew: Int? = 0, method: String = "simple", certificate: String? = "ab", verified: Bool = true
  ) -> AssessmentReport {
    AssessTests.report(Forest()) {
      $0.collections = [
        AssessmentReport.Collection(
          folder: "evidence", tool: "foothold", catalogue: "built-in", started: AssessTests.clock,
          finished: nil, complete: true,
          servers: [
            .init(
              url: "ldaps://dc.example", name: "dc.example", invocationID: nil, account: "analyst",
              method: method, started: nil, clockSkewSeconds: skew, certificateSHA256: certificate,
              certificateVerified: verified)
          ], asked: 1, unanswered: [])
      ]
    }
  }

  @Test func theReportCarriesItsOrigin() {
    #expect(Self.report().collection?.first?.servers.first?.account == "analyst")
    #expect(AssessTests.report(Forest()).collection == nil)
  }

  @Test(arguments: [(300, 0), (-300, 0), (301, 1), (-301, 1), (Int.min, 1)] as [(Int, Int)])
  func aClockMoreThanFiveMinutesOffIsAGap(skew: Int, gaps: Int) {
    #expect(Self.report(skew: skew).gaps.filter { $0.id.hasPrefix("clockSkew-") }.count == gaps)
  }

  @Test(
    arguments: [
      ("simple", "ab", true, true), ("simple", "ab", false, false), ("simple", nil, false, false),
      ("kerberos", nil, false, true), ("kerberos", "ab", false, false), ("negotiate", nil, false, false),
    ] as [(String, String?, Bool, Bool)])
  func onlyACertificateOrKerberosProvesTheServer(
    method: String, certificate: String?, verified: Bool, met: Bool
  ) {
    let report = Self.report(method: method, certificate: certificate, verified: verified)
    #expect(report.coverage.checks.first { $0.id == "source" }?.met == met)
    #expect(report.gaps.contains { $0.id == "coverage-source" } == !met)
    #expect(report.verdict.inputs.coverage != .full)
  }

  @Test func anUnknownOriginIsNotChecked() {
    #expect(!AssessTests.report(Forest()).coverage.checks.contains { $0.id == "source" })
  }
}
