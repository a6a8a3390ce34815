/// How far a collection is. There is no total: a directory does not say how much it holds.
package struct CollectionProgress: Sendable {
  /// The query that brought the news; others may be under way on other connections.
  package let query: String
  package let title: String
  package let server: String
  /// Queries that ended, and how many there are.
  package let finished: Int
  package let count: Int
  /// Entries of the whole collection.
  package let entries: Int
  package let elapsed: Duration

  /// Entries per second since the beginning.
  package var rate: Double {
    let seconds = Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) * 1e-18
    return seconds > 0 ? Double(entries) / seconds : 0
  }
}

/// What a collection left behind.
package struct CollectionOutcome: Sendable {
  package let folder: String
  /// Paths of the LDIF files, sorted.
  package let files: [String]
  package let gaps: [EvidenceGap]
  package let entries: Int
  /// How many of them came without the security descriptor that was asked for.
  package let withoutDescriptor: Int
  package let elapsed: Duration
}
