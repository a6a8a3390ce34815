import Glibc

/// A password as C takes it, wiped when it is no longer needed.
final class CPassword {
  let pointer: UnsafeMutablePointer<CChar>
  /// Bytes without the closing zero.
  let count: Int

  /// nil when it contains a zero byte, at which C would end it.
  init?(_ password: Password) {
    let copied = password.withBytes { bytes -> (UnsafeMutablePointer<CChar>, Int)? in
      guard !bytes.contains(0) else { return nil }
      let copy = UnsafeMutablePointer<CChar>.allocate(capacity: bytes.count + 1)
      for (index, byte) in bytes.enumerated() { copy[index] = CChar(bitPattern: byte) }
      copy[bytes.count] = 0
      return (copy, bytes.count)
    }
    guard let copied else { return nil }
    (pointer, count) = copied
  }

  deinit {
    explicit_bzero(pointer, count)
    pointer.deallocate()
  }
}
