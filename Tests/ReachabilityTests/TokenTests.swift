import Directory
import Reachability
import Testing
import WindowsSecurity

@Suite struct TokenTests {
  @Test("a token holds nested and primary groups and the SID history, but no distribution group")
  func contents() throws {
    var forest = Forest()
    forest.computer(
      "EX01", rid: 1100, Forest.closed,
      ["primaryGroupID: 515", "sIDHistory:: \(Forest.encodedSID("S-1-5-21-9-9-9-1234"))"])
    forest.group("Domain Computers", rid: 515)
    forest.group("ETS", rid: 1101, members: ["EX01"])
    forest.group("EWP", rid: 1102, members: ["ETS"])
    forest.group("Mail", rid: 1103, members: ["EX01"], type: 2)
    let snapshot = forest.snapshot
    let token = Token(of: try #require(snapshot.principal("EX01")), in: snapshot)
    let expected = ["-1100", "-515", "-1101", "-1102"].compactMap { SID(Forest.domain + $0) }
    #expect(expected.allSatisfy(token.sids.contains))
    #expect(token.sids.isSuperset(of: [.everyone, .authenticatedUsers, .network, .thisOrganization]))
    #expect(token.sids.contains(try #require(SID("S-1-5-21-9-9-9-1234"))))
    #expect(!token.sids.contains(try #require(SID(Forest.domain + "-1103"))))
  }

  @Test("an account whose primary group was not read has an incomplete token")
  func noPrimaryGroup() throws {
    var forest = Forest()
    forest.computer("EX01", rid: 1100)
    let snapshot = forest.snapshot
    let token = Token(of: try #require(snapshot.principal("EX01")), in: snapshot)
    #expect(token.unresolved.contains { $0.hasSuffix("primaryGroupID was not read") })
  }

  @Test("a primary group that was not read is in the token and named as unresolved")
  func unreadPrimaryGroup() throws {
    var forest = Forest()
    forest.computer("EX01", rid: 1100, Forest.closed, ["primaryGroupID: 515"])
    let snapshot = forest.snapshot
    let token = Token(of: try #require(snapshot.principal("EX01")), in: snapshot)
    #expect(token.sids.contains(try #require(SID(Forest.domain + "-515"))))
    #expect(token.unresolved.contains { $0.contains("-515") })
  }

  @Test("groups that contain each other end the walk")
  func cycle() throws {
    var forest = Forest(head: "O:SYG:SYD:(A;;WD;;;RID:1102)")
    forest.computer("EX01", rid: 1100)
    forest.group("A", rid: 1101, members: ["EX01", "B"])
    forest.group("B", rid: 1102, members: ["A"])
    let snapshot = forest.snapshot
    let start = try #require(snapshot.principal("EX01"))
    #expect(
      reach(from: [start], in: snapshot).paths.map { text($0, snapshot) } == [
        "EX01$ -MemberOf> A -MemberOf> B -WriteDacl> corp.example"
      ])
  }
}
