import Directory
import Reachability
import Testing

private let changes = "1131f6aa-9c07-11d1-f79f-00c04fc2dcd2"
private let changesAll = "1131f6ad-9c07-11d1-f79f-00c04fc2dcd2"
private let install = "9923a32a-3607-11d2-b9be-0000f87a36b2"
private let topology = "1131f6ac-9c07-11d1-f79f-00c04fc2dcd2"
private let member = "bf9679c0-0de6-11d0-a285-00aa003049e2"

/// Rights on the head of a domain, on what protects accounts, and on domain controllers.
@Suite struct DomainRightTests {
  @Test(
    "rights on the domain head, each with one that is not enough",
    arguments: [
      ("(OA;;CR;\(changes);;RID:1100)(OA;;CR;\(changesAll);;RID:1100)", ["DCSync"]),
      ("(A;;CR;;;RID:1100)", ["DCSync"]),
      ("(OD;;CR;\(changesAll);;RID:1100)(A;;CR;;;RID:1100)", ["DCShadow?"]),
      ("(OA;;CR;\(changes);;RID:1100)", []), ("(OA;;CR;\(changesAll);;RID:1100)", []),
      ("(OA;;CR;\(install);;RID:1100)(OA;;CR;\(topology);;RID:1100)", ["DCShadow?"]),
      ("(OA;;CR;\(topology);;RID:1100)", []),
      ("(OA;;CR;ba33815a-4f93-4c76-87f3-57574bff8109;;RID:1100)", ["MigrateSIDHistory?"]),
      ("(OA;CIIO;CR;ba33815a-4f93-4c76-87f3-57574bff8109;;RID:1100)", []),
      ("(OA;;WP;f30e3bbe-9ff0-11d1-b603-0000f80367c1;;RID:1100)", ["WriteGPLink?"]),
      ("(A;;WP;;;RID:1100)", ["GenericWrite?"]),
      ("(OD;;WP;f30e3bbe-9ff0-11d1-b603-0000f80367c1;;RID:1100)(A;;WP;;;RID:1100)", []),
    ])
  func head(entries: String, expected: [String]) throws {
    var forest = Forest(head: "O:SYG:SYD:\(entries)")
    forest.computer("EX01", rid: 1100)
    #expect(try forest.steps() == expected.map { "EX01$ -\($0)> corp.example" })
  }

  @Test(
    "the halves of DCSync join when one account can be put into the groups that hold them",
    arguments: [
      ("group", "group", true), ("user", "group", true), ("group", "user", true), ("user", "user", false),
    ])
  func halves(all: String, other: String, joins: Bool) throws {
    var forest = Forest(
      head: "O:SYG:SYD:(OA;;CR;\(changes);;RID:1202)(OA;;CR;\(changesAll);;RID:1201)")
    forest.computer("EX01", rid: 1100)
    for (name, rid, kind) in [("all", 1201, all), ("other", 1202, other)] {
      if kind == "group" {
        forest.group(name, rid: rid, "O:SYG:SYD:(OA;;WP;\(member);;RID:1100)")
      } else {
        forest.user(name, rid: rid, "O:SYG:SYD:(A;;WD;;;RID:1100)")
      }
    }
    let step = all == "group" ? "AddMember" : "WriteDacl"
    #expect(
      try forest.steps() == (joins ? ["EX01$ -\(step)> all -DCSync> corp.example"] : []))
    if joins {
      let snapshot = forest.snapshot
      let start = try #require(snapshot.principal("EX01"))
      let head = try #require(snapshot.domains.first?.head)
      let path = try #require(paths(from: start, to: head, in: snapshot).first)
      let shown = try #require(path.steps.last?.evidence.map(\.value))
      #expect(shown.contains { $0.contains(changes) } && shown.contains { $0.contains(changesAll) })
      #expect(shown.contains("\(Forest.domain)-1202"), "the holder of the other half is named")
    }
  }

  @Test("groups that take only whoever adds himself join for one account", arguments: ["EX01", "ana"])
  func ownHalves(second: String) throws {
    var forest = Forest(
      head: "O:SYG:SYD:(OA;;CR;\(changes);;RID:1202)(OA;;CR;\(changesAll);;RID:1201)")
    forest.computer("EX01", rid: 1100)
    forest.user("ana", rid: 1200, "O:SYG:SYD:(A;;WD;;;RID:1100)")
    forest.group("all", rid: 1201, "O:SYG:SYD:(OA;;SW;\(member);;RID:1100)")
    forest.group("other", rid: 1202, "O:SYG:SYD:(OA;;SW;\(member);;RID:\(second == "ana" ? 1200 : 1100))")
    #expect(
      try forest.steps() == (second == "EX01" ? ["EX01$ -AddSelf> all -DCSync> corp.example"] : []))
  }

  @Test("a group that is denied the other half spoils it for whoever joins", arguments: [true, false])
  func deniedHalf(isDenied: Bool) throws {
    var forest = Forest(
      head: "O:SYG:SYD:" + (isDenied ? "(OD;;CR;\(changes);;RID:1201)" : "")
        + "(OA;;CR;\(changes);;RID:1202)(OA;;CR;\(changesAll);;RID:1201)")
    forest.computer("EX01", rid: 1100)
    for (name, rid) in [("all", 1201), ("other", 1202)] {
      forest.group(name, rid: rid, "O:SYG:SYD:(OA;;WP;\(member);;RID:1100)")
    }
    #expect(try forest.steps().isEmpty == isDenied)
  }

  @Test("a deleted account that entries still name may come back", arguments: [true, false])
  func tombstone(isNamed: Bool) throws {
    var forest = Forest(head: "O:SYG:SYD:(OA;;CR;45ec5156-db7e-47bb-b53f-dbeb2d03c40f;;RID:1100)")
    forest.computer("EX01", rid: 1100)
    forest.add(
      #"CN=old\0ADEL:11111111-2222-3333-4444-555555555555,CN=Deleted Objects"#,
      ["top", "person", "organizationalPerson", "user"], Forest.closed,
      ["objectSid:: \(Forest.encodedSID("\(Forest.domain)-1250"))", "isDeleted: TRUE"])
    forest.user("ana", rid: 1200, "O:SYG:SYD:(A;;WD;;;RID:\(isNamed ? 1250 : 1251))")
    #expect(
      try forest.steps(to: "ana") == (isNamed ? ["EX01$ -CanReanimateTombstone?> old -WriteDacl> ana"] : []))
  }

  @Test(
    "creating delegated accounts matters where a controller with Windows Server 2025 may serve them",
    arguments: [
      ("CC", "10.0 (26100)", true), ("CC", "10.0 (20348)", false), ("DC", "10.0 (26100)", false),
      ("WD", "10.0 (26100)", true),
    ])
  func delegatedAccounts(right: String, version: String, isOpen: Bool) throws {
    var forest = Forest()
    forest.schema(
      attributes: ["member": member],
      classes: ["msDS-DelegatedManagedServiceAccount": "0feb936f-47b3-49f2-9386-1dedc2c23765"])
    forest.computer("EX01", rid: 1100)
    forest.computer(
      "DC01", rid: 1000, Forest.closed, ["operatingSystemVersion: \(version)"], control: 532_480)
    forest.add(
      "OU=Services", ["top", "organizationalUnit"],
      right == "WD"
        ? "O:SYG:SYD:(A;;WD;;;RID:1100)"
        : "O:SYG:SYD:(OA;;\(right);0feb936f-47b3-49f2-9386-1dedc2c23765;;RID:1100)")
    let way = right == "WD" ? "EX01$ -WriteDacl> Services -BadSuccessor?>" : "EX01$ -BadSuccessor?>"
    #expect(try forest.steps() == (isOpen ? ["\(way) corp.example"] : []))
  }

  @Test(
    "a delegated account hands over what its predecessor has, when both attributes may be written",
    arguments: [
      ("(OA;;WP;\(link);;RID:1100)(OA;;WP;\(state);;RID:1100)", ["EX01$ -BadSuccessor?> corp.example"]),
      ("(OA;;WP;\(link);;RID:1100)", []),
      ("(A;;WD;;;RID:1100)", ["EX01$ -WriteDacl> svc$ -BadSuccessor?> corp.example"]),
    ])
  func predecessor(entries: String, expected: [String]) throws {
    var forest = Forest()
    let account = "msDS-DelegatedManagedServiceAccount"
    forest.schema(
      attributes: ["msDS-ManagedAccountPrecededByLink": Self.link, "msDS-DelegatedMSAState": Self.state],
      classes: [account: "0feb936f-47b3-49f2-9386-1dedc2c23765"])
    forest.computer("EX01", rid: 1100)
    forest.computer("DC01", rid: 1000, control: 532_480)
    forest.add(
      "CN=svc", ["top", "person", "organizationalPerson", "user", "computer", account],
      "O:SYG:SYD:\(entries)",
      ["objectSid:: \(Forest.encodedSID("\(Forest.domain)-1400"))", "sAMAccountName: svc$"])
    #expect(try forest.steps() == expected)
  }

  private static let link = "11111111-2222-3333-4444-555555555561"
  private static let state = "11111111-2222-3333-4444-555555555562"

  @Test("creating computers, users or policies gives nothing that exists", arguments: ["CC", "CCDC"])
  func children(rights: String) throws {
    var forest = Forest(head: "O:SYG:SYD:(A;;\(rights);;;RID:1100)")
    forest.computer("EX01", rid: 1100)
    #expect(try forest.steps() == [])
  }

  @Test("the default descriptor of a class reaches what is created later", arguments: ["WP", "RP"])
  func defaultDescriptor(right: String) throws {
    var forest = Forest()
    forest.add("CN=Configuration", ["top", "configuration"], Forest.closed)
    forest.add("CN=Schema,CN=Configuration", ["top", "dMD"], Forest.closed)
    forest.add(
      "CN=User,CN=Schema,CN=Configuration", ["top", "classSchema"],
      "O:SYG:SYD:(OA;;\(right);807a6d30-1669-11d0-a064-00aa006c33ed;;RID:1100)")
    forest.computer("EX01", rid: 1100)
    let snapshot = forest.snapshot
    let start = try #require(snapshot.principal("EX01"))
    #expect(
      reach(from: [start], in: snapshot).paths.map { text($0, snapshot) }
        == (right == "WP" ? ["EX01$ -WriteDefaultSecurityDescriptor?> Schema"] : []))
  }

  @Test(
    "AdminSDHolder hands its descriptor to who is in a protected group now",
    arguments: [
      ("Domain Admins", 512, "0", true), ("Print Operators", 550, "0", true),
      ("Print Operators", 550, "4", false), ("Printers", 1150, "0", false),
    ])
  func adminSDHolder(group: String, rid: Int, mask: String, isProtected: Bool) throws {
    var forest = Forest()
    forest.directoryService(dSHeuristics: "000000000100000\(mask)")
    forest.add("CN=AdminSDHolder,CN=System", ["top", "container"], "O:SYG:SYD:(A;;WD;;;RID:1100)")
    forest.computer("EX01", rid: 1100)
    forest.user("ana", rid: 1200, Forest.closed, ["adminCount: 1"])
    if rid == 550 {
      forest.add("CN=Builtin", ["top", "builtinDomain"], Forest.closed)
      forest.add(
        "CN=\(group),CN=Builtin", ["top", "group"], Forest.closed,
        [
          "objectSid:: \(Forest.encodedSID("S-1-5-32-550"))", "groupType: -2147483643",
          "member: CN=ana,\(Forest.dn)",
        ])
    } else {
      forest.group(group, rid: rid, members: ["ana"])
    }
    #expect(
      try forest.steps(to: "ana").contains("EX01$ -WriteDacl> AdminSDHolder -ProtectAdminGroups> ana")
        == isProtected)
  }

  @Test(
    "operators have user rights on the controllers of their domain, unless a policy took them",
    arguments: [(549, true), (551, true), (550, true), (548, false)])
  func operators(rid: Int, isOperator: Bool) throws {
    var forest = Forest()
    forest.add("CN=Builtin", ["top", "builtinDomain"], Forest.closed)
    forest.add(
      "CN=Operators,CN=Builtin", ["top", "group"], Forest.closed,
      [
        "objectSid:: \(Forest.encodedSID("S-1-5-32-\(rid)"))", "groupType: -2147483643",
        "member: CN=EX01,\(Forest.dn)",
      ])
    forest.computer("EX01", rid: 1100)
    forest.computer("DC01", rid: 1000, control: 532_480)
    #expect(
      try forest.steps(to: "DC01")
        == (isOperator ? ["EX01$ -MemberOf> Operators -ControllerOperator?> DC01$"] : []))
  }

  /// A read-only domain controller with the lists it is given.
  private func branch(_ lines: [String]) -> Forest {
    var forest = Forest()
    forest.computer("EX01", rid: 1100)
    forest.group("Managers", rid: 1101, members: ["EX01"])
    forest.computer("RODC", rid: 1002, Forest.closed, lines, control: 0x0400_1000 + 0x100_0000)
    forest.group("Branch", rid: 1102, members: ["ana", "boss"])
    forest.group("Never", rid: 1103, members: ["boss"])
    forest.user("ana", rid: 1200)
    forest.user("boss", rid: 1201)
    return forest
  }

  @Test("managedBy makes administrators of a read-only controller, and of nothing else")
  func manager() throws {
    let managed = "managedBy: CN=Managers,\(Forest.dn)"
    #expect(
      try branch([managed]).steps(to: "RODC") == ["EX01$ -MemberOf> Managers -RODCManagedBy> RODC$"])
    #expect(try branch([]).steps(to: "RODC") == [])
    var forest = Forest()
    forest.computer("EX01", rid: 1100)
    forest.group("Managers", rid: 1101, members: ["EX01"])
    forest.computer("WEB01", rid: 1300, Forest.closed, [managed])
    #expect(try forest.steps(to: "WEB01") == [])
  }

  @Test("a read-only controller has the passwords it may keep; the list of refusals wins")
  func cachedPasswords() throws {
    let forest = branch([
      "msDS-RevealOnDemandGroup: CN=Branch,\(Forest.dn)", "msDS-NeverRevealGroup: CN=Never,\(Forest.dn)",
    ])
    #expect(try forest.steps(to: "ana", from: "RODC") == ["RODC$ -RODCCachedPassword> ana"])
    #expect(try forest.steps(to: "boss", from: "RODC") == [])
    #expect(try forest.steps(from: "RODC") == ["RODC$ -DCFor?> corp.example"], "not the whole domain")
    let unread = branch([
      "msDS-RevealOnDemandGroup: CN=Branch,\(Forest.dn)", "msDS-NeverRevealGroup: CN=Unread,\(Forest.dn)",
    ])
    #expect(try unread.steps(to: "ana", from: "RODC") == ["RODC$ -RODCCachedPassword?> ana"])
  }

  @Test("a read-only controller never keeps the passwords of trusts and of krbtgt, whatever its lists say")
  func refusedPasswords() throws {
    var forest = Forest()
    let names = ["PARTNER", "krbtgt", "ana"].map { "msDS-RevealOnDemandGroup: CN=\($0),\(Forest.dn)" }
    forest.computer("RODC", rid: 1002, Forest.closed, names, control: 0x0400_1000 + 0x100_0000)
    // INTERDOMAIN_TRUST_ACCOUNT.
    forest.user("PARTNER", rid: 1202, control: 0x800 + 0x20)
    forest.user("krbtgt", rid: 502)
    forest.user("ana", rid: 1200)
    #expect(try forest.steps(to: "PARTNER", from: "RODC") == [])
    #expect(try forest.steps(to: "krbtgt", from: "RODC") == [])
    #expect(try forest.steps(to: "ana", from: "RODC") == ["RODC$ -RODCCachedPassword> ana"])
  }

  @Test("lists of a read-only controller that were not read are a gap", arguments: [true, false])
  func unreadLists(isRead: Bool) throws {
    let snapshot = branch(isRead ? ["msDS-NeverRevealGroup: CN=Never,\(Forest.dn)"] : []).snapshot
    let missing = reach(from: [try #require(snapshot.principal("EX01"))], in: snapshot).missing
    #expect(missing.contains { $0.what.en.hasPrefix("lists of whose passwords") } == !isRead)
  }
}
