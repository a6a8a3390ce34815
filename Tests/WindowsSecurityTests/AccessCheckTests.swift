import Testing
import WindowsSecurity

/// One rule of the access check per test. [MS-ADTS] 5.1.3.3, [MS-DTYP] 2.5.3.2.
@Suite struct AccessCheckTests {
  static let alice = "S-1-5-21-1-2-3-1101"
  static let helpdesk = "S-1-5-21-1-2-3-1102"
  static let member = "bf9679c0-0de6-11d0-a285-00aa003049e2"
  static let membership = "bc0ac240-79a9-11d0-9020-00c04fc2d4cf"
  static let group = "bf967a9c-0de6-11d0-a285-00aa003049e2"
  static let user = "bf967aba-0de6-11d0-a285-00aa003049e2"
  static let getChanges = "1131f6aa-9c07-11d1-f79f-00c04fc2dcd2"

  /// The decision about a group object for a token of `alice` and `helpdesk`.
  func decide(
    _ sddl: String, _ right: AccessRight, as requester: Requester = Requester(),
    objectClass: GUID? = .Class.group,
    token: [String] = [alice, helpdesk]
  ) throws -> AccessDecision {
    let held = Set(token.compactMap { SID($0) })
    return AccessCheck(try SecurityDescriptor(sddl: sddl), schema: .builtIn)
      .decide(right, objectClass: objectClass, as: requester) { held.contains($0) }
  }

  func granted(by ace: Int) -> AccessDecision { AccessDecision(.granted, .ace(ace)) }
  func denied(by ace: Int) -> AccessDecision { AccessDecision(.denied, .ace(ace)) }
  let nothing = AccessDecision(.denied, .nothing)

  @Test func aDenyBeforeAnAllowWins() throws {
    #expect(
      try decide("D:(D;;WD;;;\(Self.helpdesk))(A;;WD;;;\(Self.alice))", .object(.writeDACL)) == denied(by: 0))
  }

  @Test func anAllowBeforeADenyWins() throws {
    #expect(
      try decide("D:(A;;WD;;;\(Self.alice))(D;;WD;;;\(Self.helpdesk))", .object(.writeDACL)) == granted(by: 0)
    )
  }

  @Test func anExplicitAllowBeatsAnInheritedDeny() throws {
    #expect(
      try decide("D:(A;;WD;;;\(Self.alice))(D;CIID;WD;;;\(Self.alice))", .object(.writeDACL))
        == granted(by: 0))
  }

  @Test func storedOrderCountsEvenWhenItIsNotCanonical() throws {
    #expect(
      try decide(
        "D:(A;CIID;WP;;;\(Self.alice))(D;;WP;;;\(Self.alice))", .writeAttribute(.Attribute.member))
        == granted(by: 0))
  }

  @Test func anEntryForSomebodyElseSaysNothing() throws {
    #expect(
      try decide("D:(D;;WD;;;BG)(A;;WD;;;\(Self.alice))", .object(.writeDACL)) == granted(by: 1))
    #expect(try decide("D:(A;;WD;;;BG)", .object(.writeDACL)) == nothing)
  }

  @Test func anInheritOnlyEntrySaysNothingAboutTheObjectItself() throws {
    #expect(try decide("D:(A;CIIO;WD;;;\(Self.alice))", .object(.writeDACL)) == nothing)
    #expect(
      try decide("D:(D;CIIO;WD;;;\(Self.alice))(A;;WD;;;\(Self.alice))", .object(.writeDACL))
        == granted(by: 1))
  }

  @Test func theInheritedObjectTypeSaysNothingAboutTheObjectItself() throws {
    #expect(
      try decide("D:(OA;CI;WD;;\(Self.user);\(Self.alice))", .object(.writeDACL)) == granted(by: 0))
  }

  @Test func auditAndUnknownEntriesSayNothing() throws {
    #expect(try decide("D:(AU;SA;WD;;;\(Self.alice))(0x20;;;;;;#01020304)", .object(.writeDACL)) == nothing)
  }

  @Test(
    "generic bits mean rights of the directory",
    arguments: [
      ("GA", AccessMask.writeDACL, true), ("GA", .controlAccess, true), ("GW", .writeProperty, true),
      ("GW", .selfWrite, true), ("GW", .writeDACL, false), ("GR", .readProperty, true),
      ("GR", .listObject, true),
      ("GR", .writeProperty, false), ("GX", .listContents, true), ("GX", .readProperty, false),
    ])
  func generic(rights: String, bit: AccessMask, isGranted: Bool) throws {
    #expect(try decide("D:(A;;\(rights);;;\(Self.alice))", .object(bit)).isGranted == isGranted)
  }

  @Test func aGenericDenyDeniesWhatItMeans() throws {
    #expect(
      try decide("D:(D;;GW;;;\(Self.alice))(A;;GA;;;\(Self.alice))", .writeAttribute(.Attribute.member))
        == denied(by: 0))
    #expect(
      try decide("D:(D;;GW;;;\(Self.alice))(A;;GA;;;\(Self.alice))", .object(.writeDACL)) == granted(by: 1))
  }

  @Test func onlyAPrivilegeOpensTheSACL() throws {
    let sddl = "D:(A;;0x01000000;;;\(Self.alice))"
    #expect(try decide(sddl, .object(.accessSystemSecurity)) == nothing)
    #expect(
      try decide(sddl, .object(.accessSystemSecurity), as: Requester(mayManageSACLs: true))
        == AccessDecision(.granted, .privilege))
    #expect(!(try decide("", .object(.accessSystemSecurity)).isGranted))
  }

  @Test(
    "an attribute is written by way of",
    arguments: [
      ("(A;;WP;;;\(alice))", true), ("(OA;;WP;;;\(alice))", true), ("(OA;;WP;\(member);;\(alice))", true),
      ("(OA;;WP;\(membership);;\(alice))", true), ("(OA;;WP;\(group);;\(alice))", true),
      ("(OA;;WP;\(user);;\(alice))", false),
      ("(OA;;WP;f3a64788-5306-11d1-a9c5-0000f80367c1;;\(alice))", false),
      ("(OA;;RP;\(member);;\(alice))", false), ("(OA;;SW;\(member);;\(alice))", false),
      ("(OA;;WP;00000000-0000-0000-0000-000000000000;;\(alice))", false),
    ])
  func attribute(ace: String, isGranted: Bool) throws {
    #expect(try decide("D:\(ace)", .writeAttribute(.Attribute.member)).isGranted == isGranted)
  }

  @Test func aDenyOfThePropertySetTakesItsAttribute() throws {
    let sddl = "D:(OD;;WP;\(Self.membership);;\(Self.alice))(A;;WP;;;\(Self.alice))"
    #expect(try decide(sddl, .writeAttribute(.Attribute.member)) == denied(by: 0))
    #expect(try decide(sddl, .writeAttribute(.Attribute.description)) == granted(by: 1))
  }

  @Test func aDenyOfOneAttributeLeavesTheOthers() throws {
    let sddl =
      "D:(OD;;WP;f3a64788-5306-11d1-a9c5-0000f80367c1;;\(Self.alice))"
      + "(OA;;WP;e48d0154-bcf8-11d1-8702-00c04fb96050;;\(Self.alice))"
    #expect(try decide(sddl, .writeAttribute(.Attribute.servicePrincipalName)) == denied(by: 0))
    #expect(try decide(sddl, .writeAttribute(.Attribute.altSecurityIdentities)) == granted(by: 1))
  }

  @Test func anObjectTypeOfAClassReachesObjectsOfThatClassOnly() throws {
    let sddl = "D:(OA;;GA;\(Self.user);;\(Self.alice))"
    #expect(try decide(sddl, .object(.writeDACL)) == nothing)
    #expect(try decide(sddl, .object(.writeDACL), objectClass: .Class.user) == granted(by: 0))
    #expect(try decide(sddl, .object(.writeDACL), objectClass: nil) == nothing)
  }

  @Test func theForestsOwnSchemaDecidesThePropertySet() throws {
    let moved = RightsSchema(
      attributes: [.Attribute.member: .init(name: "member", propertySet: .PropertySet.personalInformation)],
      classes: nil, rights: nil)
    let descriptor = try SecurityDescriptor(sddl: "D:(OA;;WP;\(Self.membership);;WD)")
    let right = AccessRight.writeAttribute(.Attribute.member)
    #expect(AccessCheck(descriptor, schema: .builtIn).decide(right, objectClass: nil) { _ in true }.isGranted)
    #expect(!AccessCheck(descriptor, schema: moved).decide(right, objectClass: nil) { _ in true }.isGranted)
  }

  @Test(
    "a control access right is granted by way of",
    arguments: [
      ("(A;;CR;;;\(alice))", true), ("(OA;;CR;;;\(alice))", true), ("(OA;;CR;\(getChanges);;\(alice))", true),
      ("(OA;;CR;1131f6ab-9c07-11d1-f79f-00c04fc2dcd2;;\(alice))", false),
      ("(OA;;CR;\(group);;\(alice))", false),
      ("(A;;GA;;;\(alice))", true), ("(OA;;RPWP;\(getChanges);;\(alice))", false),
      ("(OD;;CR;\(getChanges);;\(helpdesk))(A;;GA;;;\(alice))", false),
      ("(OD;;CR;1131f6ab-9c07-11d1-f79f-00c04fc2dcd2;;\(helpdesk))(A;;GA;;;\(alice))", true),
      ("(D;;CR;;;\(helpdesk))(A;;GA;;;\(alice))", false),
    ])
  func controlAccess(aces: String, isGranted: Bool) throws {
    #expect(
      try decide("D:\(aces)", .control(.ControlRight.dsReplicationGetChanges)).isGranted == isGranted)
  }

  @Test(
    "a validated write is granted by way of",
    arguments: [
      ("(A;;SW;;;\(alice))", true), ("(OA;;SW;\(member);;\(alice))", true),
      ("(OA;;WP;\(member);;\(alice))", false),
      ("(OA;;SW;\(membership);;\(alice))", false), ("(A;;GW;;;\(alice))", true),
    ])
  func validatedWrite(aces: String, isGranted: Bool) throws {
    #expect(try decide("D:\(aces)", .validatedWrite(.ValidatedWrite.selfMembership)).isGranted == isGranted)
  }

  @Test(
    "a child is created by way of its class",
    arguments: [
      ("(A;;CC;;;\(alice))", true), ("(OA;;CC;\(user);;\(alice))", true),
      ("(OA;;CC;\(group);;\(alice))", false),
      ("(OA;;DC;\(user);;\(alice))", false), ("(OD;;CC;\(user);;\(alice))(A;;CC;;;\(alice))", false),
    ])
  func createChild(aces: String, isGranted: Bool) throws {
    // The parent is a group here, so an entry for groups must not be mistaken for one about the parent.
    #expect(try decide("D:\(aces)", .createChild(.Class.user)).isGranted == isGranted)
  }

  @Test func aConfidentialAttributeNeedsControlAccessOnIt() throws {
    let attribute = GUID.Attribute.msFVERecoveryPassword
    #expect(
      try decide("D:(OA;;CR;\(attribute);;\(Self.alice))", .accessConfidentialAttribute(attribute))
        == granted(by: 0))
    #expect(
      try decide("D:(OA;;RP;\(attribute);;\(Self.alice))", .accessConfidentialAttribute(attribute)) == nothing
    )
  }

  @Test func selfMeansTheObjectItself() throws {
    let sddl = "D:(A;;WP;;;PS)"
    #expect(try decide(sddl, .writeAttribute(.Attribute.member)) == nothing)
    #expect(
      try decide(sddl, .writeAttribute(.Attribute.member), as: Requester(isSelf: true)) == granted(by: 0))
  }

  @Test func creatorOwnerIsNobody() throws {
    #expect(try decide("O:\(Self.alice)D:(A;;WO;;;CO)", .object(.writeOwner)) == nothing)
  }

  @Test func theOwnerMayReadAndWriteTheDACLWhateverItDenies() throws {
    let sddl = "O:\(Self.helpdesk)D:(D;;GA;;;WD)(D;;GA;;;\(Self.alice))"
    #expect(try decide(sddl, .object(.writeDACL)) == AccessDecision(.granted, .owner))
    #expect(try decide(sddl, .object(.readControl)) == AccessDecision(.granted, .owner))
    #expect(try decide(sddl, .object(.writeOwner)) == denied(by: 1))
    #expect(try decide(sddl, .object(.writeDACL), token: [Self.alice]) == denied(by: 1))
  }

  @Test func anOwnerRightsEntryReplacesWhatOwningImplies() throws {
    #expect(try decide("O:\(Self.alice)D:(A;;RC;;;OW)", .object(.writeDACL)) == nothing)
    #expect(try decide("O:\(Self.alice)D:(A;;RC;;;OW)", .object(.readControl)) == granted(by: 0))
    #expect(try decide("O:\(Self.alice)D:(A;;WP;;;OW)", .writeAttribute(.Attribute.member)) == granted(by: 0))
    #expect(try decide("O:BAD:(A;;WP;;;OW)", .writeAttribute(.Attribute.member)) == nothing)
  }

  @Test func anInheritOnlyOwnerRightsEntryReplacesNothing() throws {
    #expect(
      try decide("O:\(Self.alice)D:(A;CIIO;RC;;;OW)", .object(.writeDACL)) == AccessDecision(.granted, .owner)
    )
  }

  @Test func aDenyingOwnerRightsEntryReplacesWhatOwningImpliesAndDenies() throws {
    #expect(try decide("O:\(Self.alice)D:(D;;WP;;;OW)", .object(.writeDACL)) == nothing)
    let sddl = "O:\(Self.alice)D:(D;;WD;;;OW)(A;;WD;;;\(Self.helpdesk))"
    #expect(try decide(sddl, .object(.writeDACL)) == denied(by: 0))
    #expect(try decide(sddl, .object(.writeDACL), token: [Self.helpdesk]) == granted(by: 1))
  }

  static let undecidable = "(@User.Office == 5)"
  static let isHelpdesk = "(Member_of{SID(\(helpdesk))})"
  static let isNoHelpdesk = "(Not_Member_of{SID(\(helpdesk))})"

  @Test(
    "a conditional OWNER RIGHTS entry replaces what owning implies when its condition is met; otherwise that is open",
    arguments: [
      ("(XA;;RC;;;OW;\(isHelpdesk))", AccessDecision(.denied, .nothing)),
      ("(XD;;RP;;;OW;\(isHelpdesk))", AccessDecision(.denied, .nothing)),
      ("(XA;;WD;;;OW;\(isHelpdesk))", AccessDecision(.granted, .ace(0))),
      ("(XA;;RC;;;OW;\(isNoHelpdesk))", AccessDecision(.unknown, .ace(0))),
      ("(XA;;RC;;;OW;\(undecidable))", AccessDecision(.unknown, .ace(0))),
      ("(XA;;WD;;;OW;\(undecidable))", AccessDecision(.unknown, .ace(0))),
      ("(XD;;WD;;;OW;\(undecidable))", AccessDecision(.unknown, .ace(0))),
      ("(D;;WD;;;\(alice))(XA;;RC;;;OW;\(undecidable))", AccessDecision(.unknown, .ace(1))),
      ("(XA;;WD;;;\(alice);\(undecidable))(XA;;RC;;;OW;\(undecidable))", AccessDecision(.unknown, .ace(0))),
      ("(XA;;RC;;;OW;\(undecidable))(A;;WD;;;\(alice))", AccessDecision(.granted, .ace(1))),
      ("(XA;;RC;;;OW;\(undecidable))(A;;RP;;;OW)", AccessDecision(.denied, .nothing)),
      ("(XA;;RC;;;OW;\(undecidable))(XA;;RP;;;OW;\(isHelpdesk))", AccessDecision(.denied, .nothing)),
      ("(XA;CIIO;RC;;;OW;\(undecidable))", AccessDecision(.granted, .owner)),
    ])
  func conditionalOwnerRights(entries: String, expected: AccessDecision) throws {
    let sddl = "O:\(Self.alice)D:\(entries)"
    let token = [Self.alice, Self.helpdesk]
    #expect(try decide(sddl, .object(.writeDACL), token: token) == expected)
    let check = AccessCheck(try SecurityDescriptor(sddl: sddl), schema: .builtIn)
    let rights = check.objectRights(
      objectClass: .Class.user, holding: check.held { token.contains($0.description) })
    #expect(rights.granted.contains(.writeDACL) == (expected.outcome == .granted))
    #expect(rights.unknown.contains(.writeDACL) == (expected.outcome == .unknown))
  }

  @Test func aConditionalOwnerRightsEntryConcernsNobodyButTheOwner() throws {
    #expect(
      try decide("O:BAD:(XA;;WD;;;OW;\(Self.undecidable))", .object(.writeDACL)) == nothing)
  }

  @Test func blockedOwnerRightsLeaveReading() throws {
    let blocked = Requester(ownerRightsAreBlocked: true)
    #expect(try decide("O:\(Self.alice)D:", .object(.writeDACL), as: blocked) == nothing)
    #expect(
      try decide("O:\(Self.alice)D:", .object(.readControl), as: blocked) == AccessDecision(.granted, .owner))
    #expect(
      try decide("O:\(Self.alice)D:(A;;WD;;;\(Self.alice))", .object(.writeDACL), as: blocked)
        == granted(by: 0))
  }

  @Test func takingOwnershipIsAPrivilege() throws {
    #expect(
      try decide("O:BAD:", .object(.writeOwner), as: Requester(mayTakeOwnership: true))
        == AccessDecision(.granted, .privilege))
    #expect(try decide("O:BAD:", .object(.writeDACL), as: Requester(mayTakeOwnership: true)) == nothing)
  }

  @Test func aNullDACLAllowsEverything() throws {
    for sddl in ["O:BA", "O:BAD:NO_ACCESS_CONTROL"] {
      #expect(try decide(sddl, .object(.writeDACL)) == AccessDecision(.granted, .nullDACL))
      #expect(
        try decide(sddl, .control(.ControlRight.dsReplicationGetChangesAll))
          == AccessDecision(.granted, .nullDACL))
    }
  }

  @Test func anEmptyDACLAllowsNothingButTheOwnersRights() throws {
    #expect(try decide("O:BAD:", .object(.readControl)) == nothing)
    #expect(try decide("O:\(Self.alice)D:", .object(.writeDACL)) == AccessDecision(.granted, .owner))
    #expect(try decide("O:\(Self.alice)D:", .object(.delete)) == nothing)
  }

  static let condition = "#6172747800000000"

  @Test(
    "a condition makes the answer unknown only where it matters",
    arguments: [
      // Only the condition could allow it.
      ("(XA;;WD;;;\(alice);\(condition))", AccessDecision(.unknown, .ace(0))),
      // It is allowed anyway.
      ("(XA;;WD;;;\(alice);\(condition))(A;;WD;;;\(alice))", AccessDecision(.granted, .ace(1))),
      // Denied unless the condition holds.
      ("(XA;;WD;;;\(alice);\(condition))(D;;WD;;;\(alice))", AccessDecision(.unknown, .ace(0))),
      // The deny comes first.
      ("(D;;WD;;;\(alice))(XA;;WD;;;\(alice);\(condition))", AccessDecision(.denied, .ace(0))),
      // Allowed unless the condition holds.
      ("(XD;;WD;;;\(alice);\(condition))(A;;WD;;;\(alice))", AccessDecision(.unknown, .ace(0))),
      // Denied anyway.
      ("(XD;;WD;;;\(alice);\(condition))", AccessDecision(.denied, .nothing)),
      ("(XD;;WD;;;\(alice);\(condition))(D;;WD;;;\(alice))", AccessDecision(.denied, .ace(1))),
      // The allow comes first.
      ("(A;;WD;;;\(alice))(XD;;WD;;;\(alice);\(condition))", AccessDecision(.granted, .ace(0))),
      // About somebody else, or another right.
      ("(XA;;WD;;;BG;\(condition))", AccessDecision(.denied, .nothing)),
      ("(XA;;WP;;;\(alice);\(condition))", AccessDecision(.denied, .nothing)),
    ])
  func conditional(aces: String, expected: AccessDecision) throws {
    #expect(try decide("D:\(aces)", .object(.writeDACL)) == expected)
  }

  @Test func aPlanAnswersInTheOrderOfItsRights() throws {
    let descriptor = try SecurityDescriptor(
      sddl: "O:BAD:(OA;;WP;\(Self.member);;\(Self.alice))(A;;WD;;;\(Self.helpdesk))(A;;GA;;;SY)")
    let check = AccessCheck(descriptor, schema: .builtIn)
    let plan = check.plan(
      for: [.object(.writeDACL), .writeAttribute(.Attribute.member), .object(.delete)],
      objectClass: .Class.group)
    let alice = SID(Self.alice)
    #expect(
      plan.decide(holding: check.held { $0 == alice }) == [nothing, granted(by: 0), nothing])
    #expect(plan.grantees(1).map { check.trustees[$0].description } == [Self.alice, "S-1-5-18"])
    #expect(!check.plan(for: [.writeAttribute(.Attribute.member)], objectClass: nil).grantees(0).isEmpty)
  }
}
