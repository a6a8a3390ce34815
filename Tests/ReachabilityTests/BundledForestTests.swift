import Directory
import Foundation
import Reachability
import Testing

/// The company of the demonstration, attacked and unharmed.
@Suite struct BundledForestTests {
  private let since = Instant(seconds: 1_609_632_000)

  private func load(_ name: String) throws -> Snapshot {
    try #require(try snapshot(of: packageRoot.appending(path: "Tests/Evidence/\(name).ldif")))
  }

  private func result(_ snapshot: Snapshot) -> ReachabilityResult {
    reach(from: snapshot.exchange?.servers.compactMap(\.computer) ?? [], in: snapshot, since: since)
  }

  @Test func `the unharmed company is exposed, but metadata excludes every certain path`() throws {
    let result = result(try load("unharmed"))
    #expect(result.verdict == .certain)
    #expect(result.missing.isEmpty)
    #expect(result.paths.allSatisfy { !$0.certainty.isCertain || $0.exclusion.excluded })
  }

  @Test func `without a starting point nothing is known, whatever was read`() throws {
    #expect(reach(from: [], in: try load("unharmed"), since: since).verdict == .unknown)
  }

  @Test func `the attacked company has an open path`() throws {
    let result = result(try load("attacked"))
    #expect(result.verdict == .certain)
    #expect(result.paths.contains { $0.certainty.isCertain && !$0.exclusion.excluded })
  }

  @Test func `every step has evidence and starts where the one before ended`() throws {
    for name in ["unharmed", "attacked"] {
      for path in result(try load(name)).paths {
        #expect(path.steps.allSatisfy { !$0.evidence.isEmpty })
        #expect(zip(path.steps, path.steps.dropFirst()).allSatisfy { $0.to == $1.from })
        #expect(path.steps.first?.from == path.source && path.steps.last?.to == path.target)
      }
    }
  }

  @Test func `the same input gives the same paths`() throws {
    let snapshot = try load("attacked")
    #expect(result(snapshot).paths == result(snapshot).paths)
  }
}
