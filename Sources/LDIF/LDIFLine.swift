internal import Glibc

/// One logical line: folding joined, comments still in. Offsets are those of the block.
struct LDIFLine {
  let start: Int
  /// Without the line end.
  let end: Int
  /// 1-based number of its first physical line.
  let number: Int
  let isFolded: Bool
  /// How many bytes between `start` and `end` are folding: line ends and the space after each.
  let foldingBytes: Int
}

/// Walks over the logical lines of a block.
struct LDIFLineReader {
  private let base: UnsafeRawPointer
  private let end: Int
  private(set) var position: Int
  /// 1-based number of the physical line at `position`.
  private(set) var number: Int

  init(_ base: UnsafeRawPointer, count: Int, from position: Int, number: Int) {
    self.base = base
    self.end = count
    self.position = position
    self.number = number
  }

  @inline(__always)
  private func byte(_ offset: Int) -> UInt8 { base.load(fromByteOffset: offset, as: UInt8.self) }

  mutating func next() -> LDIFLine? {
    guard position < end else { return nil }
    let start = position
    let first = number
    var search = start
    var folding = 0
    while true {
      let found = memchr(base + search, Int32(UInt8(ascii: "\n")), end - search)
      let lineEnd = found.map { base.distance(to: UnsafeRawPointer($0)) } ?? end
      // Every carriage return before the line end goes with it: files that passed a text-mode copy twice have two.
      var contentEnd = lineEnd
      while contentEnd > start, byte(contentEnd - 1) == UInt8(ascii: "\r") { contentEnd -= 1 }
      if found != nil { number += 1 }
      position = min(lineEnd + 1, end)
      // An empty line ends a record, whatever the next line starts with (RFC 2849 note 2 folds lines, not gaps).
      if position < end, byte(position) == UInt8(ascii: " "), contentEnd > start {
        folding += position + 1 - contentEnd
        search = position + 1
        continue
      }
      return LDIFLine(
        start: start, end: contentEnd, number: first, isFolded: folding > 0, foldingBytes: folding)
    }
  }
}
