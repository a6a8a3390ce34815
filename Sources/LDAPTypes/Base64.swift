/// Base64 as LDIF carries it (RFC 4648 §4, RFC 2849): standard alphabet, padding required, folded anywhere.
package enum Base64 {
  /// Why a text is not base64.
  package enum Malformed: Error, Hashable, Sendable, CustomStringConvertible {
    case endsEarly
    case foreignByte(UInt8)
    case dataAfterPadding

    package var description: String {
      switch self {
      case .endsEarly: "base64 ends early"
      case .foreignByte(let byte): "base64 holds the byte 0x\(String(byte, radix: 16))"
      case .dataAfterPadding: "base64 goes on after its padding"
      }
    }
  }

  private static let foreign: UInt8 = 0xFF
  private static let skipped: UInt8 = 0xFE
  private static let padding: UInt8 = 0xFD

  /// What each byte means: 0…63 a digit, else one of the three markers above.
  private static let digits: [UInt8] = {
    var table = [UInt8](repeating: foreign, count: 256)
    for (value, byte) in alphabet.enumerated() { table[Int(byte)] = UInt8(truncatingIfNeeded: value) }
    for byte in " \r\n".utf8 { table[Int(byte)] = skipped }
    table[Int(UInt8(ascii: "="))] = padding
    return table
  }()

  private static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// Decodes `text`; spaces and line ends may stand anywhere in it.
  package static func decode(_ text: UnsafeRawBufferPointer) throws(Malformed) -> [UInt8] {
    var failure: Malformed?
    let decoded = digits.withUnsafeBufferPointer { table in
      [UInt8](unsafeUninitializedCapacity: text.count / 4 * 3 + 3) { output, count in
        failure = decode(text, table, into: output, &count)
        if failure != nil { count = 0 }
      }
    }
    if let failure { throw failure }
    return decoded
  }

  private static func decode(
    _ text: UnsafeRawBufferPointer, _ table: UnsafeBufferPointer<UInt8>,
    into output: UnsafeMutableBufferPointer<UInt8>,
    _ count: inout Int
  ) -> Malformed? {
    var position = 0
    var group: UInt32 = 0
    var filled = 0
    while position < text.count {
      if filled == 0, text.count - position >= 4 {
        let a = table[Int(text[position])]
        let b = table[Int(text[position + 1])]
        let c = table[Int(text[position + 2])]
        let d = table[Int(text[position + 3])]
        if a | b | c | d < 64 {
          output[count] = a << 2 | b >> 4
          output[count + 1] = b << 4 | c >> 2
          output[count + 2] = c << 6 | d
          count += 3
          position += 4
          continue
        }
      }
      let byte = text[position]
      let digit = table[Int(byte)]
      position += 1
      switch digit {
      case skipped: continue
      case foreign: return .foreignByte(byte)
      case padding: return finish(text, table, from: position, group, filled, into: output, &count)
      default: break
      }
      group = group << 6 | UInt32(digit)
      filled += 1
      if filled == 4 {
        output[count] = UInt8(truncatingIfNeeded: group >> 16)
        output[count + 1] = UInt8(truncatingIfNeeded: group >> 8)
        output[count + 2] = UInt8(truncatingIfNeeded: group)
        count += 3
        (group, filled) = (0, 0)
      }
    }
    return filled == 0 ? nil : .endsEarly
  }

  /// The last group, of which one `=` has been read.
  private static func finish(
    _ text: UnsafeRawBufferPointer, _ table: UnsafeBufferPointer<UInt8>, from start: Int, _ group: UInt32,
    _ filled: Int,
    into output: UnsafeMutableBufferPointer<UInt8>, _ count: inout Int
  ) -> Malformed? {
    var signs = 1
    for position in start..<text.count {
      switch table[Int(text[position])] {
      case skipped: continue
      case padding: signs += 1
      case foreign: return .foreignByte(text[position])
      default: return .dataAfterPadding
      }
    }
    switch (filled, signs) {
    case (2, 2):
      output[count] = UInt8(truncatingIfNeeded: group >> 4)
      count += 1
    case (3, 1):
      output[count] = UInt8(truncatingIfNeeded: group >> 10)
      output[count + 1] = UInt8(truncatingIfNeeded: group >> 2)
      count += 2
    case (2, 1), (0, 1), (1, 1): return .endsEarly
    default: return .dataAfterPadding
    }
    return nil
  }

  /// Base64 of `octets`, padded, without line ends.
  package static func encode(_ octets: some Collection<UInt8>) -> [UInt8] {
    [UInt8](octets).withUnsafeBytes { encode($0) }
  }

  package static func encode(_ octets: UnsafeRawBufferPointer) -> [UInt8] {
    let capacity = (octets.count + 2) / 3 * 4
    return alphabet.withUnsafeBufferPointer { symbols in
      [UInt8](unsafeUninitializedCapacity: capacity) { text, count in
        var target = 0
        var source = 0
        while source + 2 < octets.count {
          let bits = Int(octets[source]) << 16 | Int(octets[source + 1]) << 8 | Int(octets[source + 2])
          text[target] = symbols[bits >> 18]
          text[target + 1] = symbols[bits >> 12 & 63]
          text[target + 2] = symbols[bits >> 6 & 63]
          text[target + 3] = symbols[bits & 63]
          source += 3
          target += 4
        }
        let rest = octets.count - source
        if rest > 0 {
          let bits = Int(octets[source]) << 16 | (rest == 2 ? Int(octets[source + 1]) << 8 : 0)
          text[target] = symbols[bits >> 18]
          text[target + 1] = symbols[bits >> 12 & 63]
          text[target + 2] = rest == 2 ? symbols[bits >> 6 & 63] : UInt8(ascii: "=")
          text[target + 3] = UInt8(ascii: "=")
        }
        count = capacity
      }
    }
  }
}
