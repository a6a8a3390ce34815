import Assessment
import Directory
import Testing

@testable import Reporting

@Suite struct PathPictureTests {
  static func path(_ names: String..., excluded: Bool = false) -> Reach.Path {
    let steps = zip(names, names.dropFirst()).map { from, to in
      Sample.step("MemberOf", (from, from, "group"), (to, to, "group"), technique: "T1078.002", value: "x")
    }
    return Reach.Path(
      target: Principal(dn: names.last ?? "", sid: nil, name: names.last ?? ""), certainty: .certain,
      excluded: excluded, steps: steps)
  }

  @Test("every step leads downwards and the targets stand in the last row")
  func layers() {
    let layout = PathLayout([
      Self.path("host", "a", "b", "domain"), Self.path("host", "admins"),
      Self.path("host", "b", "c", "d", "gpo"),
    ])
    for edge in layout.edges { #expect(layout.nodes[edge.from].layer < layout.nodes[edge.to].layer) }
    let last = layout.nodes.map(\.layer).max()
    #expect(layout.nodes.filter { $0.layer == last }.map(\.name).sorted() == ["admins", "domain", "gpo"])
    #expect(layout.omitted == 0)
  }

  @Test("a path that would close a circle, or make a row too wide, is counted as omitted")
  func omitted() {
    #expect(PathLayout([Self.path("a", "b", "c"), Self.path("a", "c", "b")]).omitted == 1)
    #expect(PathLayout([Self.path("a", "a")]).omitted == 1)
    #expect(PathLayout((0..<9).map { Self.path("host", "target\($0)") }).omitted == 4)
    #expect(
      PathLayout([Reach.Path(target: Sample.exchange, certainty: .certain, excluded: false, steps: [])])
        .omitted == 1)
  }

  @Test("a step of an excluded route that an open route uses too is open")
  func excluded() {
    let layout = PathLayout([Self.path("host", "a", "b", excluded: true), Self.path("host", "a", "c")])
    #expect(layout.edges.map(\.style) == [.possible, .excluded, .possible])
  }

  static let pictures: [[Reach.Path]] =
    (1...7).map { count in
      (0..<count).map { path("host", "group\($0 % 3)", "middle\($0)", "target\($0)") } + [
        path("host", "target0")
      ]
    } + [
      [
        path("host", "a", "b", "sync", "domain"), path("host", "a", "b", "report", "holder"),
        path("host", "a", "b", "report", "operators"), path("host", "a", "b", "report", "backup"),
        path("host", "new", "admins", "administrators"),
      ]
    ]

  @Test("boxes neither overlap nor leave the picture", arguments: pictures)
  func boxes(paths: [Reach.Path]) throws {
    let texts = try Templates.builtIn.texts(.german, problems: TemplateProblems())
    let view = PathPicture(PathLayout(paths), findingNumbers: [:], texts: texts).view
    guard case .list(let nodes)? = view["nodes"] else {
      Issue.record("no nodes")
      return
    }
    let boxes = nodes.map { node in ["x", "y", "width", "height"].map { Self.number(node[$0]) } }
    for (index, box) in boxes.enumerated() {
      #expect(box[0] >= 0 && box[0] + box[2] <= PathPicture.width)
      for other in boxes.dropFirst(index + 1) where other[1] == box[1] {
        #expect(abs(other[0] - box[0]) >= box[2], "boxes overlap")
      }
    }
  }

  static func number(_ value: Value?) -> Int {
    if case .text(let text)? = value { Int(text) ?? .min } else { .min }
  }

  @Test("names break at spaces and end with an ellipsis when they do not fit")
  func wrapping() {
    #expect(
      PathPicture.wrap("Exchange Windows Permissions", width: 21, lines: 2) == [
        "Exchange Windows", "Permissions",
      ])
    #expect(
      PathPicture.wrap(String(repeating: "x", count: 60), width: 21, lines: 2) == [
        String(repeating: "x", count: 20) + "…"
      ])
    #expect(PathPicture.wrap("one two three four five", width: 8, lines: 2).last?.hasSuffix("…") == true)
  }

  @Test("without dated findings in the window there is no time picture; forged times do not break it")
  func times() throws {
    let texts = try Templates.builtIn.texts(.english, problems: TemplateProblems())
    #expect(TimePicture(Sample.unharmed, ordered: [], texts: texts) == nil)
    var report = Sample.attacked
    report.window.until = Instant(seconds: 900_000_000_000)
    report.findings[0].when = Instant(seconds: 899_999_999_999)
    report.findings[1].when = Instant(seconds: -900_000_000_000)
    #expect(try renderHTML(report, language: .english).contains("</svg>"))
  }
}
