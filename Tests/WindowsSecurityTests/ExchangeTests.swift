import Foundation
import Testing
import WindowsSecurity

/// Access rules of two Exchange organisations as Windows itself lists them, against the descriptors they come from.
@Suite(.enabled(if: Fixtures.arePresent)) struct ExchangeRulesTests {
  struct Answers: Decodable {
    struct Rule: Decodable {
      let sid, type, object_type, inherited_object_type: String
      let mask: Int32
      let inherited: Bool
      /// .NET: 1 container, 2 object.
      let inheritance_flags: Int
      /// .NET: 1 no propagation, 2 inherit only.
      let propagation_flags: Int
    }
    struct Descriptor: Decodable {
      let sddl: String
      let protected: Bool
      let access: [Rule]
    }
    let domain_sid: String
    let descriptors: [String: Descriptor]
  }

  static func answers(_ name: String) throws -> Answers {
    try JSONDecoder().decode(Answers.self, from: Fixtures.data("answers/exchange-\(name)-aces.json"))
  }

  @Test("every rule is reproduced", arguments: [("E16-Solo.local", 405), ("E19-Solo.com", 416)])
  func rules(name: String, total: Int) throws {
    let answers = try Self.answers(name)
    let descriptors = try Fixtures.descriptors(inLDIF: "ldif/\(name).ldif")
    var count = 0
    for (dn, expected) in answers.descriptors {
      let descriptor = try #require(descriptors[dn])
      #expect(descriptor.isDACLProtected == expected.protected)
      let aces = try #require(descriptor.dacl?.aces)
      #expect(aces.count == expected.access.count)
      for (ace, rule) in zip(aces, expected.access) {
        #expect(ace.trustee.description == rule.sid)
        #expect(ace.type.denies == (rule.type == "Deny") && ace.type.allows == (rule.type == "Allow"))
        #expect(ace.mask.rawValue == UInt32(bitPattern: rule.mask))
        #expect((ace.objectType ?? .zero).description == rule.object_type)
        // .NET shows no inherited object type for an entry that is not inherited; 11 entries of each AdminSDHolder store one.
        let shown = rule.inheritance_flags == 0 ? nil : ace.inheritedObjectType
        #expect((shown ?? .zero).description == rule.inherited_object_type)
        #expect(ace.flags.contains(.inherited) == rule.inherited)
        #expect(ace.flags.contains(.containerInherit) == (rule.inheritance_flags & 1 != 0))
        #expect(ace.flags.contains(.objectInherit) == (rule.inheritance_flags & 2 != 0))
        #expect(ace.flags.contains(.noPropagateInherit) == (rule.propagation_flags & 1 != 0))
        #expect(ace.flags.contains(.inheritOnly) == (rule.propagation_flags & 2 != 0))
        count += 1
      }
    }
    #expect(count == total)
  }

  @Test("the text Windows writes reads as the same list", arguments: ["E16-Solo.local", "E19-Solo.com"])
  func windowsText(name: String) throws {
    let answers = try Self.answers(name)
    let domain = try #require(SID(answers.domain_sid))
    let descriptors = try Fixtures.descriptors(inLDIF: "ldif/\(name).ldif")
    for (dn, expected) in answers.descriptors {
      let read = try SecurityDescriptor(sddl: expected.sddl, domain: domain)
      #expect(read.dacl?.aces == descriptors[dn]?.dacl?.aces)
      #expect(read.owner == descriptors[dn]?.owner)
    }
  }

  static let replication: [AccessRight] = [
    .control(.ControlRight.dsReplicationGetChanges), .control(.ControlRight.dsReplicationGetChangesAll),
    .control(.ControlRight.dsReplicationSynchronize),
  ]

  /// Before February 2019 the two WRITE_DAC entries of Exchange Windows Permissions apply to the domain head itself.
  @Test(
    "Exchange Windows Permissions and the DACL of the domain head",
    arguments: [
      ("E16-Solo.local", "DC=Solo,DC=local", false), ("E16-Solo.local-prefix2019", "DC=Solo,DC=local", true),
      ("E19-Solo.com", "DC=Solo,DC=com", false), ("E19-Solo.com-prefix2019", "DC=Solo,DC=com", true),
    ])
  func domainHead(file: String, dn: String, canWriteDACL: Bool) throws {
    let answers = try Self.answers(file.replacingOccurrences(of: "-prefix2019", with: ""))
    let domain = try #require(SID(answers.domain_sid))
    let descriptor = try #require(try Fixtures.descriptors(inLDIF: "ldif/\(file).ldif")[dn])
    let check = AccessCheck(descriptor, schema: .builtIn)
    // Exchange Servers, Exchange Trusted Subsystem and Exchange Windows Permissions of both labs.
    let held = [1119, 1120, 1122].compactMap { domain.appending($0) } + [.everyone, .authenticatedUsers]
    let trustees = check.held { held.contains($0) }
    let plan = check.plan(for: [.object(.writeDACL)] + Self.replication, objectClass: .Class.domainDNS)
    let decisions = plan.decide(holding: trustees)
    #expect(decisions.map(\.isGranted) == [canWriteDACL, false, false, true])
    #expect(
      check.objectRights(objectClass: .Class.domainDNS, holding: trustees).granted.contains(.writeDACL)
        == canWriteDACL)
  }
}

/// The five states in which Exchange setup left the domain, reduced to the entries that differ.
@Suite struct ExchangeStateTests {
  static let ets = "S-1-5-21-1-2-3-1120"
  static let ewp = "S-1-5-21-1-2-3-1122"
  static let servers = "S-1-5-21-1-2-3-1119"
  static let user = "bf967aba-0de6-11d0-a285-00aa003049e2"
  static let computer = "bf967a86-0de6-11d0-a285-00aa003049e2"
  static let publicInformation = "(OA;CI;WP;e48d0154-bcf8-11d1-8702-00c04fb96050;;\(ets))"

  static let stateA =
    "D:AI\(publicInformation)(OA;CI;DTWD;;\(user);\(ewp))(OA;CI;WP;bf9679c0-0de6-11d0-a285-00aa003049e2;;\(ewp))"
  static let stateB = "D:AI\(publicInformation)(OA;CIIO;SDWD;;\(user);\(ewp))"
  static let stateC =
    "D:AI(OD;CI;WP;f3a64788-5306-11d1-a9c5-0000f80367c1;;\(ets))\(publicInformation)(OA;CIIO;SDWD;;\(user);\(ewp))"
  /// The list of AdminSDHolder.
  static let stateD =
    "D:PAI(OD;;WP;00fbf30c-91fe-11d1-aebc-0000f80367c1;;\(ets))(OD;;WP;f3a64788-5306-11d1-a9c5-0000f80367c1;;\(ets))\(publicInformation)"
  static let stateE =
    "D:AI(OD;CI;WP;00fbf30c-91fe-11d1-aebc-0000f80367c1;\(computer);\(ets))(OD;CI;WP;f3a64788-5306-11d1-a9c5-0000f80367c1;;\(ets))\(publicInformation)(OA;CIIO;SDWD;;\(user);\(ewp))"

  func isGranted(
    _ descriptor: SecurityDescriptor, _ right: AccessRight, _ objectClass: GUID, _ holder: String
  )
    -> Bool
  {
    let sid = SID(holder)
    return AccessCheck(descriptor, schema: .builtIn).decide(right, objectClass: objectClass) { $0 == sid }
      .isGranted
  }

  /// What an unprotected child of the domain head carries.
  func child(of sddl: String, _ objectClass: GUID) throws -> SecurityDescriptor {
    let aces = (try SecurityDescriptor(sddl: sddl).dacl?.aces ?? [])
      .flatMap { $0.inherited(byChildOf: objectClass, owner: .administrators, group: nil) }
    return SecurityDescriptor(owner: .administrators, group: nil, dacl: ACL(aces: aces))
  }

  @Test(
    "only state A gives away the domain head",
    arguments: [(stateA, true), (stateB, false), (stateC, false), (stateE, false)])
  func head(sddl: String, isGranted expected: Bool) throws {
    let head = try SecurityDescriptor(sddl: sddl)
    #expect(isGranted(head, .object(.writeDACL), .Class.domainDNS, Self.ewp) == expected)
  }

  @Test("every state gives away the users below", arguments: [stateA, stateB, stateC, stateE])
  func users(sddl: String) throws {
    let child = try child(of: sddl, .Class.user)
    #expect(isGranted(child, .object(.writeDACL), .Class.user, Self.ewp))
    // An entry for users does not reach computers, although computer is a subclass of user.
    #expect(
      !isGranted(try self.child(of: sddl, .Class.computer), .object(.writeDACL), .Class.computer, Self.ewp))
  }

  @Test(
    "servicePrincipalName is denied from state C on",
    arguments: [(stateA, true), (stateB, true), (stateC, false), (stateE, false)])
  func servicePrincipalName(sddl: String, isGranted expected: Bool) throws {
    let right = AccessRight.writeAttribute(.Attribute.servicePrincipalName)
    #expect(isGranted(try child(of: sddl, .Class.user), right, .Class.user, Self.ets) == expected)
  }

  @Test func stateDProtectsWhatAdminSDHolderCovers() throws {
    let holder = try SecurityDescriptor(sddl: Self.stateD)
    #expect(!isGranted(holder, .writeAttribute(.Attribute.altSecurityIdentities), .Class.user, Self.ets))
    #expect(!isGranted(holder, .writeAttribute(.Attribute.servicePrincipalName), .Class.user, Self.ets))
    #expect(isGranted(holder, .writeAttribute(.Attribute.userPrincipalName), .Class.user, Self.ets))
  }

  @Test func stateEDeniesOnComputersOnly() throws {
    let right = AccessRight.writeAttribute(.Attribute.altSecurityIdentities)
    #expect(!isGranted(try child(of: Self.stateE, .Class.computer), right, .Class.computer, Self.ets))
    #expect(isGranted(try child(of: Self.stateE, .Class.user), right, .Class.user, Self.ets))
  }
}
