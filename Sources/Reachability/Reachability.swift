package import Directory

/// What the footholds could reach: exposure, with the paths that show it.
package struct ReachabilityResult: Sendable {
  package enum Verdict: String, Sendable, Codable {
    case certain, conditional, none, unknown
  }

  package let verdict: Verdict
  /// Best path to each Tier-0 target: certain first, then fewest steps; at most ``pathLimit``.
  package let paths: [Path]
  /// Number of Tier-0 targets with a path, including those whose path is not kept.
  package let count: Int
  /// When the first path of the verdict was complete, not before the window; nil when a step of each has no date.
  package let earliest: Instant?
  /// Why "no path" could not be said; empty = everything needed was read.
  package let missing: [Missing]
  /// How many objects of the directory can be controlled, certainly and at all, without passing through Tier 0.
  package let controlledForCertain: Int
  package let controlledInAll: Int

  package static let pathLimit = 25
  package static let alternativeLimit = 5

  /// Whether a path that metadata does not exclude leads to Tier 0.
  package var hasOpenPath: Bool { paths.contains { !$0.exclusion.excluded } }

  /// Whether one edge leads to Tier 0 for certain (R3).
  package var hasDirectPath: Bool { paths.contains { $0.isDirect && $0.certainty.isCertain } }
}

/// The paths from compromised objects to Tier 0.
/// - Parameters:
///   - from: compromised objects: each Exchange computer, whose SYSTEM acts with the computer's token.
///   - since: start of the window; memberships removed since then count. `until`: memberships and entries made later
///     do not.
package func reach(
  from footholds: [ObjectID], in snapshot: Snapshot, since: Instant? = nil, until: Instant? = nil
) -> ReachabilityResult {
  ControlGraph(snapshot, since: since).reach(from: footholds, until: until)
}

/// Paths from `source` to `target`, through anything, best first; empty = none found.
///
/// The first is the best there is; each further one is the best found without one of the objects on it, so that it still
/// stands when that object is secured. At most ``ReachabilityResult/alternativeLimit``. Of a path longer than
/// ``PathFinder/searchLimit`` objects as many are left out, evenly spread.
package func paths(
  from source: ObjectID, to target: ObjectID, in snapshot: Snapshot, since: Instant? = nil
) -> [Path] {
  ControlGraph(snapshot, since: since, alsoTo: [target]).paths(from: source, to: target)
}

extension ControlGraph {
  package func reach(from footholds: [ObjectID], until: Instant? = nil) -> ReachabilityResult {
    let terminal = Set(tierZero.targets.filter(tierZero.isTerminal))
    var search = Search(self, Search.Options(terminal: terminal))
    search.run(from: footholds)
    var found = tierZeroPaths(of: search)
    // A shorter path whose write did not happen must not hide a longer one that is open.
    let hasOpen = found.contains { $0.certainty.isCertain && !$0.exclusion.excluded }
    if !hasOpen, found.contains(where: { $0.exclusion.excluded }) {
      var open = Search(
        self, Search.Options(terminal: terminal, exclusion: ExclusionTest(snapshot, since: since)))
      open.run(from: footholds)
      let better = Dictionary(
        tierZeroPaths(of: open).map { ($0.target, $0) }, uniquingKeysWith: { a, _ in a })
      found = found.flatMap { path in
        guard path.exclusion.excluded, let other = better[path.target], other != path else { return [path] }
        return [path, other]
      }
    }
    found = found.filter { path in
      path.wasOpen(since: since) && !(until.map(path.needsMembership(after:)) ?? false)
    }
    found.sort(by: precedes)
    var missing = MissingEvidence(self).list(for: footholds)
    if found.isEmpty { missing += UnexaminedRoutes(self).list() }
    return ReachabilityResult(
      verdict: Self.verdict(found, missing), paths: Array(found.prefix(ReachabilityResult.pathLimit)),
      count: Set(found.map(\.target)).count,
      earliest: earliest(found), missing: missing,
      controlledForCertain: search.arrivals.count { $0.map { !$0.isConditional } ?? false } - footholds.count,
      controlledInAll: search.arrivals.count { $0 != nil } - footholds.count)
  }

  package func paths(from source: ObjectID, to target: ObjectID) -> [Path] {
    var finder = PathFinder(self, from: source, to: target)
    return finder.paths()
  }

  private func tierZeroPaths(of search: Search) -> [Path] {
    tierZero.targets.compactMap { search.starts.contains($0) ? nil : path(to: $0, in: search) }
  }

  func path(to target: ObjectID, in search: Search) -> Path? {
    guard let steps = EdgeWriter(self).steps(to: target, in: search), let first = steps.first else {
      return nil
    }
    return Path(
      source: first.from, target: target, steps: steps, targetCondition: tierZero.condition(target),
      exclusion: exclusion(of: steps))
  }

  private func exclusion(of steps: [Edge]) -> RouteExclusion {
    guard let since else {
      return RouteExclusion(
        excluded: false,
        why: Bilingual(
          en: "whether this route was used was not asked: the window has no start",
          de: "ob dieser Weg benutzt wurde, ist nicht gefragt: Der Zeitraum hat keinen Beginn"))
    }
    let test = ExclusionTest(snapshot, since: since)
    var open: RouteExclusion?
    for step in steps {
      guard let result = test.exclusion(of: step.kind, on: step.carrier ?? step.to) else { continue }
      if result.excluded { return result }
      open = open ?? result
    }
    return open
      ?? RouteExclusion(
        excluded: false,
        why: Bilingual(
          en: "using this route leaves no trace in the directory",
          de: "die Nutzung dieses Wegs hinterlässt im Verzeichnis keine Spur"))
  }

  private func earliest(_ paths: [Path]) -> Instant? {
    let best = paths.contains { $0.certainty.isCertain } ? paths.filter { $0.certainty.isCertain } : paths
    let complete = best.compactMap { $0.completeSince }
    guard let first = complete.min() else { return nil }
    return max(first, since ?? first)
  }

  /// Certain before conditional, open before excluded, direct before long; the DN decides between equals.
  func precedes(_ a: Path, _ b: Path) -> Bool {
    let left = (
      a.certainty.isCertain ? 0 : 1, a.exclusion.excluded ? 1 : 0, a.controlSteps, a.steps.count,
      snapshot.dn(a.target)
    )
    let right = (
      b.certainty.isCertain ? 0 : 1, b.exclusion.excluded ? 1 : 0, b.controlSteps, b.steps.count,
      snapshot.dn(b.target)
    )
    return left < right
  }

  private static func verdict(_ paths: [Path], _ missing: [Missing]) -> ReachabilityResult.Verdict {
    if paths.contains(where: { $0.certainty.isCertain }) { return .certain }
    if !paths.isEmpty { return .conditional }
    return missing.isEmpty ? .none : .unknown
  }
}
