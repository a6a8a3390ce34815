package import Directory

/// What the responder states about the case, and what the tool knows about its input.
package struct AssessmentOptions: Sendable {
  /// The hosts taken to be compromised; empty: every Exchange server of the directory.
  package var footholds: [ObjectID]
  /// True when the responder named the footholds, false when they are assumed.
  package var stated: Bool
  package var since: Instant
  /// Containment: later changes are those of the responders until shown otherwise. nil: not contained.
  package var until: Instant?
  /// Where the window comes from: `option`, `case`, `default`.
  package var sinceBasis: String
  /// The clock of the report.
  package var now: Instant
  package var inputs: [AssessmentReport.Input]
  /// The origin of those inputs that are evidence folders.
  package var collections: [AssessmentReport.Collection]
  package var toolVersion: String
  /// Lines, entries and values that the reader refused, already as gaps.
  package var inputGaps: [Directory.Gap]
  package var caseFile: CaseFile

  package init(
    footholds: [ObjectID] = [], stated: Bool = false, since: Instant = defaultSince, until: Instant? = nil,
    sinceBasis: String = "default", now: Instant, inputs: [AssessmentReport.Input] = [],
    collections: [AssessmentReport.Collection] = [], toolVersion: String = "",
    inputGaps: [Directory.Gap] = [],
    caseFile: CaseFile = CaseFile()
  ) {
    self.footholds = footholds
    self.stated = stated
    self.since = since
    self.until = until
    self.sinceBasis = sinceBasis
    self.now = now
    self.inputs = inputs
    self.collections = collections
    self.toolVersion = toolVersion
    self.inputGaps = inputGaps
    self.caseFile = caseFile
  }

  /// 2021-01-03T00:00:00Z, the first known exploitation of CVE-2021-26855.
  package static let defaultSince = Instant(seconds: 1_609_632_000)
}
