import Testing
import WindowsSecurity

@Suite struct DSHeuristicsTests {
  @Test func absentMeansDefault() {
    let none = DSHeuristics(nil)
    #expect(!none.listsObjects && !none.blocksOwnerImplicitRights && none.unprotectedOperators.isEmpty)
  }

  @Test func readsItsSwitches() {
    #expect(DSHeuristics("001").listsObjects)
    #expect(DSHeuristics("0000002").allowsAnonymousOperations)
    #expect(DSHeuristics("000000000100000f").unprotectedOperators.count == 4)
    #expect(DSHeuristics("0000000001000009").unprotectedOperators == [.accountOperators, .backupOperators])
    #expect(DSHeuristics("00000000010000000002000000011").blocksOwnerImplicitRights)
    #expect(!DSHeuristics("00000000010000000002000000010").blocksOwnerImplicitRights)
    #expect(!DSHeuristics("00000000010000000002000000002").blocksOwnerImplicitRights)
    #expect(!DSHeuristics("00000000010000000002000000003").blocksOwnerImplicitRights)
    #expect(DSHeuristics("00000000010000000002000000007").blocksOwnerImplicitRights, "without a meaning")
  }

  @Test func nothingCountsBehindAWrongMarker() {
    #expect(DSHeuristics("000000000000000f").unprotectedOperators.isEmpty)
    #expect(!DSHeuristics("00000000010000000000000000011").blocksOwnerImplicitRights)
  }
}
