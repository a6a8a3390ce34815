package import LDAPTypes

/// Reads the entries of LDIF content (RFC 2849), one block of whole records at a time.
///
/// Change records and values by URL are refused with a reason: a program that reads evidence neither applies changes
/// nor opens what a file tells it to. A record that cannot be read is reported and skipped; the rest goes on.
package struct LDIFParser: Sendable {
  package let path: String
  /// Index of the input, for ``EntryView/source``.
  package let source: Int

  package init(path: String, source: Int = 0) {
    self.path = path
    self.source = source
  }

  /// Calls `body` for each entry of `block`; the view is valid during the call.
  /// - Parameter firstLine: 1-based number of the first line of the block in the input.
  package func forEachEntry(
    in block: UnsafeRawBufferPointer, firstLine: Int = 1, body: (EntryView) -> Void
  ) -> LDIFBlockReport {
    guard let base = block.baseAddress else { return LDIFBlockReport() }
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    // A byte order mark stands only at the beginning of a file.
    let start = firstLine == 1 && block.starts(with: mark) ? mark.count : 0
    var reader = LDIFLineReader(base, count: block.count, from: start, number: firstLine)
    var records = LDIFRecordReader(block: block, parser: self)
    while let line = reader.next() { records.read(line, body) }
    records.endRecord(body)
    records.report.lines = reader.number - firstLine
    return records.report
  }

  /// Calls `body` for each entry of a text that is all in memory.
  package func forEachEntry(in text: [UInt8], body: (EntryView) -> Void) -> LDIFBlockReport {
    text.withUnsafeBytes { forEachEntry(in: $0, body: body) }
  }
}
