import Glibc
import LDIF

/// One LDIF file of an evidence folder while it grows: private, compressed where that is wanted, hashed as it is written,
/// and able to go back to a place where an answer began that did not end.
final class EvidenceFile {
  /// A place in the file, with everything needed to go on from there.
  struct Mark {
    let offset: Int
    fileprivate let digest: SHA256Digest
    let entries: Int

    /// A file of which nothing can be relied on.
    static var beginning: Mark { Mark(offset: 0, digest: SHA256Digest(), entries: 0) }

    var state: State { State(sha256: digest.hexadecimal(), bytes: offset, entries: entries) }
  }

  let path: String
  private let descriptor: Int32
  private var buffer: [UInt8] = []
  private var digest = SHA256Digest()
  /// nil for plain text. Every ``Mark`` lies between two members or frames, so that a file can end there.
  private let compressor: (any Compressor)?
  /// Bytes as they are stored.
  private(set) var bytes = 0
  private(set) var entries = 0
  private var entryStart = 0
  /// Where the entry under way began, when part of it is on disk already.
  private var entryMark: Mark?

  private static let flushSize = 1 << 20
  private static let dn = Array("dn".utf8)

  /// - Parameter place: where to go on in a file of an earlier run; what follows there is taken back. nil = a new file.
  /// - Throws: ``CollectionError/output(path:reason:)`` also when a new file exists: evidence is never overwritten.
  init(path: String, at place: Mark? = nil, compression: Compression? = nil) throws(CollectionError) {
    self.path = path
    compressor = compression?.compressor()
    guard compression == nil || compressor != nil else {
      throw .output(path: path, reason: String(cString: strerror(ENOMEM)))
    }
    if place != nil {
      descriptor = open(path, O_WRONLY | O_NOFOLLOW | O_CLOEXEC)
    } else {
      descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    }
    guard descriptor >= 0 else { throw .output(path: path, reason: String(cString: strerror(errno))) }
    buffer.reserveCapacity(Self.flushSize * 2)
    if let place {
      try goBack(to: place)
    } else {
      buffer += LDIFWriter.header
    }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  func mark() throws(CollectionError) -> Mark {
    try flush(upTo: buffer.count)
    return try markHere()
  }

  /// A place after what was flushed.
  private func markHere() throws(CollectionError) -> Mark {
    try endFrame()
    return Mark(offset: bytes, digest: digest.copy(), entries: entries)
  }

  func goBack(to mark: Mark) throws(CollectionError) {
    compressor?.reset()
    buffer.removeAll(keepingCapacity: true)
    entryMark = nil
    entryStart = 0
    guard ftruncate(descriptor, mark.offset) == 0, lseek(descriptor, mark.offset, SEEK_SET) == mark.offset
    else {
      throw .output(path: path, reason: String(cString: strerror(errno)))
    }
    bytes = mark.offset
    digest = mark.digest.copy()
    entries = mark.entries
  }

  func comment(_ text: String) { buffer += LDIFWriter.comment(text) }

  func beginEntry(dn: UnsafeRawBufferPointer) {
    entryStart = buffer.count
    Self.dn.withUnsafeBytes { LDIFWriter.append(to: &buffer, description: $0, value: dn) }
  }

  func line(_ description: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer) throws(CollectionError) {
    LDIFWriter.append(to: &buffer, description: description, value: value)
    // A group of a million members must not wait in memory for its last one.
    if buffer.count - entryStart > Self.flushSize * 4 {
      if entryMark == nil {
        try flush(upTo: entryStart)
        entryMark = try markHere()
      }
      try flush(upTo: buffer.count)
    }
  }

  func endEntry() throws(CollectionError) {
    LDIFWriter.endEntry(&buffer)
    entries += 1
    entryMark = nil
    if buffer.count >= Self.flushSize { try flush(upTo: buffer.count) }
    entryStart = buffer.count
  }

  /// Takes back an entry that did not arrive to its end.
  func discardEntry() throws(CollectionError) {
    if let entryMark { return try goBack(to: entryMark) }
    buffer.removeLast(buffer.count - entryStart)
  }

  /// Makes the end of the file reach the disk, as it is.
  func settle() throws(CollectionError) {
    guard fsync(descriptor) == 0 else { throw .output(path: path, reason: String(cString: strerror(errno))) }
  }

  /// What stands on the disk.
  struct State {
    let sha256: String?
    let bytes: Int
    let entries: Int

    static var nothing: State { State(sha256: nil, bytes: 0, entries: 0) }
  }

  /// Brings everything to the disk, so that it can be relied on after a power failure.
  func checkpoint() throws(CollectionError) -> State {
    try flush(upTo: buffer.count)
    try endFrame()
    guard fsync(descriptor) == 0 else { throw .output(path: path, reason: String(cString: strerror(errno))) }
    return State(sha256: digest.hexadecimal(), bytes: bytes, entries: entries)
  }

  /// Reads the first `bytes` bytes of a file.
  ///
  /// - Parameters:
  ///   - mark: the place among them where a later run goes on, with `entries` entries before it.
  /// - Returns: that place, and the SHA-256 of all of the bytes.
  static func examine(
    _ path: String, bytes: Int, mark: Int, entries: Int
  ) throws(CollectionError) -> (Mark, sha256: String?) {
    let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
    guard descriptor >= 0 else { throw .input(path: path, reason: String(cString: strerror(errno))) }
    defer { close(descriptor) }
    let digest = SHA256Digest()
    var place = Mark.beginning
    var offset = 0
    let size = 1 << 20
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: size, alignment: 64)
    defer { memory.deallocate() }
    while offset < bytes {
      let room = min(size, (offset < mark ? mark : bytes) - offset)
      let count = read(descriptor, memory.baseAddress, room)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw .input(path: path, reason: String(cString: strerror(errno))) }
      guard count > 0 else {
        throw .input(path: path, reason: "holds \(offset) bytes, the manifest says \(bytes)")
      }
      digest.update(UnsafeRawBufferPointer(rebasing: memory[..<count]))
      offset += count
      if offset == mark { place = Mark(offset: mark, digest: digest.copy(), entries: entries) }
    }
    return (place, digest.hexadecimal())
  }

  private func flush(upTo end: Int) throws(CollectionError) {
    guard end > 0 else { return }
    if let compressor {
      var stored: [UInt8] = []
      let isSound = buffer.withUnsafeBytes {
        compressor.compress(UnsafeRawBufferPointer(rebasing: $0[..<end]), to: &stored)
      }
      guard isSound else { throw .output(path: path, reason: "cannot be compressed") }
      try succeed(stored.withUnsafeBytes(store))
    } else {
      try succeed(buffer.withUnsafeBytes { store(UnsafeRawBufferPointer(rebasing: $0[..<end])) })
    }
    buffer.removeSubrange(..<end)
    entryStart = max(0, entryStart - end)
  }

  private func endFrame() throws(CollectionError) {
    guard let compressor else { return }
    var stored: [UInt8] = []
    guard compressor.end(to: &stored) else { throw .output(path: path, reason: "cannot be compressed") }
    try succeed(stored.withUnsafeBytes(store))
  }

  /// - Returns: 0, or the `errno` with which the file took no more.
  private func store(_ part: UnsafeRawBufferPointer) -> Int32 {
    digest.update(part)
    var written = 0
    while written < part.count {
      let count = write(descriptor, part.baseAddress?.advanced(by: written), part.count - written)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return errno }
      written += count
    }
    bytes += part.count
    return 0
  }

  private func succeed(_ problem: Int32) throws(CollectionError) {
    guard problem == 0 else { throw .output(path: path, reason: String(cString: strerror(problem))) }
  }
}
