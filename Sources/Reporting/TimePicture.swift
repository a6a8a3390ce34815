internal import Assessment
internal import Directory

/// The dated findings along a time axis, one lane for each weight; findings that would touch become one mark.
///
/// Units are those of the SVG view box, 960 wide.
struct TimePicture {
  private static let width = 960
  private static let left = 132
  private static let right = 930
  private static let laneHeight = 44
  private static let top = 34

  private let dated: [(number: Int, weight: Weight, when: Instant)]
  private let report: AssessmentReport
  private let texts: Texts
  private let first: Int64
  private let last: Int64
  private let lanes: [Weight]

  /// nil when no finding lies in the window.
  init?(_ report: AssessmentReport, ordered: [Finding], texts: Texts) {
    let since = report.window.since
    let end = report.window.until ?? report.scope.collected ?? report.generated
    let dated: [(number: Int, weight: Weight, when: Instant)] = ordered.enumerated().compactMap {
      index, finding in
      guard let when = finding.when, when >= since, when <= max(end, since) else { return nil }
      return (index + 1, finding.weight, when)
    }
    guard let latest = dated.map(\.when).max() else { return nil }
    self.dated = dated
    self.report = report
    self.texts = texts
    lanes = Weight.allCases.filter { weight in dated.contains { $0.weight == weight } }
    first = since.seconds
    // A collection years after the events would squeeze them into one spot: the axis ends soon after the last one.
    let used = max(latest.seconds - first, 7 * 86_400)
    last = max(min(end.seconds, first + used + used / 6 + 86_400), first + 86_400)
  }

  private func x(_ seconds: Int64) -> Int {
    let share = Double(seconds - first) / Double(last - first)
    return Self.left + Int((share * Double(Self.right - Self.left)).rounded())
  }

  private var bottom: Int { Self.top + lanes.count * Self.laneHeight }

  var view: View {
    let end = report.window.until ?? report.scope.collected ?? report.generated
    return [
      "width": Value(Self.width), "height": Value(bottom + 44), "left": Value(Self.left),
      "right": Value(Self.right),
      "top": Value(Self.top), "bottom": Value(bottom), "tickY": Value(bottom + 18),
      "lanes": .list(
        lanes.enumerated().map { index, weight in
          let middle = Self.top + index * Self.laneHeight + Self.laneHeight / 2
          return [
            "name": .text(texts["weight.\(weight.rawValue)"]), "middle": Value(middle),
            "textY": Value(middle + 4),
            "nameX": Value(Self.left - 14), "marks": .list(marks(weight, middle: middle)),
          ]
        }),
      "ticks": .list(ticks()),
      "cut": end.seconds > last ? .text(texts("time.cut", ["until": texts.day(end)])) : .absent,
      "cutX": Value(Self.right), "cutY": Value(Self.top - 12),
      "start": .text(texts("time.start", ["since": texts.day(report.window.since)])),
    ]
  }

  private func marks(_ weight: Weight, middle: Int) -> [View] {
    var clusters: [(from: Int, to: Int, numbers: [Int], when: [Instant])] = []
    for finding in dated.filter({ $0.weight == weight }).sorted(by: {
      ($0.when, $0.number) < ($1.when, $1.number)
    }) {
      let place = x(finding.when.seconds)
      if let previous = clusters.last, place - previous.to < 44 {
        clusters[clusters.count - 1].to = place
        clusters[clusters.count - 1].numbers.append(finding.number)
        clusters[clusters.count - 1].when.append(finding.when)
      } else {
        clusters.append((place, place, [finding.number], [finding.when]))
      }
    }
    return clusters.map { cluster in
      let sorted = cluster.numbers.sorted()
      let label: String
      if let low = sorted.first, let high = sorted.last, high > low {
        label = high - low == sorted.count - 1 ? "\(low)–\(high)" : "\(sorted.count)×"
      } else {
        label = sorted.map(String.init).joined()
      }
      let width = max(24, cluster.to - cluster.from + 24, label.count * 8 + 10)
      let center = (cluster.from + cluster.to) / 2
      let times = [cluster.when.first, cluster.when.last].compactMap { $0 }.map(texts.time)
      return [
        "x": Value(center - width / 2), "y": Value(middle - 12), "width": Value(width),
        "middle": Value(center),
        "textY": Value(middle + 4), "label": .text(label), "weight": .text(weight.rawValue),
        "hint": .text(Set(times).count > 1 ? times.joined(separator: " – ") : times.first ?? ""),
      ]
    }
  }

  /// Between three and ten days or months, each at midnight UTC.
  private func ticks() -> [View] {
    let days = (last - first) / 86_400
    let steps: [Int64] = [1, 2, 5, 7, 14, 30, 61, 91, 182, 365, 730, 3_650]
    let step = steps.first { days / $0 <= 9 } ?? 36_500
    let start = (first + 86_399) / 86_400 * 86_400
    var result: [View] = []
    var tick = start
    while tick <= last - (last - first) / 40 {
      let place = x(tick)
      result.append(["x": Value(place), "label": .text(shortDay(Instant(seconds: tick)))])
      tick += step * 86_400
    }
    return result
  }

  private func shortDay(_ instant: Instant) -> String {
    let parts = DateParts(instant)
    let spansYears = last - first > 330 * 86_400
    switch texts.language {
    case .german:
      return spansYears
        ? "\(parts.day).\(parts.month).\(parts.year.suffix(2))" : "\(parts.day).\(parts.month)."
    case .english:
      let month = texts["month.\(Int(parts.month) ?? 0)"].prefix(3)
      return "\(Int(parts.day) ?? 0) \(month)" + (spansYears ? " \(parts.year.suffix(2))" : "")
    }
  }
}
