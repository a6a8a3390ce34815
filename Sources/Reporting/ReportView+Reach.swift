internal import Assessment
internal import Directory

extension ReportView {
  var reach: View {
    let layout = PathLayout(byImportance(report.reach.paths))
    let picture = PathPicture(layout, findingNumbers: numbers, texts: texts)
    let styles = Set(layout.edges.map(\.style))
    return [
      "answer": .text(texts["reach.\(report.reach.tierZero.rawValue)"]),
      "state": .text(report.reach.tierZero.rawValue),
      "earliest": Value(report.reach.earliest.map(earliest)),
      "count": .text(texts.counted("reach.count", report.reach.count)),
      "picture": layout.nodes.isEmpty ? .absent : .view(picture.view),
      "omitted": layout.omitted > 0 ? .text(texts.counted("reach.omitted", layout.omitted)) : .absent,
      "hasShown": .flag(styles.contains(.shown)), "hasPossible": .flag(styles.contains(.possible)),
      "hasConditional": .flag(styles.contains(.conditional)),
      "hasExcluded": .flag(styles.contains(.excluded)),
      "paths": paths,
    ]
  }

  private func earliest(_ time: Instant) -> String {
    time <= report.window.since
      ? texts["reach.earliest.start"] : texts("reach.earliest", ["time": texts.time(time)])
  }

  private var paths: Value {
    // Paths share their first steps; the evidence of a step stands where it occurs first.
    var seen: Set<[String]> = []
    return limited(Array(byImportance(report.reach.paths).enumerated())) { numbered in
      path(numbered) { seen.insert([$0.from, $0.edge, $0.to]).inserted }
    }
  }

  private func path(
    _ numbered: (offset: Int, element: Reach.Path), isFirst: (Reach.Step) -> Bool
  ) -> View {
    let path = numbered.element
    let status =
      path.excluded
      ? "excluded" : path.steps.contains { !$0.shownBy.isEmpty } ? "shown" : path.certainty.rawValue
    return [
      "number": Value(numbered.offset + 1), "target": .text(path.target.name),
      "targetDN": .text(path.target.dn),
      "targetIs": path.targetIs.map(say) ?? .absent, "status": .text(status),
      "statusLabel": .text(texts["path.\(status)"]), "because": path.excludedBecause.map(say) ?? .absent,
      "becauseLabel": .text(texts[path.excluded ? "path.because.excluded" : "path.because.open"]),
      "steps": .list(path.steps.map { step($0, withEvidence: isFirst($0)) }),
    ]
  }

  private func step(_ step: Reach.Step, withEvidence: Bool) -> View {
    [
      "from": .text(step.fromName), "to": .text(step.toName), "edge": .text(step.edge),
      "verb": .text(texts.ifKnown("edge.\(step.edge)") ?? texts["edge.other"]),
      "technique": Value(step.technique),
      "lifetime": Value(lifetime(step)), "condition": step.condition.map(say) ?? .absent,
      "shownBy": references(step.shownBy), "isShown": .flag(!step.shownBy.isEmpty),
      "origin": withEvidence ? step.origin.map(say) ?? .absent : .absent,
      "evidence": evidence(withEvidence ? [step.evidence] + step.furtherEvidence : []),
    ]
  }

  private func lifetime(_ step: Reach.Step) -> String? {
    switch (step.since, step.until) {
    case (let since?, let until?):
      texts("lifetime.both", ["since": texts.time(since), "until": texts.time(until)])
    case (let since?, nil): texts("lifetime.since", ["since": texts.time(since)])
    case (nil, let until?): texts("lifetime.until", ["until": texts.time(until)])
    case (nil, nil): nil
    }
  }
}

/// Paths in the order in which people want to see them: use shown, certain, open, to a domain before groups before the rest.
func byImportance(_ paths: [Reach.Path]) -> [Reach.Path] {
  func rank(_ path: Reach.Path) -> [Int] {
    let kind = path.steps.last?.toKind
    return [
      path.excluded ? 1 : 0, path.certainty == .certain ? 0 : 1,
      path.steps.contains { !$0.shownBy.isEmpty } ? 0 : 1,
      kind == "domainDNS" ? 0 : kind == "group" ? 1 : 2,
    ]
  }
  return paths.enumerated().map { (rank($0.element), $0.offset, $0.element) }
    .sorted { a, b in a.0 == b.0 ? a.1 < b.1 : a.0.lexicographicallyPrecedes(b.0) }
    .map(\.2)
}
