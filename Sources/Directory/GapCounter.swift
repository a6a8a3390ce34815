/// Adds up gaps of one kind and keeps their first examples.
struct GapCounter: Sendable {
  private static let examples = 3

  private var counts: [Gap.Kind: Int] = [:]
  private var details: [Gap.Kind: [String]] = [:]

  mutating func add(_ kind: Gap.Kind, _ objects: Int, _ detail: String) {
    counts[kind, default: 0] += objects
    let known = details[kind, default: []]
    if known.count < Self.examples, !known.contains(detail) { details[kind, default: []].append(detail) }
  }

  /// In the order in which the kinds are declared.
  var gaps: [Gap] {
    Gap.Kind.allCases.compactMap { kind in
      guard let objects = counts[kind] else { return nil }
      return Gap(kind: kind, objects: objects, detail: details[kind, default: []].joined(separator: "; "))
    }
  }
}
