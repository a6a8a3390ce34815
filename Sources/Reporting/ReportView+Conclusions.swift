internal import Assessment

extension ReportView {
  var coverage: View {
    [
      "state": .text(report.coverage.state.rawValue),
      "label": .text(texts["coverage.\(report.coverage.state.rawValue)"]),
      "meaning": .text(texts["coverage.\(report.coverage.state.rawValue).meaning"]),
      "checks": .list(
        // What is missing comes first.
        (report.coverage.checks.filter { !$0.met } + report.coverage.checks.filter(\.met)).map { check in
          [
            "id": .text(check.id), "title": say(check.title), "met": .flag(check.met),
            "detail": check.detail.map(say) ?? .absent,
          ]
        }),
      "unmet": .list(
        report.coverage.checks.filter { !$0.met }.prefix(4).map { ["title": say($0.title)] }),
    ]
  }

  var gaps: Value {
    // Some gaps say again what an unmet check explains.
    let explained = report.coverage.checks.filter { !$0.met && $0.detail != nil }.map(\.title)
    return limited(report.gaps.filter { !explained.contains($0.title) }) { gap in
      [
        "id": .text(gap.id), "title": say(gap.title), "what": Value(gap.what),
        "objects": .text(gap.objects > 0 ? texts.grouped(gap.objects) : "–"),
        "consequence": say(gap.consequence),
      ]
    }
  }

  /// The measures, by when they are due.
  var plan: [View] {
    Horizon.allCases.compactMap { due in
      let steps = report.plan.filter { $0.due == due }
      return steps.isEmpty
        ? nil : ["due": .text(texts["due.\(due.rawValue)"]), "steps": .list(steps.map(planStep))]
    }
  }

  /// What the first page says about the next hours.
  var firstSteps: [View] { report.plan.prefix(4).map(planStep) }

  private func planStep(_ step: PlanStep) -> View {
    [
      "step": Value(step.step), "title": say(step.title), "why": say(step.why),
      "due": .text(texts["due.\(step.due.rawValue)"]), "objects": limited(step.objects) { ["dn": .text($0)] },
    ]
  }

  var options: [View] {
    report.options.map { option in
      let state = option.recommended ? "recommended" : option.allowed ? "allowed" : "refused"
      return [
        "id": .text(option.id), "title": say(option.title), "state": .text(state),
        "stateLabel": .text(texts["option.\(state)"]), "why": say(option.why), "cost": say(option.cost),
      ]
    }
  }

  var legal: Value {
    guard let legal = report.legal else { return .absent }
    return .view([
      "authority": .text(texts[legal.notifyAuthority ? "legal.authority.yes" : "legal.authority.no"]),
      "subjects": .text(texts[legal.examineDataSubjects ? "legal.subjects.yes" : "legal.subjects.no"]),
      "aware": .text(legal.awareSince.map(texts.time) ?? texts["legal.aware.unknown"]),
      "deadline": .text(legal.deadline.map(texts.time) ?? texts["legal.deadline.unknown"]),
      "contents": list("legal.contents"),
    ])
  }

  var backup: Value {
    guard let backup = report.backup else { return .absent }
    return .text(
      texts(
        "backup",
        [
          "before": texts.time(backup.before), "days": String(backup.lifetimeDays),
          "until": texts.day(backup.usableUntil),
        ]))
  }
}
