/// A value of an entry that cannot be read as its transfer form says, with everything needed to find it again.
package struct MalformedAttribute: Error, Hashable, Sendable, CustomStringConvertible {
  /// Distinguished name of the entry, as text.
  package let dn: String
  /// The attribute description with its options, e.g. `member;range=0-1499`.
  package let attribute: String
  /// 1-based line of the attribute in its source, 0 when the source has no lines.
  package let line: Int
  package let reason: String

  package init(dn: String, attribute: String, line: Int, reason: String) {
    self.dn = dn
    self.attribute = attribute
    self.line = line
    self.reason = reason
  }

  package var description: String {
    let place = line > 0 ? "line \(line): " : ""
    return "\(place)'\(attribute)' of \(dn): \(reason)"
  }
}
