internal import LDAPTypes

/// Writes entries as LDIF content (RFC 2849), so that every reader gives back the same octets.
package enum LDIFWriter {
  /// Lines are folded to this many bytes, the width of RFC 2849 §2 note 10's examples and of ldapsearch.
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
    line("dn", Array(dn.utf8), to: &output)
    for (description, value) in attributes { line(description, value, to: &output) }
    output.append(UInt8(ascii: "\n"))
  }

  private static func line(_ description: String, _ value: [UInt8], to output: inout [UInt8]) {
    var text = Array(description.utf8)
    if value.isEmpty {
      text.append(UInt8(ascii: ":"))
    } else if isSafe(value) {
      text += Array(": ".utf8) + value
    } else {
      text += Array(":: ".utf8) + Base64.encode(value)
    }
    // A continuation line spends one byte on its leading space.
    var rest = text[...]
    output += rest.prefix(width)
    rest = rest.dropFirst(width)
    while !rest.isEmpty {
      output += [UInt8(ascii: "\n"), UInt8(ascii: " ")]
      output += rest.prefix(width - 1)
      rest = rest.dropFirst(width - 1)
    }
    output.append(UInt8(ascii: "\n"))
  }

  /// RFC 2849 `SAFE-STRING`, without a space at the end (§2 note 8); other control characters are legal but would let
  /// a value move the cursor of who looks at the file.
  private static func isSafe(_ value: [UInt8]) -> Bool {
    guard let first = value.first, let last = value.last else { return true }
    switch first {
    case UInt8(ascii: " "), UInt8(ascii: ":"), UInt8(ascii: "<"): return false
    default: return last != UInt8(ascii: " ") && value.allSatisfy { 0x20..<0x7F ~= $0 }
    }
  }
}
