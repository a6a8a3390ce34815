internal import Assessment

/// The paths of a report merged into one layered graph: footholds above, Tier 0 below, every step one layer further down.
struct PathLayout {
  struct Node: Hashable {
    var dn: String
    var name: String
    var kind: String
    /// Counted from the footholds.
    var layer: Int
    var isFoothold: Bool
    var isTarget: Bool
  }

  enum Style: String {
    /// A finding shows the use of this step.
    case shown
    case possible
    /// Needs something to happen first.
    case conditional
    /// The evidence shows that the route was not taken.
    case excluded
  }

  struct Edge {
    var step: Reach.Step
    var style: Style
    var from: Int
    var to: Int
  }

  private(set) var nodes: [Node] = []
  private(set) var edges: [Edge] = []
  /// Paths that did not fit, or would have closed a circle; the table has them all.
  private(set) var omitted = 0

  private var indexOfDN: [String: Int] = [:]

  /// Measures of a row, in units of the picture.
  static let rowWidth = 960
  static let boxWidth = 168
  /// What a line needs that passes a row on its way further down.
  static let passageWidth = 56
  static let gap = 24

  init(_ paths: [Reach.Path]) {
    for path in paths where !add(path) { omitted += 1 }
  }

  /// Adds one path, or leaves the layout as it was.
  private mutating func add(_ path: Reach.Path) -> Bool {
    guard !path.steps.isEmpty else { return false }
    var next = self
    for (position, step) in path.steps.enumerated() {
      let from = next.node(step.from, step.fromName, step.fromKind)
      let to = next.node(step.to, step.toName, step.toKind)
      if position == 0 { next.nodes[from].isFoothold = true }
      if position == path.steps.count - 1 { next.nodes[to].isTarget = true }
      let style = Self.style(of: step, in: path)
      if let known = next.edges.firstIndex(where: {
        $0.from == from && $0.to == to && $0.step.edge == step.edge
      }) {
        // A step that any open path uses is open.
        if next.edges[known].style == .excluded { next.edges[known].style = style }
      } else {
        next.edges.append(Edge(step: step, style: style, from: from, to: to))
      }
    }
    guard next.assignLayers() else { return false }
    guard next.fits else { return false }
    self = next
    return true
  }

  /// Whether no row is wider than the picture.
  private var fits: Bool {
    let depth = (nodes.map(\.layer).max() ?? 0) + 1
    var used = Array(repeating: -Self.gap, count: depth)
    for node in nodes { used[node.layer] += Self.boxWidth + Self.gap }
    for edge in edges {
      for layer in nodes[edge.from].layer + 1..<nodes[edge.to].layer {
        used[layer] += Self.passageWidth + Self.gap
      }
    }
    return used.allSatisfy { $0 <= Self.rowWidth }
  }

  private static func style(of step: Reach.Step, in path: Reach.Path) -> Style {
    if !step.shownBy.isEmpty { return .shown }
    if path.excluded { return .excluded }
    return step.certainty == .conditional ? .conditional : .possible
  }

  private mutating func node(_ dn: String, _ name: String, _ kind: String) -> Int {
    if let known = indexOfDN[dn] { return known }
    indexOfDN[dn] = nodes.count
    nodes.append(Node(dn: dn, name: name, kind: kind, layer: 0, isFoothold: false, isTarget: false))
    return nodes.count - 1
  }

  /// Gives each node the length of the longest route to it.
  /// - Returns: false when the edges close a circle.
  private mutating func assignLayers() -> Bool {
    for index in nodes.indices { nodes[index].layer = 0 }
    for _ in 0...nodes.count {
      var changed = false
      for edge in edges where nodes[edge.to].layer <= nodes[edge.from].layer {
        nodes[edge.to].layer = nodes[edge.from].layer + 1
        changed = true
      }
      if !changed {
        alignTargets()
        return true
      }
    }
    return false
  }

  /// Moves the targets where paths end into the last layer, which the picture marks as Tier 0.
  private mutating func alignTargets() {
    let last = nodes.map(\.layer).max() ?? 0
    let passed = Set(edges.map(\.from))
    for index in nodes.indices where nodes[index].isTarget && !passed.contains(index) {
      nodes[index].layer = last
    }
  }
}
