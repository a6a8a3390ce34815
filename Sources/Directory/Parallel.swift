import Dispatch
import Synchronization

/// Computes parts of a whole on all processors and gives them back in order, so that the outcome does not depend on
/// which part was done first.
func inParallel<Part: Sendable>(_ count: Int, _ compute: @Sendable (Int) -> Part) -> [Part] {
  let parts = Mutex<[Int: Part]>([:])
  DispatchQueue.concurrentPerform(iterations: count) { index in
    let part = compute(index)
    parts.withLock { $0[index] = part }
  }
  return parts.withLock { parts in (0..<count).compactMap { parts[$0] } }
}

/// The parts into which `count` things are cut for ``inParallel(_:_:)``: large enough to be worth a hand-over.
func slices(of count: Int) -> [Range<Int>] {
  let size = 8_192
  return stride(from: 0, to: count, by: size).map { $0..<min($0 + size, count) }
}
