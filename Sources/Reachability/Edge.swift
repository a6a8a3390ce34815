package import Directory

/// One step by which control of `from` gives control of `to`.
package struct Edge: Hashable, Sendable {
  package let kind: EdgeKind
  package let from: ObjectID
  package let to: ObjectID
  /// The object whose descriptor gives the right, when it is another than `to`: what using the step writes.
  package let carrier: ObjectID?
  package let certainty: Certainty
  /// Since when the step was open, at the latest: creation of the link (exact), or the last change of the descriptor that
  /// carries the right explicitly (the entry may be older). nil = the evidence has no time for it.
  package let since: Instant?
  /// When the step was closed again; nil = still open when the evidence was collected.
  package let until: Instant?
  package let evidence: [Evidence]
  /// Of an edge that an entry in the DACL of the target or the carrier gives: where the entry comes from.
  package let origin: EntryOrigin?

  package var technique: String { kind.technique }

  package init(
    kind: EdgeKind, from: ObjectID, to: ObjectID, carrier: ObjectID? = nil, certainty: Certainty,
    since: Instant? = nil, until: Instant? = nil, evidence: [Evidence], origin: EntryOrigin? = nil
  ) {
    self.kind = kind
    self.from = from
    self.to = to
    self.carrier = carrier
    self.certainty = certainty
    self.since = since
    self.until = until
    self.evidence = evidence
    self.origin = origin
  }
}

/// A chain of edges; each step starts where the one before ended.
package struct Path: Hashable, Sendable {
  package let source: ObjectID
  package let target: ObjectID
  package let steps: [Edge]
  /// Why the target is Tier 0 (only under a condition for some groups); nil for a path to an object that was asked for.
  package let targetCondition: Condition?
  /// Whether metadata shows that a write the path needs did not happen since the window began.
  package let exclusion: RouteExclusion

  package init(
    source: ObjectID, target: ObjectID, steps: [Edge], targetCondition: Condition?, exclusion: RouteExclusion
  ) {
    self.source = source
    self.target = target
    self.steps = steps
    self.targetCondition = targetCondition
    self.exclusion = exclusion
  }

  /// Certain when every step is; otherwise the first condition on the way.
  package var certainty: Certainty {
    for step in steps where !step.certainty.isCertain { return step.certainty }
    return targetCondition.map(Certainty.conditional) ?? .certain
  }

  /// Steps that use a right or a configuration; group memberships are what the token already holds.
  package var controlSteps: Int { steps.count { $0.kind != .memberOf && $0.kind != .hasSIDHistory } }

  /// One edge to Tier 0, or none beyond membership: R3 of the decision table.
  package var isDirect: Bool { controlSteps <= 1 }

  /// When the last of the steps was opened, if every step is dated.
  package var completeSince: Instant? { steps.allSatisfy { $0.since != nil } ? openSince : nil }

  /// When the last of the dated steps was opened; nil = no step is dated.
  package var openSince: Instant? { steps.compactMap(\.since).max() }

  /// Whether the memberships were there in this order at some moment not before `start`.
  ///
  /// Only memberships have exact times; a descriptor's stamp is its last change, and the entry may be older.
  package func wasOpen(since start: Instant?) -> Bool {
    var arrival = start
    for step in steps where step.kind == .memberOf {
      if let since = step.since { arrival = max(arrival ?? since, since) }
      if let until = step.until, let now = arrival, until < now { return false }
    }
    return true
  }

  /// Whether one of the memberships came only after `end`.
  package func needsMembership(after end: Instant) -> Bool {
    steps.contains { step in step.kind == .memberOf && step.since.map { $0 > end } ?? false }
  }
}
