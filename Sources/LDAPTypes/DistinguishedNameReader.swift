/// A text that is not a distinguished name.
package struct MalformedName: Error, Hashable, Sendable, CustomStringConvertible {
  /// Offset in the UTF-8 of the text.
  package let offset: Int
  package let reason: String

  package var description: String { "not a distinguished name at byte \(offset): \(reason)" }
}

/// Reads RFC 4514 text, and what its predecessors allow beside it: spaces around separators, `;` between relative
/// names, quoted values (RFC 2253 §4), characters that RFC 4514 would escape.
struct DistinguishedNameReader {
  let bytes: [UInt8]
  private var position = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  mutating func relativeNames() throws(MalformedName) -> [RelativeName] {
    var names: [RelativeName] = []
    skipSpaces()
    guard position < bytes.count else { return names }
    while true {
      var parts: [RelativeName.Part] = []
      repeat { parts.append(try part()) } while take(UInt8(ascii: "+"))
      names.append(RelativeName(parts: parts))
      guard position < bytes.count else { return names }
      guard take(UInt8(ascii: ",")) || take(UInt8(ascii: ";")) else {
        throw malformed("a separator is missing")
      }
    }
  }

  private mutating func part() throws(MalformedName) -> RelativeName.Part {
    skipSpaces()
    let start = position
    while let byte = peek, Self.isTypeCharacter(byte) { position += 1 }
    guard position > start else { throw malformed("an attribute type is missing") }
    let type = String(decoding: bytes[start..<position], as: UTF8.self)
    skipSpaces()
    guard take(UInt8(ascii: "=")) else { throw malformed("an equals sign is missing") }
    skipSpaces()
    let value: [UInt8]
    switch peek {
    case UInt8(ascii: "#"): value = try hexadecimalValue()
    case UInt8(ascii: "\""): value = try quotedValue()
    default: value = try plainValue()
    }
    skipSpaces()
    return RelativeName.Part(type: type, value: value)
  }

  private mutating func plainValue() throws(MalformedName) -> [UInt8] {
    var value: [UInt8] = []
    // Spaces at the end belong to the separator unless they are escaped.
    var significant = 0
    while let byte = peek, byte != UInt8(ascii: ","), byte != UInt8(ascii: ";"), byte != UInt8(ascii: "+") {
      if byte == UInt8(ascii: "\\") {
        value.append(try escaped())
        significant = value.count
      } else {
        position += 1
        value.append(byte)
        if byte != UInt8(ascii: " ") { significant = value.count }
      }
    }
    return Array(value[..<significant])
  }

  private mutating func quotedValue() throws(MalformedName) -> [UInt8] {
    position += 1
    var value: [UInt8] = []
    while let byte = peek {
      if byte == UInt8(ascii: "\"") {
        position += 1
        return value
      }
      if byte == UInt8(ascii: "\\") {
        value.append(try escaped())
      } else {
        position += 1
        value.append(byte)
      }
    }
    throw malformed("a quotation mark is not closed")
  }

  /// `#` and the BER of the value (RFC 4514 §2.4); the octets of a primitive string are the value.
  private mutating func hexadecimalValue() throws(MalformedName) -> [UInt8] {
    position += 1
    var octets: [UInt8] = []
    while let byte = peek, let high = Hexadecimal.value(byte) {
      guard position + 1 < bytes.count, let low = Hexadecimal.value(bytes[position + 1]) else {
        throw malformed("half an octet")
      }
      octets.append(high << 4 | low)
      position += 2
    }
    guard octets.count >= 2, octets[0] & 0x20 == 0, octets[1] < 0x80, octets.count == Int(octets[1]) + 2
    else {
      throw malformed("a value in BER that is no short primitive")
    }
    return Array(octets.dropFirst(2))
  }

  private mutating func escaped() throws(MalformedName) -> UInt8 {
    position += 1
    guard let byte = peek else { throw malformed("an escape ends early") }
    if let high = Hexadecimal.value(byte) {
      guard position + 1 < bytes.count, let low = Hexadecimal.value(bytes[position + 1]) else {
        throw malformed("an escape of one hexadecimal digit")
      }
      position += 2
      return high << 4 | low
    }
    position += 1
    return byte
  }

  private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard peek == byte else { return false }
    position += 1
    return true
  }

  private mutating func skipSpaces() {
    while let byte = peek,
      byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
    {
      position += 1
    }
  }

  private static func isTypeCharacter(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
      true
    default: false
    }
  }

  private func malformed(_ reason: String) -> MalformedName {
    MalformedName(offset: position, reason: reason)
  }
}
