extension UnsafeRawBufferPointer {
  func starts(_ line: LDIFLine, _ prefix: StaticString) -> Bool {
    line.end - line.start >= prefix.utf8CodeUnitCount
      && prefix.withUTF8Buffer { prefix in
        prefix.indices.allSatisfy { self[line.start + $0] == prefix[$0] }
      }
  }

  /// Whether the bytes at `range` are `keyword`, which is lower case, without regard to case.
  func isKeyword(_ range: Range<Int>, _ keyword: StaticString) -> Bool {
    range.count == keyword.utf8CodeUnitCount
      && keyword.withUTF8Buffer { keyword in
        keyword.indices.allSatisfy { self[range.lowerBound + $0] | 0x20 == keyword[$0] }
      }
  }

  func text(_ range: Range<Int>) -> String {
    String(decoding: UnsafeRawBufferPointer(rebasing: self[range]), as: UTF8.self)
  }

  /// The beginning of a line for a message; what cannot be printed becomes a question mark.
  func excerpt(_ line: LDIFLine) -> String {
    let shown = self[line.start..<Swift.min(line.end, line.start + 40)].map { byte in
      (0x20..<0x7F).contains(byte) ? byte : UInt8(ascii: "?")
    }
    return "'\(String(decoding: shown, as: UTF8.self))'"
  }
}

extension String {
  /// Without the spaces at both ends.
  var trimmingSpaces: String {
    let bytes = Array(utf8)
    let isSpace = { (byte: UInt8) in byte == UInt8(ascii: " ") }
    let tail = bytes.drop(while: isSpace).reversed().drop(while: isSpace)
    return String(decoding: tail.reversed(), as: UTF8.self)
  }
}
