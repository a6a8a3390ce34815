import Glibc

/// A compressed input as it is read: what is stored goes in and is hashed, what it stands for comes out. Memory is bounded
/// by one piece of the input and the window of the compression (128 MB at most, the limit of libzstd).
///
/// Used by the thread that reads, and by nobody else.
final class CompressedInput: @unchecked Sendable {
  /// How often the stored size an input may expand to. Directories hold identifiers, which do not compress: about tenfold
  /// is usual.
  static let expansionLimit = 250
  /// Below this nobody asks how far it expanded.
  static let harmlessSize = 64 << 20
  private static let pieceSize = 256 << 10

  private let descriptor: Int32
  private let path: String
  private let decompressor: any Decompressor
  private let digest = SHA256Digest()
  /// Stored bytes that may still be read.
  private var remaining: Int
  private var piece: [UInt8]
  /// What of `piece` was read and not taken yet.
  private var unread: Range<Int>
  private var isAtEnd = false
  private var produced = 0
  /// Stored bytes read so far.
  private(set) var bytes: Int
  /// True when the input ended within a member or frame.
  private(set) var isCut = false

  /// - Parameters:
  ///   - head: what was read of the input already.
  ///   - remaining: how many bytes may follow.
  init(
    _ compression: Compression, descriptor: Int32, path: String, head: UnsafeRawBufferPointer, remaining: Int
  ) throws(LDIFInputError) {
    guard let decompressor = compression.decompressor() else {
      throw .system(.cannotRead, path, errno: ENOMEM)
    }
    self.decompressor = decompressor
    self.descriptor = descriptor
    self.path = path
    self.remaining = remaining
    piece = Array(head)
    unread = 0..<head.count
    bytes = head.count
    digest.update(head)
  }

  /// SHA-256 of the stored bytes, lower-case hexadecimal.
  var sha256: String? { digest.hexadecimal() }

  /// Fills the beginning of `output`.
  ///
  /// - Returns: how many bytes; 0 at the end.
  func read(into output: UnsafeMutableRawBufferPointer) throws(LDIFInputError) -> Int {
    while true {
      if unread.isEmpty, !isAtEnd { try readPiece() }
      // Without input a frame may still give what it holds back; between frames there is nothing to hold.
      if unread.isEmpty, decompressor.isAtBoundary { return 0 }
      let step = piece.withUnsafeBytes {
        decompressor.decompress(UnsafeRawBufferPointer(rebasing: $0[unread]), into: output)
      }
      guard let step, step.taken > 0 || step.written > 0 || unread.isEmpty else {
        throw LDIFInputError(
          kind: .damaged, path: path,
          reason: "the compressed data is damaged before byte \(bytes). Get the original.")
      }
      unread.removeFirst(step.taken)
      produced += step.written
      guard produced <= Self.harmlessSize || produced / Self.expansionLimit <= bytes else {
        throw LDIFInputError(
          kind: .damaged, path: path,
          reason:
            "expands to more than \(Self.expansionLimit) times its size: no directory does. Decompress it"
            + " yourself if you trust it.")
      }
      if step.written > 0 { return step.written }
      if step.taken == 0, unread.isEmpty, isAtEnd {
        isCut = true
        return 0
      }
    }
  }

  private func readPiece() throws(LDIFInputError) {
    if piece.count != Self.pieceSize { piece = [UInt8](repeating: 0, count: Self.pieceSize) }
    let room = min(piece.count, remaining)
    var count = 0
    repeat {
      count = piece.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, room) }
    } while count < 0 && errno == EINTR
    guard count >= 0 else { throw .system(.cannotRead, path, errno: errno) }
    piece.withUnsafeBytes { digest.update(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
    unread = 0..<count
    bytes += count
    remaining -= count
    isAtEnd = count == 0
  }
}

/// What was stored of a compressed input that was read to its end.
struct StoredInput {
  let sha256: String?
  let bytes: Int
  let isCut: Bool

  init(_ input: CompressedInput) {
    sha256 = input.sha256
    bytes = input.bytes
    isCut = input.isCut
  }
}
