import Directory

/// Strong findings of different kinds that one server made within the hour: together they weigh like a decisive one.
///
/// Two changes of the same kind, such as two policies edited one after the other, are ordinary work and make no
/// cluster; nor do two marks of one act on one object.
enum Cluster {
  static let span: Int64 = 3_600

  /// Identifiers of the findings in clusters, in the order of their time.
  static func members(of findings: [Finding], in window: TimeWindow) -> [String] {
    let strong = findings.filter {
      $0.weight == .strong && $0.review != .attributed && window.timing(of: $0.when) == .inWindow
    }
    let byServer = Dictionary(grouping: strong) { $0.originator ?? "" }
    var members: Set<String> = []
    for group in byServer.values {
      for a in group {
        for b in group where family(a) != family(b) && a.object != b.object {
          guard let first = a.when, let second = b.when, abs(first.seconds - second.seconds) <= span else {
            continue
          }
          members.formUnion([a.id, b.id])
        }
      }
    }
    return strong.filter { members.contains($0.id) }.sorted {
      ($0.when?.seconds ?? 0, $0.id) < ($1.when?.seconds ?? 0, $1.id)
    }.map(\.id)
  }

  /// The letter of the rule: `A` for `IND-A01`.
  private static func family(_ finding: Finding) -> Character? { finding.rule.dropFirst(4).first }
}
