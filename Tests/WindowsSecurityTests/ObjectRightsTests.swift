import Testing
import WindowsSecurity

@Suite struct ObjectRightsTests {
  func rights(_ sddl: String, as requester: Requester = Requester(), objectClass: GUID? = .Class.group) throws
    -> ObjectRights
  {
    let check = AccessCheck(try SecurityDescriptor(sddl: sddl), schema: .builtIn)
    return check.objectRights(
      objectClass: objectClass, holding: check.held { $0 == .users || $0 == .everyone }, as: requester)
  }

  @Test func collectsWhatSeveralEntriesGrant() throws {
    let rights = try rights(
      "D:(D;;SD;;;BU)(A;;RPSD;;;WD)(OA;;WD;bf967a9c-0de6-11d0-a285-00aa003049e2;;BU)(A;;GA;;;BA)")
    #expect(rights.granted == [.readProperty, .writeDACL])
    #expect(rights.restricted == [])
    #expect(rights.sDRightsEffective == 4)
  }

  @Test func marksWhatIsDeniedInPart() throws {
    let rights = try rights("D:(OD;;WP;f3a64788-5306-11d1-a9c5-0000f80367c1;;BU)(A;;GA;;;BU)")
    #expect(rights.granted == .fullControl)
    #expect(rights.restricted == .writeProperty)
  }

  @Test func keepsConditionsApart() throws {
    let rights = try rights(
      "D:(XA;;WDSD;;;BU;#6172747800000000)(XD;;RP;;;BU;#6172747800000000)(A;;RPSD;;;BU)(D;;WD;;;BU)")
    #expect(rights.granted == .delete)
    #expect(rights.unknown == [.writeDACL, .readProperty])
  }

  @Test func aTypedEntryGrantsNothingAtLarge() throws {
    #expect(try rights("D:(OA;;CR;1131f6aa-9c07-11d1-f79f-00c04fc2dcd2;;BU)").granted == [])
    #expect(try rights("D:(OA;;CCCRWP;bf967a9c-0de6-11d0-a285-00aa003049e2;;BU)").granted == .writeProperty)
  }

  @Test func countsOwnershipPrivilegeAndNullDACL() throws {
    #expect(try rights("O:BUD:(D;;GA;;;BU)").granted == [.readControl, .writeDACL])
    #expect(
      try rights("D:", as: Requester(mayTakeOwnership: true, mayManageSACLs: true)).sDRightsEffective == 11)
    #expect(try rights("O:BA").granted == .fullControl)
  }

  static let bits: [AccessMask] = (0..<20).map { AccessMask(rawValue: 1 << $0) }
    .filter { AccessMask.fullControl.contains($0) }

  /// The walk over all bits and the plan for one bit are two implementations of one rule.
  @Test("agrees with the plan for every bit", .enabled(if: Fixtures.arePresent), arguments: Fixtures.corpus)
  func agreement(row: Fixtures.CorpusRow) throws {
    let check = AccessCheck(try SecurityDescriptor(row.bytes), schema: .builtIn)
    let plan = check.plan(for: Self.bits.map { .object($0) }, objectClass: .Class.user)
    for index in check.trustees.indices {
      let held = check.held { $0 == check.trustees[index] || $0 == .everyone || $0 == .authenticatedUsers }
      for requester in [Requester(), Requester(isSelf: true, ownerRightsAreBlocked: true)] {
        let rights = check.objectRights(objectClass: .Class.user, holding: held, as: requester)
        let decisions = plan.decide(holding: held, as: requester)
        for (bit, decision) in zip(Self.bits, decisions) {
          #expect(rights.granted.contains(bit) == decision.isGranted)
        }
      }
    }
  }
}
