internal import Directory

/// The best path between two objects, and others that still stand when an object on it is secured.
struct PathFinder {
  /// Searches for alternatives to one path.
  static let searchLimit = 64

  private let graph: ControlGraph
  private let source: ObjectID
  private let target: ObjectID
  /// Searches made so far.
  private(set) var searches = 0

  init(_ graph: ControlGraph, from source: ObjectID, to target: ObjectID) {
    self.graph = graph
    self.source = source
    self.target = target
  }

  /// Best first; at most ``ReachabilityResult/alternativeLimit``.
  mutating func paths() -> [Path] {
    guard let first = best(avoiding: []) else { return [] }
    var further: [Path] = []
    for object in leftOut(of: first) {
      guard let other = best(avoiding: [object]), other != first, !further.contains(other) else { continue }
      further.append(other)
    }
    return [first] + further.sorted(by: graph.precedes).prefix(ReachabilityResult.alternativeLimit - 1)
  }

  private mutating func best(avoiding avoided: Set<ObjectID>) -> Path? {
    searches += 1
    var search = Search(graph, Search.Options(avoided: avoided, goal: target))
    search.run(from: [source])
    return graph.path(to: target, in: search)
  }

  /// The objects between both ends that are left out, one at a time: all of them, of a very long path ``searchLimit`` evenly
  /// spread, so that the work does not grow with the square of the length.
  private func leftOut(of path: Path) -> [ObjectID] {
    let between = path.steps.dropLast().map(\.to).filter { $0 != source && $0 != target }
    guard between.count > Self.searchLimit else { return between }
    return (0..<Self.searchLimit).map { between[$0 * between.count / Self.searchLimit] }
  }
}
