import Directory
import Foundation
import Testing
import WindowsSecurity

@testable import Reachability

/// Answers for many objects at once are those that each object gets by itself.
@Suite struct AccessSurveyTests {
  /// Entries for SELF, for the owner, denied ones, and a parent that hides its children, on objects of equal descriptors.
  private var forest: Forest {
    var forest = Forest(head: "O:SYG:SYD:(A;;LC;;;AU)")
    forest.add("OU=Hidden", ["top", "organizationalUnit"], Forest.closed)
    forest.add("OU=Open", ["top", "organizationalUnit"], "O:SYG:SYD:(A;;LC;;;AU)(A;;WP;;;RID:1101)")
    let own =
      "O:RID:1102G:SYD:(A;;WP;;;PS)(OD;;WP;f3a64788-5306-11d1-a9c5-0000f80367c1;;RID:1101)(A;;RP;;;AU)"
    for (number, place) in ["", "OU=Hidden", "OU=Open"].enumerated() {
      forest.user("user\(number)", rid: 1200 + number, in: place, own)
      forest.computer("PC\(number)", rid: 1300 + number, in: place, own)
    }
    forest.computer("EX01", rid: 1100, own)
    forest.group("ETS", rid: 1101, own, members: ["EX01"])
    forest.group("Owners", rid: 1102, members: ["user0"])
    forest.user("unread", rid: 1400, "")
    return forest
  }

  private func check(_ who: ObjectID, in snapshot: Snapshot, every step: Int = 1) {
    var reader = AccessReader(snapshot)
    let survey = reader.survey(of: who)
    var seen: Set<ObjectID> = []
    for group in survey.groups {
      for object in group.objects {
        #expect(seen.insert(object).inserted)
        guard Int(object.index) % step == 0 else { continue }
        let alone = reader.access(of: who, on: object)
        if alone != group.access { Issue.record("\(snapshot.dn(object)): \(alone) is not \(group.access)") }
      }
    }
    let living = snapshot.objectIDs.count { !snapshot.isDeleted($0) }
    #expect(seen.count + survey.unread.count + survey.malformed.count == living)
  }

  @Test(arguments: ["EX01", "user0", "user1", "ETS", "PC2"])
  func `every object has the rights that it has by itself`(name: String) throws {
    let snapshot = forest.snapshot
    check(try #require(snapshot.principal(name)), in: snapshot)
  }

  @Test func `a self, an owner and a hidden object make groups of their own`() throws {
    let snapshot = forest.snapshot
    var reader = AccessReader(snapshot)
    let survey = reader.survey(of: try #require(snapshot.principal("user0")))
    func group(_ name: String) throws -> [String] {
      let object = try #require(snapshot.principal(name))
      return try #require(survey.groups.first { $0.objects.contains(object) }).objects.map {
        snapshot.name($0)
      }
    }
    #expect(try group("user0") == ["user0"], "it may write itself")
    let hidden = try group("user1")
    #expect(hidden.contains("user1") && !hidden.contains("user2"), "its parent hides it")
    #expect(try group("user2").contains("user2"))
    #expect(survey.unread.map { snapshot.name($0) } == ["unread"])
    #expect(survey.groups.first?.access.sd == 4, "the most powerful comes first")
  }

  @Test func `in the attacked company the host has the rights that each object gives by itself`() throws {
    let snapshot = try #require(
      try snapshot(of: packageRoot.appending(path: "Tests/Evidence/attacked.ldif")))
    check(try #require(snapshot.principal("EX01")), in: snapshot, every: 53)
  }

  @Test func `the table of control has the pairs that asking each principal gives`() throws {
    let snapshot = try #require(
      try snapshot(of: packageRoot.appending(path: "Tests/Evidence/attacked.ldif")))
    let graph = ControlGraph(snapshot)
    let table = ControlTable(graph)
    #expect(table.tokenCount == table.principals.count)
    var tokens = TokenTable(graph, countsAssumed: false)
    var byToken: [Int: [Int: Int]] = [:]
    for row in table.rows { byToken[row.token, default: [:]][row.group] = row.grants }
    var tried = 0
    for (number, principals) in table.principals.enumerated() where number % 3 == 0 {
      guard let principal = principals.first else { continue }
      let token = tokens.token(of: principal)
      let held = tokens.entries[token].set
      for group in graph.index.groups.indices {
        let grants = graph.index.grants(on: group) { graph.index.trustees[$0].map(held.contains) ?? false }
        let known = byToken[number]?[group].map { table.grants[$0] } ?? []
        #expect(grants.map(\.kind) == known.map(\.kind))
        #expect(grants.map(\.ace) == known.map(\.ace))
        tried += grants.isEmpty ? 0 : 1
      }
    }
    #expect(tried > 100)
    #expect(
      table.pairCount
        == table.rows.reduce(0) {
          $0 + table.principals[$1.token].count * graph.index.groups[$1.group].objects.count
        })
  }
}
