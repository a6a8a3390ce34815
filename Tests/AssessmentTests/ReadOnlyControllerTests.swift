import Directory
import Testing

@testable import Assessment

/// What a read-only domain controller may keep is counted, because the search takes it for Tier 0 as a whole.
@Suite struct ReadOnlyControllerTests {
  private static let branch = "CN=RODC01,OU=Domain Controllers,DC=example"

  private func forest(_ values: [(String, String)]) -> Forest {
    var forest = Forest()
    forest.add(
      Self.branch, ["top", "person", "organizationalPerson", "user", "computer"], rid: 1002,
      [("sAMAccountName", "RODC01$"), ("userAccountControl", "83890176"), ("primaryGroupID", "521")] + values)
    return forest
  }

  private func told(_ forest: Forest) -> AssessmentReport.Gap? {
    AssessTests.report(forest).gaps.first { $0.id == "readOnlyControllers-1" }
  }

  @Test func `A forest without any says nothing of them`() {
    #expect(told(Forest()) == nil)
  }

  @Test(
    "each says how many passwords it may keep, and how many of Tier 0",
    arguments: [
      ("CN=anna,CN=Users,DC=example", "CN=Never,DC=example", "1 accounts, 0 of them Tier 0;"),
      (Forest.domainAdmins, Forest.krbtgt, "2 accounts, 2 of them Tier 0"),
      (Forest.domainAdmins, Forest.domainAdmins, "0 accounts, 0 of them Tier 0"),
    ])
  func passwords(allowed: String, refused: String, expected: String) throws {
    let gap = try #require(
      told(forest([("msDS-RevealOnDemandGroup", allowed), ("msDS-NeverRevealGroup", refused)])))
    #expect(gap.objects == 1)
    #expect(gap.what.hasPrefix("\(Self.branch): may keep the passwords of \(expected)"), "\(gap.what)")
    #expect(!gap.consequence.de.isEmpty && gap.title.de != gap.title.en)
  }

  @Test func `The verdict does not change by it`() {
    let lists = [("msDS-NeverRevealGroup", Forest.domainAdmins)]
    #expect(
      AssessTests.report(forest(lists)).verdict.inputs.coverage
        == AssessTests.report(Forest()).verdict.inputs.coverage)
  }
}
