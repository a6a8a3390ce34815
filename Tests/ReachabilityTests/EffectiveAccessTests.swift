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
    #expect(access.decidedBy.first { $0.right == "WRITE_DAC" }?.entry.hasPrefix("(A;;WD;;;") == true)
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
