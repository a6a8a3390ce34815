import Directory
import Reachability
import Testing

@Suite struct EffectiveAccessTests {
  @Test("rights are those of the whole token, with the entry that decided each")
  func rights() throws {
    var forest = Forest()
    forest.computer("EX01", rid: 1100)
    forest.group("ETS", rid: 1101, members: ["EX01"])
    forest.user(
      "ana", rid: 1200,
      "O:SYG:SYD:(OD;;WP;f3a64788-5306-11d1-a9c5-0000f80367c1;;RID:1101)"
        + "(OA;;WP;e48d0154-bcf8-11d1-8702-00c04fb96050;;RID:1101)"
        + "(OA;;CR;00299570-246d-11d0-a768-00aa006e0529;;RID:1101)(A;;WD;;;RID:1101)")
    let snapshot = forest.snapshot
    let who = try #require(snapshot.principal("EX01"))
    let on = try #require(snapshot.principal("ana"))
    let access = EffectiveAccess.of(who, on: on, in: snapshot)
    #expect(access.sd == 4)
    #expect(access.writes.contains("altSecurityIdentities"))
    #expect(!access.writes.contains("servicePrincipalName"), "the deny comes first")
    #expect(access.controls == ["User-Force-Change-Password"])
    #expect(access.decidedBy.first { $0.rights.contains("WRITE_DAC") }?.entry.hasPrefix("(A;;WD;;;") == true)
  }

  @Test(
    "owning a computer implies WRITE_DAC unless dSHeuristics blocks it; users and Domain Admins are spared",
    arguments: [
      ("0", "WEB01", "maker", 4), ("1", "WEB01", "maker", 0), ("1", "ana", "maker", 4),
      ("1", "WEB01", "chief", 4),
    ] as [(String, String, String, UInt32)])
  func ownerRights(character: String, object: String, who: String, sd: UInt32) throws {
    var forest = Forest()
    forest.directoryService(dSHeuristics: "0000000001000000000200000000\(character)")
    forest.group("Domain Admins", rid: 512, members: ["chief"])
    forest.group("Makers", rid: 1101, members: ["maker", "chief"])
    forest.user("maker", rid: 1201)
    forest.user("chief", rid: 1202)
    forest.user("ana", rid: 1203, "O:RID:1101G:SYD:(A;;GA;;;SY)")
    forest.computer("WEB01", rid: 1300, "O:RID:1101G:SYD:(A;;GA;;;SY)")
    let snapshot = forest.snapshot
    let access = EffectiveAccess.of(
      try #require(snapshot.principal(who)), on: try #require(snapshot.principal(object)), in: snapshot)
    #expect(access.sd == sd)
  }

  @Test func `Without dSHeuristics it is open whether the owner of a computer may write its DACL`() throws {
    var forest = Forest()
    forest.user("maker", rid: 1201)
    forest.user("ana", rid: 1203, "O:RID:1201G:SYD:(A;;GA;;;SY)")
    forest.computer("WEB01", rid: 1300, "O:RID:1201G:SYD:(A;;GA;;;SY)")
    let snapshot = forest.snapshot
    let who = try #require(snapshot.principal("maker"))
    let computer = EffectiveAccess.of(who, on: try #require(snapshot.principal("WEB01")), in: snapshot)
    #expect(computer.sd == 0)
    #expect(computer.unknown.contains { $0.hasPrefix("WRITE_DAC: ") && $0.contains("dSHeuristics") })
    #expect(EffectiveAccess.of(who, on: try #require(snapshot.principal("ana")), in: snapshot).sd == 4)
    #expect(try forest.steps(to: "WEB01", from: "maker") == ["maker -Owns?> WEB01$"])
    #expect(try forest.steps(to: "ana", from: "maker") == ["maker -Owns> ana"])
  }

  @Test("a descriptor that was not read gives no answer")
  func unread() throws {
    var forest = Forest()
    forest.computer("EX01", rid: 1100)
    forest.user("ana", rid: 1200, "")
    let snapshot = forest.snapshot
    let access = EffectiveAccess.of(
      try #require(snapshot.principal("EX01")), on: try #require(snapshot.principal("ana")), in: snapshot)
    #expect(access.sd == nil)
    #expect(access.unknown.contains { $0.contains("was not read") })
  }
}
