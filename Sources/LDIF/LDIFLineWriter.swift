extension LDIFWriter {
  /// Appends one line of an entry, from bytes where they lie: what a server sends is written without being copied
  /// into values first.
  ///
  /// - Parameter value: the octets of the attribute value; written as base64 where RFC 2849 demands it.
  package static func append(
    to output: inout [UInt8], description: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer
  ) {
    var line = FoldedLine(output)
    output = []
    line.append(description)
    if value.isEmpty {
      line.append(":")
    } else if isSafe(value) {
      line.append(": ")
      line.append(value)
    } else {
      line.append(":: ")
      base64(value).withUnsafeBytes { line.append($0) }
    }
    line.output.append(UInt8(ascii: "\n"))
    output = line.output
  }

  /// Appends the empty line that ends an entry.
  package static func endEntry(_ output: inout [UInt8]) { output.append(UInt8(ascii: "\n")) }

  /// RFC 2849 `SAFE-STRING` without other control characters; the twin of the check on arrays.
  private static func isSafe(_ value: UnsafeRawBufferPointer) -> Bool {
    guard let first = value.first, let last = value.last else { return true }
    switch first {
    case UInt8(ascii: " "), UInt8(ascii: ":"), UInt8(ascii: "<"): return false
    default: break
    }
    guard last != UInt8(ascii: " ") else { return false }
    for byte in value where !(0x20..<0x7F ~= byte) { return false }
    return true
  }

  /// RFC 4648 §4.
  private static func base64(_ octets: UnsafeRawBufferPointer) -> [UInt8] {
    let alphabet: StaticString = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    let capacity = (octets.count + 2) / 3 * 4
    return [UInt8](unsafeUninitializedCapacity: capacity) { text, count in
      let symbols = UnsafeBufferPointer(start: alphabet.utf8Start, count: 64)
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

  /// Text that breaks after ``width`` bytes; a continuation spends one byte on its leading space.
  private struct FoldedLine {
    var output: [UInt8]
    private var room = LDIFWriter.width

    init(_ output: consuming [UInt8]) { self.output = output }

    mutating func append(_ text: StaticString) {
      append(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    mutating func append(_ bytes: UnsafeRawBufferPointer) {
      var rest = bytes[...]
      while rest.count > room {
        output.append(contentsOf: UnsafeRawBufferPointer(rebasing: rest.prefix(room)))
        output.append(UInt8(ascii: "\n"))
        output.append(UInt8(ascii: " "))
        rest = rest.dropFirst(room)
        room = LDIFWriter.width - 1
      }
      output.append(contentsOf: UnsafeRawBufferPointer(rebasing: rest))
      room -= rest.count
    }
  }
}
