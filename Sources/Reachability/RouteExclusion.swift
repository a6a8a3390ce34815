/// Whether replication metadata shows that the write which a route needs did not happen since the window began.
///
/// It says nothing once metadata may have been forged; that is for the assessment to weigh.
package struct RouteExclusion: Hashable, Sendable {
  /// true = at least one step needs a write that verifiably did not happen.
  package let excluded: Bool
  package let why: Bilingual

  package init(excluded: Bool, why: Bilingual) {
    self.excluded = excluded
    self.why = why
  }
}
