/// Gives every distinct byte string a dense number, in order of first appearance.
struct ByteInterner: Sendable {
  private var bytes: [UInt8] = []
  /// End of string `i` in `bytes`; it starts where its predecessor ends.
  private var ends: [Int] = []
  private var hashes: [UInt64] = []
  /// Open addressing over 1 + number; 0 = free. The size is a power of two.
  private var table: [UInt32] = [UInt32](repeating: 0, count: 16)

  init() {}

  var count: Int { ends.count }

  subscript(number: UInt32) -> ArraySlice<UInt8> {
    let index = Int(number)
    return bytes[(index == 0 ? 0 : ends[index - 1])..<ends[index]]
  }

  /// The number of a byte string, and whether it was not known before.
  mutating func intern(_ string: UnsafeRawBufferPointer) -> (number: UInt32, isNew: Bool) {
    let hash = hashOfBytes(string)
    var slot = Int(truncatingIfNeeded: hash) & (table.count - 1)
    while table[slot] != 0 {
      let number = table[slot] - 1
      if hashes[Int(number)] == hash, equals(number, string) { return (number, false) }
      slot = (slot + 1) & (table.count - 1)
    }
    let number = UInt32(truncatingIfNeeded: ends.count)
    bytes.append(contentsOf: string)
    ends.append(bytes.count)
    hashes.append(hash)
    table[slot] = number + 1
    if ends.count * 2 > table.count { grow() }
    return (number, true)
  }

  mutating func intern(_ string: ArraySlice<UInt8>) -> (number: UInt32, isNew: Bool) {
    string.withUnsafeBytes { intern($0) }
  }

  mutating func intern(_ string: [UInt8]) -> (number: UInt32, isNew: Bool) {
    string.withUnsafeBytes { intern($0) }
  }

  private func equals(_ number: UInt32, _ string: UnsafeRawBufferPointer) -> Bool {
    let slice = self[number]
    guard slice.count == string.count else { return false }
    return slice.withUnsafeBytes { bytesAreEqual($0, string) }
  }

  private mutating func grow() {
    var larger = [UInt32](repeating: 0, count: table.count * 2)
    for (index, hash) in hashes.enumerated() {
      var slot = Int(truncatingIfNeeded: hash) & (larger.count - 1)
      while larger[slot] != 0 { slot = (slot + 1) & (larger.count - 1) }
      larger[slot] = UInt32(truncatingIfNeeded: index) + 1
    }
    table = larger
  }
}

/// A 64-bit hash over whole words: descriptors of several kilobytes are hashed once per object.
func hashOfBytes(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
  let multiplier: UInt64 = 0x9e37_79b9_7f4a_7c15
  var a = UInt64(truncatingIfNeeded: bytes.count) &* multiplier
  var b = multiplier
  var offset = 0
  // Two independent lanes, so that the multiplications overlap.
  while offset + 16 <= bytes.count {
    let first = bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
    let second = bytes.loadUnaligned(fromByteOffset: offset + 8, as: UInt64.self)
    a = (a ^ first) &* multiplier
    a ^= a >> 32
    b = (b ^ second) &* multiplier
    b ^= b >> 29
    offset += 16
  }
  while offset < bytes.count {
    a = (a ^ UInt64(bytes[offset])) &* multiplier
    a ^= a >> 32
    offset += 1
  }
  a ^= b
  a = (a ^ (a >> 30)) &* 0xbf58_476d_1ce4_e5b9
  return a ^ (a >> 31)
}

func bytesAreEqual(_ a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) -> Bool {
  guard a.count == b.count else { return false }
  var offset = 0
  while offset + 8 <= a.count {
    let first = a.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
    let second = b.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
    if first != second { return false }
    offset += 8
  }
  while offset < a.count {
    if a[offset] != b[offset] { return false }
    offset += 1
  }
  return true
}
