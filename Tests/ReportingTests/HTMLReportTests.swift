import Assessment
import Directory
import Testing

@testable import Reporting

@Suite struct HTMLReportTests {
  static let all: [(AssessmentReport, Language)] = [Sample.attacked, Sample.unharmed].flatMap { report in
    Language.allCases.map { (report, $0) }
  }

  @Test("every tag and text resolves, and every element is closed", arguments: all)
  func wellFormed(report: AssessmentReport, language: Language) throws {
    let html = try renderHTML(report, language: language)
    let outline = HTMLOutline(html)
    #expect(outline.unbalanced == [])
    #expect(!html.contains("{{"))
    #expect(html.contains("<html lang=\"\(language.rawValue)\">"))
    #expect(html.contains(report.verdict.summary[language]))
    #expect(Set(outline.anchors).count == outline.anchors.count, "an id stands twice")
    for link in outline.links {
      #expect(
        link.hasPrefix("#") && outline.anchors.contains(String(link.dropFirst())), "\(link) leads nowhere")
    }
  }

  @Test("nothing is loaded and nothing runs", arguments: all)
  func selfContained(report: AssessmentReport, language: Language) throws {
    let html = try renderHTML(report, language: language)
    let outline = HTMLOutline(html)
    let names = Set(outline.tags.map(\.name))
    #expect(
      names.isDisjoint(with: [
        "script", "link", "img", "iframe", "object", "embed", "base", "form", "use", "image",
      ]))
    let attributes = Set(outline.tags.flatMap(\.attributes))
    #expect(attributes.isDisjoint(with: ["src", "srcset", "style", "action", "xlink:href", "ping"]))
    #expect(!attributes.contains { $0.hasPrefix("on") })
    let style = try Templates.builtIn.text(of: "style.css")
    #expect(!style.contains("@import") && !style.contains("url(") && !style.contains("http"))
    #expect(html.contains("default-src 'none'"))
  }

  @Test("the same report gives the same document")
  func deterministic() throws {
    let first = try renderHTML(Sample.attacked, language: .german)
    let second = try renderHTML(AssessmentReport(json: Sample.attacked.json()), language: .german)
    #expect(first == second)
  }

  @Test(
    "the answer follows verdict, review and bound",
    arguments: [
      (Rebuild.indicated, false, Level.v4, Level.v4, "Ja.", "severe"),
      (.indicated, true, .v3b, .v4, "Ja, vorbehaltlich der Prüfung.", "severe"),
      (.notIndicated, false, .v2, .v3b, "Nach heutigem Stand nein – aber nicht ausgeschlossen.", "open"),
      (.notIndicated, false, .v3a, .v3b, "Nein – sofern alle Geheimnisse erneuert werden.", "open"),
      (.notIndicated, false, .v1, .v1, "Nein.", "calm"),
      (.undetermined, false, nil, .v3b, "Mit diesen Daten nicht zu entscheiden.", "open"),
    ] as [(Rebuild, Bool, Level?, Level, String, String)])
  func answers(
    rebuild: Rebuild, provisional: Bool, level: Level?, bound: Level, answer: String, tone: String
  ) throws {
    var report = Sample.unharmed
    report.verdict.rebuild = rebuild
    report.verdict.provisional = provisional
    report.verdict.level = level
    report.verdict.notExcluded = bound
    let html = try renderHTML(report, language: .german)
    #expect(html.contains("<p class=\"answer\">\(answer)</p>"))
    #expect(html.contains("tone-\(tone)"))
  }

  @Test("never says clean", arguments: Language.allCases)
  func wording(language: Language) throws {
    let html = try renderHTML(Sample.unharmed, language: language).lowercased()
    for word in ["sauber", " clean", "hafnium"] { #expect(!html.contains(word)) }
    #expect(
      html.contains(
        language == .german
          ? "keine anhaltspunkte in den ausgewerteten daten" : "no indication in the data examined"))
  }

  @Test("shows every finding with time, object and evidence")
  func findings() throws {
    let html = try renderHTML(Sample.attacked, language: .english)
    let escape = HTMLEscaping()
    for finding in Sample.attacked.findings {
      #expect(html.contains(finding.title.en))
      #expect(html.contains(finding.id))
      for evidence in finding.evidence { #expect(html.contains(escape.escapeText(evidence.value))) }
    }
    #expect(html.contains("2021-03-04 02:38:51"))
    #expect(html.contains(Sample.inputs[0].sha256))
  }

  @Test("a long list is cut with a sentence that says so")
  func longLists() throws {
    var report = Sample.attacked
    let member = Sample.inventory.privilegedGroups[0].members[0]
    report.inventory.privilegedGroups[0].members = Array(repeating: member, count: 1_500)
    let html = try renderHTML(report, language: .german)
    #expect(html.contains("… und 1.100 weitere Einträge"))
  }
}
