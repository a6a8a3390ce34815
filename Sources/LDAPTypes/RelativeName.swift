/// One step of a distinguished name: one or more attribute values, e.g. `CN=Users` (RFC 4514 §2).
package struct RelativeName: Hashable, Sendable, CustomStringConvertible {
  package struct Part: Hashable, Sendable {
    /// The attribute type as spelled, e.g. `CN` or a dotted object identifier.
    package let type: String
    /// The value, escapes undone, UTF-8.
    package let value: [UInt8]

    package init(type: String, value: [UInt8]) {
      self.type = type
      self.value = value
    }
  }

  /// At least one; in the order of the text.
  package let parts: [Part]

  package init(parts: [Part]) { self.parts = parts }

  /// The type of the first part, e.g. `CN`.
  package var type: String { parts.first?.type ?? "" }
  /// The value of the first part as text; octets that are no UTF-8 are replaced.
  package var value: String { String(decoding: parts.first?.value ?? [], as: UTF8.self) }

  package var description: String {
    parts.map { "\($0.type)=\(String(decoding: Self.escape($0.value), as: UTF8.self))" }.joined(
      separator: "+")
  }

  /// The normal form; parts in order of their type, because `A=1+B=2` and `B=2+A=1` are the same name.
  package var key: [UInt8] {
    if parts.count == 1, let part = parts.first { return Self.key(part) }
    let keys = parts.map(Self.key).sorted { $0.lexicographicallyPrecedes($1) }
    return Array(keys.joined(separator: [UInt8(ascii: "+")]))
  }

  private static func key(_ part: Part) -> [UInt8] {
    Array(part.type.lowercased().utf8) + [UInt8(ascii: "=")] + escape(CaseFolding.fold(part.value))
  }

  /// Escapes a value as RFC 4514 §2.4 demands; control characters become `\` and two hexadecimal digits.
  private static func escape(_ value: [UInt8]) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(value.count)
    for (position, byte) in value.enumerated() {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "+"), UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "<"),
        UInt8(ascii: ">"), UInt8(ascii: "\\"):
        text += [UInt8(ascii: "\\"), byte]
      case UInt8(ascii: "#") where position == 0,
        UInt8(ascii: " ") where position == 0 || position == value.count - 1:
        text += [UInt8(ascii: "\\"), byte]
      case 0..<0x20, 0x7F:
        text += [UInt8(ascii: "\\"), Hexadecimal.digit(byte >> 4), Hexadecimal.digit(byte & 15)]
      default: text.append(byte)
      }
    }
    return text
  }
}
