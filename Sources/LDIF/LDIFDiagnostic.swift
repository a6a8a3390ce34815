/// Something in an LDIF input that was not read, where it stands, and what to do about it.
package struct LDIFDiagnostic: Error, Hashable, Sendable, CustomStringConvertible {
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    /// A line that is not `attribute: value`; the rest of the entry is kept.
    case malformedLine
    /// Attribute lines without a `dn:` line before them, or a `dn:` that cannot be decoded; skipped up to the next entry.
    case missingDN
    /// A value in base64 that ends early; the other values of the entry are kept.
    case malformedBase64
    /// A value that stands in another file or on a server (`:<`); never fetched.
    case urlValue
    /// A change instead of an entry (`changetype:`, `control:`); skipped.
    case changeRecord
    /// A `version:` other than 1.
    case version
    /// The search that wrote the file ended with an error, or wrote more entries than there are.
    case searchIncomplete
    /// The input ends in the middle of a line.
    case inputTruncated
    /// More of the same; only counted.
    case suppressed
  }

  package let kind: Kind
  package let path: String
  /// 1-based.
  package let line: Int
  package let dn: String?
  /// The attribute description with options.
  package let attribute: String?
  package let problem: String
  package let advice: String
  /// How many of the kind this stands for; above 1 only for ``Kind/suppressed``.
  package let count: Int

  package init(
    kind: Kind, path: String, line: Int, dn: String? = nil, attribute: String? = nil, problem: String,
    advice: String,
    count: Int = 1
  ) {
    self.kind = kind
    self.path = path
    self.line = line
    self.dn = dn
    self.attribute = attribute
    self.problem = problem
    self.advice = advice
    self.count = count
  }

  package var description: String {
    let object = dn.map { " (\($0))" } ?? ""
    return "\(path) line \(line): \(problem)\(object). \(advice)"
  }
}
