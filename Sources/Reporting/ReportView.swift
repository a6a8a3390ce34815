internal import Assessment
internal import Directory

/// Turns an assessment into the view that the templates name. The parts stand in the extensions.
struct ReportView {
  let report: AssessmentReport
  let texts: Texts
  /// Findings in the order of the table, and the number that the pictures use for each.
  let findings: [Finding]
  let numbers: [String: String]

  /// Longest list in the document; what goes beyond stands in the JSON.
  static let rows = 400

  init(_ report: AssessmentReport, texts: Texts) {
    self.report = report
    self.texts = texts
    findings = orderedFindings(report)
    var numbers: [String: String] = [:]
    for (index, finding) in findings.enumerated() where numbers[finding.id] == nil {
      numbers[finding.id] = String(index + 1)
    }
    self.numbers = numbers
  }

  func say(_ text: Text) -> Value { Value(text[texts.language]) }

  func time(_ instant: Instant?) -> Value { Value(instant.map(texts.time)) }

  func stamp(_ instant: Instant?) -> Value { .text(instant.map(texts.stamp) ?? texts["undated"]) }

  func evidence(_ evidence: [Evidence]) -> Value {
    .list(evidence.map { ["dn": Value($0.dn), "attribute": Value($0.attribute), "value": Value($0.value)] })
  }

  /// Numbers of findings as they stand in the table; an identifier that is not there stays as it is.
  func references(_ ids: [String]) -> Value {
    .list(ids.map { ["id": Value($0), "number": Value(numbers[$0] ?? $0)] })
  }

  /// The first ``rows`` elements, and a sentence about the rest.
  func limited<Element>(_ elements: [Element], _ view: (Element) -> View) -> Value {
    let rest = elements.count - Self.rows
    return .view([
      "any": .flag(!elements.isEmpty), "count": .text(texts.grouped(elements.count)),
      "items": .list(elements.prefix(Self.rows).map(view)),
      "rest": rest > 0 ? .text(texts.counted("rest", rest)) : .absent,
    ])
  }

  func list(_ key: String) -> Value { .list(texts.list(key).map { ["item": .text($0)] }) }

  func root(problems: TemplateProblems) -> RootView {
    let fields: View = [
      "lang": .text(texts.language.rawValue),
      "head": .view(head), "verdict": .view(verdict), "reasons": .list(reasons),
      "firstSteps": .list(firstSteps),
      "reach": .view(reach), "time": timePicture, "findings": findingTable, "inventory": .view(inventory),
      "coverage": .view(coverage), "gaps": gaps,
      "notExamined": .list(report.notExamined.map { ["item": say($0)] }),
      "limits": list("limits"), "plan": .list(plan), "options": .list(options), "flips": .list(flips),
      "hasFlips": .flag(!flips.isEmpty),
      "basis": .list(basis), "legal": legal, "backup": backup, "inputs": limited(report.inputs, input),
      "collections": .list(collections), "glossary": .list(glossary),
    ]
    return RootView(fields: fields, texts: texts, problems: problems)
  }

  private var head: View {
    let scope = report.scope
    return [
      "forest": Value(scope.forest), "domains": Value(scope.domains.joined(separator: ", ")),
      "objects": .text(texts.counted("objects", scope.objects)),
      "collected": time(scope.collected), "generated": .text(texts.time(report.generated)),
      "date": .text(texts.day(report.generated)), "tool": .text("\(report.tool.name) \(report.tool.version)"),
      "schema": .text(report.schema),
      "since": .text(texts.time(report.window.since)),
      "until": .text(
        (report.window.until ?? report.scope.collected).map(texts.time) ?? texts["window.open"]),
      "windowBasis": .text(texts.ifKnown("window.basis.\(report.window.basis)") ?? report.window.basis),
      "footholds": .list(
        report.footholds.enumerated().map {
          [
            "name": .text($0.element.name), "dn": .text($0.element.dn), "sid": Value($0.element.sid),
            "separator": $0.offset == 0 ? .absent : ", ",
          ]
        }),
    ]
  }

  private var timePicture: Value {
    guard let picture = TimePicture(report, ordered: findings, texts: texts) else { return .absent }
    return .view(picture.view)
  }

  private func input(_ input: AssessmentReport.Input) -> View {
    [
      "path": .text(input.path), "sha256": .text(input.sha256), "size": .text(texts.size(input.bytes)),
      "entries": .text(texts.grouped(input.entries)),
    ]
  }

  private var glossary: [View] {
    var result: [View] = []
    while let term = texts.ifKnown("glossary.\(result.count + 1).term") {
      result.append(["term": .text(term), "meaning": .text(texts["glossary.\(result.count + 1).meaning"])])
    }
    return result
  }
}
