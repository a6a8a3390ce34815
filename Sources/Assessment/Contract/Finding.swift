package import Directory

/// How much a finding proves when nobody can account for it.
package enum Weight: String, Codable, CaseIterable, Hashable, Sendable, Comparable {
  case decisive, strong, supporting, context

  /// Ascending from `context` to `decisive`.
  package static func < (a: Self, b: Self) -> Bool { a.rank < b.rank }

  private var rank: Int {
    switch self {
    case .context: 0
    case .supporting: 1
    case .strong: 2
    case .decisive: 3
    }
  }
}

/// What a person has said about a finding; only the case file sets it.
package enum Review: String, Codable, CaseIterable, Hashable, Sendable {
  case unreviewed, attributed, malicious
}

/// One thing that changed, or stands, in the directory, with its evidence.
package struct Finding: Codable, Hashable, Sendable {
  /// Stable for the same input: cited in verdict, plan and case file.
  package var id: String
  /// Identifier of the indicator, `A01`.
  package var rule: String
  package var weight: Weight
  /// DN.
  package var object: String
  package var objectName: String
  package var attribute: String
  @Nullable package var when: Instant?
  /// Server where the change originated; nil when the metadata does not name a known one.
  @Nullable package var originator: String?
  /// MITRE ATT&CK identifier.
  package var technique: String
  package var title: Text
  /// What it means in plain words, and what would explain it innocently.
  package var explained: Text
  package var review: Review
  package var evidence: [Evidence]

  package init(
    id: String, rule: String, weight: Weight, object: String, objectName: String = "", attribute: String,
    when: Instant?, originator: String? = nil, technique: String, title: Text,
    explained: Text = Text(en: "", de: ""), review: Review = .unreviewed, evidence: [Evidence]
  ) {
    self.id = id
    self.rule = rule
    self.weight = weight
    self.object = object
    self.objectName = objectName
    self.attribute = attribute
    self.when = when
    self.originator = originator
    self.technique = technique
    self.title = title
    self.explained = explained
    self.review = review
    self.evidence = evidence
  }
}
