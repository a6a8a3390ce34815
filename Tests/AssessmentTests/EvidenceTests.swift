import Directory
import Testing

@testable import Assessment

/// The two companies of the lab, assessed from their LDIF.
@Suite struct EvidenceTests {
  static let options = AssessmentOptions(now: time("2021-04-12T00:00:00Z"), toolVersion: "test")

  @Test func theAttackedCompanyMustPrepareToRebuild() throws {
    let report = assess(try #require(evidence("attacked")), Self.options)
    #expect(report.verdict.rebuild == .indicated)
    #expect(report.verdict.provisional)
    #expect(report.verdict.level == .v3b)
    #expect(report.verdict.inputs.exchange == .exploited)
    #expect(report.verdict.inputs.traces == .decisive)
    #expect(report.verdict.basis.first?.source == .evidence)
    let rules = Set(report.findings.filter { $0.weight >= .strong }.map(\.rule))
    #expect(
      rules.isSuperset(of: [
        "IND-A02", "IND-A04", "IND-A05", "IND-A06", "IND-B05", "IND-C01", "IND-C02", "IND-C03", "IND-D01",
        "IND-G04",
      ]))
    // It joined Exchange Windows Permissions first, which stands before Domain Admins in another order of the entries.
    let created = try #require(report.findings.first { $0.rule == "IND-A05" })
    #expect(created.title.en == "Account svc.mailarchiv was created and put into Domain Admins")
    #expect(Set(report.verdict.reasons).isSubset(of: Set(report.findings.map(\.id))))
    for finding in report.findings {
      #expect(
        !finding.object.isEmpty && !finding.attribute.isEmpty && finding.when != nil
          && !finding.evidence.isEmpty)
    }
  }

  @Test func onceTheFindingsAreAttributedTheRebuildIsNotIndicated() throws {
    let snapshot = try #require(evidence("attacked"))
    var options = Self.options
    for finding in assess(snapshot, options).findings where finding.weight >= .strong {
      options.caseFile.reviews[finding.id] = .attributed
    }
    let report = assess(snapshot, options)
    #expect(report.verdict.rebuild == .notIndicated)
    #expect(report.verdict.level == .v2)
  }

  @Test func confirmedByAnAnalystTheChangesAreProven() throws {
    let snapshot = try #require(evidence("attacked"))
    var options = Self.options
    options.caseFile.reviews["IND-C01-1"] = .malicious
    let report = assess(snapshot, options)
    #expect(report.verdict.level == .v4)
    #expect(!report.verdict.provisional)
  }

  @Test func theUnharmedCompanyIsExposedWithoutTraces() throws {
    let report = assess(try #require(evidence("unharmed")), Self.options)
    #expect(report.verdict.rebuild == .notIndicated)
    #expect(report.verdict.level == .v2)
    #expect(report.verdict.notExcluded == .v3b)
    #expect(report.findings.allSatisfy { $0.weight <= .supporting })
    #expect(report.verdict.reasons == [])
    #expect(report.reach.tierZero == .certain)
    #expect(report.reach.paths.contains { !$0.steps.isEmpty })
    #expect(report.gaps.map(\.id).contains("coverage-domain-controller-logs"))
  }

  @Test func withLogsAndHostsExaminedTheUnharmedCompanyIsConfined() throws {
    var options = Self.options
    options.caseFile = AssessTests.everythingExamined
    let report = assess(try #require(evidence("unharmed")), options)
    #expect(report.coverage.checks.filter { !$0.met }.map(\.id) == [])
    #expect(report.verdict.level == .v1)
    #expect(report.verdict.notExcluded == .v3b)
  }

  @Test func anUnknownReachIsNeverConfined() throws {
    let snapshot = try #require(evidence("unharmed"))
    var options = Self.options
    options.caseFile = AssessTests.everythingExamined
    options.footholds = [try #require(snapshot.exchange?.servers.first?.object)]
    let report = assess(snapshot, options)
    #expect(report.reach.tierZero == .unknown)
    #expect(report.verdict.inputs.coverage == .insufficient)
    #expect(report.verdict.rebuild == .undetermined)
  }

  @Test(arguments: ["attacked", "unharmed"])
  func theSameInputGivesTheSameBytes(company: String) throws {
    let first = try assess(try #require(evidence(company)), Self.options).json()
    let second = try assess(try #require(evidence(company)), Self.options).json()
    #expect(first == second)
    #expect(try AssessmentReport(json: first).json() == first)
  }
}
