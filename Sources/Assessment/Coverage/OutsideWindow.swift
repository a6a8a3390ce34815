import Directory
import Reachability

/// Decisive traces outside the period that the responder chose. A period that misses the attack would otherwise turn it into
/// an answer without findings.
struct OutsideWindow {
  /// Before the start: the start is later than the attack, or there was another one.
  let before: [Finding]
  /// After containment: measures of the responders, or an attacker who is not contained.
  let after: [Finding]

  /// - Parameter known: the findings of the chosen period.
  init(
    _ snapshot: Snapshot, _ options: AssessmentOptions, footholds: [ObjectID], routes: [Path],
    known: [Finding]
  ) {
    let earliest = min(options.since, AssessmentOptions.defaultSince)
    guard options.since > earliest || options.until != nil else {
      before = []
      after = []
      return
    }
    let context = AssessmentContext(
      snapshot, window: TimeWindow(since: earliest, until: nil), footholds: footholds, routes: routes)
    let told = Set(known.filter { $0.weight >= .decisive }.map(Self.key))
    let others = IndicatorCatalogue.findings(in: context).filter { finding in
      finding.weight >= .decisive && !told.contains(Self.key(finding))
    }
    before = others.filter { finding in finding.when.map { $0 < options.since } ?? false }
    after = others.filter { finding in
      guard let when = finding.when, let until = options.until else { return false }
      return when > until
    }
  }

  private static func key(_ finding: Finding) -> [String] {
    [finding.rule, finding.object.lowercased(), finding.attribute, finding.when?.description ?? ""]
  }

  var checks: [CoverageChecks.Check] {
    var checks: [CoverageChecks.Check] = []
    if let first = before.first {
      checks.append(
        CoverageChecks.Check(
          id: "before-period",
          title: Text(en: "Period begins before the traces", de: "Zeitraum beginnt vor den Spuren"),
          met: false,
          detail: Text(
            en:
              "\(before.count) decisive traces are older than the chosen start, e.g. \(first.title.en). Set an earlier start.",
            de:
              "\(before.count) entscheidende Spuren sind älter als der gewählte Beginn, z. B. \(first.title.de). Früher beginnen."
          ),
          isEssential: true, objects: before.count))
    }
    if let first = after.first {
      checks.append(
        CoverageChecks.Check(
          id: "after-period",
          title: Text(
            en: "Nothing decisive after containment", de: "Nichts Entscheidendes nach der Eindämmung"),
          met: false,
          detail: Text(
            en:
              "\(after.count) decisive changes are later than the chosen end, e.g. \(first.title.en). "
              + "Either they are measures of the responders, or the end is too early.",
            de:
              "\(after.count) entscheidende Änderungen liegen nach dem gewählten Ende, z. B. \(first.title.de). "
              + "Entweder sind es Gegenmaßnahmen, oder das Ende liegt zu früh."),
          isEssential: false, objects: after.count))
    }
    return checks
  }
}
