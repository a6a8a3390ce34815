import Directory
import Foundation
import LDIF
import Testing

@testable import Assessment

/// Which steps of a path a finding may be shown at.
@Suite struct TraceTests {
  @Test func `a change is told at the step that would have written it, never at one that only reads`() throws
  {
    let report = try attacked()
    let steps = report.reach.paths.flatMap(\.steps)
    let shown = steps.filter { !$0.shownBy.isEmpty }
    #expect(!shown.isEmpty)
    #expect(steps.contains { $0.edge == "DCSync" })
    #expect(steps.filter { $0.edge == "DCSync" }.allSatisfy { $0.shownBy.isEmpty })
    // The account was a member of Domain Admins for 40 minutes; that step, and no other membership, was a change.
    let memberships = shown.filter { $0.edge == "MemberOf" }
    #expect(memberships.contains { $0.toName == "Domain Admins" && $0.fromName == "svc.mailarchiv" })
    #expect(!memberships.contains { $0.fromName == "Domain Admins" })
  }

  private func attacked() throws -> AssessmentReport {
    let evidence = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Evidence/attacked.ldif").path()
    var builder = SnapshotBuilder(sources: [evidence])
    _ = try LDIFSource(path: evidence).read(
      make: { EntryBatch() }, add: { batch, entry in batch.add(entry) },
      deliver: { batch, _ in builder.append(batch) })
    let snapshot = builder.build()
    let host = try #require(snapshot.principal("EX01"))
    return assess(
      snapshot, AssessmentOptions(footholds: [host], stated: true, now: Instant(seconds: 1_618_214_400)))
  }
}
