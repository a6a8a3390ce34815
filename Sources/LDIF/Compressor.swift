import CZlib
import CZstd

/// Compresses what is given piece by piece, in members or frames that can be cut apart: what was written up to the end of
/// one is a whole file, and another may follow it.
package protocol Compressor: AnyObject {
  /// Appends what `input` gives to `output`; some of it may come later.
  ///
  /// - Returns: false when there is no memory for it.
  func compress(_ input: UnsafeRawBufferPointer, to output: inout [UInt8]) -> Bool
  /// Appends the rest of the member or frame, when one has begun. The next input begins another.
  func end(to output: inout [UInt8]) -> Bool
  /// Forgets the member or frame that has begun.
  func reset()
}

extension Compression {
  /// nil when there is no memory for it.
  package func compressor() -> (any Compressor)? {
    switch self {
    case .gzip: GzipCompressor()
    case .zstandard: ZstandardCompressor()
    }
  }
}

/// The corresponding C function is `deflate`.
private final class GzipCompressor: Compressor {
  /// The level that `gzip` takes by itself.
  private static let level: Int32 = 6

  private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
  private var isOpen = false
  private var space = [UInt8](repeating: 0, count: 64 << 10)

  init?() {
    stream.initialize(to: z_stream())
    // 16 more than the largest window: with a gzip header, which names neither file nor time.
    guard
      deflateInit2_(
        stream, Self.level, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY, zlibVersion(),
        Int32(MemoryLayout<z_stream>.size)) == Z_OK
    else {
      stream.deallocate()
      return nil
    }
  }

  deinit {
    deflateEnd(stream)
    stream.deallocate()
  }

  func compress(_ input: UnsafeRawBufferPointer, to output: inout [UInt8]) -> Bool {
    var rest = input[...]
    while !rest.isEmpty {
      isOpen = true
      let part = UnsafeRawBufferPointer(rebasing: rest.prefix(Int(Int32.max)))
      // zlib does not write to what it is given; its declaration is older than `const`.
      stream.pointee.next_in = UnsafeMutablePointer(
        mutating: part.baseAddress?.assumingMemoryBound(to: UInt8.self))
      stream.pointee.avail_in = UInt32(part.count)
      while stream.pointee.avail_in > 0 {
        guard deflate(Z_NO_FLUSH, to: &output) == Z_OK else { return false }
      }
      rest = rest.dropFirst(part.count)
    }
    return true
  }

  func end(to output: inout [UInt8]) -> Bool {
    guard isOpen else { return true }
    stream.pointee.next_in = nil
    stream.pointee.avail_in = 0
    while true {
      switch deflate(Z_FINISH, to: &output) {
      case Z_OK, Z_BUF_ERROR: continue
      case Z_STREAM_END:
        reset()
        return true
      default: return false
      }
    }
  }

  func reset() {
    deflateReset(stream)
    isOpen = false
  }

  private func deflate(_ flush: Int32, to output: inout [UInt8]) -> Int32 {
    space.withUnsafeMutableBytes { space in
      stream.pointee.next_out = space.baseAddress?.assumingMemoryBound(to: UInt8.self)
      stream.pointee.avail_out = UInt32(space.count)
      let state = CZlib.deflate(stream, flush)
      output += UnsafeRawBufferPointer(rebasing: space[..<(space.count - Int(stream.pointee.avail_out))])
      return state
    }
  }
}

/// The corresponding C function is `ZSTD_compressStream2`.
private final class ZstandardCompressor: Compressor {
  private let context: OpaquePointer  // ZSTD_CCtx
  private var isOpen = false
  private var space = [UInt8](repeating: 0, count: 128 << 10)

  init?() {
    guard let context = ZSTD_createCCtx() else { return nil }
    self.context = context
    // A damaged file is to be noticed by whoever decompresses it with another program, too.
    guard ZSTD_isError(ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1)) == 0 else { return nil }
  }

  deinit { ZSTD_freeCCtx(context) }

  func compress(_ input: UnsafeRawBufferPointer, to output: inout [UInt8]) -> Bool {
    guard !input.isEmpty else { return true }
    isOpen = true
    return run(input, ZSTD_e_continue, to: &output)
  }

  func end(to output: inout [UInt8]) -> Bool {
    guard isOpen else { return true }
    isOpen = false
    return run(UnsafeRawBufferPointer(start: nil, count: 0), ZSTD_e_end, to: &output)
  }

  func reset() {
    ZSTD_CCtx_reset(context, ZSTD_reset_session_only)
    isOpen = false
  }

  private func run(
    _ input: UnsafeRawBufferPointer, _ directive: ZSTD_EndDirective, to output: inout [UInt8]
  ) -> Bool {
    var source = ZSTD_inBuffer(src: input.baseAddress, size: input.count, pos: 0)
    while true {
      let (left, written) = space.withUnsafeMutableBytes { space in
        var target = ZSTD_outBuffer(dst: space.baseAddress, size: space.count, pos: 0)
        return (ZSTD_compressStream2(context, &target, &source, directive), target.pos)
      }
      guard ZSTD_isError(left) == 0 else { return false }
      output += space[..<written]
      if directive == ZSTD_e_end ? left == 0 : source.pos == source.size { return true }
    }
  }
}
