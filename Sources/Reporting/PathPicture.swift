internal import Assessment

/// The path picture in coordinates: all drawing decisions except colour and type, which the style sheet makes.
///
/// Units are those of the SVG view box, 960 wide; text is about 7 units a character.
struct PathPicture {
  static let width = PathLayout.rowWidth
  private static let box = (width: PathLayout.boxWidth, height: 62)
  private static let gap = (between: PathLayout.gap, below: 78)
  private static let margin = (top: 34, bottom: 34)

  private let layout: PathLayout
  private let texts: Texts
  private let findingNumbers: [String: String]
  /// Slots of each layer from left to right: a node, or the place where a long edge passes.
  private var rows: [[Slot]] = []
  private var routes: [[Slot]] = []
  private var middles: [Slot: Int] = [:]

  private struct Slot: Hashable {
    /// Index of the node, or -1 - the index of the edge that passes here.
    let item: Int
    let layer: Int
  }

  init(_ layout: PathLayout, findingNumbers: [String: String], texts: Texts) {
    self.layout = layout
    self.texts = texts
    self.findingNumbers = findingNumbers
    let depth = (layout.nodes.map(\.layer).max() ?? 0) + 1
    rows = Array(repeating: [], count: depth)
    for (index, node) in layout.nodes.enumerated() {
      rows[node.layer].append(Slot(item: index, layer: node.layer))
    }
    for (index, edge) in layout.edges.enumerated() {
      var route = [Slot(item: edge.from, layer: layout.nodes[edge.from].layer)]
      for layer in layout.nodes[edge.from].layer + 1..<layout.nodes[edge.to].layer {
        route.append(Slot(item: -1 - index, layer: layer))
        rows[layer].append(Slot(item: -1 - index, layer: layer))
      }
      route.append(Slot(item: edge.to, layer: layout.nodes[edge.to].layer))
      routes.append(route)
    }
    order()
    place()
    let all = rows.flatMap { $0 }
    let left = all.map { center($0) - Self.width($0) / 2 }.min() ?? 0
    let right = all.map { center($0) + Self.width($0) / 2 }.max() ?? 0
    shift(all, by: (Self.width - left - right) / 2)
  }

  /// Sorts each row by the middle of what it hangs from, then of what hangs from it, so that few edges cross.
  private mutating func order() {
    for sweep in 0..<7 {
      let layers =
        sweep.isMultiple(of: 2) ? Array(rows.indices.dropFirst()) : Array(rows.indices.dropLast().reversed())
      for layer in layers {
        let other = sweep.isMultiple(of: 2) ? layer - 1 : layer + 1
        let neighbours = neighbours(of: layer, in: other)
        let keyed = rows[layer].enumerated().map { place, slot -> (key: Double, place: Int, slot: Slot) in
          let places = neighbours[slot] ?? []
          let key = places.isEmpty ? share(slot) : places.map(share).reduce(0, +) / Double(places.count)
          return (key, place, slot)
        }
        rows[layer] = keyed.sorted { ($0.key, $0.place) < ($1.key, $1.place) }.map(\.slot)
      }
    }
  }

  /// Place in the row, from 0 at the left to 1 at the right.
  private func share(_ slot: Slot) -> Double {
    let row = rows[slot.layer]
    return (Double(row.firstIndex(of: slot) ?? 0) + 0.5) / Double(row.count)
  }

  private func neighbours(of layer: Int, in other: Int) -> [Slot: [Slot]] {
    var result: [Slot: [Slot]] = [:]
    for route in routes {
      guard let here = route.first(where: { $0.layer == layer }),
        let there = route.first(where: { $0.layer == other })
      else { continue }
      result[here, default: []].append(there)
    }
    return result
  }

  private static func width(_ slot: Slot) -> Int { slot.item >= 0 ? box.width : PathLayout.passageWidth }

  /// Gives every slot its horizontal middle: rows centred at first, then each slot as near to its neighbours as the order
  /// of its row and the edges of the picture allow.
  private mutating func place() {
    for row in rows {
      let total = row.map(Self.width).reduce(0, +) + Self.gap.between * (row.count - 1)
      spread(row, wanted: Array(repeating: 0, count: row.count), from: (Self.width - total) / 2)
    }
    for sweep in 0..<8 {
      let downwards = sweep.isMultiple(of: 2)
      for layer in downwards ? Array(rows.indices) : rows.indices.reversed() {
        let others = [layer - 1, layer + 1].filter(rows.indices.contains).map {
          neighbours(of: layer, in: $0)
        }
        let wanted = rows[layer].map { slot in
          let places = others.flatMap { $0[slot] ?? [] }
          return places.isEmpty ? center(slot) : places.map(center).reduce(0, +) / places.count
        }
        spread(rows[layer], wanted: wanted, from: 0)
      }
    }
  }

  /// Places a row without overlap, on average where `wanted` says, and within the picture.
  private mutating func spread(_ row: [Slot], wanted: [Int], from start: Int) {
    var left = start
    var surplus = 0
    for (slot, want) in zip(row, wanted) {
      let half = Self.width(slot) / 2
      let place = max(want, left + half)
      middles[slot] = place
      surplus += place - want
      left = place + half + Self.gap.between
    }
    guard start == 0, !row.isEmpty else { return }
    shift(row, by: -surplus / row.count)
    var right = Self.width
    for slot in row.reversed() {
      let half = Self.width(slot) / 2
      middles[slot] = min(center(slot), right - half)
      right = center(slot) - half - Self.gap.between
    }
    left = 0
    for slot in row {
      let half = Self.width(slot) / 2
      middles[slot] = max(center(slot), left + half)
      left = center(slot) + half + Self.gap.between
    }
  }

  private mutating func shift(_ slots: [Slot], by distance: Int) {
    for slot in slots { middles[slot] = center(slot) + distance }
  }

  /// Horizontal middle of a slot.
  private func center(_ slot: Slot) -> Int { middles[slot] ?? Self.width / 2 }

  private func top(_ layer: Int) -> Int { Self.margin.top + layer * (Self.box.height + Self.gap.below) }

  var height: Int { top(rows.count - 1) + Self.box.height + Self.margin.bottom }

  var view: View {
    let last = rows.count - 1
    return [
      "width": Value(Self.width), "height": Value(height),
      "nodes": .list(layout.nodes.enumerated().map(node)),
      "edges": .list(layout.edges.indices.map(edge)),
      "labels": .list(labels()),
      "from": .text(texts["path.band.from"]), "tierZero": .text(texts["path.band.tierzero"]),
      "fromY": Value(top(0) - 14), "bandY": Value(top(last) - 18),
      "bandHeight": Value(Self.box.height + 50), "bandTextY": Value(top(last) + Self.box.height + 22),
    ]
  }

  private func node(index: Int, node: PathLayout.Node) -> View {
    let slot = Slot(item: index, layer: node.layer)
    let x = center(slot)
    let y = top(node.layer)
    let lines = Self.wrap(visible(node.name), width: 21, lines: 2)
    let kind = texts.ifKnown("kind.\(node.kind)") ?? node.kind
    let firstLine = y + (lines.count > 1 ? 36 : 42)
    return [
      "x": Value(x - Self.box.width / 2), "y": Value(y), "width": Value(Self.box.width),
      "height": Value(Self.box.height), "middle": Value(x), "kindY": Value(y + 18),
      "kind": Value(kind.uppercased()), "dn": Value(node.dn),
      "lines": .list(
        lines.enumerated().map { ["line": .text($0.element), "lineY": Value(firstLine + $0.offset * 16)] }),
      "role": .text(node.isFoothold ? "foothold" : node.isTarget ? "target" : "between"),
    ]
  }

  /// The line from box to box, through the places kept free for it.
  private func edge(index: Int) -> View {
    let route = routes[index]
    var path = ""
    for (a, b) in zip(route, route.dropFirst()) {
      let (x1, x2) = (center(a), center(b))
      let y1 = top(a.layer) + Self.box.height
      // The arrow head needs the last three units.
      let y2 = b == route.last ? top(b.layer) - 3 : top(b.layer)
      let bend = (y2 - y1) / 2
      path += path.isEmpty ? "M\(x1) \(y1)" : " L\(x1) \(y1)"
      path += " C\(x1) \(y1 + bend) \(x2) \(y2 - bend) \(x2) \(y2)"
    }
    return ["path": .text(path), "style": .text(layout.edges[index].style.rawValue)]
  }

  /// The name of each right on its line, where it meets no other label, and what the right allows where there is room.
  private func labels() -> [View] {
    var placed: [Rectangle] = []
    return layout.edges.indices.map { index in
      let edge = layout.edges[index]
      let numbers = edge.step.shownBy.compactMap { findingNumbers[$0] }
      let name = Self.clipped(visible(edge.step.edge), to: 28)
      let label = numbers.isEmpty ? name : "\(name) · " + numbers.map { "№ \($0)" }.joined(separator: ", ")
      let width = label.unicodeScalars.count * 7 + 16
      let spots = spots(index, width: width)
      let spot = spots.first { spot in !placed.contains { $0.meets(spot) } } ?? spots[0]
      placed.append(spot)
      let layer = layout.nodes[edge.from].layer
      let isAlone = layout.edges.filter { layout.nodes[$0.from].layer == layer }.count == 1
      return [
        "x": Value(spot.x), "y": Value(spot.y), "width": Value(spot.width),
        "middle": Value(spot.x + spot.width / 2),
        "textY": Value(spot.y + 14), "label": .text(label), "style": .text(edge.style.rawValue),
        "verb": isAlone ? Value(texts.ifKnown("edge.\(edge.step.edge)")) : .absent,
        "verbX": Value(spot.x + spot.width + 10),
      ]
    }
  }

  private struct Rectangle {
    let x: Int
    let y: Int
    let width: Int

    func meets(_ other: Rectangle) -> Bool {
      abs(y - other.y) < 22 && x < other.x + other.width + 4 && other.x < x + width + 4
    }
  }

  /// Places for a label of the edge, the best first: the middle of its first piece, elsewhere on it, then the next pieces.
  private func spots(_ index: Int, width: Int) -> [Rectangle] {
    zip(routes[index], routes[index].dropFirst()).flatMap { a, b in
      [50, 68, 82, 34, 20].map { share in
        let middle = center(a) + (center(b) - center(a)) * Self.eased(share) / 100
        let x = max(2, min(Self.width - width - 2, middle - width / 2))
        return Rectangle(
          x: x, y: top(a.layer) + Self.box.height + Self.gap.below * share / 100 - 10, width: width)
      }
    }
  }

  private static func clipped(_ text: String, to count: Int) -> String {
    text.count > count ? String(text.prefix(count - 1)) + "…" : text
  }

  /// Horizontal progress in percent of the S-curve that ``edge(index:)`` draws, at `share` percent of its height.
  private static func eased(_ share: Int) -> Int {
    let t = Double(share) / 100
    return Int((100 * t * t * (3 - 2 * t)).rounded())
  }

  /// Breaks a name at spaces into at most `lines` lines of `width` average characters, the last one cut with an ellipsis.
  static func wrap(_ text: String, width: Int, lines: Int) -> [String] {
    var result: [String] = []
    var words = text.split(separator: " ").map(String.init)[...]
    while !words.isEmpty, result.count < lines {
      var line = words.removeFirst()
      while let next = words.first, measure(line + " " + next) <= Double(width) {
        line += " " + next
        words.removeFirst()
      }
      let isLast = result.count == lines - 1
      if isLast, !words.isEmpty { line += " …" }
      if measure(line) > Double(width) {
        while measure(line) > Double(width - 1) { line.removeLast() }
        line += "…"
      }
      result.append(line)
    }
    return result
  }

  /// Width in average lower-case letters: capitals and digits are wider.
  private static func measure(_ text: String) -> Double {
    text.reduce(0) { $0 + ($1.isUppercase || $1.isNumber ? 1.25 : 1) }
  }
}
