import Directory
import Foundation
import Reachability
import Testing
import WindowsSecurity

/// What may be written and created depends on the class of the object. [MS-ADTS] 3.1.1.4.5
@Suite struct ClassContentsTests {
  static let schemaNC = "CN=Schema,CN=Configuration"
  static let everything = "O:SYG:SYD:P(A;;WPCC;;;RID:1100)"

  static func guid(_ number: Int) -> String {
    String(format: "00000000-0000-0000-0000-%012d", number)
  }

  /// A schema of a dozen definitions; attributes have the GUIDs 1 to 19, classes those from 20 on.
  static func schema(_ forest: inout Forest) {
    func definition(_ name: String, _ kind: String, _ number: Int, _ lines: [String]) {
      let octets = Data(GUID(guid(number))?.bytes ?? []).base64EncodedString()
      forest.add(
        "CN=\(name),\(schemaNC)", ["top", kind], Forest.closed,
        ["lDAPDisplayName: \(name)", "schemaIDGUID:: \(octets)"] + lines)
    }
    let attributes: [(String, [String])] = [
      ("description", []), ("nTSecurityDescriptor", []), ("whenChanged", ["systemOnly: TRUE"]),
      ("canonicalName", ["systemFlags: 20"]), ("memberOf", ["linkID: 3"]), ("member", ["linkID: 2"]),
      ("mailNickname", []), ("entryTTL", ["systemFlags: 20"]), ("title", []), ("sn", []), ("gPLink", []),
      ("groupType", ["isDefunct: TRUE"]),
    ]
    for (number, (name, lines)) in attributes.enumerated() {
      definition(name, "attributeSchema", number + 1, lines)
    }
    let classes: [(String, Int, [String])] = [
      (
        "top", 2,
        [
          "systemMustContain: nTSecurityDescriptor", "systemMayContain: description",
          "mayContain: whenChanged",
          "mayContain: canonicalName", "mayContain: memberOf",
        ]
      ),
      ("person", 2, ["subClassOf: top", "mustContain: sn", "possSuperiors: container"]),
      ("user", 1, ["subClassOf: person", "systemMayContain: title", "systemAuxiliaryClass: mailRecipient"]),
      (
        "group", 1,
        ["subClassOf: top", "systemMayContain: member", "systemPossSuperiors: organizationalUnit"]
      ),
      ("organizationalUnit", 1, ["subClassOf: top", "mayContain: gPLink"]),
      ("container", 1, ["subClassOf: top", "possSuperiors: organizationalUnit", "possSuperiors: container"]),
      ("mailRecipient", 3, ["subClassOf: top", "auxiliaryClass: titled", "possSuperiors: container"]),
      ("titled", 3, ["subClassOf: top", "mayContain: mailNickname"]),
      ("dynamicObject", 3, ["subClassOf: top", "systemMayContain: entryTTL"]),
      ("secret", 1, ["subClassOf: top", "systemOnly: TRUE", "possSuperiors: container"]),
      ("old", 1, ["subClassOf: top", "isDefunct: TRUE", "possSuperiors: container"]),
      ("special", 1, ["subClassOf: container", "possSuperiors: group"]),
    ]
    for (number, (name, category, lines)) in classes.enumerated() {
      definition(name, "classSchema", number + 20, ["objectClassCategory: \(category)"] + lines)
    }
  }

  static func access(_ classes: [String], _ sddl: String = everything) throws -> EffectiveAccess {
    var forest = Forest()
    schema(&forest)
    forest.user("ana", rid: 1100)
    forest.add("CN=target", classes, sddl)
    let snapshot = forest.snapshot
    return EffectiveAccess.of(
      try #require(snapshot.principal("ana")),
      on: try #require(snapshot.object(dn: "CN=target,\(Forest.dn)")),
      in: snapshot)
  }

  @Test("only what a class, its superclasses and their auxiliary classes contain can be written")
  func contents() throws {
    let user = try Self.access(["top", "person", "user"])
    #expect(user.writes == ["description", "mailNickname", "nTSecurityDescriptor", "sn", "title"])
    #expect(!user.unknown.contains { $0.contains("schema") || $0.contains("mayContain") })
    #expect(try Self.access(["top", "group"]).writes == ["description", "member", "nTSecurityDescriptor"])
  }

  @Test("attributes of the system are told apart; constructed ones and back links cannot be written")
  func reserved() throws {
    let user = try Self.access(["top", "person", "user"])
    #expect(user.systemOnly == ["whenChanged"])
    #expect(!user.writes.contains("canonicalName") && !user.writes.contains("memberOf"))
  }

  @Test("an auxiliary class on the object itself adds its attributes, the constructed entryTTL among them")
  func dynamicAuxiliary() throws {
    let unit = try Self.access(["top", "organizationalUnit", "dynamicObject"])
    #expect(unit.writes == ["description", "entryTTL", "gPLink", "nTSecurityDescriptor"])
  }

  @Test(
    "classes below an object: instantiable, not of the system, superiors of superclasses and by superclasses",
    arguments: [
      (["top", "container"], ["container", "special", "user"]),
      (["top", "container", "special"], ["container", "special", "user"]),
      (["top", "organizationalUnit"], ["container", "group", "special"]),
      (["top", "group"], ["special"]), (["top", "person", "user"], []),
    ] as [([String], [String])])
  func children(classes: [String], below: [String]) throws {
    #expect(try Self.access(classes).creates == below)
  }

  @Test("an entry for the class of an object is about that class only, not about its superclass")
  func classInEntry() throws {
    let own = "O:SYG:SYD:P(OA;;WP;\(Self.guid(22));;RID:1100)"
    #expect(try Self.access(["top", "person", "user"], own).writes.count == 5)
    let above = "O:SYG:SYD:P(OA;;WP;\(Self.guid(21));;RID:1100)"
    #expect(try Self.access(["top", "person", "user"], above).writes.isEmpty)
  }

  @Test("without the lists of the classes all attributes are given, and that is said")
  func withoutContents() throws {
    var forest = Forest()
    Self.schema(&forest)
    forest.user("ana", rid: 1100)
    forest.add("CN=target", ["top", "group"], Self.everything)
    var text = forest.ldif
    for name in ["systemMayContain", "systemMustContain", "mayContain", "mustContain"] {
      text.replace("\n\(name): ", with: "\ninfo: ")
    }
    let bare = snapshot(text)
    let access = EffectiveAccess.of(
      try #require(bare.principal("ana")), on: try #require(bare.object(dn: "CN=target,\(Forest.dn)")),
      in: bare)
    #expect(access.writes.contains("title"))
    #expect(access.unknown.contains { $0.contains("mayContain") })
  }

  @Test("without any schema the built-in attributes are given, and that is said")
  func withoutSchema() throws {
    var forest = Forest()
    forest.user("ana", rid: 1100)
    forest.add("CN=target", ["top", "group"], Self.everything)
    let bare = forest.snapshot
    let access = EffectiveAccess.of(
      try #require(bare.principal("ana")), on: try #require(bare.object(dn: "CN=target,\(Forest.dn)")),
      in: bare)
    #expect(access.writes.contains("member"))
    #expect(access.unknown.contains { $0.contains("schema was not read") })
  }
}
