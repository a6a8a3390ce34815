import Glibc

/// A password as bytes, wiped when nobody needs it any more.
package final class Password: Sendable {
  /// Written once at initialisation and in deinit; read in between.
  private nonisolated(unsafe) let storage: UnsafeMutableRawBufferPointer

  package init(_ bytes: some Collection<UInt8>) {
    storage = .allocate(byteCount: bytes.count, alignment: 1)
    storage.copyBytes(from: bytes)
  }

  deinit {
    // explicit_bzero is not removed by the optimiser, as a plain loop before deallocation would be.
    if let base = storage.baseAddress { explicit_bzero(base, storage.count) }
    storage.deallocate()
  }

  package var isEmpty: Bool { storage.isEmpty }

  func withBytes<Result, Failure: Error>(
    _ body: (UnsafeMutableRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try body(storage)
  }
}
