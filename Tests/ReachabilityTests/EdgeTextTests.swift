import Foundation
import Reachability
import Testing

@Test(
  "every kind of step has a verb in both languages, and no verb is without a step", arguments: ["en", "de"])
func everyEdgeHasAVerb(language: String) throws {
  let file = packageRoot.appending(path: "Reports/texts-\(language).txt")
  let keys = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").compactMap { line in
    line.hasPrefix("edge.") ? line.prefix { $0 != ":" }.dropFirst(5) : nil
  }
  #expect(Set(keys) == Set(EdgeKind.allCases.map { Substring($0.rawValue) } + ["other"]))
  #expect(keys.count == Set(keys).count)
}
