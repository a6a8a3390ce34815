/// What one block of LDIF held beside its entries.
package struct LDIFBlockReport: Sendable {
  /// Diagnostics kept of one block; what goes beyond is counted, so that a broken file cannot fill the memory.
  package static let diagnosticLimit = 100

  package internal(set) var entries = 0
  /// Physical lines.
  package internal(set) var lines = 0
  /// In order of their lines, at most ``diagnosticLimit`` and one that counts the rest.
  package internal(set) var diagnostics: [LDIFDiagnostic] = []
  /// Search references (`ref:`, `# refldap://`): parts of the tree that are kept elsewhere.
  package internal(set) var references = 0
  /// `# extended LDIF` headings: searches whose trailer must follow.
  package internal(set) var headings = 0
  /// `# numResponses:` trailers.
  package internal(set) var trailers = 0
  /// Sum over the `# numEntries:` trailers.
  package internal(set) var announcedEntries = 0

  package init() {}

  mutating func note(_ diagnostic: LDIFDiagnostic) {
    if diagnostics.count < Self.diagnosticLimit {
      diagnostics.append(diagnostic)
      return
    }
    let counted = diagnostics.count > Self.diagnosticLimit ? diagnostics.removeLast().count : 0
    diagnostics.append(
      LDIFDiagnostic(
        kind: .suppressed, path: diagnostic.path, line: diagnostic.line,
        problem: "\(counted + 1) further problems near here", advice: "Repair the first ones and read again.",
        count: counted + 1))
  }
}
