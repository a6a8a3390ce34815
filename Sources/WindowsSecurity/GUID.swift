/// A globally unique identifier, [MS-DTYP] 2.3.4.
package struct GUID: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The 16 bytes in the order of the text form, as two big-endian halves; this makes comparison follow the text.
  private let high: UInt64
  private let low: UInt64

  package static let zero = GUID(0, 0)

  /// The digits of the text form as two halves: `GUID(0xbf9679c0_0de6_11d0, 0xa285_00aa003049e2)`.
  package init(_ high: UInt64, _ low: UInt64) {
    self.high = high
    self.low = low
  }

  /// Positions of the wire bytes in text order: Data1, Data2 and Data3 are little endian, Data4 is not.
  private static let wireOrder = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15]

  /// `bytes` must hold exactly 16 bytes in wire order.
  init(littleEndian bytes: ArraySlice<UInt8>) {
    var halves: (UInt64, UInt64) = (0, 0)
    for position in 0..<8 {
      halves.0 = halves.0 << 8 | UInt64(bytes[bytes.startIndex + Self.wireOrder[position]])
      halves.1 = halves.1 << 8 | UInt64(bytes[bytes.startIndex + Self.wireOrder[position + 8]])
    }
    self.init(halves.0, halves.1)
  }

  /// Reads the 16 bytes as LDAP gives them: the first three fields little endian.
  /// - Throws: ``MalformedValue`` unless there are exactly 16.
  package init(_ bytes: some Collection<UInt8>) throws(MalformedValue) {
    guard bytes.count == 16 else {
      throw MalformedValue(field: "GUID", offset: 0, reason: "has \(bytes.count) bytes instead of 16")
    }
    self.init(littleEndian: ArraySlice(Array(bytes)))
  }

  /// Reads `xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx` in either case, with or without braces.
  package init?(_ text: String) {
    var digits = Array(text.utf8)
    if digits.first == UInt8(ascii: "{"), digits.last == UInt8(ascii: "}"), digits.count > 2 {
      digits = Array(digits[1..<digits.count - 1])
    }
    guard digits.count == 36 else { return nil }
    var halves: (UInt64, UInt64) = (0, 0)
    var count = 0
    for (position, character) in digits.enumerated() {
      if position == 8 || position == 13 || position == 18 || position == 23 {
        guard character == UInt8(ascii: "-") else { return nil }
        continue
      }
      guard let value = Self.hexValue(character) else { return nil }
      if count < 16 { halves.0 = halves.0 << 4 | value } else { halves.1 = halves.1 << 4 | value }
      count += 1
    }
    self.init(halves.0, halves.1)
  }

  private static func hexValue(_ character: UInt8) -> UInt64? {
    switch character {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt64(character - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt64(character - UInt8(ascii: "a") + 10)
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt64(character - UInt8(ascii: "A") + 10)
    default: nil
    }
  }

  private func textByte(_ position: Int) -> UInt8 {
    let half = position < 8 ? high : low
    return UInt8(truncatingIfNeeded: half >> UInt64(56 - 8 * (position & 7)))
  }

  /// The 16 bytes in wire order.
  package var bytes: [UInt8] { Self.wireOrder.map(textByte) }

  package var isZero: Bool { high == 0 && low == 0 }

  /// Lower case, without braces.
  package var description: String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    text.reserveCapacity(36)
    for position in 0..<16 {
      if position == 4 || position == 6 || position == 8 || position == 10 { text.append(UInt8(ascii: "-")) }
      let byte = textByte(position)
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// By the order of the text form.
  package static func < (a: GUID, b: GUID) -> Bool { (a.high, a.low) < (b.high, b.low) }
}
