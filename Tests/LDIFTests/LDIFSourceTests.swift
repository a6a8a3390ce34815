import Foundation
import LDAPTypes
import Testing

@testable import LDIF

@Suite struct LDIFSourceTests {
  /// Reads `bytes` from a file; entries in the order of delivery.
  private func read(
    _ bytes: [UInt8], blockSize: Int = 4 << 20, workers: Int = 3
  ) throws -> (names: [String], lines: [Int], diagnostics: [LDIFDiagnostic], summary: InputSummary) {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try Data(bytes).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    var names: [String] = []
    var lines: [Int] = []
    var diagnostics: [LDIFDiagnostic] = []
    let summary = try LDIFSource(path: file.path, blockSize: blockSize).read(
      workers: workers, make: { [(String, Int)]() },
      add: { batch, view in batch.append((String(decoding: view.dn, as: UTF8.self), view.line)) },
      deliver: { batch, problems in
        names += batch.map(\.0)
        lines += batch.map(\.1)
        diagnostics += problems
      })
    return (names, lines, diagnostics, summary)
  }

  @Test("blocks of any size give the same entries in the same order", arguments: [64, 100, 1000, 4 << 20])
  func order(blockSize: Int) throws {
    var text = LDIFWriter.header
    for number in 0..<500 {
      text += LDIFWriter.entry(
        dn: "CN=\(number)", [("description", [UInt8](repeating: 0x41, count: number * 37 % 400))])
    }
    let (names, lines, diagnostics, summary) = try read(text, blockSize: blockSize)
    #expect(names == (0..<500).map { "CN=\($0)" })
    #expect(diagnostics.isEmpty)
    #expect(summary.entries == 500)
    #expect(summary.bytes == text.count)
    let expected = String(decoding: text, as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false
    )
    .enumerated().filter { $0.element.hasPrefix("dn:") }.map { $0.offset + 1 }
    #expect(lines == expected)
  }

  @Test func hashesAllBytesOfTheInput() throws {
    let text =
      (0..<100).flatMap { LDIFWriter.entry(dn: "CN=\($0)", [("cn", Array("\($0)".utf8))]) }
      + Array("dn:".utf8)
    let whole = SHA256Digest()
    text.withUnsafeBytes { whole.update($0) }
    #expect(try read(text, blockSize: 64).summary.sha256 == whole.hexadecimal())
  }

  /// FIPS 180-2 B.1.
  @Test func digestsTheStandardsExample() {
    let digest = SHA256Digest()
    for piece in ["a", "bc"] { Array(piece.utf8).withUnsafeBytes { digest.update($0) } }
    let text = digest.hexadecimal()
    #expect(text == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  }

  @Test func saysWhenTheFileIsCut() throws {
    let (names, _, diagnostics, _) = try read(Array("dn: DC=a\nnTSecurityDescriptor:: AAAA\n BBB".utf8))
    #expect(names == ["DC=a"])
    #expect(diagnostics.map(\.kind) == [.malformedBase64, .inputTruncated])
    #expect(diagnostics.first?.line == 2)
    #expect(diagnostics.first?.dn == "DC=a")
    #expect(diagnostics.first?.attribute == "nTSecurityDescriptor")
    #expect(diagnostics.last?.line == 3)
  }

  @Test(
    "what is not LDIF is refused",
    arguments: [
      "", "{\"meta\": {\"type\": \"users\"}}\n", "# a script\necho hello\n", "\u{0}\u{1}\u{2}",
      "objectClass: top\ncn: x\n",
    ])
  func refuses(text: String) throws {
    let error = try #require(throws: LDIFInputError.self) { try read(Array(text.utf8)) }
    #expect(error.kind == .notLDIF)
  }

  @Test func refusesUTF16AndSaysHowToConvertIt() throws {
    let bytes: [UInt8] = [0xFF, 0xFE] + "dn: DC=a\n".utf8.flatMap { [$0, 0] }
    let error = try #require(throws: LDIFInputError.self) { try read(bytes) }
    #expect(error.kind == .notLDIF)
    #expect(error.reason.contains("iconv"))
  }

  @Test("a path that cannot be opened is its own error", arguments: ["/nonexistent/x.ldif", "/"])
  func cannotOpen(path: String) throws {
    let error = try #require(throws: LDIFInputError.self) {
      try LDIFSource(path: path).read(make: { 0 }, add: { count, _ in count += 1 }, deliver: { _, _ in })
    }
    #expect(error.kind == .cannotOpen)
  }

  @Test func refusesARecordWithoutEnd() throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try Data("dn: DC=a\n".utf8 + [UInt8](repeating: 0x61, count: 10_000)).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let handle = try FileHandle(forReadingFrom: file)
    var reader = BlockReader(descriptor: handle.fileDescriptor, path: "x", blockSize: 64, recordLimit: 4096)
    let error = #expect(throws: LDIFInputError.self) {
      try reader.fill(BlockBuffer(capacity: 64), after: UnsafeRawBufferPointer(start: nil, count: 0))
    }
    #expect(error?.kind == .entryTooLarge)
  }

  @Test func reportsASearchThatDidNotEndWell() throws {
    let (_, _, diagnostics, summary) = try read(
      Array(
        """
        # extended LDIF
        #
        dn: DC=a

        # search reference
        ref: ldap://ForestDnsZones.example/DC=ForestDnsZones,DC=example

        # search result
        search: 2
        result: 4 Size limit exceeded

        # numResponses: 2
        # numEntries: 2

        """.utf8))
    #expect(diagnostics.map(\.kind) == [.searchIncomplete, .searchIncomplete])
    #expect(diagnostics.map(\.line) == [10, 13])
    #expect(summary.references == 1)
  }

  @Test func readsAPipe() throws {
    let pipe = Pipe()
    let text = (0..<200).flatMap { LDIFWriter.entry(dn: "CN=\($0)", [("cn", Array("\($0)".utf8))]) }
    pipe.fileHandleForWriting.write(Data(text))
    try pipe.fileHandleForWriting.close()
    var count = 0
    let summary = try LDIFSource(path: "/dev/fd/\(pipe.fileHandleForReading.fileDescriptor)", blockSize: 128)
      .read(
        make: { 0 }, add: { count, _ in count += 1 }, deliver: { batch, _ in count += batch })
    #expect(count == 200)
    #expect(summary.bytes == text.count)
  }
}
