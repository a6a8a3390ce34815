import Testing

@testable import Assessment

/// What a report must never say: that something is clean, or who the attacker was.
@Suite struct WordingTests {
  private static let forbidden = [
    "clean,", "clean.", "is clean", "sauber", "hafnium", "unbedenklich", "all clear",
  ]

  private static func texts(_ report: AssessmentReport) -> [Text] {
    var texts =
      [report.verdict.summary] + report.verdict.flips.map(\.condition) + report.verdict.basis.map(\.because)
    texts += report.findings.flatMap { [$0.title, $0.explained] }
    texts +=
      report.plan.flatMap { [$0.title, $0.why] } + report.options.flatMap { [$0.title, $0.why, $0.cost] }
    texts += report.gaps.flatMap { [$0.title, $0.consequence] } + report.notExamined
    texts += report.coverage.checks.flatMap { [$0.title] + ($0.detail.map { [$0] } ?? []) }
    return texts
  }

  @Test func neitherCallsAnythingCleanNorNamesAnAttacker() {
    var forest = Forest()
    forest.join(Forest.domainAdmins, "CN=anna,CN=Users,DC=example")
    let reports = [
      AssessTests.report(Forest()), AssessTests.report(forest),
      AssessTests.report(Forest()) { $0.caseFile = AssessTests.everythingExamined },
    ]
    for text in reports.flatMap(Self.texts) + Level.allCases.map(\.label) {
      for word in Self.forbidden {
        #expect(!text.en.lowercased().contains(word) && !text.de.lowercased().contains(word), "\(text)")
      }
      #expect(!text.en.isEmpty && !text.de.isEmpty)
    }
  }

  @Test func theSummaryGivesBothNumbers() {
    let summary = AssessTests.report(Forest()).verdict.summary
    #expect(summary.en.contains("V2") && summary.en.contains("V3b"))
    #expect(summary.de.contains("V2") && summary.de.contains("V3b"))
  }
}
