/// Memory for one block, used again and again. One thread fills it; later several read it at the same time.
final class BlockBuffer {
  private(set) var base: UnsafeMutableRawPointer
  private(set) var capacity: Int
  /// Bytes read, of which the first `used` are whole records.
  var filled = 0
  var used = 0

  init(capacity: Int) {
    self.capacity = capacity
    base = .allocate(byteCount: capacity, alignment: 64)
  }

  deinit { base.deallocate() }

  /// The whole records of the block.
  var records: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: base, count: used) }
  /// The beginning of a record whose end is not in the block.
  var tail: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: base + used, count: filled - used) }

  /// Changes the capacity; the bytes read so far are kept.
  func resize(to capacity: Int) {
    let larger = UnsafeMutableRawPointer.allocate(byteCount: max(capacity, filled), alignment: 64)
    larger.copyMemory(from: base, byteCount: filled)
    base.deallocate()
    base = larger
    self.capacity = max(capacity, filled)
  }
}
