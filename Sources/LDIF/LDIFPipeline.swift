internal import Foundation
internal import LDAPTypes

/// Reads, hashes and parses one input at the same time and hands the results out in the order of the input.
///
/// Blocks go round a ring of slots: the reader fills a slot, the hasher and one worker read it, the consumer takes the
/// batch and frees the slot. The ring is the only queue, so memory is bounded by its length, whoever is the slowest.
final class LDIFPipeline<Batch: Sendable>: @unchecked Sendable {
  // Every field below is only touched with `monitor` locked. The memory of a buffer is written by the reader alone,
  // before `filled` passes its slot and after `delivered` has; hasher and workers read it in between.
  private let monitor = NSCondition()
  private var slots: [Slot]
  private var filled = 0
  private var claimed = 0
  private var hashed = 0
  private var delivered = 0
  /// The number of blocks, once it is known.
  private var total: Int?
  private var failure: LDIFInputError?
  private var digest: String?
  private var isDigestDone = false
  /// The hash of a compressed input is that of what is stored, which its reader knows at the end.
  private var isCompressed = false
  private var stored: StoredInput?

  private let parser: LDIFParser
  private let make: @Sendable () -> Batch
  private let add: @Sendable (inout Batch, EntryView) -> Void

  private struct Slot {
    let buffer: BlockBuffer
    var firstLine = 1
    var result: (batch: Batch, report: LDIFBlockReport)?
  }

  struct Result {
    let batch: Batch
    let report: LDIFBlockReport
    let bytes: Int
    let endsWithLineFeed: Bool
    let isLast: Bool
    /// The compressed input ended within its data.
    let isCut: Bool
  }

  init(
    parser: LDIFParser, slots count: Int, blockSize: Int, make: @escaping @Sendable () -> Batch,
    add: @escaping @Sendable (inout Batch, EntryView) -> Void
  ) {
    self.parser = parser
    self.make = make
    self.add = add
    slots = (0..<max(count, 2)).map { _ in Slot(buffer: BlockBuffer(capacity: blockSize)) }
  }

  /// Starts the threads; they end by themselves when the input does.
  func start(_ reader: BlockReader, workers: Int) {
    detach { pipeline in pipeline.fill(from: reader) }
    detach { pipeline in pipeline.hash() }
    for _ in 0..<max(workers, 1) { detach { pipeline in pipeline.parse() } }
  }

  private func detach(_ body: @escaping @Sendable (LDIFPipeline) -> Void) {
    Thread { [self] in body(self) }.start()
  }

  private func locked<Value>(_ body: () -> Value) -> Value {
    monitor.lock()
    defer { monitor.unlock() }
    return body()
  }

  /// Waits until `ready` gives a value; `ready` runs with the monitor locked.
  private func await<Value>(_ ready: () -> Value?) -> Value {
    locked {
      while true {
        if let value = ready() {
          monitor.broadcast()
          return value
        }
        monitor.wait()
      }
    }
  }

  // MARK: stages

  private func fill(from reader: BlockReader) {
    var reader = reader
    var previous: BlockBuffer?
    var line = 1
    for block in 0... {
      let buffer = self.await { block - delivered < slots.count ? slots[block % slots.count].buffer : nil }
      do throws(LDIFInputError) {
        try reader.fill(buffer, after: previous?.tail ?? UnsafeRawBufferPointer(start: nil, count: 0))
      } catch {
        finish(after: block, failure: error)
        return
      }
      let lines = LineCount.lineFeeds(in: buffer.records)
      locked {
        slots[block % slots.count].firstLine = line
        filled = block + 1
        isCompressed = reader.compressed != nil
        if reader.isAtEnd {
          total = block + 1
          stored = reader.compressed.map(StoredInput.init)
        }
        monitor.broadcast()
      }
      if reader.isAtEnd { return }
      line += lines
      previous = buffer
    }
  }

  private func finish(after blocks: Int, failure: LDIFInputError) {
    locked {
      self.failure = failure
      total = blocks
      monitor.broadcast()
    }
  }

  private func hash() {
    let sha = SHA256Digest()
    for block in 0... {
      let next: (buffer: BlockBuffer, isStored: Bool)?? = self.await {
        if block < filled { return .some((slots[block % slots.count].buffer, !isCompressed)) }
        return total.map { _ in nil }
      }
      guard case .some(.some(let next)) = next else { break }
      if next.isStored { sha.update(next.buffer.records) }
      locked {
        hashed = block + 1
        monitor.broadcast()
      }
    }
    let digest = sha.hexadecimal()
    locked {
      self.digest = digest
      isDigestDone = true
      monitor.broadcast()
    }
  }

  private func parse() {
    while true {
      let claim: (block: Int, buffer: BlockBuffer, line: Int)?? = self.await {
        if claimed < filled {
          let slot = slots[claimed % slots.count]
          claimed += 1
          return .some((claimed - 1, slot.buffer, slot.firstLine))
        }
        return total.map { _ in nil }
      }
      guard case .some(.some(let claim)) = claim else { return }
      var batch = make()
      let report = parser.forEachEntry(in: claim.buffer.records, firstLine: claim.line) { add(&batch, $0) }
      locked {
        slots[claim.block % slots.count].result = (batch, report)
        monitor.broadcast()
      }
    }
  }

  // MARK: consumer

  /// The next block in order; nil after the last.
  func next() -> Result? {
    self.await { () -> Result?? in
      if delivered == total { return .some(nil) }
      let index = delivered % slots.count
      guard hashed > delivered, let result = slots[index].result else { return nil }
      let buffer = slots[index].buffer
      let taken = Result(
        batch: result.batch, report: result.report, bytes: buffer.used,
        endsWithLineFeed: buffer.records.last == UInt8(ascii: "\n"), isLast: delivered + 1 == total,
        isCut: stored?.isCut ?? false)
      slots[index].result = nil
      delivered += 1
      return .some(taken)
    }
  }

  /// The digest of the whole input in hexadecimal, the size of a compressed one, and what stopped the reader early, if
  /// anything did.
  func outcome() -> (sha256: String?, bytes: Int?, failure: LDIFInputError?) {
    self.await { isDigestDone ? (isCompressed ? stored?.sha256 : digest, stored?.bytes, failure) : nil }
  }
}
