internal import Foundation
package import LDAPTypes

/// One LDIF input: a file, a pipe, or `-` for standard input, plain or compressed. Read once, from beginning to end, in
/// bounded memory.
package struct LDIFSource: Sendable {
  package let path: String
  /// Index of the input, for ``EntryView/source``.
  package let index: Int
  /// Bytes per block; blocks end between entries, so one of them may be shorter, or longer for one large entry.
  package let blockSize: Int
  /// Bytes from the beginning after which the input counts as ended; nil = all.
  package let limit: Int?

  package init(path: String, index: Int = 0, limit: Int? = nil, blockSize: Int = 4 << 20) {
    self.path = path
    self.index = index
    self.limit = limit
    self.blockSize = max(blockSize, 64)
  }

  /// Threads that parse when nobody says otherwise; one processor is left to hashing.
  package static var defaultWorkers: Int { max(1, ProcessInfo.processInfo.activeProcessorCount - 1) }

  /// Reads the input: `workers` threads parse blocks into batches, `deliver` gets them in the order of the input.
  ///
  /// - Parameters:
  ///   - make: an empty batch; called once per block, on any thread.
  ///   - add: adds one entry to the batch of its block, on any thread; the view is valid during the call.
  ///   - deliver: called on the thread of the caller, once per block, with what was not readable in it.
  /// - Throws: ``LDIFInputError``. What was delivered before stays valid, the rest of the input is unknown.
  package func read<Batch: Sendable>(
    workers: Int = Self.defaultWorkers, make: @escaping @Sendable () -> Batch,
    add: @escaping @Sendable (inout Batch, EntryView) -> Void, deliver: (Batch, [LDIFDiagnostic]) -> Void
  ) throws(LDIFInputError) -> InputSummary {
    let descriptor = try open()
    defer { if descriptor != STDIN_FILENO { close(descriptor) } }
    let pipeline = LDIFPipeline<Batch>(
      parser: LDIFParser(path: path, source: index), slots: workers + 4, blockSize: blockSize, make: make,
      add: add)
    pipeline.start(
      BlockReader(descriptor: descriptor, path: path, blockSize: blockSize, limit: limit ?? .max),
      workers: workers)
    var totals = LDIFTotals(path: path)
    while let result = pipeline.next() {
      totals.add(result.report, bytes: result.bytes)
      let closing =
        result.isLast
        ? totals.closingDiagnostics(
          endsWithLineFeed: result.endsWithLineFeed, isCut: result.isCut) : []
      deliver(result.batch, result.report.diagnostics + closing)
    }
    let (sha256, bytes, failure) = pipeline.outcome()
    if let failure { throw failure }
    guard let sha256 else {
      throw LDIFInputError(
        kind: .cannotRead, path: path, reason: "libcrypto offers no SHA-256; the input has no hash.")
    }
    return InputSummary(
      path: path, sha256: sha256, bytes: bytes ?? totals.bytes, entries: totals.entries,
      references: totals.references)
  }

  private func open() throws(LDIFInputError) -> Int32 {
    if path == "-" { return STDIN_FILENO }
    let descriptor = Foundation.open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .system(.cannotOpen, path, errno: errno) }
    var status = stat()
    if fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
      close(descriptor)
      throw .system(.cannotOpen, path, errno: EISDIR)
    }
    posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL)
    return descriptor
  }
}
