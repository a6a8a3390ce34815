import Directory
import Foundation
import Reachability
import Testing
import WindowsSecurity

@Suite struct EntryOriginTests {
  private static let user = "bf967aba-0de6-11d0-a285-00aa003049e2"

  /// ana below OU=Inner below OU=Outer below the domain, each with the entries given.
  private func origin(
    head: String, outer: String = "D:", inner: String = "D:", ana: String, kind: String = "user"
  ) throws -> (snapshot: Snapshot, origin: EntryOrigin) {
    func placed(_ sddl: String) -> String {
      sddl.hasPrefix("D:P") ? "O:SYG:SY\(sddl)" : "O:SYG:SY\(sddl)(A;;GA;;;SY)"
    }
    var forest = Forest(head: placed(head))
    forest.add("OU=Outer", ["top", "organizationalUnit"], placed(outer))
    forest.add("OU=Inner,OU=Outer", ["top", "organizationalUnit"], placed(inner))
    forest.add(
      "CN=ana,OU=Inner,OU=Outer", ["top", kind], "O:RID:1200G:SY\(ana)",
      ["sAMAccountName: ana", "objectSid:: \(Forest.encodedSID("\(Forest.domain)-1300"))"])
    let snapshot = forest.snapshot
    var origins = EntryOrigins(snapshot)
    let object = try #require(snapshot.principal("ana"))
    let origin = origins.origin(ofEntry: 0, of: object)
    return (snapshot, try #require(origin))
  }

  @Test(
    "an inherited entry comes from the nearest ancestor whose entry makes it",
    arguments: [
      // The nearest that carries it, not the first.
      ("D:(A;CI;WP;;;BO)", "D:(A;CI;WP;;;BO)", "D:", "D:AI(A;CIID;WP;;;BO)", "Outer"),
      // A copy on the way is not the origin.
      ("D:(A;CI;WP;;;BO)", "D:AI(A;CIID;WP;;;BO)", "D:AI(A;CIID;WP;;;BO)", "D:AI(A;CIID;WP;;;BO)", "corp"),
      // Other rights, trustee, type or object type.
      (
        "D:(A;CI;WP;;;BO)", "D:(A;CI;RP;;;BO)", "D:(A;CI;WP;;;BG)(D;CI;WP;;;BO)", "D:AI(A;CIID;WP;;;BO)",
        "corp"
      ),
      // Only for the children of the carrier.
      ("D:", "D:", "D:(A;CINP;WP;;;BO)", "D:AI(A;ID;WP;;;BO)", "Inner"),
      ("D:", "D:(A;CINP;WP;;;BO)", "D:", "D:AI(A;ID;WP;;;BO)", nil),
      // What is for files is for no object of a directory.
      ("D:(A;OI;WP;;;BO)", "D:", "D:", "D:AI(A;ID;WP;;;BO)", nil),
      // Not inheritable.
      ("D:(A;;WP;;;BO)", "D:", "D:", "D:AI(A;ID;WP;;;BO)", nil),
      // Inherit-only at the carrier, effective at the class it names.
      ("D:(OA;CIIO;WD;;\(user);BO)", "D:", "D:", "D:AI(OA;CIID;WD;;\(user);BO)", "corp"),
      // A protected list on the way, or the object's own, ends inheritance.
      ("D:(A;CI;WP;;;BO)", "D:", "D:P(A;;GA;;;SY)", "D:AI(A;CIID;WP;;;BO)", nil),
      ("D:(A;CI;WP;;;BO)", "D:P(A;CI;WP;;;BO)", "D:", "D:AI(A;CIID;WP;;;BO)", "Outer"),
      ("D:(A;CI;WP;;;BO)", "D:", "D:", "D:PAI(A;CIID;WP;;;BO)", nil),
      // CREATOR OWNER becomes the owner; generic rights become what they mean.
      ("D:(A;CIIO;WP;;;CO)", "D:", "D:", "D:AI(A;ID;WP;;;RID:1200)", "corp"),
      ("D:(A;CIIO;WP;;;CO)", "D:", "D:", "D:AI(A;CIIOID;WP;;;CO)", "corp"),
      ("D:(A;CIIO;WP;;;CO)", "D:", "D:", "D:AI(A;ID;WP;;;RID:1201)", nil),
      ("D:(A;CI;GA;;;BO)", "D:", "D:", "D:AI(A;ID;RPWPCRCCDCLCLORCWOWDSDDTSW;;;BO)", "corp"),
      ("D:(A;CI;GA;;;BO)", "D:", "D:", "D:AI(A;CIIOID;GA;;;BO)", "corp"),
      ("D:(OA;OICIIO;0xffffffff;;;BO)", "D:", "D:", "D:AI(OA;ID;RPWPCRCCDCLCLORCWOWDSDDTSW;;;BO)", "corp"),
      // The class is left out of a copy that goes no further, by Samba with the type that has room for it.
      ("D:(OA;CIIO;GA;;\(user);BO)", "D:", "D:", "D:AI(A;ID;RPWPCRCCDCLCLORCWOWDSDDTSW;;;BO)", "corp"),
      ("D:(OA;CIIO;GA;;\(user);BO)", "D:", "D:", "D:AI(D;ID;RPWPCRCCDCLCLORCWOWDSDDTSW;;;BO)", nil),
      ("D:(OA;CIIO;WP;;\(user);CO)", "D:", "D:", "D:AI(OA;ID;WP;;;RID:1200)", "corp"),
      ("D:(OA;CIIO;WP;;\(user);CO)", "D:", "D:", "D:AI(OA;ID;WP;;\(user);RID:1200)", "corp"),
      ("D:(OA;CIIO;WP;;\(user);BO)", "D:", "D:", "D:AI(OA;CIID;WP;;;BO)", nil),
    ] as [(String, String, String, String, String?)])
  func inherited(head: String, outer: String, inner: String, ana: String, carrier: String?) throws {
    let (snapshot, origin) = try self.origin(head: head, outer: outer, inner: inner, ana: ana)
    #expect(origin.source == .inherited)
    #expect(
      origin.carrier.map { snapshot.dn($0) }
        == carrier.map { name in
          ["corp": Forest.dn, "Outer": "OU=Outer,\(Forest.dn)", "Inner": "OU=Inner,OU=Outer,\(Forest.dn)"][
            name] ?? ""
        })
  }

  @Test func `an object of another class keeps the entry for what is created below`() throws {
    let other = try origin(
      head: "D:(OA;CIIO;WD;;\(Self.user);BO)", ana: "D:AI(OA;CIIOID;WD;;\(Self.user);BO)", kind: "computer")
    #expect(other.origin.carrier == other.snapshot.domains.first?.head)
    let wrong = try origin(
      head: "D:(OA;CIIO;WD;;\(Self.user);BO)", ana: "D:AI(OA;CIID;WD;;\(Self.user);BO)", kind: "computer")
    #expect(wrong.origin.carrier == nil)
  }

  @Test func `an inherited entry is dated by the descriptor that carries it`() throws {
    var forest = Forest()
    let old = Forest.attributeStamp("nTSecurityDescriptor", changed: "2018-01-01T00:00:00Z")
    let new = Forest.attributeStamp("nTSecurityDescriptor", changed: "2021-03-01T03:04:12Z", version: 3)
    forest.add("OU=Outer", ["top", "organizationalUnit"], "O:SYG:SYD:(A;CI;WD;;;BO)", [new])
    forest.user("ana", rid: 1300, in: "OU=Outer", "O:SYG:SYD:AI(A;;RP;;;BO)(A;CIID;WD;;;BO)", [old])
    let snapshot = forest.snapshot
    let ana = try #require(snapshot.principal("ana"))
    var origins = EntryOrigins(snapshot)
    let found = origins.origins(of: ana)
    #expect(found.map(\.latestChange?.description) == ["2018-01-01T00:00:00Z", "2021-03-01T03:04:12Z"])
    #expect(found.map(\.isOriginal) == [true, false])
    #expect(
      found.map { $0.words(of: ana, in: snapshot).en } == [
        "set when the object was made, 2018-01-01T00:00:00Z",
        "inherited from OU=Outer,DC=corp,DC=example, latest change 2021-03-01T03:04:12Z",
      ])
  }

  @Test func `entries of the class are told from added ones, the creator's included`() throws {
    var forest = Forest()
    forest.add(
      "CN=User,CN=Schema,CN=Configuration", ["top", "classSchema"], Forest.closed,
      [
        "lDAPDisplayName: user", "objectClassCategory: 1", "subClassOf: top",
        "defaultSecurityDescriptor: D:(A;;GA;;;SY)(A;;RPWP;;;CO)(A;;WD;;;DA)",
      ])
    forest.add(
      "CN=ana", ["top", "user"],
      "O:RID:1200G:SYD:(A;;GA;;;SY)(A;;RPWP;;;RID:1200)(A;;WD;;;RID:512)(A;;WD;;;RID:519)(A;;RPWP;;;RID:1201)",
      ["sAMAccountName: ana"])
    let snapshot = forest.snapshot
    var origins = EntryOrigins(snapshot)
    let ana = try #require(snapshot.objects(named: "ana").first)
    #expect(
      origins.origins(of: ana).map(\.source) == [.classDefault, .classDefault, .classDefault, .added, .added])
  }

  @Test func `a protected account has its entries from AdminSDHolder, an unprotected one has not`() throws {
    var forest = Forest()
    forest.add("CN=System", ["top", "container"], Forest.closed)
    forest.add("CN=AdminSDHolder,CN=System", ["top", "container"], "O:SYG:SYD:P(A;;WP;;;BO)")
    forest.user("chief", rid: 1300, "O:SYG:SYD:PAI(A;;WP;;;BO)(A;;WD;;;BO)", ["adminCount: 1"])
    forest.user("left", rid: 1301, "O:SYG:SYD:AI(A;;WP;;;BO)", ["adminCount: 1"])
    let snapshot = forest.snapshot
    var origins = EntryOrigins(snapshot)
    let found = origins.origins(of: try #require(snapshot.principal("chief")))
    #expect(found.map(\.source) == [.protection, .added])
    #expect(found.first?.carrier.map { snapshot.name($0) } == "AdminSDHolder")
    let left = try #require(snapshot.principal("left"))
    #expect(origins.origins(of: left).map(\.source) == [.added])
  }

  @Test
  func
    `inheritance does not cross the head of a naming context, and a deleted object has it from where it lived`()
    throws
  {
    var forest = Forest(head: "O:SYG:SYD:(A;CI;WP;;;BO)")
    forest.add(
      "CN=Configuration", ["top", "configuration"], "O:SYG:SYD:AI(A;CIID;WP;;;BO)", ["instanceType: 13"])
    forest.add("CN=Deleted Objects", ["top", "container"], Forest.closed)
    forest.add("OU=Outer", ["top", "organizationalUnit"], "O:SYG:SYD:(A;CI;WD;;;BO)")
    forest.user(
      "gone", rid: 1300, in: "CN=Deleted Objects", "O:SYG:SYD:AI(A;CIID;WD;;;BO)",
      ["isDeleted: TRUE", "lastKnownParent: OU=Outer,\(Forest.dn)"])
    let snapshot = forest.snapshot
    var origins = EntryOrigins(snapshot)
    let configuration = try #require(snapshot.object(dn: "CN=Configuration,\(Forest.dn)"))
    #expect(origins.origins(of: configuration).map(\.carrier) == [nil])
    let gone = try #require(snapshot.object(dn: "CN=gone,CN=Deleted Objects,\(Forest.dn)"))
    #expect(origins.origins(of: gone).first?.carrier.map { snapshot.name($0) } == "Outer")
  }

  /// The forest was made by Samba's own modules: what its founding, Exchange setup and the company's two delegations wrote
  /// explicitly is known, so everything else has to be found a default, a copy or inherited.
  @Test func `in the unharmed company only the objects that somebody gave a descriptor have added entries`()
    throws
  {
    let snapshot = try #require(
      try snapshot(of: packageRoot.appending(path: "Tests/Evidence/unharmed.ldif")))
    var origins = EntryOrigins(snapshot)
    var entries = 0
    var original: Set<String> = []
    var later: Set<String> = []
    // The 2,000 definitions of the schema have one descriptor between them.
    for object in snapshot.objectIDs
    where !["attributeSchema", "classSchema"].contains(snapshot.structuralClass(object)) {
      for origin in origins.origins(of: object) {
        entries += 1
        if origin.source == .inherited { #expect(origin.carrier != nil) }
        guard origin.source == .added else { continue }
        if origin.isOriginal {
          original.insert(snapshot.dn(object))
        } else {
          later.insert(snapshot.dn(object))
        }
      }
    }
    let domain = "DC=nordwind,DC=example"
    #expect(entries > 20_000)
    // Written by provisioning, [MS-ADTS] 6.1.1: these objects do not take the default of their class.
    #expect(
      original
        == Set(
          [
            "CN=Builtin", "CN=Computers", "CN=Configuration", "CN=Deleted Objects",
            "CN=Deleted Objects,CN=Configuration", "CN=ForestUpdates,CN=Configuration",
            "CN=Services,CN=Configuration",
            "CN=Extended-Rights,CN=Configuration", "CN=Infrastructure", "CN=LostAndFound",
            "CN=LostAndFoundConfig,CN=Configuration", "CN=Managed Service Accounts",
            "CN=NTDS Quotas,CN=Configuration", "CN=Partitions,CN=Configuration",
            "CN=Physical Locations,CN=Configuration", "CN=Schema,CN=Configuration",
            "CN=Sites,CN=Configuration", "CN=System", "CN=Users",
            "CN=WellKnown Security Principals,CN=Configuration", "OU=Domain Controllers",
          ].map { "\($0),\(domain)" }))
    #expect(
      later == [
        domain,
        // Exchange setup.
        "CN=AdminSDHolder,CN=System,\(domain)", "CN=DnsAdmins,CN=Users,\(domain)",
        "CN=Microsoft Exchange System Objects,\(domain)",
        "CN=Microsoft Exchange,CN=Services,CN=Configuration,\(domain)",
        "OU=Microsoft Exchange Security Groups,\(domain)",
        // Delegated by the company: passwords of its staff, and one policy.
        "OU=Belegschaft,OU=Nordwind,\(domain)",
        "CN={B4E2D2C8-90A7-4E07-8A2B-52F4D8C9A613},CN=Policies,CN=System,\(domain)",
      ])
  }
}
