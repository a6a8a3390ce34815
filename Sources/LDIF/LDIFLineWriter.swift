import LDAPTypes

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
      Base64.encode(value).withUnsafeBytes { line.append($0) }
    }
    line.output.append(UInt8(ascii: "\n"))
    output = line.output
  }

  /// Appends the empty line that ends an entry.
  package static func endEntry(_ output: inout [UInt8]) { output.append(UInt8(ascii: "\n")) }

  /// RFC 2849 `SAFE-STRING`, without a space at the end (note 8); other control characters are legal but would let a
  /// value move the cursor of who looks at the file.
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
