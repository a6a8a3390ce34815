/// The name of an object: relative names from the object up to the root (RFC 4514).
///
/// Two names are equal when their ``key`` is. The attribute types compare without case; values compare by the simple
/// lower case of each Unicode scalar, as Active Directory's case-insensitive naming attributes do.
package struct DistinguishedName: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let relativeNames: [RelativeName]
  /// The normal form, UTF-8: lower case, no spaces around separators, one way to escape.
  package let key: [UInt8]

  package init(relativeNames: [RelativeName]) {
    self.relativeNames = relativeNames
    self.key = Array(relativeNames.map(\.key).joined(separator: [UInt8(ascii: ",")]))
  }

  /// Reads the UTF-8 of a name; the empty name is that of the root DSE.
  /// - Throws: ``MalformedName`` with the offset of the first byte that does not fit.
  package init(_ text: some Collection<UInt8>) throws(MalformedName) {
    var reader = DistinguishedNameReader(bytes: Array(text))
    self.init(relativeNames: try reader.relativeNames())
  }

  package init(_ text: String) throws(MalformedName) {
    try self.init(Array(text.utf8))
  }

  /// The leftmost part: the name of the object among its siblings; nil for the root.
  package var rdn: RelativeName? { relativeNames.first }

  /// The name of the container; nil for the root.
  package var parent: DistinguishedName? {
    relativeNames.isEmpty ? nil : DistinguishedName(relativeNames: Array(relativeNames.dropFirst()))
  }

  /// The text form of RFC 4514 §2, with the attribute types as they were spelled.
  package var description: String { relativeNames.map(\.description).joined(separator: ",") }

  package static func == (a: Self, b: Self) -> Bool { a.key == b.key }
  package func hash(into hasher: inout Hasher) { hasher.combine(key) }
  package static func < (a: Self, b: Self) -> Bool { a.key.lexicographicallyPrecedes(b.key) }

  /// Whether this object is `ancestor` or stands below it.
  package func isWithin(_ ancestor: DistinguishedName) -> Bool {
    relativeNames.count >= ancestor.relativeNames.count
      && relativeNames.suffix(ancestor.relativeNames.count).elementsEqual(ancestor.relativeNames) {
        $0.key == $1.key
      }
  }

  /// The ``key`` of a name without building the name; nearly every name of a forest takes the short way.
  /// - Throws: ``MalformedName`` as the initialiser does.
  package static func key(of text: [UInt8]) throws(MalformedName) -> [UInt8] {
    if let key = plainKey(of: text) { return key }
    return try DistinguishedName(text).key
  }

  /// The key of a name of ASCII bytes without escapes, quotes, multiple attributes or spaces at separators.
  private static func plainKey(of text: [UInt8]) -> [UInt8]? {
    var key: [UInt8] = []
    key.reserveCapacity(text.count)
    var inType = true
    var previous = UInt8(ascii: ",")
    for byte in text {
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): key.append(byte | 0x20)
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
        key.append(byte)
      case UInt8(ascii: "="):
        // An empty type is not a name; an equals sign in a value is one character of it.
        if inType, previous == UInt8(ascii: ",") { return nil }
        inType = false
        key.append(byte)
      case UInt8(ascii: ","):
        if inType || previous == UInt8(ascii: " ") { return nil }
        inType = true
        key.append(byte)
      case UInt8(ascii: " "):
        if inType || previous == UInt8(ascii: "=") { return nil }
        key.append(byte)
      case UInt8(ascii: "\""), UInt8(ascii: "+"), UInt8(ascii: ";"), UInt8(ascii: "<"), UInt8(ascii: ">"),
        UInt8(ascii: "\\"), UInt8(ascii: "#"), 0..<0x20, 0x7F...:
        return nil
      default:
        if inType { return nil }
        key.append(byte)
      }
      previous = byte
    }
    return (inType || previous == UInt8(ascii: " ")) && !text.isEmpty ? nil : key
  }
}
