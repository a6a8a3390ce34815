import Directory
import LDIF

/// Tells the first diagnostics of the reader, counts all, and turns them into gaps.
struct DiagnosticLog {
  static let told = 10

  private let limit: Int
  private var count = 0
  private var counts: [Gap.Kind: (objects: Int, first: String)] = [:]

  init(verbose: Bool, quiet: Bool) {
    limit = quiet ? 0 : verbose ? .max : Self.told
  }

  mutating func add(_ diagnostics: [LDIFDiagnostic]) {
    for diagnostic in diagnostics {
      if count < limit { Terminal.complain(diagnostic.description) }
      count += diagnostic.count
      guard let kind = diagnostic.kind.gap else { continue }
      let known = counts[kind]
      counts[kind] = ((known?.objects ?? 0) + diagnostic.count, known?.first ?? diagnostic.description)
    }
  }

  func end() {
    if count > limit, limit > 0 {
      Terminal.complain("\(count - limit) more diagnostics; --verbose tells all. They are counted as gaps.")
    }
  }

  /// In the order of the kinds, each with its first example.
  var gaps: [Gap] {
    Gap.Kind.allCases.compactMap { kind in
      counts[kind].map { Gap(kind: kind, objects: $0.objects, detail: $0.first) }
    }
  }
}

extension LDIFDiagnostic.Kind {
  /// What the diagnostic means for the answer; nil when nothing of the directory was lost.
  fileprivate var gap: Gap.Kind? {
    switch self {
    case .missingDN, .changeRecord, .malformedLine, .suppressed: .entryMalformed
    case .malformedBase64, .urlValue: .valueMalformed
    case .searchIncomplete: .collectionIncomplete
    case .inputTruncated: .inputTruncated
    case .version: nil
    }
  }
}
