import CZlib
import CZstd

/// One of the two libraries, as far as reading needs it.
protocol Decompressor: AnyObject {
  /// True between two members or frames, where an input may end.
  var isAtBoundary: Bool { get }
  /// Takes from `input` and writes to `output`.
  ///
  /// - Returns: how much was taken and written; nil when the data is damaged.
  func decompress(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) -> (taken: Int, written: Int)?
}

extension Compression {
  /// nil when there is no memory for it.
  func decompressor() -> (any Decompressor)? {
    switch self {
    case .gzip: GzipDecompressor()
    case .zstandard: ZstandardDecompressor()
    }
  }
}

/// Members of a gzip file, one after another. The corresponding C function is `inflate`.
private final class GzipDecompressor: Decompressor {
  private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
  private(set) var isAtBoundary = true

  init?() {
    stream.initialize(to: z_stream())
    // 16 more than the largest window: a gzip header and its checksum are expected.
    guard
      inflateInit2_(stream, 16 + MAX_WBITS, zlibVersion(), Int32(MemoryLayout<z_stream>.size)) == Z_OK
    else {
      stream.deallocate()
      return nil
    }
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  func decompress(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) -> (taken: Int, written: Int)? {
    let given = UInt32(clamping: input.count)
    let room = UInt32(clamping: output.count)
    // zlib does not write to what it is given; its declaration is older than `const`.
    stream.pointee.next_in = UnsafeMutablePointer(
      mutating: input.baseAddress?.assumingMemoryBound(to: UInt8.self))
    stream.pointee.avail_in = given
    stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
    stream.pointee.avail_out = room
    switch inflate(stream, Z_NO_FLUSH) {
    case Z_OK, Z_BUF_ERROR:
      // Nothing taken at a boundary is still the boundary.
      if stream.pointee.avail_in != given { isAtBoundary = false }
    case Z_STREAM_END:
      isAtBoundary = true
      guard inflateReset(stream) == Z_OK else { return nil }
    default: return nil
    }
    return (Int(given - stream.pointee.avail_in), Int(room - stream.pointee.avail_out))
  }
}

/// Frames of a Zstandard file, one after another. The corresponding C function is `ZSTD_decompressStream`.
private final class ZstandardDecompressor: Decompressor {
  private let stream: OpaquePointer  // ZSTD_DStream
  private(set) var isAtBoundary = true

  init?() {
    guard let stream = ZSTD_createDStream() else { return nil }
    self.stream = stream
  }

  deinit { ZSTD_freeDStream(stream) }

  func decompress(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) -> (taken: Int, written: Int)? {
    var source = ZSTD_inBuffer(src: input.baseAddress, size: input.count, pos: 0)
    var target = ZSTD_outBuffer(dst: output.baseAddress, size: output.count, pos: 0)
    let state = ZSTD_decompressStream(stream, &target, &source)
    guard ZSTD_isError(state) == 0 else { return nil }
    if state == 0 {
      isAtBoundary = true
    } else if source.pos > 0 {
      isAtBoundary = false
    }
    return (source.pos, target.pos)
  }
}
