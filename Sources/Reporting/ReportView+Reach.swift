internal import Assessment

extension ReportView {
  var reach: View {
    let layout = PathLayout(report.reach.paths)
    let picture = PathPicture(layout, findingNumbers: numbers, texts: texts)
    let styles = Set(layout.edges.map(\.style))
    return [
      "answer": .text(texts["reach.\(report.reach.tierZero.rawValue)"]),
      "state": .text(report.reach.tierZero.rawValue),
      "earliest": Value(report.reach.earliest.map { texts("reach.earliest", ["time": texts.time($0)]) }),
      "count": .text(texts.counted("reach.count", report.reach.count)),
      "picture": layout.nodes.isEmpty ? .absent : .view(picture.view),
      "omitted": layout.omitted > 0 ? .text(texts.counted("reach.omitted", layout.omitted)) : .absent,
      "hasShown": .flag(styles.contains(.shown)), "hasPossible": .flag(styles.contains(.possible)),
      "hasConditional": .flag(styles.contains(.conditional)),
      "hasExcluded": .flag(styles.contains(.excluded)),
      "paths": limited(Array(report.reach.paths.enumerated()), path),
    ]
  }

  private func path(_ numbered: (offset: Int, element: Reach.Path)) -> View {
    let path = numbered.element
    let status =
      path.excluded
      ? "excluded" : path.steps.contains { !$0.shownBy.isEmpty } ? "shown" : path.certainty.rawValue
    return [
      "number": Value(numbered.offset + 1), "target": .text(path.target.name),
      "targetDN": .text(path.target.dn),
      "targetIs": path.targetIs.map(say) ?? .absent, "status": .text(status),
      "statusLabel": .text(texts["path.\(status)"]), "because": path.excludedBecause.map(say) ?? .absent,
      "steps": .list(path.steps.map(step)),
    ]
  }

  private func step(_ step: Reach.Step) -> View {
    [
      "from": .text(step.fromName), "to": .text(step.toName), "edge": .text(step.edge),
      "verb": .text(texts.ifKnown("edge.\(step.edge)") ?? texts["edge.other"]),
      "technique": Value(step.technique),
      "lifetime": Value(lifetime(step)), "condition": step.condition.map(say) ?? .absent,
      "shownBy": references(step.shownBy), "isShown": .flag(!step.shownBy.isEmpty),
      "evidence": evidence([step.evidence] + step.furtherEvidence),
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
