/// Writes entries as LDIF content (RFC 2849), so that every reader gives back the same octets.
package enum LDIFWriter {
  /// Lines are folded to this many bytes, as the examples of RFC 2849 and ldapsearch do.
  static let width = 76

  /// What a file begins with.
  package static let header = Array("version: 1\n\n".utf8)

  /// A comment line; line ends in `text` become spaces, so that nothing of it can be read as an entry.
  package static func comment(_ text: String) -> [UInt8] {
    Array("# ".utf8)
      + text.utf8.map { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") ? UInt8(ascii: " ") : $0 }
      + [UInt8(ascii: "\n")]
  }

  /// One entry and the empty line after it.
  /// - Parameter attributes: attribute descriptions with options, each with one value, in the order to write.
  package static func entry(dn: String, _ attributes: [(description: String, value: [UInt8])]) -> [UInt8] {
    var output: [UInt8] = []
    append(to: &output, dn: dn, attributes)
    return output
  }

  /// Appends one entry to `output`.
  package static func append(
    to output: inout [UInt8], dn: String, _ attributes: [(description: String, value: [UInt8])]
  ) {
    for (description, value) in [("dn", Array(dn.utf8))] + attributes {
      Array(description.utf8).withUnsafeBytes { name in
        value.withUnsafeBytes { append(to: &output, description: name, value: $0) }
      }
    }
    endEntry(&output)
  }
}
