import Directory
import Reachability
import Testing

private let reset = "00299570-246d-11d0-a768-00aa006e0529"
private let publicInformation = "e48d0154-bcf8-11d1-8702-00c04fb96050"
private let restrictions = "4c164200-20c0-11d0-a768-00aa006e0529"
private let mapping = "00fbf30c-91fe-11d1-aebc-0000f80367c1"
private let servicePrincipalName = "f3a64788-5306-11d1-a9c5-0000f80367c1"
private let delegation = "3f78c3e5-f79a-46bd-a0b8-9d18116ddc79"
private let member = "bf9679c0-0de6-11d0-a285-00aa003049e2"
private let keys = "5b47d60f-6090-40b2-9f37-2a4de88f3063"
private let accountName = "3e0abfd0-126a-11d0-a060-00aa006c33ed"
private let computerClass = "bf967a86-0de6-11d0-a285-00aa003049e2"

/// Rights on accounts: each with the entries that give the step and those that just do not.
@Suite struct AccountRightTests {
  @Test(
    "rights on a user, by the access check",
    arguments: [
      ("(A;;CR;;;RID:1100)", ["AllExtendedRights"]),
      ("(OD;;CR;\(reset);;RID:1100)(A;;CR;;;RID:1100)", []),
      ("(A;;CR;;;RID:1100)(OD;;CR;\(reset);;RID:1100)", ["AllExtendedRights"]),
      ("(OA;;CR;\(reset);;RID:1100)", ["ForceChangePassword"]),
      ("(OA;CIIO;CR;\(reset);;RID:1100)", []),
      ("(OA;;CR;ab721a53-1e2f-11d0-9819-00aa0040529b;;RID:1100)", []),
      ("(A;;WP;;;RID:1100)", ["GenericWrite?"]),
      ("(OA;;WP;\(publicInformation);;RID:1100)", ["WritePublicInformation?"]),
      ("(OD;;WP;\(mapping);;RID:1100)(OA;;WP;\(publicInformation);;RID:1100)", ["WriteSPN?"]),
      (
        "(OD;;WP;\(mapping);;RID:1100)(OD;;WP;\(servicePrincipalName);;RID:1100)"
          + "(OA;;WP;\(publicInformation);;RID:1100)", []
      ),
      ("(OA;;WP;\(mapping);;RID:1100)", ["WriteAltSecurityIdentities?"]),
      ("(OA;;WP;\(servicePrincipalName);;RID:1100)", ["WriteSPN?"]),
      ("(OA;;SW;\(servicePrincipalName);;RID:1100)", []),
      ("(OA;;WP;\(keys);;RID:1100)", ["AddKeyCredentialLink?"]),
      ("(OA;;WP;\(restrictions);;RID:1100)", ["WriteAccountRestrictions?"]),
      ("(OA;;WP;bf967a68-0de6-11d0-a285-00aa003049e2;;RID:1100)", ["WriteUserAccountControl?"]),
      ("(OA;;RP;bf967a68-0de6-11d0-a285-00aa003049e2;;RID:1100)", []),
      ("(OA;;WP;bf9679a8-0de6-11d0-a285-00aa003049e2;;RID:1100)", ["WriteScriptPath?"]),
      ("(OA;;WP;bf967a05-0de6-11d0-a285-00aa003049e2;;RID:1100)", ["WriteProfilePath?"]),
      ("(OA;;WP;\(delegation);;RID:1100)", ["AddAllowedToAct?"]),
      // A domain controller asks for more than these, or they grant nothing.
      ("(OA;;WP;800d94d7-b7a1-42a1-b14d-7cae1423d07f;;RID:1100)", []),
      ("(OA;;WP;bf967a00-0de6-11d0-a285-00aa003049e2;;RID:1100)", []),
      ("(OA;;WP;0296c120-40da-11d1-a9c0-0000f80367c1;;RID:1100)", []),
      ("(OA;;WD;\(computerClass);;RID:1100)", []),
    ])
  func user(entries: String, expected: [String]) throws {
    var forest = Forest()
    forest.computer("EX01", rid: 1100)
    forest.user("ana", rid: 1200, "O:SYG:SYD:\(entries)")
    #expect(try forest.steps(to: "ana") == expected.map { "EX01$ -\($0)> ana" })
  }

  @Test(
    "rights on a computer: writing everything counts only with the attribute that gives control",
    arguments: [
      ("(A;;WP;;;RID:1100)", ["GenericWrite"]),
      ("(OD;;WP;\(delegation);;RID:1100)(A;;WP;;;RID:1100)", ["AddKeyCredentialLink?"]),
      ("(OA;;WP;\(restrictions);;RID:1100)", ["WriteAccountRestrictions"]),
      ("(OD;;WP;\(delegation);;RID:1100)(OA;;WP;\(restrictions);;RID:1100)", []),
      ("(OA;;WP;\(delegation);;RID:1100)", ["AddAllowedToAct"]),
      ("(OA;CIIO;WP;\(delegation);;RID:1100)", []),
      ("(A;;CR;;;RID:1100)", ["AllExtendedRights"]),
      ("(OA;;WP;\(servicePrincipalName);;RID:1100)", []),
      ("(OA;;WD;\(computerClass);;RID:1100)", ["WriteDacl"]),
    ])
  func computer(entries: String, expected: [String]) throws {
    var forest = Forest()
    forest.computer("EX01", rid: 1100)
    forest.computer("WEB01", rid: 1300, "O:SYG:SYD:\(entries)")
    #expect(try forest.steps(to: "WEB01") == expected.map { "EX01$ -\($0)> WEB01$" })
  }

  @Test(
    "a standalone managed service account has a password to set, and nobody who may read it",
    arguments: [
      ("(A;;CR;;;RID:1100)", ["AllExtendedRights"]), ("(OA;;CR;\(reset);;RID:1100)", ["ForceChangePassword"]),
      ("(OA;;WP;\(delegation);;RID:1100)", ["AddAllowedToAct?"]),
      ("(OA;;WP;888eedd6-ce04-df40-b462-b8a50e41ba38;;RID:1100)", []),
    ])
  func standaloneAccount(entries: String, expected: [String]) throws {
    var forest = Forest()
    forest.computer("EX01", rid: 1100)
    forest.add(
      "CN=svc", ["top", "person", "organizationalPerson", "user", "computer", "msDS-ManagedServiceAccount"],
      "O:SYG:SYD:\(entries)",
      [
        "objectSid:: \(Forest.encodedSID("\(Forest.domain)-1300"))", "sAMAccountName: svc$",
        "userAccountControl: 4096",
      ])
    #expect(try forest.steps(to: "svc") == expected.map { "EX01$ -\($0)> svc$" })
  }

  @Test(
    "what an account may write in itself counts where it leads elsewhere",
    arguments: [
      ("(OA;;WP;\(accountName);;PS)", ["EX01$ -WriteSAMAccountName?> corp.example"]),
      ("(OD;;WP;\(accountName);;PS)(A;;WP;;;PS)", []), ("(OA;;SW;\(accountName);;PS)", []),
      ("(OD;;WP;\(accountName);;AU)(A;;WP;;;PS)", []),
      ("(A;;GA;;;PS)", ["EX01$ -WriteSAMAccountName?> corp.example"]),
    ])
  func oneself(entries: String, expected: [String]) throws {
    var forest = Forest()
    forest.computer("WEB01", rid: 1099, "O:SYG:SYD:\(entries)")
    forest.computer("EX01", rid: 1100, "O:SYG:SYD:\(entries)")
    #expect(try forest.steps() == expected)
    let snapshot = forest.snapshot
    let path = try paths(
      from: #require(snapshot.principal("EX01")), to: #require(snapshot.domains.first?.head), in: snapshot
    ).first
    #expect(path?.steps.first?.evidence.first?.dn == (expected.isEmpty ? nil : "CN=EX01,\(Forest.dn)"))
  }

  @Test("a name set on a computer helps whoever may delegate to it", arguments: [true, false])
  func namedComputer(delegates: Bool) throws {
    var forest = Forest()
    forest.computer("EX01", rid: 1100)
    forest.user(
      "svc", rid: 1200, Forest.closed, delegates ? ["msDS-AllowedToDelegateTo: cifs/gone"] : [])
    forest.computer("WEB01", rid: 1300, "O:SYG:SYD:(OA;;WP;\(servicePrincipalName);;RID:1100)")
    #expect(try forest.steps(to: "WEB01") == (delegates ? ["EX01$ -WriteSPN?> WEB01$"] : []))
  }

  @Test(
    "rights on a group",
    arguments: [
      ("(A;;WP;;;RID:1100)", ["GenericWrite"]),
      ("(OD;;WP;\(member);;RID:1100)(A;;WP;;;RID:1100)", []),
      ("(OA;;WP;\(member);;RID:1100)", ["AddMember"]),
      ("(OA;;WP;bc0ac240-79a9-11d0-9020-00c04fc2d4cf;;RID:1100)", ["AddMember"]),
      ("(OA;;SW;\(member);;RID:1100)", ["AddSelf"]), ("(A;;SW;;;RID:1100)", ["AddSelf"]),
      ("(OA;;RP;\(member);;RID:1100)", []), ("(OA;;SW;\(servicePrincipalName);;RID:1100)", []),
      ("(OA;;WP;0296c120-40da-11d1-a9c0-0000f80367c1;;RID:1100)", []),
    ])
  func group(entries: String, expected: [String]) throws {
    var forest = Forest()
    forest.computer("EX01", rid: 1100)
    forest.group(
      "Helpers", rid: 1101, "O:SYG:SYD:\(entries)", lines: ["managedBy: CN=EX01,\(Forest.dn)"])
    #expect(try forest.steps(to: "Helpers") == expected.map { "EX01$ -\($0)> Helpers" })
  }

  @Test(
    "acting for administrators needs one that may be impersonated, but a controller's own account will do",
    arguments: [
      (512, false, 4096, "AddAllowedToAct"), (512 + 0x10_0000, false, 4096, "AddAllowedToAct?"),
      (512, true, 4096, "AddAllowedToAct?"), (512, true, 532_480, "AddAllowedToAct"),
    ])
  func shielded(administrator: Int, isProtected: Bool, computer: Int, expected: String) throws {
    var forest = Forest()
    forest.computer("EX01", rid: 1100)
    forest.computer("SRV01", rid: 1300, "O:SYG:SYD:(OA;;WP;\(delegation);;RID:1100)", control: computer)
    forest.user("Administrator", rid: 500, control: administrator)
    forest.group("Domain Admins", rid: 512, members: ["Administrator"])
    forest.group("Protected Users", rid: 525, members: isProtected ? ["Administrator"] : [])
    #expect(try forest.steps(to: "SRV01") == ["EX01$ -\(expected)> SRV01$"])
  }

  @Test(
    "taking ownership gives what a new owner gets",
    arguments: [
      ("(A;;WO;;;RID:1100)", "0", ["WriteOwner"]),
      // An entry for OWNER RIGHTS that was not inherited goes with the old owner.
      ("(A;;RP;;;OW)(A;;WO;;;RID:1100)", "0", ["WriteOwner"]),
      ("(A;ID;RP;;;OW)(A;;WO;;;RID:1100)", "0", []),
      ("(A;ID;WD;;;OW)(A;;WO;;;RID:1100)", "0", ["WriteOwner"]),
      // Whether one with a condition replaces what a new owner has is open.
      ("(XA;ID;RP;;;OW;(@User.a == 1))(A;;WO;;;RID:1100)", "0", ["WriteOwner?"]),
      ("(OA;ID;CR;\(reset);;OW)(A;;WO;;;RID:1100)", "0", ["WriteOwnerLimitedRights"]),
      ("(OA;ID;WP;\(keys);;OW)(A;;WO;;;RID:1100)", "0", ["WriteOwnerLimitedRights?"]),
      ("(D;;WO;;;RID:1100)(A;;WO;;;RID:1100)", "0", []),
      ("(A;;WO;;;RID:1100)", "1", []),
    ])
  func ownership(entries: String, heuristic: String, expected: [String]) throws {
    var forest = Forest()
    forest.directoryService(dSHeuristics: "0000000001000000000200000000\(heuristic)")
    forest.computer("EX01", rid: 1100)
    forest.computer("WEB01", rid: 1300, "O:SYG:SYD:\(entries)")
    #expect(try forest.steps(to: "WEB01") == expected.map { "EX01$ -\($0)> WEB01$" })
  }

  @Test(
    "owning a computer gives it unless dSHeuristics blocks what owners have; users are spared, and so are entries",
    arguments: [
      ("WEB01", "", "0", "Owns"), ("WEB01", "", "1", nil), ("WEB01", "(A;;WD;;;RID:1100)", "1", "WriteDacl"),
      ("WEB01", "(A;;WD;;;OW)", "1", "Owns"), ("ana", "", "0", "Owns"), ("ana", "", "1", "Owns"),
    ] as [(String, String, String, String?)])
  func blockedOwner(object: String, entries: String, heuristic: String, expected: String?) throws {
    var forest = Forest()
    forest.directoryService(dSHeuristics: "0000000001000000000200000000\(heuristic)")
    forest.computer("EX01", rid: 1100)
    forest.user("ana", rid: 1200, "O:RID:1100G:SYD:(A;;GA;;;SY)\(entries)")
    forest.computer("WEB01", rid: 1300, "O:RID:1100G:SYD:(A;;GA;;;SY)\(entries)")
    let name = object == "ana" ? "ana" : "WEB01$"
    #expect(try forest.steps(to: object) == (expected.map { ["EX01$ -\($0)> \(name)"] } ?? []))
  }

  @Test(
    "an owner has what OWNER RIGHTS says instead of the implied right, through a group too",
    arguments: [
      ("(A;;GA;;;SY)", "Owns"), ("(A;;RP;;;OW)", nil), ("(OA;;CR;\(reset);;OW)", "OwnsLimitedRights"),
      ("(A;;WD;;;OW)", "Owns"), ("(XA;;RP;;;OW;(@User.a == 1))", "Owns?"),
      ("(XA;;RP;;;OW;(Member_of{SID(\(Forest.domain)-1101)}))", nil),
    ])
  func owner(entries: String, expected: String?) throws {
    var forest = Forest()
    forest.computer("EX01", rid: 1100)
    forest.group("Owners", rid: 1101, members: ["EX01"])
    forest.user("ana", rid: 1200, "O:RID:1101G:SYD:\(entries)")
    #expect(try forest.steps(to: "ana") == (expected.map { ["EX01$ -MemberOf> Owners -\($0)> ana"] } ?? []))
  }

  @Test(
    "an account under control whose name may be written passes for another; one that is not controlled does not",
    arguments: [(reset, true), ("ab721a53-1e2f-11d0-9819-00aa0040529b", false)])
  func accountNames(right: String, isControlled: Bool) throws {
    var forest = Forest()
    forest.computer("EX01", rid: 1100)
    forest.user(
      "ana", rid: 1200, "O:SYG:SYD:(OA;;WP;\(accountName);;RID:1100)(OA;;CR;\(right);;RID:1100)")
    #expect(
      try forest.steps() == (isControlled ? ["EX01$ -WriteSAMAccountName?> corp.example"] : []))
    let snapshot = forest.snapshot
    let start = try #require(snapshot.principal("EX01"))
    let head = try #require(snapshot.domains.first?.head)
    let path = paths(from: start, to: head, in: snapshot).first
    #expect(path?.steps.first?.evidence.first?.dn == (isControlled ? "CN=ana,\(Forest.dn)" : nil))
  }

  @Test(
    "metadata excludes passing for another while no name that may be written was",
    arguments: [("2020-06-01T00:00:00Z", true), ("2021-03-02T00:00:00Z", false)])
  func untouchedNames(changed: String, isExcluded: Bool) throws {
    var forest = Forest()
    forest.computer("EX01", rid: 1100)
    let entries = "O:SYG:SYD:(OA;;WP;\(accountName);;RID:1100)(OA;;CR;\(reset);;RID:1100)"
    for (name, rid, changed) in [("ana", 1200, "2020-06-01T00:00:00Z"), ("ben", 1201, changed)] {
      forest.user(
        name, rid: rid, entries + (name == "ben" ? "(A;;RP;;;AU)" : ""),
        [Forest.attributeStamp("sAMAccountName", changed: changed)])
    }
    let snapshot = forest.snapshot
    let start = try #require(snapshot.principal("EX01"))
    let result = reach(from: [start], in: snapshot, since: Instant(seconds: 1_609_632_000))
    let path = try #require(result.paths.first)
    #expect(path.steps.map(\.kind) == [.writeAccountName])
    #expect(path.exclusion.excluded == isExcluded)
  }

  @Test(
    "names that certificates carry matter where certificates are issued",
    arguments: [
      ("28630ebb-41d5-11d1-a9c1-0000f80367c1", "ana", "WriteUserPrincipalName"),
      ("72e39547-7b18-11d1-adef-00c04fd8d5cd", "WEB01", "WriteDNSHostName"),
    ], [true, false])
  func certificateNames(_ row: (attribute: String, account: String, edge: String), hasAuthority: Bool) throws
  {
    var forest = Forest()
    forest.add("CN=Configuration", ["top", "configuration"], Forest.closed)
    let services = "CN=Public Key Services,CN=Services,CN=Configuration"
    forest.add("CN=Enrollment Services,\(services)", ["top", "container"], Forest.closed)
    if hasAuthority {
      forest.add("CN=CA1,CN=Enrollment Services,\(services)", ["top", "pKIEnrollmentService"], Forest.closed)
    }
    forest.computer("EX01", rid: 1100)
    let entries = "O:SYG:SYD:(OA;;WP;\(row.attribute);;RID:1100)(OA;;CR;\(reset);;RID:1100)"
    forest.user("ana", rid: 1200, entries)
    forest.computer("WEB01", rid: 1300, entries)
    #expect(try forest.steps() == (hasAuthority ? ["EX01$ -\(row.edge)?> corp.example"] : []))
  }
}
