/// Sums over the blocks of one input, and what only the end of the input shows.
struct LDIFTotals {
  let path: String
  private(set) var bytes = 0
  private(set) var entries = 0
  private(set) var references = 0
  private var lines = 0
  private var headings = 0
  private var trailers = 0
  private var announcedEntries = 0

  init(path: String) { self.path = path }

  mutating func add(_ report: LDIFBlockReport, bytes: Int) {
    self.bytes += bytes
    entries += report.entries
    references += report.references
    lines += report.lines
    headings += report.headings
    trailers += report.trailers
    announcedEntries = announcedEntries.addingReportingOverflow(report.announcedEntries).partialValue
  }

  /// A file that was cut does not say so itself; its last line, its last search and the counts of its searches do.
  /// - Parameter isCut: the compressed data of the input ends early.
  func closingDiagnostics(endsWithLineFeed: Bool, isCut: Bool = false) -> [LDIFDiagnostic] {
    var diagnostics: [LDIFDiagnostic] = []
    if isCut {
      diagnostics.append(
        LDIFDiagnostic(
          kind: .inputTruncated, path: path, line: lines + 1, problem: "the compressed data ends early",
          advice: "Was the file cut? Compare its size with the original."))
    } else if !endsWithLineFeed {
      diagnostics.append(
        LDIFDiagnostic(
          kind: .inputTruncated, path: path, line: lines + 1, problem: "the last line has no line end",
          advice: "Was the file cut? Compare its size with the original."))
    }
    if trailers < headings {
      diagnostics.append(
        LDIFDiagnostic(
          kind: .searchIncomplete, path: path, line: lines,
          problem: "\(headings) searches began, \(trailers) ended",
          advice: "Was the search stopped? Collect again."))
    } else if headings > 0, headings == trailers, announcedEntries > entries {
      diagnostics.append(
        LDIFDiagnostic(
          kind: .searchIncomplete, path: path, line: lines,
          problem: "the searches wrote \(announcedEntries) entries, \(entries) were read",
          advice: "Was the file edited? Collect again."))
    }
    return diagnostics
  }
}
