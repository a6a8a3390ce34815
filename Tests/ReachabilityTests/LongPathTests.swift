import Directory
import Testing
import WindowsSecurity

@testable import Reachability

/// Work is counted, not timed: a busy machine must not decide.
@Suite struct LongPathTests {
  @Test(
    "a path of many steps is found whole, with a number of searches that does not grow with it",
    arguments: [100, 200])
  func chain(length: Int) throws {
    var forest = Forest()
    forest.user("first", rid: 1000)
    for step in 0..<length {
      forest.group("G\(step)", rid: 2000 + step, "O:SYG:SYD:(A;;GA;;;RID:\(step == 0 ? 1000 : 1999 + step))")
    }
    let snapshot = forest.snapshot
    let (start, end) = (
      try #require(snapshot.principal("first")), try #require(snapshot.principal("G\(length - 1)"))
    )
    var finder = PathFinder(ControlGraph(snapshot, alsoTo: [end]), from: start, to: end)
    let paths = finder.paths()
    #expect(paths.map(\.steps.count) == [length])
    #expect(finder.searches == 1 + PathFinder.searchLimit)
  }

  @Test("a way round the middle of a long path is found")
  func wayRound() throws {
    let length = 2 * PathFinder.searchLimit
    var forest = Forest()
    forest.user("first", rid: 1000)
    for step in 0..<length {
      let before = step == 0 ? 1000 : 1999 + step
      let other = step == length - 5 ? "(A;;WD;;;RID:9000)" : ""
      forest.group("G\(step)", rid: 2000 + step, "O:SYG:SYD:(A;;GA;;;RID:\(before))\(other)")
    }
    // Longer than what it goes round.
    for step in 0...length - 10 {
      forest.group(
        "H\(step)", rid: 9000 + length - 10 - step,
        "O:SYG:SYD:(A;;GA;;;RID:\(step == 0 ? 2005 : 9001 + length - 10 - step))")
    }
    let snapshot = forest.snapshot
    let (start, end) = (
      try #require(snapshot.principal("first")), try #require(snapshot.principal("G\(length - 1)"))
    )
    let found = paths(from: start, to: end, in: snapshot)
    #expect(found.count == 2)
    #expect(found.last?.steps.contains { $0.kind == .writeDacl } == true)
  }

  @Test(
    "every membership is followed once, however deep groups are nested, whoever is asked first",
    arguments: [false, true])
  func nesting(isCircle: Bool) throws {
    let depth = 500
    var forest = Forest(head: "O:SYG:SYD:(A;;WD;;;RID:\(1999 + depth))")
    for step in 0..<depth {
      let below = step > 0 ? "G\(step - 1)" : isCircle ? "G\(depth - 1)" : "nobody"
      forest.group("G\(step)", rid: 2000 + step, members: [below])
    }
    let snapshot = forest.snapshot
    let graph = ControlGraph(snapshot)
    var table = TokenTable(graph, countsAssumed: true)
    let top = graph.index.trustees[
      TrusteeKey(try #require(SID("\(Forest.domain)-\(1999 + depth)")), domain: 0)]
    let trustee = try #require(top)
    for step in 0..<depth {
      let group = try #require(snapshot.object(dn: "CN=G\(step),\(Forest.dn)"))
      let token = table.token(of: group)
      #expect(table.entries[token].set.contains(trustee))
    }
    #expect(table.linksFollowed <= depth)
  }

  @Test("groups nested at random, in circles too, bring what one walk over them brings", arguments: 0..<20)
  func random(seed: UInt64) throws {
    var state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1
    func draw(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(truncatingIfNeeded: state >> 33) % bound
    }
    let count = 30
    let named = (0..<count).filter { _ in draw(3) == 0 }
    var forest = Forest(
      head: "O:SYG:SYD:" + named.map { "(A;;WD;;;RID:\(2000 + $0))" }.joined())
    for group in 0..<count {
      let members = Set((0..<draw(4)).map { _ in draw(count) }).subtracting([group]).sorted()
      forest.group("G\(group)", rid: 2000 + group, members: members.map { "G\($0)" })
    }
    let snapshot = forest.snapshot
    let graph = ControlGraph(snapshot)
    var table = TokenTable(graph, countsAssumed: true)
    let trustees = Set(graph.index.trusteeKeys.map(\.sid))
    for object in snapshot.objectIDs where ObjectKind(object, in: snapshot) == .group {
      let number = table.token(of: object)
      let held = Set(table.entries[number].trustees.map { graph.index.trusteeKeys[Int($0)].sid })
      let token = Token(of: object, in: snapshot, graph.membership)
      #expect(held == token.sids.intersection(trustees), "\(snapshot.dn(object))")
    }
  }
}
