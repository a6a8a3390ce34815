/// One entry while a source delivers it: a view over bytes that are only valid during the call that hands it out.
///
/// Nothing is copied or decoded that nobody asks for. A value may still carry its transfer form (LDIF folding, base64);
/// ``rawValue(_:)`` gives those bytes as they stand, which is enough to recognise a value already seen, and
/// ``value(_:)`` gives the decoded octets of the attribute value.
package struct EntryView {
  package struct Attribute: Sendable {
    /// The attribute description without options, e.g. `member`, as a range of ``EntryView/bytes``.
    package var name: Range<Int>
    /// The options with their first semicolon, e.g. `;range=0-1499`; empty when there are none.
    package var options: Range<Int>
    package var value: Range<Int>
    package var isBase64: Bool
    package var isFolded: Bool

    package init(name: Range<Int>, options: Range<Int>, value: Range<Int>, isBase64: Bool, isFolded: Bool) {
      self.name = name
      self.options = options
      self.value = value
      self.isBase64 = isBase64
      self.isFolded = isFolded
    }
  }

  package let bytes: UnsafeRawBufferPointer
  /// Position of the entry in its source: index of the input, and 1-based line of `dn:` (0 for a live source).
  package let source: Int
  package let line: Int
  /// The distinguished name, decoded, UTF-8.
  package let dn: [UInt8]
  package let attributes: [Attribute]

  package init(bytes: UnsafeRawBufferPointer, source: Int, line: Int, dn: [UInt8], attributes: [Attribute]) {
    self.bytes = bytes
    self.source = source
    self.line = line
    self.dn = dn
    self.attributes = attributes
  }
}
