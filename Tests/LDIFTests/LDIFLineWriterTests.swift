import Testing

@testable import LDIF

@Suite struct LDIFLineWriterTests {
  /// Values around every edge: the width of a line, the rest of base64, what RFC 2849 calls unsafe.
  static let values: [[UInt8]] =
    (0...160).map { Array(repeating: UInt8(ascii: "a"), count: $0) }
    + (0...160).map { Array(repeating: 0, count: $0) }
    + [" x", "x ", ":x", "<x", "x:<", "x\n", "ä", "x\u{7F}"].map { Array($0.utf8) }

  @Test func `lines from bytes are those from values`() {
    for value in Self.values {
      let name = Array("description".utf8)
      var streamed: [UInt8] = []
      name.withUnsafeBytes { name in
        value.withUnsafeBytes { LDIFWriter.append(to: &streamed, description: name, value: $0) }
      }
      let whole = LDIFWriter.entry(dn: "", [("description", value)])
      #expect(Array("dn:\n".utf8) + streamed + [UInt8(ascii: "\n")] == whole)
    }
  }
}
