/// Counts lines at the speed of memory, so that a block knows its line numbers before it is parsed.
enum LineCount {
  static func lineFeeds(in bytes: UnsafeRawBufferPointer) -> Int {
    typealias Vector = SIMD32<UInt8>
    let lineFeed = Vector(repeating: UInt8(ascii: "\n"))
    let one = Vector(repeating: 1)
    var total = 0
    var position = 0
    while position + 32 <= bytes.count {
      // Each lane counts its own column, for as many rows as fit into an octet.
      let rows = min((bytes.count - position) / 32, 255)
      var counts = Vector.zero
      for _ in 0..<rows {
        let row = bytes.loadUnaligned(fromByteOffset: position, as: Vector.self)
        counts &+= Vector.zero.replacing(with: one, where: row .== lineFeed)
        position += 32
      }
      for lane in counts.indices { total += Int(counts[lane]) }
    }
    while position < bytes.count {
      if bytes[position] == UInt8(ascii: "\n") { total += 1 }
      position += 1
    }
    return total
  }
}
