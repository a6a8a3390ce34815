import Directory
import Testing

@testable import Assessment

/// From a small forest to the whole report.
@Suite struct AssessTests {
  static let clock = time("2021-04-12T00:00:00Z")

  static func report(_ forest: Forest, _ change: (inout AssessmentOptions) -> Void = { _ in })
    -> AssessmentReport
  {
    var options = AssessmentOptions(now: clock)
    change(&options)
    return assess(snapshot(ldif: forest.ldif), options)
  }

  /// What people know when logs and hosts were examined.
  static let everythingExamined = CaseFile(
    domainControllerLogsSearched: true, exchangeLogsSearched: true, logonsKnown: true)

  @Test func assumesEveryExchangeServerToBeCompromised() {
    let report = Self.report(Forest())
    #expect(report.footholds.map(\.name) == ["EX01$"])
    #expect(report.verdict.inputs.exchange == .exploited)
    #expect(report.verdict.basis.first?.source == .assumed)
    #expect(report.verdict.inputs.credentials == .host)
  }

  @Test func fromTheDirectoryAloneNothingIsCalledConfined() {
    let report = Self.report(Forest())
    #expect(report.verdict.inputs.coverage == .partial)
    #expect(report.verdict.level == .v2)
    #expect(report.verdict.rebuild == .notIndicated)
  }

  @Test func aForestWithoutItsSchemaIsNeverFullyRead() {
    let report = Self.report(Forest()) { $0.caseFile = Self.everythingExamined }
    #expect(report.coverage.checks.filter { !$0.met }.map(\.id) == ["readable"])
    #expect(report.gaps.contains { $0.id == "schemaMissing-1" })
    #expect(report.verdict.level == .v2)
  }

  @Test func aWebShellProvesExploitationAndNothingMore() {
    var forest = Forest()
    forest[Forest.addressBook].change("msExchExternalHostName", to: "http://f/<script>x</script>")
    let report = Self.report(forest)
    #expect(report.verdict.basis.first?.source == .evidence)
    #expect(report.verdict.basis.first?.findings == ["IND-G01-1"])
    #expect(report.verdict.inputs.traces == .none)
    #expect(report.verdict.level == .v2)
  }

  @Test func twoStrongFindingsOfDifferentKindsWithinTheHourWeighLikeADecisiveOne() {
    var forest = Forest()
    forest["DC=example"].stamp("nTSecurityDescriptor")
    #expect(Self.report(forest).verdict.inputs.traces == .strong)
    forest[Forest.policy].change("versionNumber", to: "2", when: "2021-03-01T03:50:00Z")
    let report = Self.report(forest)
    #expect(report.verdict.inputs.traces == .decisive)
    #expect(report.verdict.rebuild == .indicated)
    forest[Forest.policy].stamp("versionNumber", when: "2021-03-01T04:10:00Z")
    #expect(Self.report(forest).verdict.inputs.traces == .strong)
  }

  @Test func twoPoliciesEditedInARowAreOrdinaryWork() {
    var forest = Forest()
    forest[Forest.policy].change("versionNumber", to: "2")
    forest["OU=Domain Controllers,DC=example"].stamp("gPLink", when: "2021-03-01T03:05:00Z")
    #expect(Self.report(forest).verdict.inputs.traces == .strong)
  }

  @Test(
    "missing evidence is never taken for absence", arguments: ["nTSecurityDescriptor", "metadata", "holder"])
  func undetermined(missing: String) {
    var forest = Forest()
    switch missing {
    case "metadata":
      for index in forest.entries.indices {
        forest.entries[index].stamps = []
        forest.entries[index].links = []
      }
    case "holder": forest.entries.removeAll { $0.dn == Forest.holder }
    default:
      for index in forest.entries.indices { forest.entries[index].values.removeAll { $0.0 == missing } }
    }
    let report = Self.report(forest)
    #expect(report.verdict.inputs.coverage == .insufficient)
    #expect(report.verdict.rebuild == .undetermined)
    #expect(report.gaps.contains { $0.id.hasPrefix("coverage-") && !$0.consequence.de.isEmpty })
    #expect(!report.verdict.flips.isEmpty)
  }

  @Test func aTruncatedInputDecidesNothing() {
    let gap = Directory.Gap(kind: .inputTruncated, objects: 1, detail: "case.ldif line 7: ends early")
    let report = Self.report(Forest()) {
      $0.inputGaps = [gap]
      $0.caseFile = Self.everythingExamined
    }
    #expect(report.verdict.rebuild == .undetermined)
    #expect(report.gaps.contains { $0.what == gap.detail })
  }

  @Test func evidenceOlderThanTheWindowDecidesNothing() {
    let report = Self.report(Forest()) {
      $0.since = time("2021-04-11T00:00:00Z")
      $0.caseFile = Self.everythingExamined
    }
    #expect(report.verdict.rebuild == .undetermined)
    #expect(report.coverage.checks.filter { !$0.met }.map(\.id).contains("window"))
  }

  @Test func aDescriptorCutShortOnTheHeadDecidesNothing() {
    var forest = Forest()
    let head = forest["DC=example"].values.firstIndex { $0.0 == "nTSecurityDescriptor" }
    if let head { forest["DC=example"].values[head].1.removeLast(20) }
    let report = Self.report(forest)
    #expect(report.coverage.checks.first { $0.id == "descriptors" }?.met == false)
    #expect(report.verdict.rebuild == .undetermined)
  }

  @Test func membersOfTierZeroWithoutDatesDecideNothing() {
    var forest = Forest()
    forest[Forest.domainAdmins].links = []
    #expect(Self.report(forest).coverage.checks.first { $0.id == "metadata" }?.met == false)
    #expect(Self.report(forest).verdict.rebuild == .undetermined)
    // The same when only the members tell of their group.
    forest[Forest.domainAdmins].values.removeAll { $0.0 == "member" }
    forest["CN=adm.otto,CN=Users,DC=example"].set("memberOf", Forest.domainAdmins)
    #expect(Self.report(forest).coverage.checks.first { $0.id == "metadata" }?.met == false)
  }

  @Test func theEmptyContainerOfDeletedObjectsShowsNoDeletedObject() {
    var forest = Forest()
    forest.entries.removeAll { $0.dn.hasPrefix("CN=gone") }
    forest["CN=Deleted Objects,DC=example"].set("isDeleted", "TRUE")
    #expect(Self.report(forest).coverage.checks.first { $0.id == "deleted-objects" }?.met == false)
  }

  @Test func anExchangeServerWhoseComputerWasNotReadIsStillTakenToBeCompromised() {
    var forest = Forest()
    forest.entries.removeAll { $0.dn == Forest.exchangeServer }
    let report = Self.report(forest)
    #expect(report.verdict.inputs.exchange == .exploited)
    #expect(report.reach.tierZero == .unknown)
    #expect(report.verdict.rebuild == .undetermined)
    #expect(report.gaps.contains { $0.what.hasPrefix("no starting point") })
  }

  @Test func administratorsWithoutMembersAreMembersThatWereNotRead() {
    var forest = Forest()
    for index in forest.entries.indices {
      forest.entries[index].links = []
      forest.entries[index].values.removeAll { $0.0 == "member" }
    }
    #expect(Self.report(forest).gaps.contains { $0.what.contains("members of Administrators") })
    #expect(!Self.report(Forest()).gaps.contains { $0.what.contains("members of Administrators") })
  }

  @Test func aWindowLongerThanTheRetentionExcludesNothing() {
    let report = Self.report(Forest()) { $0.since = time("2020-01-01T00:00:00Z") }
    #expect(report.verdict.notExcluded == .v4)
    #expect(report.coverage.checks.first { $0.id == "age" }?.met == false)
    #expect(report.options.first { $0.id == "O4" }?.allowed == false)
  }

  @Test func doubtfulMetadataMakesCoverageInsufficientAndOpensEveryRoute() {
    var forest = Forest()
    forest[Forest.domainAdmins].stamp("description", from: "00000000-0000-0000-0000-0000000000ff")
    let report = Self.report(forest)
    #expect(report.verdict.inputs.coverage == .insufficient)
    #expect(report.verdict.notExcluded == .v4)
    #expect(report.reach.paths.allSatisfy { !$0.excluded })
  }

  @Test func theCaseFileRaisesWhatIsKnown() {
    let report = Self.report(Forest()) {
      $0.caseFile.exchange = .handsOn
      $0.caseFile.credentials = .tierZero
      $0.caseFile.awareSince = time("2021-03-05T10:00:00Z")
    }
    #expect(report.verdict.level == .v3b)
    #expect(report.legal?.deadline == time("2021-03-08T10:00:00Z"))
    #expect(report.legal?.examineDataSubjects == true)
  }

  @Test func flipsNameAnotherOutcome() {
    var forest = Forest()
    forest.join(Forest.domainAdmins, "CN=anna,CN=Users,DC=example")
    let report = Self.report(forest)
    #expect(report.verdict.rebuild == .indicated)
    #expect(
      report.verdict.flips.contains {
        $0.to.rebuild == .notIndicated && $0.condition.en.contains("IND-A01-1")
      })
    #expect(report.verdict.flips.contains { $0.to.level == .v4 })
    for flip in report.verdict.flips {
      #expect(flip.to.level != report.verdict.level || flip.to.rebuild != report.verdict.rebuild)
    }
  }

  @Test func thePlanIsNumberedAndNamesTheObjects() {
    var forest = Forest()
    forest.join(Forest.domainAdmins, "CN=anna,CN=Users,DC=example")
    let report = Self.report(forest)
    #expect(report.plan.map(\.step) == Array(1...report.plan.count))
    #expect(report.plan.contains { $0.objects == ["CN=anna,CN=Users,DC=example"] })
    #expect(report.plan.contains { $0.objects.contains(Forest.krbtgt) })
    #expect(report.options.filter(\.recommended).map(\.id) == ["O3"])
  }

  @Test func theThreeQuestionsAreAnswered() {
    var forest = Forest()
    forest.join(Forest.domainAdmins, "CN=anna,CN=Users,DC=example")
    forest.user("svc", rid: 1700, created: Forest.during)
    forest["CN=svc,CN=Users,DC=example"].change("servicePrincipalName", to: "http/x", version: 1)
    let inventory = Self.report(forest).inventory
    let admins = inventory.privilegedGroups.first { $0.name == "Domain Admins" }
    #expect(admins?.members.filter(\.recent).map(\.name) == ["anna"])
    let builtin = inventory.privilegedGroups.first { $0.name == "Administrators" }
    #expect(builtin?.members.first { $0.name == "anna" }?.via == [Forest.domainAdmins])
    #expect(inventory.changedAccounts.filter(\.created).map(\.name) == ["svc"])
    #expect(inventory.newServicePrincipals.map(\.name) == ["svc"])
    #expect(inventory.newServicePrincipals.first?.names == ["http/x"])
  }

  @Test func theOrderOfEntriesChangesNothing() throws {
    var forest = Forest()
    forest.join(Forest.domainAdmins, "CN=anna,CN=Users,DC=example")
    forest[Forest.policy].change("versionNumber", to: "2")
    let first = Self.report(forest)
    forest.entries.reverse()
    let second = Self.report(forest)
    #expect(first.verdict == second.verdict)
    #expect(first.findings == second.findings)
    #expect(first.plan == second.plan)
  }
}
