internal import Glibc

/// Cuts an input into blocks that end at an empty line, so that each block holds whole records. A compressed input is
/// recognised by its first bytes.
struct BlockReader {
  /// The largest record. A group of ten million members in one entry is about this large.
  static let recordLimit = 1 << 30

  private let descriptor: Int32
  private let path: String
  private let blockSize: Int
  private let recordLimit: Int
  /// Bytes of the input that may still be read.
  private var remaining: Int
  private(set) var isAtEnd = false
  private var isFirst = true
  /// nil for plain text.
  private(set) var compressed: CompressedInput?

  /// - Parameter limit: bytes from the beginning after which the input counts as ended.
  init(
    descriptor: Int32, path: String, blockSize: Int, limit: Int = .max, recordLimit: Int = Self.recordLimit
  ) {
    self.descriptor = descriptor
    self.path = path
    self.blockSize = blockSize
    self.recordLimit = recordLimit
    remaining = limit
  }

  /// Fills `buffer` with `tail` and what follows in the input, up to the last empty line that fits.
  mutating func fill(_ buffer: BlockBuffer, after tail: UnsafeRawBufferPointer) throws(LDIFInputError) {
    buffer.filled = 0
    buffer.used = 0
    // The block of an enormous record does not stay enormous.
    let needed = max(blockSize, tail.count * 2)
    if buffer.capacity < needed || buffer.capacity > needed * 2 { buffer.resize(to: needed) }
    if let start = tail.baseAddress { buffer.base.copyMemory(from: start, byteCount: tail.count) }
    buffer.filled = tail.count
    var searched = 0
    while true {
      try readMore(into: buffer)
      var bytes = UnsafeRawBufferPointer(start: buffer.base, count: buffer.filled)
      if isFirst {
        isFirst = false
        if let compression = Compression(of: bytes) {
          compressed = try CompressedInput(
            compression, descriptor: descriptor, path: path, head: bytes, remaining: remaining)
          buffer.filled = 0
          isAtEnd = false
          try readMore(into: buffer)
          bytes = UnsafeRawBufferPointer(start: buffer.base, count: buffer.filled)
        }
        if let reason = ContentCheck.objection(to: bytes) {
          throw LDIFInputError(kind: .notLDIF, path: path, reason: reason)
        }
      }
      if isAtEnd {
        buffer.used = buffer.filled
        return
      }
      if let end = Self.endOfLastRecord(bytes, from: searched) {
        buffer.used = end
        return
      }
      searched = buffer.filled
      guard buffer.filled < recordLimit else {
        throw LDIFInputError(
          kind: .entryTooLarge, path: path,
          reason:
            "a record of more than \(recordLimit >> 20) MB. Are the empty lines between entries missing?")
      }
      buffer.resize(to: min(buffer.capacity * 2, recordLimit))
    }
  }

  private mutating func readMore(into buffer: BlockBuffer) throws(LDIFInputError) {
    if let compressed { return try readMore(of: compressed, into: buffer) }
    while buffer.filled < buffer.capacity {
      let room = min(buffer.capacity - buffer.filled, remaining)
      let count = Glibc.read(descriptor, buffer.base + buffer.filled, room)
      if count > 0 {
        buffer.filled += count
        remaining -= count
      } else if count == 0 {
        isAtEnd = true
        return
      } else if errno != EINTR {
        throw .system(.cannotRead, path, errno: errno)
      }
    }
  }

  private mutating func readMore(
    of compressed: CompressedInput, into buffer: BlockBuffer
  ) throws(LDIFInputError) {
    while buffer.filled < buffer.capacity {
      let room = UnsafeMutableRawBufferPointer(
        start: buffer.base + buffer.filled, count: buffer.capacity - buffer.filled)
      let count = try compressed.read(into: room)
      if count == 0 {
        isAtEnd = true
        return
      }
      buffer.filled += count
    }
  }

  /// The offset after the last empty line; an empty line that touches `start` or lies behind it is found.
  static func endOfLastRecord(_ bytes: UnsafeRawBufferPointer, from start: Int) -> Int? {
    var position = bytes.count - 1
    while position >= start {
      defer { position -= 1 }
      guard bytes[position] == UInt8(ascii: "\n") else { continue }
      var previous = position - 1
      while previous >= 0, bytes[previous] == UInt8(ascii: "\r") { previous -= 1 }
      if previous >= 0, bytes[previous] == UInt8(ascii: "\n") { return position + 1 }
    }
    return nil
  }
}
