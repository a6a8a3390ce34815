import Directory
import Foundation
import Testing

@testable import Assessment

/// Real LDIF of other people's labs, where it lies beside the package; without it these tests do not run.
@Suite struct FixtureTests {
  static let folder: URL? = {
    let environment = ProcessInfo.processInfo.environment["FOOTHOLD_FIXTURES"].map { URL(filePath: $0) }
    let folder = environment ?? packageRoot.deletingLastPathComponent().appending(path: "shared/fixtures")
    return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
  }()

  private static func report(_ name: String) throws -> AssessmentReport? {
    guard let folder else { return nil }
    let bytes = try [UInt8](Data(contentsOf: folder.appending(path: "ldif/\(name).ldif")))
    return assess(snapshot(ldif: bytes), AssessmentOptions(now: time("2021-04-12T00:00:00Z")))
  }

  @Test(
    "without Exchange and metadata nothing is decided, and the gaps are named", .enabled(if: folder != nil),
    arguments: ["detectionlab", "windomain.local", "ez.lab-bof"])
  func undetermined(name: String) throws {
    guard let report = try Self.report(name) else { return }
    #expect(report.verdict.rebuild == .undetermined)
    #expect(report.verdict.inputs.coverage == .insufficient)
    #expect(report.gaps.contains { $0.id == "coverage-metadata" })
    #expect(report.gaps.contains { $0.id == "coverage-exchange-configuration" })
  }

  @Test(
    "the state of permissions before the fixes of 2019 decides about the direct path",
    .enabled(if: folder != nil),
    arguments: [("E19-Solo.com", false), ("E19-Solo.com-prefix2019", true)])
  func directPath(name: String, isDirect: Bool) throws {
    guard let report = try Self.report(name) else { return }
    let heads = report.reach.paths.filter { path in
      path.steps.last?.toKind == "domainDNS" && path.steps.count { $0.edge != "MemberOf" } == 1
    }
    #expect(heads.isEmpty != isDirect)
    #expect(report.verdict.rebuild == .undetermined)
  }
}
