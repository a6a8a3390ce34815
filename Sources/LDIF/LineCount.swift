/// Counts lines at the speed of memory, so that a block knows its line numbers before it is parsed.
enum LineCount {
  static func lineFeeds(in bytes: UnsafeRawBufferPointer) -> Int {
    // Eight bytes at a time: each byte that equals a line feed leaves its highest bit set, and only such bytes do.
    let ones: UInt64 = 0x0101_0101_0101_0101
    let low = ones &* 0x7F
    let pattern = ones &* UInt64(UInt8(ascii: "\n"))
    var total = 0
    var position = 0
    while position + 8 <= bytes.count {
      let word = bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self) ^ pattern
      let zeroBytes = ~(((word & low) &+ low) | word | low)
      total &+= zeroBytes.nonzeroBitCount
      position += 8
    }
    while position < bytes.count {
      if bytes[position] == UInt8(ascii: "\n") { total += 1 }
      position += 1
    }
    return total
  }
}
