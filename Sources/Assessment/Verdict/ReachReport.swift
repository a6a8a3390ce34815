import Directory
import Reachability

extension Text {
  init(_ text: Bilingual) { self.init(en: text.en, de: text.de) }
}

extension Principal {
  init(_ object: ObjectID, in snapshot: Snapshot) {
    self.init(
      dn: snapshot.dn(object), sid: snapshot.sid(object).map { "\($0)" }, name: snapshot.name(object))
  }
}

extension Reach {
  /// The paths as the contract has them.
  /// - Parameter lapsed: why no path counts as excluded any more; nil while exclusions hold.
  init(
    _ result: ReachabilityResult, in snapshot: Snapshot, tierZero: Reachability.TierZero, findings: [Finding],
    lapsed: Text?
  ) {
    let verdict: Reach.TierZero =
      switch result.verdict {
      case .certain: .certain
      case .conditional: .conditional
      case .none: .none
      case .unknown: .unknown
      }
    let users = Dictionary(
      grouping: findings.filter { $0.weight >= .supporting }, by: { $0.object.lowercased() })
    self.init(
      tierZero: verdict, earliest: result.earliest, count: result.count,
      paths: result.paths.map { path in
        let excluded = path.exclusion.excluded && lapsed == nil
        return Path(
          target: Principal(path.target, in: snapshot),
          targetIs: tierZero.why(path.target).map { Text($0) },
          certainty: path.certainty.isCertain ? .certain : .conditional, excluded: excluded,
          excludedBecause: path.exclusion.excluded
            ? lapsed ?? Text(path.exclusion.why) : Text(path.exclusion.why),
          steps: path.steps.map { Step($0, in: snapshot, findings: users) })
      })
  }
}

extension Reach.Step {
  init(_ edge: Edge, in snapshot: Snapshot, findings: [String: [Finding]]) {
    let target = snapshot.dn(edge.to)
    let attributes = Set(edge.evidence.map { $0.attribute.lowercased() })
    // A finding shows the use of a step when it concerns the same object and attribute.
    let shown = (findings[target.lowercased()] ?? []).filter {
      attributes.contains($0.attribute.lowercased())
    }
    self.init(
      edge: edge.kind.rawValue, from: snapshot.dn(edge.from), to: target, fromName: snapshot.name(edge.from),
      toName: snapshot.name(edge.to), fromKind: snapshot.structuralClass(edge.from),
      toKind: snapshot.structuralClass(edge.to), technique: edge.technique,
      certainty: edge.certainty.isCertain ? .certain : .conditional,
      condition: edge.certainty.reason.map { Text($0) }, since: edge.since, until: edge.until,
      evidence: edge.evidence.first ?? Evidence(dn: target, attribute: "", value: ""),
      furtherEvidence: Array(edge.evidence.dropFirst()), shownBy: shown.map(\.id))
  }
}
