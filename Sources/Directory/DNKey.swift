import LDAPTypes

/// Distinguished names as bytes in one canonical form, so that two spellings of a name compare equal: attribute types
/// and values lower-cased, escapes undone and only the necessary ones written again, blanks around separators
/// dropped, `<GUID=…>;<SID=…>;` in front (LDAP_SERVER_EXTENDED_DN_OID) cut off. RFC 4514 §2.4 and §3.
///
/// Names of a large directory are compared millions of times. ``isPlain(_:)`` tells those that need no rewriting:
/// for them lower-casing ASCII letters *is* the canonical form.
enum DNKey {
  private static let backslash = UInt8(ascii: "\\")
  private static let comma = UInt8(ascii: ",")
  private static let plus = UInt8(ascii: "+")
  private static let space = UInt8(ascii: " ")
  private static let quote = UInt8(ascii: "\"")

  /// No escape, no quotation, nothing beyond ASCII, no blank next to a separator, no extended form.
  static func isPlain(_ name: UnsafeRawBufferPointer) -> Bool {
    var previous = comma
    for byte in name {
      if byte == backslash || byte >= 0x80 || byte == quote || byte == UInt8(ascii: "<")
        || byte == UInt8(ascii: ";")
      {
        return false
      }
      let isSeparator = byte == comma || byte == plus || byte == UInt8(ascii: "=")
      if byte == space, previous == comma || previous == plus || previous == UInt8(ascii: "=") {
        return false
      }
      if isSeparator, previous == space { return false }
      previous = byte
    }
    return previous != space
  }

  static func hash(_ name: UnsafeRawBufferPointer) -> UInt64 {
    if isPlain(name) { return foldedHash(name) }
    return canonical(name).withUnsafeBytes(foldedHash)
  }

  static func equal(_ a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) -> Bool {
    if a.count == b.count, bytesAreEqual(a, b) { return true }
    switch (isPlain(a), isPlain(b)) {
    case (true, true): return foldedEqual(a, b)
    case (true, false): return canonical(b).withUnsafeBytes { foldedEqual(a, $0) }
    case (false, true): return canonical(a).withUnsafeBytes { foldedEqual($0, b) }
    case (false, false): return canonical(a) == canonical(b)
    }
  }

  /// Where the name of the parent starts, or nil for a name of one component.
  static func parentOffset(_ name: UnsafeRawBufferPointer) -> Int? {
    var index = 0
    var quoted = false
    while index < name.count {
      let byte = name[index]
      if byte == backslash {
        index += 2
        continue
      }
      if byte == quote { quoted.toggle() }
      if byte == comma, !quoted { return index + 1 }
      index += 1
    }
    return nil
  }

  /// The value of the first component, unescaped.
  static func leafValue(_ name: UnsafeRawBufferPointer) -> [UInt8] {
    let end = parentOffset(name).map { $0 - 1 } ?? name.count
    guard let equals = name[0..<end].firstIndex(of: UInt8(ascii: "=")) else { return Array(name[0..<end]) }
    return unescaped(UnsafeRawBufferPointer(rebasing: name[(equals + 1)..<end]))
  }

  /// A name that cannot be read as one is compared as it stands.
  static func canonical(_ text: UnsafeRawBufferPointer) -> [UInt8] {
    let name = Array(withoutExtendedForm(text))
    return (try? DistinguishedName.key(of: name)) ?? CaseFolding.fold(name)
  }

  /// Undoes `\2C`, `\,` and quotation, and drops blanks that are not escaped at both ends.
  private static func unescaped(_ text: UnsafeRawBufferPointer) -> [UInt8] {
    var value: [UInt8] = []
    value.reserveCapacity(text.count)
    var index = 0
    while index < text.count, text[index] == space { index += 1 }
    var kept = 0
    while index < text.count {
      let byte = text[index]
      if byte == backslash, index + 1 < text.count {
        if index + 2 < text.count, let high = hexDigit(text[index + 1]), let low = hexDigit(text[index + 2]) {
          value.append(high << 4 | low)
          index += 3
        } else {
          value.append(text[index + 1])
          index += 2
        }
        kept = value.count
        continue
      }
      index += 1
      if byte == quote { continue }
      value.append(byte)
      if byte != space { kept = value.count }
    }
    value.removeLast(value.count - kept)
    return value
  }

  private static func withoutExtendedForm(_ name: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    var rest = name
    while rest.first == UInt8(ascii: "<"), let close = rest.firstIndex(of: UInt8(ascii: ">")) {
      var next = close + 1
      if next < rest.count, rest[next] == UInt8(ascii: ";") { next += 1 }
      rest = UnsafeRawBufferPointer(rebasing: rest[next...])
    }
    return rest
  }

  private static func foldedHash(_ name: UnsafeRawBufferPointer) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    var offset = 0
    // Setting bit 5 of every byte also merges a few signs that are not letters; equality is decided separately.
    while offset + 8 <= name.count {
      let word = name.loadUnaligned(fromByteOffset: offset, as: UInt64.self) | 0x2020_2020_2020_2020
      hash = (hash ^ word) &* 0x9e37_79b9_7f4a_7c15
      hash ^= hash >> 29
      offset += 8
    }
    while offset < name.count {
      hash = (hash ^ UInt64(name[offset] | 0x20)) &* 0x9e37_79b9_7f4a_7c15
      hash ^= hash >> 32
      offset += 1
    }
    return hash ^ (hash >> 31)
  }

  private static func foldedEqual(_ a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) -> Bool {
    guard a.count == b.count else { return false }
    for index in 0..<a.count where a[index] != b[index] && lowercased(a[index]) != lowercased(b[index]) {
      return false
    }
    return true
  }
}

func lowercased(_ byte: UInt8) -> UInt8 {
  byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
}

func hexDigit(_ byte: UInt8) -> UInt8? {
  switch byte {
  case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
  case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
  case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
  default: nil
  }
}
