import Testing

@testable import Assessment

/// The sentences of the verdict where findings decide.
@Suite struct SummaryTests {
  private static let anna = "CN=anna,CN=Users,DC=example"

  private static func finding(
    _ id: String, _ weight: Weight, when: String?, title: String = "X was changed",
    review: Review = .unreviewed
  ) -> Finding {
    Finding(
      id: id, rule: "IND-A01", weight: weight, object: anna, objectName: "anna", attribute: "member",
      when: when.map(time), technique: "", title: Text(en: title, de: title), review: review, evidence: [])
  }

  private static func summary(_ findings: [Finding], traces: TraceState = .decisive) -> Text {
    let inputs = DecisionInputs(
      exchange: .exploited, reach: .path, credentials: .host, traces: traces, coverage: .partial)
    return VerdictSummary(
      decision: Decision(inputs), traces: traces, findings: findings, reasons: findings.map(\.id)
    ).text
  }

  @Test func answerNumberFirstFindingItsTimeAndItsObject() {
    let text = Self.summary([
      Self.finding("b", .decisive, when: "2021-03-02T10:00:00Z", title: "anna later"),
      Self.finding("a", .decisive, when: "2021-03-01T02:07:41Z"),
      Self.finding("c", .decisive, when: nil, title: "anna undated"),
      Self.finding("d", .strong, when: "2021-02-01T00:00:00Z", title: "anna strong"),
    ])
    #expect(
      text.en
        == "3 decisive findings are attributed to nobody. The first is of 2021-03-01 02:07 UTC: X was changed (anna). "
        + "A rebuild is therefore indicated, provisionally (V3b).")
    #expect(
      text.de
        == "3 entscheidende Befunde sind niemandem zugeordnet. Der erste ist vom 01.03.2021, 02:07 UTC: X was changed "
        + "(anna). Ein Neuaufbau ist damit angezeigt, vorläufig (V3b).")
  }

  @Test func aClusterIsNotCalledDecisive() {
    let text = Self.summary([Self.finding("a", .strong, when: "2021-03-01T02:07:41Z", title: "anna joined")])
    #expect(
      text.en.contains(
        "1 strong finding is attributed to nobody. It is of 2021-03-01 02:07 UTC: anna joined."))
    #expect(text.de.contains("1 starker Befund ist niemandem zugeordnet. Er ist vom 01.03.2021"))
  }

  @Test func aConfirmedFindingIsSaidToBeOne() {
    let text = Self.summary(
      [
        Self.finding("a", .decisive, when: "2021-03-01T02:07:41Z"),
        Self.finding("b", .strong, when: "2021-03-02T02:07:41Z", title: "anna joined", review: .malicious),
      ], traces: .confirmed)
    #expect(text.en.hasPrefix("1 finding was confirmed as malicious."))
    #expect(text.en.hasSuffix("2021-03-02 02:07 UTC: anna joined. A rebuild is therefore indicated (V4)."))
  }

  @Test func aDateThatIsMissingIsNotInvented() {
    let one = Self.summary([Self.finding("a", .decisive, when: nil)])
    #expect(one.en.contains("It has no date: X was changed (anna). A rebuild"))
    #expect(one.de.contains("Er trägt kein Datum: X was changed (anna). Ein Neuaufbau"))
  }

  @Test func attributedFindingsAreNotCounted() {
    let text = Self.summary([
      Self.finding("a", .decisive, when: "2021-03-01T02:07:41Z", review: .attributed),
      Self.finding("b", .decisive, when: "2021-03-02T02:07:41Z"),
    ])
    #expect(text.en.contains("1 decisive finding is attributed to nobody. It is of 2021-03-02"))
  }

  @Test func withoutADecidingFindingTheDecisionSpeaks() {
    let report = AssessTests.report(Forest()) {
      $0.caseFile.exchange = .handsOn
      $0.caseFile.credentials = .tierZero
    }
    #expect(report.verdict.level == .v3b)
    #expect(report.verdict.summary.en.hasPrefix("Prepare the rebuild"))
  }

  @Test func theSummaryOfAnAttackedForestSaysWhatWasFound() {
    var forest = Forest()
    forest.join(Forest.domainAdmins, Self.anna)
    let summary = AssessTests.report(forest).verdict.summary
    #expect(summary.en.contains("anna") && summary.en.contains("(V3b"))
    #expect(summary.de.contains("Ein Neuaufbau ist damit angezeigt, vorläufig (V3b"))
  }
}
