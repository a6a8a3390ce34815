/// How a file is compressed.
package enum Compression: String, Sendable, CaseIterable {
  /// RFC 1952.
  case gzip = "gz"
  /// RFC 8878.
  case zstandard = "zst"

  /// The compression that the first bytes of an input tell; nil for anything else.
  init?(of bytes: UnsafeRawBufferPointer) {
    if bytes.starts(with: [0x1F, 0x8B]) {
      self = .gzip
    } else if bytes.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) {
      self = .zstandard
    } else if bytes.count >= 4, bytes[0] & 0xF0 == 0x50, bytes[1...3].elementsEqual([0x2A, 0x4D, 0x18]) {
      // A skippable frame, with which some writers begin (RFC 8878 §3.1.2).
      self = .zstandard
    } else {
      return nil
    }
  }
}
