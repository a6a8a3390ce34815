import Directory
import Reachability
import Testing
import WindowsSecurity

private let january = Instant(seconds: 1_609_632_000)
private let member = "bf9679c0-0de6-11d0-a285-00aa003049e2"
private let changes = "1131f6aa-9c07-11d1-f79f-00c04fc2dcd2"
private let changesAll = "1131f6ad-9c07-11d1-f79f-00c04fc2dcd2"

@Suite struct ReachTests {
  private func paths(_ forest: Forest, from name: String = "EX01", since: Instant? = nil) throws -> [String] {
    let snapshot = forest.snapshot
    let start = try #require(snapshot.principal(name))
    return reach(from: [start], in: snapshot, since: since).paths.map { text($0, snapshot) }
  }

  @Test(
    "WriteDacl that applies to the head itself is one step; inherit-only is none", arguments: ["CI", "CIIO"])
  func selfApplying(flags: String) throws {
    var forest = Forest(head: "O:SYG:SYD:(OA;\(flags);WD;;bf967aba-0de6-11d0-a285-00aa003049e2;RID:1101)")
    forest.computer("EX01", rid: 1100)
    forest.group("EWP", rid: 1101, members: ["EX01"])
    #expect(try paths(forest) == (flags == "CI" ? ["EX01$ -MemberOf> EWP -WriteDacl> corp.example"] : []))
  }

  @Test(
    "a deny that comes first takes the right away, one that comes later does not", arguments: [true, false])
  func deny(comesFirst: Bool) throws {
    let deny = "(D;;WD;;;RID:1102)"
    let allow = "(A;;WD;;;RID:1101)"
    var forest = Forest(head: "O:SYG:SYD:" + (comesFirst ? deny + allow : allow + deny))
    forest.computer("EX01", rid: 1100)
    forest.group("Allowed", rid: 1101, members: ["EX01"])
    forest.group("Denied", rid: 1102, members: ["EX01"])
    #expect(try paths(forest) == (comesFirst ? [] : ["EX01$ -MemberOf> Allowed -WriteDacl> corp.example"]))
  }

  @Test("the halves of DCSync may come from two groups; one half is nothing", arguments: [true, false])
  func replication(both: Bool) throws {
    var forest = Forest(head: "O:SYG:SYD:(OA;;CR;\(changes);;RID:1101)(OA;;CR;\(changesAll);;RID:1102)")
    forest.computer("EX01", rid: 1100)
    forest.group("Half", rid: 1101, members: ["EX01"])
    forest.group("OtherHalf", rid: 1102, members: both ? ["EX01"] : [])
    let snapshot = forest.snapshot
    let start = try #require(snapshot.principal("EX01"))
    let result = reach(from: [start], in: snapshot)
    #expect(
      result.paths.map { text($0, snapshot) }
        == (both ? ["EX01$ -MemberOf> OtherHalf -DCSync> corp.example"] : []))
    if both {
      let step = try #require(result.paths.first?.steps.last)
      #expect(step.evidence.count == 2, "both entries are shown")
      #expect(result.hasDirectPath)
    }
  }

  @Test("without a start of the window nothing is said about the use of a path")
  func useIsNotAsked() throws {
    var forest = Forest(head: "O:SYG:SYD:(A;;WD;;;RID:1100)")
    forest.computer("EX01", rid: 1100)
    let snapshot = forest.snapshot
    let start = try #require(snapshot.principal("EX01"))
    let path = try #require(reach(from: [start], in: snapshot).paths.first)
    #expect(!path.exclusion.excluded)
    #expect(path.exclusion.why.en.contains("was not asked"))
  }

  @Test("a container that was not read may be controlled by anybody")
  func unreadContainer() throws {
    var forest = Forest()
    forest.computer("EX01", rid: 1100)
    forest.user("admin", rid: 1200, in: "OU=Gone")
    let snapshot = forest.snapshot
    let start = try #require(snapshot.principal("EX01"))
    let missing = reach(from: [start], in: snapshot).missing.filter { $0.what.en.hasPrefix("containers") }
    #expect(missing.map(\.objects) == [1])
    #expect(missing.first?.what.en.contains("CN=admin,OU=Gone") == true)
  }

  @Test("adding a member to a group gives the rights of the group")
  func chain() throws {
    var forest = Forest(head: "O:SYG:SYD:(A;;WD;;;RID:1103)")
    forest.computer("EX01", rid: 1100)
    forest.group("Helpers", rid: 1103, "O:SYG:SYD:(OA;;WP;\(member);;RID:1100)")
    let found = try paths(forest)
    #expect(found == ["EX01$ -AddMember> Helpers -WriteDacl> corp.example"])
  }

  @Test("a membership taken back inside the window still counts, one taken back before does not")
  func removedMembership() throws {
    for (deleted, expected) in [("2021-03-02T00:00:00Z", 1), ("2020-12-01T00:00:00Z", 0)] {
      var forest = Forest(head: "O:SYG:SYD:(A;;WD;;;RID:1101)")
      forest.computer("EX01", rid: 1100)
      forest.group(
        "EWP", rid: 1101,
        lines: [Forest.memberStamp("EX01", created: "2020-06-01T00:00:00Z", deleted: deleted)])
      let snapshot = forest.snapshot
      let start = try #require(snapshot.principal("EX01"))
      let result = reach(from: [start], in: snapshot, since: january)
      #expect(result.paths.count == expected, "removed \(deleted)")
      #expect(result.paths.first?.steps.first?.until?.description == (expected == 1 ? deleted : nil))
    }
  }

  @Test("a write that metadata dates before the window excludes the route; inside the window it stays open")
  func exclusion() throws {
    for (changed, excluded) in [("2020-06-01T00:00:00Z", true), ("2021-03-02T00:00:00Z", false)] {
      var forest = Forest(head: Forest.closed)
      forest.computer("EX01", rid: 1100)
      forest.user(
        "Administrator", rid: 500, "O:SYG:SYD:(A;;WD;;;RID:1100)",
        [Forest.attributeStamp("nTSecurityDescriptor", changed: changed)])
      let snapshot = forest.snapshot
      let start = try #require(snapshot.principal("EX01"))
      let path = try #require(reach(from: [start], in: snapshot, since: january).paths.first)
      #expect(path.exclusion.excluded == excluded, "written \(changed)")
      #expect(path.steps.last?.since?.description == changed)
    }
  }

  @Test("an excluded short path does not hide an open longer one")
  func openAlternative() throws {
    var forest = Forest()
    forest.computer("EX01", rid: 1100)
    let old = Forest.attributeStamp("nTSecurityDescriptor", changed: "2020-06-01T00:00:00Z")
    let new = Forest.attributeStamp("nTSecurityDescriptor", changed: "2021-03-02T00:00:00Z")
    forest.user("helper", rid: 1105, "O:SYG:SYD:(A;;WD;;;RID:1100)", [new])
    forest.user(
      "Administrator", rid: 500,
      "O:SYG:SYD:(A;;WD;;;RID:1100)(OA;;CR;00299570-246d-11d0-a768-00aa006e0529;;RID:1105)",
      [old, Forest.attributeStamp("pwdLastSet", changed: "2021-03-03T00:00:00Z")])
    let texts = try paths(forest, since: january)
    #expect(
      texts.sorted() == [
        "EX01$ -WriteDacl> Administrator", "EX01$ -WriteDacl> helper -ForceChangePassword> Administrator",
      ])
  }

  @Test("a second path around the first is shown, with the better one first")
  func alternatives() throws {
    var forest = Forest(head: "O:SYG:SYD:(A;;WD;;;RID:1103)")
    forest.computer("EX01", rid: 1100)
    forest.user("near", rid: 1201, "O:SYG:SYD:(A;;WD;;;RID:1100)")
    forest.user("far", rid: 1202, "O:SYG:SYD:(OA;;WP;f3a64788-5306-11d1-a9c5-0000f80367c1;;RID:1100)")
    forest.group("Chiefs", rid: 1103, members: ["near", "far"])
    let snapshot = forest.snapshot
    let start = try #require(snapshot.principal("EX01"))
    let head = try #require(snapshot.domains.first?.head)
    #expect(
      Reachability.paths(from: start, to: head, in: snapshot).map { text($0, snapshot) } == [
        "EX01$ -WriteDacl> near -MemberOf> Chiefs -WriteDacl> corp.example",
        "EX01$ -WriteSPN?> far -MemberOf> Chiefs -WriteDacl> corp.example",
      ])
  }

  @Test("a policy reaches what it is linked above, unless inheritance is blocked and it is not enforced")
  func policies() throws {
    for (options, blocked, expected) in [(0, false, true), (0, true, false), (2, true, true)] {
      let policy = "CN={0A1B},CN=Policies,CN=System"
      var forest = Forest()
      forest.computer("EX01", rid: 1100)
      forest.add(policy, ["top", "container", "groupPolicyContainer"], "O:SYG:SYD:(A;;GA;;;RID:1100)")
      forest.add(
        "OU=Servers", ["top", "organizationalUnit"], Forest.closed,
        ["gPLink: [LDAP://\(policy),\(Forest.dn);\(options)]"])
      forest.add(
        "OU=Inner,OU=Servers", ["top", "organizationalUnit"], Forest.closed, blocked ? ["gPOptions: 1"] : [])
      forest.computer(
        "DC01", rid: 1000, in: "OU=Inner,OU=Servers", control: 532_480)
      let snapshot = forest.snapshot
      let start = try #require(snapshot.principal("EX01"))
      let target = try #require(snapshot.principal("DC01"))
      let found = Reachability.paths(from: start, to: target, in: snapshot)
      #expect(found.isEmpty != expected, "link options \(options), blocked \(blocked)")
      if expected {
        #expect(
          found.first.map { text($0, snapshot) }
            == "EX01$ -GenericAll> {0A1B} -GPLink> Servers -Contains> DC01$")
      }
    }
  }

  @Test func `An enforced policy reaches further than another one linked to the same place`() throws {
    var forest = Forest()
    forest.computer("EX01", rid: 1100)
    let policies = ["CN={0A1B},CN=Policies,CN=System", "CN={0C2D},CN=Policies,CN=System"]
    for policy in policies {
      forest.add(policy, ["top", "container", "groupPolicyContainer"], "O:SYG:SYD:(A;;GA;;;RID:1100)")
    }
    forest.add(
      "OU=Servers", ["top", "organizationalUnit"], Forest.closed,
      ["gPLink: [LDAP://\(policies[0]),\(Forest.dn);0][LDAP://\(policies[1]),\(Forest.dn);2]"])
    forest.add("OU=Inner,OU=Servers", ["top", "organizationalUnit"], Forest.closed, ["gPOptions: 1"])
    forest.computer("DC01", rid: 1000, in: "OU=Inner,OU=Servers", control: 532_480)
    #expect(
      try forest.steps(to: "DC01", from: "EX01")
        == ["EX01$ -GenericAll> {0C2D} -GPLink> DC01$"])
  }

  @Test("control of a container reaches what inherits from it and stops at a protected descriptor")
  func inheritance() throws {
    var forest = Forest()
    forest.computer("EX01", rid: 1100)
    forest.add("OU=Admins", ["top", "organizationalUnit"], "O:SYG:SYD:(A;;WD;;;RID:1100)")
    forest.user("open", rid: 1201, in: "OU=Admins", "O:SYG:SYD:(A;;GA;;;SY)")
    forest.user("guarded", rid: 1202, in: "OU=Admins", Forest.closed)
    let snapshot = forest.snapshot
    let start = try #require(snapshot.principal("EX01"))
    let open = try #require(snapshot.principal("open"))
    let guarded = try #require(snapshot.principal("guarded"))
    #expect(
      Reachability.paths(from: start, to: open, in: snapshot).map { text($0, snapshot) }
        == ["EX01$ -WriteDacl> Admins -Contains> open"])
    // What does not inherit may still be governed by a policy linked to the container.
    #expect(
      Reachability.paths(from: start, to: guarded, in: snapshot).map { text($0, snapshot) }
        == ["EX01$ -WriteDacl> Admins -Contains?> guarded"])
  }

  @Test("without a starting point the answer is unknown, never none or certain", arguments: [true, false])
  func noStartingPoint(isOpen: Bool) throws {
    var forest = Forest(head: isOpen ? "O:SYG:SYD:(A;;WD;;;WD)" : Forest.closed)
    forest.computer("WEB01", rid: 1100)
    let result = reach(from: [], in: forest.snapshot)
    #expect(result.verdict == .unknown)
    #expect(result.paths.isEmpty)
    #expect(result.missing.first == .startingPoint)
  }

  @Test("without the descriptors the answer is unknown, never none")
  func unknown() throws {
    var forest = Forest()
    forest.computer("EX01", rid: 1100, "")
    let snapshot = forest.snapshot
    let start = try #require(snapshot.principal("EX01"))
    let result = reach(from: [start], in: snapshot)
    #expect(result.verdict == .unknown)
    #expect(result.missing.contains { $0.what.en.contains("descriptors that were not read") })
  }
}
