import Assessment
import Directory
import Testing

@testable import Reporting

@Suite struct TerminalSummaryTests {
  @Test("no line is wider than the terminal", arguments: [60, 80, 120])
  func width(columns: Int) throws {
    let long = String(repeating: "OU=Sehr-langer-Name,", count: 20) + "日本語".description
    var reports = [Sample.attacked, Sample.unharmed, HostileTextTests.report(long)]
    reports += HostileTextTests.strings.map(HostileTextTests.report)
    for report in reports {
      for language in Language.allCases {
        let text = try terminalSummary(
          report, language: language, width: columns, files: ["/evidence/" + long])
        for line in text.split(separator: "\n") { #expect(displayWidth(String(line)) <= columns, "\(line)") }
      }
    }
  }

  @Test("colour only when asked for, and always switched off again")
  func colour() throws {
    let plain = try terminalSummary(Sample.attacked, language: .english)
    #expect(!plain.unicodeScalars.contains("\u{1B}"))
    let coloured = try terminalSummary(Sample.attacked, language: .english, color: true)
    #expect(coloured.contains("\u{1B}[1;31mYes, subject to review.\u{1B}[0m"))
    var stripped = coloured
    for code in ["1;31", "1;33", "1;32", "1", "2", "0"] {
      stripped = stripped.replacing("\u{1B}[\(code)m", with: "")
    }
    #expect(stripped == plain)
  }

  @Test("says which period the answer is about: to the end given, else to the collection, never to today")
  func window() throws {
    var report = Sample.attacked
    for (until, expected) in [(Instant?.none, report.scope.collected), (report.generated, report.generated)] {
      report.window = AssessmentReport.Window(since: report.window.since, until: until, basis: "option")
      let text = try terminalSummary(report, language: .english, width: 120)
      let texts = try Templates.builtIn.texts(.english, problems: TemplateProblems())
      let end = try #require(expected.map(texts.time))
      #expect(text.contains("\(texts.time(report.window.since)) – \(end) (given by the responder)"))
    }
  }

  @Test("says answer, level, bound, reasons, path, gaps and next step", arguments: Language.allCases)
  func contents(language: Language) throws {
    let text = try terminalSummary(Sample.attacked, language: language, files: ["report.html"])
    let flat = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    for part in [
      "V3b", "V4", Sample.attacked.verdict.summary[language], Sample.findings[0].title[language],
      "Exchange Windows Permissions", "(WriteDacl)", Sample.attacked.gaps[0].title[language],
      Sample.attacked.plan[0].title[language], "report.html",
    ] {
      #expect(flat.contains(part), "\(part)")
    }
  }
}
