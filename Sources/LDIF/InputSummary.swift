/// One input as it was read, for the record of the assessment.
package struct InputSummary: Hashable, Sendable {
  package let path: String
  /// SHA-256 over all bytes of the input as it is stored, compressed or not; lower-case hexadecimal.
  package let sha256: String
  /// As stored.
  package let bytes: Int
  package let entries: Int
  /// Search references: parts of the tree that the server keeps elsewhere.
  package let references: Int
}
