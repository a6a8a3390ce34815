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

    @inlinable
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
  /// Offset of `dn:` in ``bytes``; lines of attributes are counted from here.
  package let start: Int
  /// The distinguished name, decoded, UTF-8.
  package let dn: [UInt8]
  package let attributes: [Attribute]

  @inlinable
  package init(
    bytes: UnsafeRawBufferPointer, source: Int, line: Int, start: Int = 0, dn: [UInt8],
    attributes: [Attribute]
  ) {
    self.bytes = bytes
    self.source = source
    self.line = line
    self.start = start
    self.dn = dn
    self.attributes = attributes
  }
}

extension EntryView {
  /// The value in its transfer form: base64 and line folding not undone. Equal bytes mean equal values, not the reverse.
  @inlinable
  package func rawValue(_ index: Int) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: bytes[attributes[index].value])
  }

  /// Whether the attribute type, without options, is `name`; ASCII letters compare without case (RFC 4512 §1.4).
  @inlinable
  package func nameEquals(_ index: Int, _ name: StaticString) -> Bool {
    let range = attributes[index].name
    guard range.count == name.utf8CodeUnitCount else { return false }
    return name.withUTF8Buffer { name in
      for offset in 0..<name.count {
        let (a, b) = (bytes[range.lowerBound + offset], name[offset])
        // ASCII letters differ only in bit 5; other characters must be the same byte.
        guard a == b || (a ^ b == 0x20 && UInt8(ascii: "a")...UInt8(ascii: "z") ~= a | 0x20) else {
          return false
        }
      }
      return true
    }
  }

  /// The attribute type as the source spells it, without options.
  package func name(_ index: Int) -> String {
    String(decoding: UnsafeRawBufferPointer(rebasing: bytes[attributes[index].name]), as: UTF8.self)
  }

  /// The options with their first semicolon, e.g. `;range=0-1499`; empty when there are none.
  package func options(_ index: Int) -> String {
    String(decoding: UnsafeRawBufferPointer(rebasing: bytes[attributes[index].options]), as: UTF8.self)
  }

  /// 1-based line of the attribute in its source; 0 for a live source.
  package func line(_ index: Int) -> Int {
    guard line > 0 else { return 0 }
    return line + bytes[start..<attributes[index].name.lowerBound].count { $0 == UInt8(ascii: "\n") }
  }

  /// The decoded octets of the value.
  /// - Throws: ``MalformedAttribute`` when base64 ends early or holds a byte that is not of its alphabet.
  package func value(_ index: Int) throws(MalformedAttribute) -> [UInt8] {
    let attribute = attributes[index]
    let raw = rawValue(index)
    guard attribute.isBase64 else { return attribute.isFolded ? LineFolding.unfold(raw) : [UInt8](raw) }
    do {
      return try Base64.decode(raw)
    } catch {
      throw MalformedAttribute(
        dn: String(decoding: dn, as: UTF8.self), attribute: name(index) + options(index), line: line(index),
        reason: error.description)
    }
  }
}
