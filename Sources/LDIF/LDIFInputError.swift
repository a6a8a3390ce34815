internal import Glibc

/// An input that gives no entries at all, or stops giving them.
package struct LDIFInputError: Error, Hashable, Sendable, CustomStringConvertible {
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    /// There is no such file, or it may not be read.
    case cannotOpen
    /// The system reported an error in the middle.
    case cannotRead
    /// The content is something else, or nothing.
    case notLDIF
    /// It is compressed, and what is in it cannot be had.
    case damaged
    /// One record is larger than any entry can be.
    case entryTooLarge
  }

  package let kind: Kind
  package let path: String
  /// What is wrong and what to do, one line.
  package let reason: String

  package init(kind: Kind, path: String, reason: String) {
    self.kind = kind
    self.path = path
    self.reason = reason
  }

  static func system(_ kind: Kind, _ path: String, errno code: Int32) -> LDIFInputError {
    LDIFInputError(kind: kind, path: path, reason: String(cString: strerror(code)))
  }

  package var description: String { "\(path): \(reason)" }
}
