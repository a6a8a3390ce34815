package import Directory

/// What could be reached from the footholds: exposure, not evidence of use.
package struct Reach: Codable, Hashable, Sendable {
  package enum TierZero: String, Codable, Hashable, Sendable {
    case certain, conditional, none, unknown
  }

  package enum Certainty: String, Codable, Hashable, Sendable {
    case certain, conditional
  }

  package var tierZero: TierZero
  /// When the first path to Tier 0 was complete; nil when there is none or it cannot be dated.
  @Nullable package var earliest: Instant?
  /// Number of paths found, of which `paths` holds the shortest to each target.
  package var count: Int
  package var paths: [Path]

  package init(tierZero: TierZero, earliest: Instant?, count: Int, paths: [Path]) {
    self.tierZero = tierZero
    self.earliest = earliest
    self.count = count
    self.paths = paths
  }
}

extension Reach {
  /// One route from a foothold to a Tier-0 object, step by step.
  package struct Path: Codable, Hashable, Sendable {
    package var target: Principal
    /// Why the target is Tier 0; nil when the title says it.
    package var targetIs: Text?
    package var certainty: Certainty
    /// True when the evidence shows that this route was not taken.
    package var excluded: Bool
    package var excludedBecause: Text?
    package var steps: [Step]

    package init(
      target: Principal, targetIs: Text? = nil, certainty: Certainty, excluded: Bool,
      excludedBecause: Text? = nil, steps: [Step]
    ) {
      self.target = target
      self.targetIs = targetIs
      self.certainty = certainty
      self.excluded = excluded
      self.excludedBecause = excludedBecause
      self.steps = steps
    }
  }

  /// One control edge of a path.
  package struct Step: Codable, Hashable, Sendable {
    /// The edge's name as BloodHound gives it: `MemberOf`, `WriteDacl`, ….
    package var edge: String
    package var from: String
    package var to: String
    package var fromName: String
    package var toName: String
    /// lDAPDisplayName of the structural class: `computer`, `group`, `user`, `domainDNS`, …; empty when unknown.
    package var fromKind: String
    package var toKind: String
    /// MITRE ATT&CK identifier.
    package var technique: String
    package var certainty: Certainty
    /// What a conditional step waits for.
    package var condition: Text?
    @Nullable package var since: Instant?
    @Nullable package var until: Instant?
    package var evidence: Evidence
    package var furtherEvidence: [Evidence]
    /// Where the access control entry of the step comes from; nil for a step that no entry gives.
    package var origin: Text?
    /// Findings that show the use of this step; empty: it was possible.
    package var shownBy: [String]

    package init(
      edge: String, from: String, to: String, fromName: String, toName: String, fromKind: String = "",
      toKind: String = "", technique: String, certainty: Certainty = .certain, condition: Text? = nil,
      since: Instant?, until: Instant?, evidence: Evidence, furtherEvidence: [Evidence] = [],
      origin: Text? = nil, shownBy: [String] = []
    ) {
      self.edge = edge
      self.from = from
      self.to = to
      self.fromName = fromName
      self.toName = toName
      self.fromKind = fromKind
      self.toKind = toKind
      self.technique = technique
      self.certainty = certainty
      self.condition = condition
      self.since = since
      self.until = until
      self.evidence = evidence
      self.furtherEvidence = furtherEvidence
      self.origin = origin
      self.shownBy = shownBy
    }
  }
}

/// An object of the directory as the report names it.
package struct Principal: Codable, Hashable, Sendable {
  package var dn: String
  /// `S-1-…`; nil for objects without one.
  @Nullable package var sid: String?
  package var name: String

  package init(dn: String, sid: String?, name: String) {
    self.dn = dn
    self.sid = sid
    self.name = name
  }
}
