import Foundation
import Testing

@testable import LDIF

/// Compressed inputs: what is in them comes out, and nothing else does any harm.
@Suite struct CompressionTests {
  static let text: [UInt8] =
    LDIFWriter.header
    + (0..<2000).flatMap { number in
      LDIFWriter.entry(
        dn: "CN=\(number)",
        [("objectGUID", (0..<16).map { UInt8(truncatingIfNeeded: number &* 31 &+ $0 &* 7) })])
    }

  /// - Parameter parts: how many members or frames.
  static func compressed(_ compression: Compression, _ bytes: [UInt8] = text, parts: Int = 1) throws
    -> [UInt8]
  {
    let compressor = try #require(compression.compressor())
    var output: [UInt8] = []
    for part in 0..<parts {
      let range = bytes.count * part / parts..<bytes.count * (part + 1) / parts
      bytes.withUnsafeBytes {
        #expect(compressor.compress(UnsafeRawBufferPointer(rebasing: $0[range]), to: &output))
      }
      #expect(compressor.end(to: &output))
    }
    return output
  }

  struct Outcome {
    var entries = 0
    var diagnostics: [LDIFDiagnostic] = []
    var summary: InputSummary?
    var error: LDIFInputError?
  }

  static func read(_ bytes: [UInt8], limit: Int? = nil, blockSize: Int = 4096) throws -> Outcome {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try Data(bytes).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    var outcome = Outcome()
    do {
      outcome.summary = try LDIFSource(path: file.path, limit: limit, blockSize: blockSize).read(
        make: { 0 }, add: { count, _ in count += 1 },
        deliver: { batch, problems in
          outcome.entries += batch
          outcome.diagnostics += problems
        })
    } catch {
      outcome.error = error
    }
    return outcome
  }

  @Test(arguments: Compression.allCases, [1, 2, 17])
  func `members and frames read as one text, and the hash is that of the file`(
    compression: Compression, parts: Int
  ) throws {
    let stored = try Self.compressed(compression, parts: parts)
    #expect(stored.count < Self.text.count)
    for blockSize in [64, 4096, 4 << 20] {
      let outcome = try Self.read(stored, blockSize: blockSize)
      #expect(outcome.entries == 2000 && outcome.diagnostics.isEmpty && outcome.error == nil)
      #expect(outcome.summary?.sha256 == SHA256Digest.hexadecimal(of: stored))
      #expect(outcome.summary?.bytes == stored.count)
    }
  }

  @Test(arguments: [("gz", ["gzip", "-dc"]), ("zst", ["zstd", "-dcq"])])
  func `the usual programs read what was written`(name: String, command: [String]) throws {
    guard FileManager.default.isExecutableFile(atPath: "/usr/bin/\(command[0])") else { return }
    let compression = try #require(Compression(rawValue: name))
    let file = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try Data(Self.compressed(compression, parts: 3)).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/\(command[0])")
    process.arguments = Array(command.dropFirst()) + [file.path]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let data = try pipe.fileHandleForReading.readToEnd()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    #expect(data.map(Array.init) == Self.text)
  }

  @Test(arguments: Compression.allCases)
  func `a file that was cut anywhere is told, and what is in it is read`(compression: Compression) throws {
    let stored = try Self.compressed(compression, parts: 2)
    for length in stride(from: 8, to: stored.count, by: 997) {
      let outcome = try Self.read(Array(stored[..<length]))
      // Too short to hold a line, or some entries and one gap.
      if let error = outcome.error {
        #expect(error.kind == .notLDIF && outcome.entries == 0)
      } else {
        let kinds = outcome.diagnostics.map(\.kind)
        #expect(kinds.contains(.inputTruncated) && outcome.entries < 2001, "\(length): \(kinds)")
        #expect(outcome.summary?.sha256 == SHA256Digest.hexadecimal(of: Array(stored[..<length])))
      }
    }
  }

  @Test(arguments: Compression.allCases)
  func `only as much is read as is vouched for`(compression: Compression) throws {
    let first = try Self.compressed(compression)
    let outcome = try Self.read(first + Self.compressed(compression), limit: first.count)
    #expect(outcome.entries == 2000 && outcome.diagnostics.isEmpty)
    #expect(outcome.summary?.sha256 == SHA256Digest.hexadecimal(of: first))
  }

  @Test(arguments: Compression.allCases)
  func `damage is told in one line, wherever it is`(compression: Compression) throws {
    let stored = try Self.compressed(compression)
    var damages = 0
    for position in stride(from: 20, to: stored.count, by: 1009) {
      var bytes = stored
      bytes[position] ^= 0x55
      let outcome = try Self.read(bytes)
      // The checksum at the end finds what the decoder does not.
      #expect(outcome.error != nil || !outcome.diagnostics.isEmpty, "byte \(position)")
      if let error = outcome.error { #expect(!error.description.contains("\n")) }
      damages += outcome.error?.kind == .damaged ? 1 : 0
    }
    #expect(damages > 0)
    #expect(try Self.read(stored + [1, 2, 3, 4, 5, 6, 7, 8]).error?.kind == .damaged)
  }

  @Test(arguments: Compression.allCases)
  func `a small file that expands to gigabytes ends early`(compression: Compression) throws {
    let compressor = try #require(compression.compressor())
    var stored: [UInt8] = []
    let line = Array("dn: CN=x\n\n# \(String(repeating: "a", count: 4000))\n\n".utf8)
    let piece = Array(repeatElement(line, count: 1 << 8).joined())
    for _ in 0..<100 { piece.withUnsafeBytes { #expect(compressor.compress($0, to: &stored)) } }
    #expect(compressor.end(to: &stored))
    let outcome = try Self.read(stored, blockSize: 4 << 20)
    #expect(outcome.error?.kind == .damaged)
    #expect(outcome.error?.reason.contains("250 times") == true)
  }

  @Test(arguments: Compression.allCases)
  func `nothing, and something compressed twice, is no LDIF`(compression: Compression) throws {
    let compressor = try #require(compression.compressor())
    var empty: [UInt8] = []
    #expect(compressor.end(to: &empty) && empty.isEmpty)
    let twice = try Self.compressed(compression, Self.compressed(compression))
    #expect(try Self.read(twice).error?.reason.contains("compressed twice") == true)
    #expect(try Self.read([0x1F, 0x8B]).error?.kind == .notLDIF)
    #expect(try Self.read([0x28, 0xB5, 0x2F, 0xFD]).error?.kind == .notLDIF)
  }

  /// A skippable frame of RFC 8878 §3.1.2, as parallel compressors write it.
  @Test func `a skippable frame is skipped`() throws {
    let frame: [UInt8] = [0x53, 0x2A, 0x4D, 0x18, 4, 0, 0, 0, 1, 2, 3, 4]
    #expect(try Self.read(frame + Self.compressed(.zstandard)).entries == 2000)
  }

  @Test(arguments: Compression.allCases)
  func `what was begun and forgotten is not written`(compression: Compression) throws {
    let compressor = try #require(compression.compressor())
    var forgotten: [UInt8] = []
    Self.text.withUnsafeBytes { #expect(compressor.compress($0, to: &forgotten)) }
    compressor.reset()
    var stored: [UInt8] = []
    Self.text.withUnsafeBytes { #expect(compressor.compress($0, to: &stored)) }
    #expect(compressor.end(to: &stored))
    #expect(try Self.read(stored).entries == 2000)
  }
}
