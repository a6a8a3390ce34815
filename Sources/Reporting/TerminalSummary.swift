package import Assessment

/// The verdict for the terminal: answer, reasons, shortest path, gaps, next step.
///
/// - Parameters:
///   - width: columns of the terminal; nothing is wider, escape sequences aside.
///   - color: whether to mark the answer with ANSI colours.
///   - files: what was written, to be listed at the end.
/// - Throws: ``TemplateError`` when the texts file lacks a key.
package func terminalSummary(
  _ report: AssessmentReport, language: Language, width: Int = 80, color: Bool = false, files: [String] = [],
  templates: Templates = .builtIn
) throws(TemplateError) -> String {
  let problems = TemplateProblems()
  let texts = try templates.texts(language, problems: problems)
  var summary = TerminalSummary(report: report, texts: texts, out: TerminalText(width: width, color: color))
  summary.write(files: files)
  try problems.check()
  return summary.out.output
}

private struct TerminalSummary {
  let report: AssessmentReport
  let texts: Texts
  var out: TerminalText

  mutating func write(files: [String]) {
    verdict()
    reasons()
    path()
    unseen()
    if let step = report.plan.first {
      heading("next")
      out.paragraph("\(step.title[texts.language]) (\(texts["due.\(step.due.rawValue)"]))", mark: "  ")
    }
    if !files.isEmpty {
      heading("files")
      for file in files { out.paragraph(file, mark: "  ") }
    }
  }

  private mutating func heading(_ key: String) {
    out.blank()
    out.paragraph(texts["terminal.\(key)"], style: .bold)
  }

  private mutating func verdict() {
    let verdict = report.verdict
    out.paragraph(texts["question"])
    out.paragraph(texts["answer.\(report.answerKey)"], style: TerminalText.Style(tone: report.tone))
    out.blank()
    out.paragraph(verdict.summary[texts.language])
    out.blank()
    let proven =
      verdict.level.map { "\($0.rawValue) \(texts["level.\($0.rawValue)"])" } ?? texts["level.none"]
    let rows = [
      (texts["proven"], proven),
      (
        texts["notexcluded"],
        "\(verdict.notExcluded.rawValue) \(texts["level.\(verdict.notExcluded.rawValue)"])"
      ),
      (texts["coverage.title"], texts["coverage.\(report.coverage.state.rawValue)"]),
      (texts["scope.window"], window),
    ]
    let column = rows.map { displayWidth($0.0) }.max() ?? 0
    for (name, value) in rows {
      let padding = String(repeating: " ", count: column - displayWidth(name) + 2)
      out.paragraph(value, mark: "  \(name)\(padding)")
    }
  }

  /// What the answer is about: a change outside of it counts for nothing.
  private var window: String {
    let until = (report.window.until ?? report.scope.collected).map(texts.time) ?? texts["window.open"]
    let basis = texts.ifKnown("window.basis.\(report.window.basis)") ?? report.window.basis
    return "\(texts.time(report.window.since)) – \(until) (\(basis))"
  }

  private mutating func reasons() {
    let byID = Dictionary(report.findings.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let reasons = report.verdict.reasons.compactMap { byID[$0] }
    guard !reasons.isEmpty else { return }
    heading("why")
    for finding in reasons.prefix(5) {
      out.paragraph(
        finding.when.map { texts.stamp($0) + " UTC" } ?? texts["undated"], mark: "  ", style: .dim)
      out.paragraph(finding.title[texts.language], mark: "    ")
      out.paragraph(finding.object, mark: "    ", style: .dim)
    }
    more(reasons.count - 5)
  }

  private mutating func path() {
    heading("path")
    out.paragraph(texts["reach.\(report.reach.tierZero.rawValue)"], mark: "  ")
    // The one that supports the sentence above: a certain path, even an excluded one, before a conditional one.
    let certain = report.reach.paths.filter { $0.certainty == .certain }
    guard let path = byImportance(certain.isEmpty ? report.reach.paths : certain).first else { return }
    for (number, step) in path.steps.enumerated() {
      let verb = texts.ifKnown("edge.\(step.edge)") ?? texts["edge.other"]
      // A step that is closed today led there all the same.
      let closed = step.until.map { ", \(texts("lifetime.until", ["until": texts.time($0)]))" } ?? ""
      let text = "\(step.fromName) \(verb) \(step.toName) (\(step.edge)\(closed))"
      out.paragraph(text, mark: "  \(number + 1). ")
    }
    if path.excluded { out.paragraph("(\(texts["path.excluded"]))", mark: "  ") }
    more(report.reach.paths.count - 1)
  }

  private mutating func unseen() {
    let unmet = report.coverage.checks.filter { !$0.met }.map { $0.title[texts.language] }
    // Some gaps say again what a check says.
    let gaps = report.gaps.filter { !unmet.contains($0.title[texts.language]) }.map { gap in
      gap.objects > 0
        ? "\(gap.title[texts.language]) (\(texts.counted("objects", gap.objects)))"
        : gap.title[texts.language]
    }
    guard !unmet.isEmpty || !gaps.isEmpty else { return }
    heading("unseen")
    let lines = unmet.map { "\(texts["check.unmet"]): \($0)" } + gaps
    for line in lines.prefix(6) { out.paragraph(line, mark: "  - ") }
    more(lines.count - 6)
  }

  private mutating func more(_ count: Int) {
    if count > 0 { out.paragraph(texts.counted("terminal.more", count), mark: "  ", style: .dim) }
  }
}

extension TerminalText.Style {
  fileprivate init(tone: String) {
    switch tone {
    case "severe": self = .severe
    case "calm": self = .calm
    default: self = .open
    }
  }
}
