import Directory
import Foundation
import Testing
import WindowsSecurity

/// Steps whose worth depends on more of the token, or of the object, than the entry that grants them.
@Suite struct TokenDependenceTests {
  private let writeDelegation = "OA;;WP;3f78c3e5-f79a-46bd-a0b8-9d18116ddc79;"
  private let resetPassword = "OA;;CR;00299570-246d-11d0-a768-00aa006e0529;"
  private let writeMember = "OA;;WP;bf9679c0-0de6-11d0-a285-00aa003049e2;"
  private let writeGroupType = "OA;;WP;9a9a021e-4a5b-11d1-a9c3-0000f80367c1;"

  /// EX01, and U2 whom it controls.
  private func forest(head: String) -> Forest {
    var forest = Forest(head: head)
    forest.computer("EX01", rid: 1101)
    forest.user("U2", rid: 1400, "O:SYG:SYD:P(A;;WD;;;RID:1101)")
    return forest
  }

  @Test func `A condition about a group that no entry names is decided by the token`() throws {
    var allowed = forest(
      head: "O:SYG:SYD:P(XA;;WD;;;AU;(Member_of{SID(\(Forest.domain)-1300)}))")
    allowed.group("G", rid: 1300, members: ["U2"])
    #expect(try allowed.steps(from: "U2") == ["U2 -WriteDacl> corp.example"])
    #expect(try allowed.steps() == ["EX01$ -WriteDacl> U2 -WriteDacl> corp.example"])

    var denied = forest(
      head: "O:SYG:SYD:P(XD;;WDWO;;;AU;(Member_of{SID(\(Forest.domain)-1300)}))(A;;WD;;;AU)")
    denied.group("G", rid: 1300, members: ["EX01"])
    #expect(try denied.steps() == ["EX01$ -WriteDacl> U2 -WriteDacl> corp.example"])
  }

  @Test func `Definitions and property sets that an export lacks are the built-in ones, and a gap`() throws {
    var forest = Forest()
    let guids = (0..<900).map { "00000000-0000-0000-0000-000000000\($0 + 100)" }
    forest.schema(
      attributes: Dictionary(uniqueKeysWithValues: guids.map { ("attribute\($0.suffix(3))", $0) }),
      classes: ["group": "bf967a9c-0de6-11d0-a285-00aa003049e2"])
    forest.computer("EX01", rid: 1101)
    forest.group("G", rid: 1300, "O:SYG:SYD:P(OA;;WP;bc0ac240-79a9-11d0-9020-00c04fc2d4cf;;RID:1101)")
    #expect(try forest.steps(to: "G") == ["EX01$ -AddMember> G"])
    let gaps = forest.snapshot.gaps.filter { $0.kind == .schemaMissing }.map(\.detail)
    #expect(gaps.contains { $0.contains("attributeSecurityGUID") })
    #expect(gaps.contains { $0.contains("member,") })
  }

  @Test func `A primary group that was not read is held nevertheless`() throws {
    var forest = Forest(head: "O:SYG:SYD:P(A;;WD;;;\(Forest.domain)-1300)")
    forest.computer("EX01", rid: 1101, Forest.closed, ["primaryGroupID: 1300"])
    #expect(try forest.steps() == ["EX01$ -WriteDacl> corp.example"])
  }

  @Test func `An entry that denies owners their rights says nothing about others`() throws {
    let forest = forest(head: "O:\(Forest.domain)-1101G:SYD:P(D;;WDWO;;;OW)(A;;WD;;;AU)")
    #expect(try forest.steps() == ["EX01$ -WriteDacl> U2 -WriteDacl> corp.example"])
  }

  @Test func `A step that is certain for the object comes before one that needs a condition there`() throws {
    var forest = Forest(head: "O:SYG:SYD:P(A;;WD;;;\(Forest.domain)-1200)")
    forest.computer("EX01", rid: 1101)
    forest.user("adm", rid: 500, control: 512 | 0x10_0000)
    forest.computer("SRV", rid: 1200, "O:SYG:SYD:P(\(writeDelegation);RID:1101)(\(resetPassword);RID:1101)")
    #expect(try forest.steps() == ["EX01$ -ForceChangePassword> SRV$ -WriteDacl> corp.example"])
  }

  @Test func `Adding members to a distribution group gives nothing, unless its type may be written`() throws {
    func steps(_ entries: String) throws -> [String] {
      var forest = Forest(head: "O:SYG:SYD:P(A;;WD;;;\(Forest.domain)-1300)")
      forest.computer("EX01", rid: 1101)
      forest.group("D", rid: 1300, "O:SYG:SYD:P\(entries)", type: 2)
      return try forest.steps()
    }
    let members = "(\(writeMember);RID:1101)"
    #expect(try steps(members) == [])
    #expect(
      try steps(members + "(\(writeGroupType);RID:1101)") == ["EX01$ -AddMember> D -WriteDacl> corp.example"])
    #expect(try steps("(A;;GA;;;RID:1101)") == ["EX01$ -GenericAll> D -WriteDacl> corp.example"])
  }

  @Test func `Whoever controls an organizational unit or a site may link a policy to it`() throws {
    var unit = Forest()
    unit.computer("EX01", rid: 1101)
    unit.add("OU=Adm", ["top", "organizationalUnit"], "O:SYG:SYD:(A;;GA;;;RID:1101)")
    unit.user("adm", rid: 500, in: "OU=Adm")
    #expect(try unit.steps(to: "adm") == ["EX01$ -GenericAll> Adm -Contains?> adm"])

    var site = Forest()
    site.schema()
    site.computer("EX01", rid: 1101)
    site.computer("DC1", rid: 1001, control: 0x82000)
    site.add("CN=Sites,CN=Configuration", ["top", "sitesContainer"], Forest.closed)
    site.add("CN=S,CN=Sites,CN=Configuration", ["top", "site"], "O:SYG:SYD:P(A;;WD;;;RID:1101)")
    site.add("CN=Servers,CN=S,CN=Sites,CN=Configuration", ["top", "serversContainer"], Forest.closed)
    site.add(
      "CN=DC1,CN=Servers,CN=S,CN=Sites,CN=Configuration", ["top", "server"], Forest.closed,
      ["serverReference: CN=DC1,\(Forest.dn)"])
    #expect(try site.steps() == ["EX01$ -WriteDacl> S -Contains?> DC1$ -DCFor> corp.example"])
  }

  @Test(arguments: [("C=DE", "country"), ("L=Bonn", "locality"), ("O=Works", "organization")])
  func `Control of a container of any class reaches what is below it`(_ name: String, _ kind: String) throws {
    var forest = Forest()
    forest.computer("EX01", rid: 1101)
    forest.add(name, ["top", kind], "O:SYG:SYD:(A;;GA;;;RID:1101)")
    forest.user("U2", rid: 1400, in: name, "O:SYG:SYD:(A;;GA;;;SY)")
    #expect(
      try forest.steps(to: "U2") == [
        "EX01$ -GenericAll> \(name.split(separator: "=").last ?? "") -Contains> U2"
      ])
  }
}
