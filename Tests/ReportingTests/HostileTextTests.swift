import Assessment
import Directory
import Testing

@testable import Reporting

/// Names and values that an attacker may have put into the directory.
@Suite struct HostileTextTests {
  static let strings = [
    "</style></title><script>alert(1)</script>",
    "\" onmouseover=\"alert(1)",
    "\"\u{301} onmouseover=\"\u{301}alert(1)\"\u{301}",
    "<\u{301}img src=x onerror=alert(1)>\u{338}",
    "' autofocus onfocus=alert(1) x='",
    "{{> style.css}}{{text.title}}{{{head.tool}}}",
    "admin\u{202E}txt.exe\u{2066}\u{200B}\u{FEFF}",
    "line\nbreak\r\n\u{1B}[31mred\u{1B}]0;title\u{7}\u{9B}2J\0",
    "=cmd|'/C calc'!A0",
  ]

  /// The attacked sample with every name, DN, value and sentence of the data replaced.
  static func report(_ text: String) -> AssessmentReport {
    var report = Sample.attacked
    let both = Text(en: text, de: text)
    let evidence = [Evidence(dn: text, attribute: text, value: text)]
    for index in report.findings.indices {
      report.findings[index].object = text
      report.findings[index].objectName = text
      report.findings[index].attribute = text
      report.findings[index].originator = text
      report.findings[index].technique = text
      report.findings[index].title = both
      report.findings[index].explained = both
      report.findings[index].evidence = evidence
    }
    for path in report.reach.paths.indices {
      report.reach.paths[path].target = Principal(dn: text, sid: text, name: text)
      for step in report.reach.paths[path].steps.indices {
        report.reach.paths[path].steps[step].fromName = text
        report.reach.paths[path].steps[step].toName = text
        report.reach.paths[path].steps[step].toKind = text
        report.reach.paths[path].steps[step].edge = text
        report.reach.paths[path].steps[step].evidence = evidence[0]
      }
    }
    report.verdict.summary = both
    report.scope.forest = text
    report.footholds = [Principal(dn: text, sid: text, name: text)]
    report.inputs[0].path = text
    report.gaps[0].what = text
    report.plan[0].objects = [text]
    report.inventory.privilegedGroups[0].name = text
    report.inventory.changedAccounts[0].name = text
    report.inventory.newServicePrincipals[0].names = [text]
    return report
  }

  @Test("no text from the directory adds an element or an attribute", arguments: strings)
  func structure(text: String) throws {
    let known = Set(HTMLOutline(try renderHTML(Sample.attacked, language: .german)).tags)
    let html = try renderHTML(Self.report(text), language: .german)
    let outline = HTMLOutline(html)
    #expect(outline.unbalanced == [])
    #expect(Set(outline.tags).subtracting(known) == [])
    #expect(!html.contains("<script"))
  }

  @Test("what would be invisible or reorder the line is shown as its code point")
  func invisible() {
    #expect(visible("a\u{202E}b") == "a⟨U+202E⟩b")
    #expect(visible("\u{1B}[2J\0\n\u{7F}\u{9B}") == "⟨U+001B⟩[2J⟨U+0000⟩⟨U+000A⟩⟨U+007F⟩⟨U+009B⟩")
    #expect(visible("\u{E0041}\u{3164}\u{200D}\u{AD}") == "⟨U+E0041⟩⟨U+3164⟩⟨U+200D⟩⟨U+00AD⟩")
    #expect(visible("Krüger, Łukasz – 山田 e\u{301}") == "Krüger, Łukasz – 山田 e\u{301}")
  }

  @Test("escapes scalar by scalar")
  func scalars() {
    let escaped = HTMLEscaping().escapeText("\"\u{301}<\u{338}&'>")
    #expect(Array(escaped.unicodeScalars) == Array("&quot;\u{301}&lt;\u{338}&amp;&#39;&gt;".unicodeScalars))
  }

  @Test("the terminal receives no control character but line ends", arguments: strings)
  func terminal(text: String) throws {
    let summary = try terminalSummary(Self.report(text), language: .german)
    let controls = summary.unicodeScalars.filter { $0.properties.generalCategory == .control && $0 != "\n" }
    #expect(controls.isEmpty)
  }

  @Test(
    "a spreadsheet takes no field for a formula",
    arguments: ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "  =1", "＝1+1", "|calc", "%0A"])
  func formulas(text: String) {
    let record = csvRecord([text])
    #expect(record.hasPrefix("\"'") || record.hasPrefix("\"⟨"))
  }

  @Test("quotes in CSV are doubled, also those that carry a mark")
  func quotes() {
    #expect(
      Array(csvRecord(["a\"\u{301},b", "c"]).unicodeScalars)
        == Array("\"a\"\"\u{301},b\",\"c\"\r\n".unicodeScalars))
  }

  @Test("the CSV has one record for each finding, in the order of the table")
  func csv() {
    let records = findingsCSV(Sample.attacked, language: .english).split(separator: "\r\n")
    #expect(records.count == Sample.attacked.findings.count + 1)
    #expect(records[1].hasPrefix("\"C01-0001\",\"IND-C01\",\"decisive\",\"2021-03-04T02:38:51Z\""))
    #expect(records[5].contains("supporting"))
  }
}
