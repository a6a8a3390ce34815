import LDAPTypes
import Testing
import WindowsSecurity

@testable import Directory

@Suite struct MembershipTests {
  @Test func `Members resolve by normalised names, and the rest is told`() throws {
    let snapshot = snapshot(group("member: cn=ALICE,ou=staff,dc=x\nmember: CN=gone,DC=x") + people)
    let group = try #require(snapshot.object(dn: "CN=admins,DC=x"))
    let alice = try #require(snapshot.object(dn: "CN=Alice,OU=Staff,DC=x"))
    #expect(snapshot.members(group) == [alice])
    #expect(snapshot.unresolvedMembers(group) == ["CN=gone,DC=x"])
    #expect(snapshot.gap(.memberUnresolved)?.objects == 1)
    #expect(snapshot.groupsContaining(alice) == [group])
  }

  @Test func `A membership that ends by itself is one`() throws {
    let values = "member: <TTL=3600,CN=Alice,OU=Staff,DC=x>\nmember: <TTL=5,CN=gone,DC=x>\nmember: <TTL="
    let snapshot = snapshot(group(values) + people)
    let group = try #require(snapshot.object(dn: "CN=admins,DC=x"))
    #expect(snapshot.names(snapshot.members(group)) == ["alice"])
    #expect(snapshot.unresolvedMembers(group).count == 2)
  }

  @Test func `memberOf tells what the list of the group does not`() throws {
    let snapshot = snapshot(group("description: list not read") + "\(people)memberOf: CN=admins,DC=x\n")
    let group = try #require(snapshot.object(dn: "CN=admins,DC=x"))
    #expect(snapshot.names(snapshot.members(group)) == ["alice"])
  }

  @Test func `A group that memberOf names and nobody read is a gap`() {
    let gap = snapshot(people + "memberOf: CN=admins,DC=x\n").gap(.memberUnresolved)
    #expect(gap?.objects == 1)
    #expect(gap?.detail.hasSuffix("CN=admins,DC=x") == true)
  }

  @Test func `The primary group counts among the groups but not among its member values`() throws {
    let snapshot = snapshot(group("objectSid: S-1-5-21-1-2-3-512") + people + "primaryGroupID: 512\n")
    let group = try #require(snapshot.object(dn: "CN=admins,DC=x"))
    let alice = try #require(snapshot.principal("alice"))
    #expect(snapshot.members(group).isEmpty)
    #expect(snapshot.primaryGroupMembers(group) == [alice])
    #expect(snapshot.groupsContaining(alice) == [group])
  }

  @Test func `A foreign security principal stands for the object with its SID`() throws {
    let foreign = "CN=S-1-5-21-1-2-3-1104,CN=ForeignSecurityPrincipals,DC=y"
    let everyone = "CN=S-1-5-11,CN=ForeignSecurityPrincipals,DC=y"
    let entries = """
      dn: \(everyone)
      objectClass: foreignSecurityPrincipal
      objectSid: S-1-5-11

      dn: \(foreign)
      objectClass: foreignSecurityPrincipal


      """
    let all = group("member: \(foreign)\nmember: \(everyone)")
    for snapshot in [snapshot(all + entries + people), snapshot(people + "\n" + all + entries)] {
      let group = try #require(snapshot.object(dn: "CN=admins,DC=x"))
      let alice = try #require(snapshot.principal("alice"))
      #expect(snapshot.members(group) == [alice, try #require(snapshot.object(dn: everyone))])
    }
    // Without its own entry the name still tells the SID.
    let bare = snapshot(group("member: \(foreign)") + people)
    #expect(bare.names(bare.members(try #require(bare.object(dn: "CN=admins,DC=x")))) == ["alice"])
  }

  @Test func `Ranges in several entries make one list`() throws {
    let snapshot = snapshot(
      group("member:\nmember;range=0-1: CN=a,DC=x\nmember;range=0-1: CN=b,DC=x"),
      group("member;range=2-*: CN=c,DC=x\nmember;range=2-*: CN=b,DC=x"))
    let group = try #require(snapshot.object(dn: "CN=admins,DC=x"))
    #expect(snapshot.strings(group, "member") == ["CN=a,DC=x", "CN=b,DC=x", "CN=c,DC=x"])
    #expect(snapshot.gap(.rangeIncomplete) == nil)
  }

  @Test(arguments: [
    "member;range=0-1: CN=a,DC=x", "member;range=2-*: CN=a,DC=x", "member;range=0-x: CN=a,DC=x",
  ])
  func `A missing part of a range is a gap`(_ line: String) {
    #expect(snapshot(group(line)).gap(.rangeIncomplete)?.objects == 1)
  }

  private func group(_ lines: String) -> String {
    "dn: CN=admins,DC=x\nobjectClass: group\n\(lines)\n\n"
  }

  private let people = """
    dn: CN=Alice,OU=Staff,DC=x
    objectClass: user
    sAMAccountName: alice
    objectSid: S-1-5-21-1-2-3-1104

    """
}

@Suite struct MergeTests {
  @Test func `Two entries of an object become one with the attributes of both`() throws {
    let snapshot = snapshot(
      "dn: CN=a,DC=x\nobjectClass: user\ndescription: one\nwhenChanged: 20210101000000.0Z\n",
      "dn: cn=A,dc=x\nservicePrincipalName: http/a\nwhenChanged: 20210201000000.0Z\n")
    let object = try #require(snapshot.object(dn: "CN=a,DC=x"))
    #expect(snapshot.count == 1)
    #expect(snapshot.string(object, "description") == "one")
    #expect(snapshot.string(object, "servicePrincipalName") == "http/a")
    #expect(snapshot.classes(object).last == "user")
    #expect(snapshot.gap(.duplicateConflict) == nil)
  }

  @Test func `Of contradicting single values the newest wins and the conflict is told`() throws {
    let old = "dn: CN=a,DC=x\nuserAccountControl: 512\nwhenChanged: 20210101000000.0Z\n"
    let new = "dn: CN=a,DC=x\nuserAccountControl: 514\nwhenChanged: 20210201000000.0Z\n"
    for snapshot in [snapshot(old, new), snapshot(new, old)] {
      let object = try #require(snapshot.object(dn: "CN=a,DC=x"))
      #expect(snapshot.values(object, "userAccountControl") == [Array("514".utf8)])
      #expect(snapshot.gap(.duplicateConflict)?.detail.contains("userAccountControl") == true)
    }
  }

  @Test func `The same entry twice is no conflict`() {
    let text = "dn: CN=a,DC=x\nuserAccountControl: 512\nservicePrincipalName: http/a\nlastLogon: 1\n"
    let merged = snapshot(text, text, text.replacing("lastLogon: 1", with: "lastLogon: 2"))
    #expect(merged.count == 1)
    #expect(merged.gap(.duplicateConflict) == nil)
  }

  @Test func `Of two records about one attribute the higher version wins`() throws {
    let old = base64(propertyVector([(attid: 0x0009_0008, version: 1, time: 13_259_409_153, usn: 1)]))
    let new = base64(propertyVector([(attid: 0x0009_0008, version: 2, time: 13_259_409_000, usn: 2)]))
    let snapshot = snapshot(
      "dn: CN=a,DC=x\nreplPropertyMetaData:: \(new)\n", "dn: CN=a,DC=x\nreplPropertyMetaData:: \(old)\n")
    let object = try #require(snapshot.object(dn: "CN=a,DC=x"))
    #expect(snapshot.stamps(object).map(\.version) == [2])
  }
}

@Suite struct DeletedObjectTests {
  @Test func `A deleted object keeps its name and yields its SID to a living one`() throws {
    let snapshot = snapshot(
      """
      dn: CN=eve\\0ADEL:29bded81-10df-44a3-8ed6-19f582cb8b4e,CN=Deleted Objects,DC=x
      objectClass: user
      objectSid: S-1-5-21-1-2-3-1104

      dn: CN=eve,DC=x
      objectClass: user
      objectSid: S-1-5-21-1-2-3-1104
      """)
    let deleted = try #require(snapshot.objectIDs.first)
    #expect(snapshot.isDeleted(deleted))
    #expect(snapshot.name(deleted) == "eve")
    let living = try #require(snapshot.object(dn: "CN=eve,DC=x"))
    #expect(!snapshot.isDeleted(living))
    #expect(snapshot.object(sid: try #require(SID("S-1-5-21-1-2-3-1104"))) == living)
    #expect(snapshot.gap(.deletedObjectsMissing) == nil)
  }

  @Test func `A record that numbers and one that names the same attribute are one`() throws {
    let numbered = base64(propertyVector([(attid: 0x0009_06a0, version: 5, time: 13_259_409_153, usn: 1)]))
    let named = base64(Array((attributeXML + "\n\0").utf8))
    let snapshot = snapshot(
      "dn: CN=a,DC=x\nreplPropertyMetaData:: \(numbered)\n",
      "dn: CN=a,DC=x\nmsDS-ReplAttributeMetaData:: \(named)\n")
    let object = try #require(snapshot.object(dn: "CN=a,DC=x"))
    #expect(snapshot.stamps(object).map(\.attribute) == ["lastLogonTimestamp"])
    #expect(snapshot.stamp(object, "LASTLOGONTIMESTAMP")?.version == 5)
    #expect(snapshot.gap(.prefixMapFallback) != nil)
  }

  @Test func `A number that nobody names is told as a number`() throws {
    let vector = base64(propertyVector([(attid: 0x7fff_0001, version: 1, time: 13_259_409_153, usn: 1)]))
    let snapshot = snapshot("dn: CN=a,DC=x\nreplPropertyMetaData:: \(vector)\n")
    let object = try #require(snapshot.object(dn: "CN=a,DC=x"))
    #expect(snapshot.stamps(object).map(\.attribute) == ["attid 0x7fff0001"])
    #expect(snapshot.gap(.prefixMapFallback)?.detail.contains("0x7fff0001") == true)
  }

  @Test func `A time or number that needs more than 32 bits is kept whole`() throws {
    let vector = base64(
      propertyVector([
        (attid: 0x0009_0008, version: 1, time: 1, usn: .max - 1),
        (attid: 3, version: 1, time: 13_259_409_153, usn: 1 << 40),
      ]))
    let snapshot = snapshot("dn: CN=a,DC=x\nreplPropertyMetaData:: \(vector)\n")
    let stamps = snapshot.stamps(try #require(snapshot.object(dn: "CN=a,DC=x")))
    #expect(stamps.map(\.originatingUSN) == [.max - 1, 1 << 40])
    #expect(stamps.first?.changed.description == "1601-01-01T00:00:01Z")
  }
}
