/// A value that is not what its format promises: which part, where, and why.
///
/// Reads as one line, for example `SID sub-authorities at byte 8: needs 8 bytes, 3 left`.
package struct MalformedValue: Error, Hashable, Sendable, CustomStringConvertible {
  /// The part of the format that could not be read, in the words of its specification.
  package let field: String
  /// Byte (or, for text, UTF-8 byte) from the start of the whole value, 0-based.
  package let offset: Int
  package let reason: String

  package init(field: String, offset: Int, reason: String) {
    self.field = field
    self.offset = offset
    self.reason = reason
  }

  package var description: String { "\(field) at byte \(offset): \(reason)" }
}
