/// A cursor over little-endian bytes that owns every bounds check of the decoders.
struct ByteReader {
  let bytes: [UInt8]
  /// The next byte to read; offsets in errors count from the start of ``bytes``.
  private(set) var offset: Int
  /// One past the last byte that may be read, at most `bytes.count`.
  let end: Int

  init(_ bytes: [UInt8]) {
    self.init(bytes, from: 0, to: bytes.count)
  }

  /// A reader of `bytes[from ..< to]`; the bounds are clamped to what exists.
  init(_ bytes: [UInt8], from: Int, to: Int) {
    self.bytes = bytes
    self.end = min(max(to, 0), bytes.count)
    self.offset = min(max(from, 0), self.end)
  }

  var remaining: Int { end - offset }

  private mutating func advance(_ count: Int, _ field: @autoclosure () -> String) throws(MalformedValue)
    -> Int
  {
    guard count >= 0, count <= remaining else {
      throw MalformedValue(field: field(), offset: offset, reason: "needs \(count) bytes, \(remaining) left")
    }
    defer { offset += count }
    return offset
  }

  mutating func take(_ count: Int, _ field: @autoclosure () -> String) throws(MalformedValue) -> [UInt8] {
    let start = try advance(count, field())
    return Array(bytes[start..<start + count])
  }

  mutating func takeRest() -> [UInt8] {
    defer { offset = end }
    return Array(bytes[offset..<end])
  }

  mutating func uint8(_ field: @autoclosure () -> String) throws(MalformedValue) -> UInt8 {
    bytes[try advance(1, field())]
  }

  mutating func uint16(_ field: @autoclosure () -> String) throws(MalformedValue) -> UInt16 {
    let start = try advance(2, field())
    return UInt16(bytes[start]) | UInt16(bytes[start + 1]) << 8
  }

  mutating func uint32(_ field: @autoclosure () -> String) throws(MalformedValue) -> UInt32 {
    let start = try advance(4, field())
    return UInt32(bytes[start]) | UInt32(bytes[start + 1]) << 8 | UInt32(bytes[start + 2]) << 16
      | UInt32(bytes[start + 3]) << 24
  }

  mutating func guid(_ field: @autoclosure () -> String) throws(MalformedValue) -> GUID {
    let start = try advance(16, field())
    return GUID(littleEndian: bytes[start..<start + 16])
  }

  /// Reads a SID and leaves the cursor behind its last sub-authority.
  mutating func sid(_ field: @autoclosure () -> String) throws(MalformedValue) -> SID {
    let start = offset
    let revision = try uint8("\(field()) revision")
    guard revision == 1 else {
      throw MalformedValue(
        field: "\(field()) revision", offset: start, reason: "is \(revision), only 1 exists")
    }
    let count = Int(try uint8("\(field()) sub-authority count"))
    guard count <= SID.maximumSubAuthorities else {
      throw MalformedValue(
        field: "\(field()) sub-authority count", offset: start + 1,
        reason: "is \(count), at most \(SID.maximumSubAuthorities) are allowed")
    }
    _ = try advance(6, "\(field()) identifier authority")
    _ = try advance(count * 4, "\(field()) sub-authorities")
    return SID(checked: Array(bytes[start..<offset]))
  }
}

extension [UInt8] {
  mutating func append(littleEndian value: UInt16) {
    append(UInt8(truncatingIfNeeded: value))
    append(UInt8(truncatingIfNeeded: value >> 8))
  }

  mutating func append(littleEndian value: UInt32) {
    append(littleEndian: UInt16(truncatingIfNeeded: value))
    append(littleEndian: UInt16(truncatingIfNeeded: value >> 16))
  }
}
