import Directory
import Reachability
import Testing

/// Containers, policies and links that were read, were not read, or are gone.
@Suite struct PolicyEvidenceTests {
  private static let store = "CN=Policies,CN=System"
  private static let policy = "CN={0A1B},\(store)"
  private static let defaults = [
    "CN={31B2F340-016D-11D2-945F-00C04FB984F9},\(store)",
    "CN={6AC1786C-016F-11D2-945F-00C04fB984F9},\(store)",
  ]
  /// gPCFileSysPath, and an attribute of a policy that changes nothing.
  private static let files = "f30e3bc1-9ff0-11d1-b603-0000f80367c1"
  private static let displayName = "bf967953-0de6-11d0-a285-00aa003049e2"
  private static let policyClass = "f30e3bc2-9ff0-11d1-b603-0000f80367c1"

  private static func link(_ policies: [String], options: Int = 0) -> String {
    "gPLink: " + policies.map { "[LDAP://\($0),\(Forest.dn);\(options)]" }.joined()
  }

  /// A domain with a controller, in whose OU `link` stands.
  private func forest(
    _ policies: [String], link: String, store: String = Forest.closed, head: [String] = [link(defaults)],
    isDeletedRead: Bool = true, containers: Bool = true
  ) -> Forest {
    var forest = Forest()
    forest.add("", ["top", "domain", "domainDNS"], "", head)
    forest.schema(classes: ["groupPolicyContainer": Self.policyClass])
    forest.computer("EX01", rid: 1100)
    if containers {
      forest.add("CN=System", ["top", "container"], Forest.closed)
      forest.add(Self.store, ["top", "container"], store)
    }
    for name in policies { forest.add(name, ["top", "container", "groupPolicyContainer"], Forest.closed) }
    if isDeletedRead {
      forest.add("CN=Deleted Objects", ["top", "container"], Forest.closed, ["isDeleted: TRUE"])
    }
    forest.add("OU=Domain Controllers", ["top", "organizationalUnit"], Forest.closed, [link])
    forest.computer("DC01", rid: 1000, in: "OU=Domain Controllers", control: 532_480)
    return forest
  }

  @Test(
    "rights on a policy: writing the path of its files, or everything with it, gives what it applies to",
    arguments: [
      ("(OA;;WP;\(files);;RID:1100)", "WriteGPO"), ("(A;;WP;;;RID:1100)", "GenericWrite"),
      ("(OD;;WP;\(files);;RID:1100)(A;;WP;;;RID:1100)", nil), ("(OA;;RP;\(files);;RID:1100)", nil),
      ("(OA;;WP;\(displayName);;RID:1100)", nil),
    ] as [(String, String?)])
  func rights(entries: String, expected: String?) throws {
    var forest = forest(Self.defaults, link: Self.link([Self.policy]))
    forest.add(Self.policy, ["top", "container", "groupPolicyContainer"], "O:SYG:SYD:\(entries)")
    #expect(
      try forest.steps(to: "DC01")
        == (expected.map { ["EX01$ -\($0)> {0A1B} -GPLink> Domain Controllers -Contains> DC01$"] } ?? []))
  }

  private func missing(_ forest: Forest) throws -> [String] {
    let snapshot = forest.snapshot
    let result = reach(from: [try #require(snapshot.principal("EX01"))], in: snapshot)
    return result.missing.map(\.what.en)
  }

  @Test func `What was read is not missing`() throws {
    let complete = try missing(
      forest(Self.defaults + [Self.policy], link: Self.link([Self.policy]), isDeletedRead: false))
    #expect(!complete.contains { $0.contains("policies") || $0.contains("containers") })
  }

  @Test func `A container that was not read is missing`() throws {
    let link = Self.link([Self.policy])
    #expect(
      try missing(forest([Self.policy], link: link, containers: false)).contains {
        $0.hasPrefix("containers that were not read, first that of \(Self.policy)")
      })
    var controller = forest([Self.policy], link: link)
    controller.add("CN=Servers,CN=S,CN=Sites,CN=Configuration", ["top", "serversContainer"], Forest.closed)
    #expect(try missing(controller).contains { $0.hasPrefix("containers that were not read") })
  }

  @Test(
    "a linked policy that is not there is missing, unless all policies of its domain were read by an administrator",
    arguments: [
      (defaults, true, false), (defaults, false, true), ([defaults[0]], true, true), ([], true, true),
    ] as [([String], Bool, Bool)])
  func absentPolicy(policies: [String], isDeletedRead: Bool, isMissing: Bool) throws {
    let forest = forest(
      policies, link: Self.link([Self.policy]), head: ["gPLink:: IA=="], isDeletedRead: isDeletedRead)
    #expect(
      try missing(forest).contains { $0.hasPrefix("group policies that were not read or are gone") }
        == isMissing)
  }

  @Test func `A disabled link, or one into a domain that was not read, is no more and no less than that`()
    throws
  {
    let disabled = forest([], link: Self.link([Self.policy], options: 1), head: ["gPLink:: IA=="])
    #expect(try !missing(disabled).contains { $0.contains("policies") })
    let elsewhere = forest(
      Self.defaults,
      link: "gPLink: [LDAP://CN={0A1B},CN=Policies,CN=System,DC=other,\(Forest.dn);0]")
    #expect(try missing(elsewhere).contains { $0.hasPrefix("group policies that were not read") })
  }

  @Test(
    "the link of a policy that is gone leads on whoever may create one in its place, on a condition",
    arguments: [
      ("(OA;;CC;\(policyClass);;RID:1100)", ["EX01$ -OccupyGPLink?> Domain Controllers"]),
      ("(A;;CC;;;RID:1100)", ["EX01$ -OccupyGPLink?> Domain Controllers"]),
      ("(OA;;CC;bf967aba-0de6-11d0-a285-00aa003049e2;;RID:1100)", []),
      ("(A;;WD;;;RID:1100)", ["EX01$ -WriteDacl> Policies -OccupyGPLink?> Domain Controllers"]),
      ("(D;;CC;;;RID:1100)(A;;CC;;;RID:1100)", []),
    ] as [(String, [String])])
  func creation(entries: String, expected: [String]) throws {
    let forest = forest(
      Self.defaults, link: Self.link([Self.policy]), store: "O:SYG:SYD:P\(entries)(A;;GA;;;SY)")
    #expect(try steps(forest) == expected)
  }

  @Test func `Where the policy is there, or nobody knows, creating policies leads nowhere`() throws {
    let store = "O:SYG:SYD:P(A;;CC;;;RID:1100)"
    #expect(
      try steps(forest(Self.defaults + [Self.policy], link: Self.link([Self.policy]), store: store)) == [])
    #expect(
      try steps(
        forest(Self.defaults, link: Self.link([Self.policy]), store: store, isDeletedRead: false)) == [])
  }

  @Test(
    "a policy that can be renamed takes the place; setting its files alone does not rename it",
    arguments: [
      ("(A;;WP;;;RID:1100)", ["EX01$ -GenericWrite> {0C2D} -OccupyGPLink?> Domain Controllers"]),
      ("(OA;;WP;f30e3bc1-9ff0-11d1-b603-0000f80367c1;;RID:1100)", []),
    ] as [(String, [String])])
  func renaming(entries: String, expected: [String]) throws {
    var forest = forest(Self.defaults, link: Self.link([Self.policy]))
    forest.add(
      "CN={0C2D},\(Self.store)", ["top", "container", "groupPolicyContainer"], "O:SYG:SYD:P\(entries)")
    #expect(try steps(forest) == expected)
  }

  @Test func `The step shows the right and the link`() throws {
    let snapshot = forest(
      Self.defaults, link: Self.link([Self.policy]), store: "O:SYG:SYD:P(A;;CC;;;RID:1100)"
    ).snapshot
    let start = try #require(snapshot.principal("EX01"))
    let step = try #require(reach(from: [start], in: snapshot).paths.first?.steps.last)
    #expect(step.certainty == .conditional(.policyRecreated))
    #expect(step.evidence.map(\.attribute) == ["nTSecurityDescriptor", "gPLink"])
    #expect(step.evidence.first?.dn == "\(Self.store),\(Forest.dn)")
    #expect(step.evidence.last?.value.contains("{0A1B}") == true)
  }

  @Test func `A link on any other place reaches the computers there`() throws {
    var forest = forest(
      Self.defaults, link: Self.link([Self.defaults[1]]), store: "O:SYG:SYD:P(A;;CC;;;RID:1100)")
    forest.add("OU=Servers", ["top", "organizationalUnit"], Forest.closed, [Self.link([Self.policy])])
    forest.computer("WEB01", rid: 1300, in: "OU=Servers")
    #expect(try forest.steps(to: "WEB01") == ["EX01$ -OccupyGPLink?> WEB01$"])
  }

  private func steps(_ forest: Forest) throws -> [String] {
    let snapshot = forest.snapshot
    let target = try #require(snapshot.object(dn: "OU=Domain Controllers,\(Forest.dn)"))
    return paths(from: try #require(snapshot.principal("EX01")), to: target, in: snapshot)
      .map { text($0, snapshot) }
  }
}
