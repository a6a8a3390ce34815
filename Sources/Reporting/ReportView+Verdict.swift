internal import Assessment

extension AssessmentReport {
  /// Which of the answers to "must the Windows environment be rebuilt?" the verdict gives: the key below `answer`.
  var answerKey: String {
    switch verdict.rebuild {
    case .indicated: verdict.provisional ? "prepare" : "yes"
    case .undetermined: "unknown"
    case .notIndicated:
      if verdict.level == .v3a { "secrets" } else if verdict.notExcluded > .v1 { "notnow" } else { "no" }
    }
  }

  /// How the verdict is coloured: `severe`, `open` or `calm`.
  var tone: String {
    switch answerKey {
    case "yes", "prepare": "severe"
    case "no": "calm"
    default: "open"
    }
  }
}

extension ReportView {
  var verdict: View {
    let verdict = report.verdict
    return [
      "tone": .text(report.tone), "answer": .text(texts["answer.\(report.answerKey)"]),
      "meaning": .text(texts["answer.\(report.answerKey).meaning"]), "sentence": say(verdict.summary),
      "provenCode": .text(verdict.level?.rawValue ?? "–"),
      "provenLabel": .text(verdict.level.map { texts["level.\($0.rawValue)"] } ?? texts["level.none"]),
      "openCode": .text(verdict.notExcluded.rawValue),
      "openLabel": .text(texts["level.\(verdict.notExcluded.rawValue)"]),
      "provisional": .flag(verdict.provisional),
      "coverage": .text(report.coverage.state.rawValue),
      "coverageLabel": .text(texts["coverage.\(report.coverage.state.rawValue)"]),
      "coverageMet": .text(
        texts(
          "coverage.met",
          [
            "met": String(report.coverage.checks.filter(\.met).count),
            "all": String(report.coverage.checks.count),
          ])),
      "scale": .list(Level.allCases.map(cell)),
    ]
  }

  /// One field of the level scale.
  private func cell(_ level: Level) -> View {
    let proven = report.verdict.level
    let state: String
    if level == proven {
      state = "proven"
    } else if level <= report.verdict.notExcluded, proven.map({ level > $0 }) ?? true {
      state = "open"
    } else {
      state = proven.map({ level < $0 }) ?? false ? "below" : "above"
    }
    return [
      "code": .text(level.rawValue), "label": .text(texts["level.short.\(level.rawValue)"]),
      "state": .text(state),
    ]
  }

  /// The findings that decide, five at most.
  var reasons: [View] {
    let byID = Dictionary(findings.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    return report.verdict.reasons.compactMap { byID[$0] }.prefix(5).map { finding in
      [
        "number": Value(numbers[finding.id]), "title": say(finding.title),
        "explained": say(finding.explained),
        "when": .text(finding.when.map(texts.time) ?? texts["undated"]),
        "weight": .text(finding.weight.rawValue),
        "weightLabel": .text(texts["weight.\(finding.weight.rawValue)"]),
        "review": .text(texts["review.\(finding.review.rawValue)"]),
      ]
    }
  }

  func named(_ finding: Finding) -> String {
    finding.objectName.isEmpty ? finding.object : finding.objectName
  }

  /// The inputs of the decision, and where each comes from.
  var basis: [View] {
    let inputs = report.verdict.inputs
    let values = [
      ("E", inputs.exchange.rawValue), ("R", inputs.reach.rawValue), ("K", inputs.credentials.rawValue),
      ("D", inputs.traces.rawValue), ("C", inputs.coverage.rawValue),
    ]
    return values.map { input, value in
      let basis = report.verdict.basis.first { $0.input == input }
      return [
        "input": .text(input), "name": .text(texts["input.\(input)"]),
        "value": input == "C" ? .absent : .text(value),
        "meaning": .text(texts["input.\(input).\(value)"]),
        "source": .text(basis.map { texts["source.\($0.source.rawValue)"] } ?? texts["source.evidence"]),
        "because": basis.map { say($0.because) } ?? .absent, "findings": references(basis?.findings ?? []),
      ]
    }
  }

  var flips: [View] {
    report.verdict.flips.map { flip in
      [
        "condition": say(flip.condition), "rebuild": .text(texts["rebuild.\(flip.to.rebuild.rawValue)"]),
        "level": Value(flip.to.level?.rawValue),
        "levelLabel": Value(flip.to.level.map { texts["level.\($0.rawValue)"] }),
      ]
    }
  }
}
