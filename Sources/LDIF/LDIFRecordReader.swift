internal import LDAPTypes

/// Gathers the lines of a block into records. Between two records it waits for `dn:`; inside one it collects attributes.
struct LDIFRecordReader {
  private enum State {
    case between, entry
    /// Until the next empty line or `dn:`: the record was refused.
    case skipping
    /// What a search tool writes after the entries.
    case trailer
  }

  private let block: UnsafeRawBufferPointer
  private let parser: LDIFParser
  private var state = State.between
  private var dn: [UInt8] = []
  private var start = 0
  private var number = 0
  /// Offset after the last line of the record.
  private var end = 0
  /// Whether a line of the record is folded before its colon, so that its name is not one run of bytes.
  private var hasFoldedName = false
  private var diagnosticsBefore: [LDIFDiagnostic] = []
  private var attributes: [EntryView.Attribute] = []
  var report = LDIFBlockReport()

  init(block: UnsafeRawBufferPointer, parser: LDIFParser) {
    self.block = block
    self.parser = parser
    attributes.reserveCapacity(64)
  }

  mutating func read(_ line: LDIFLine, _ body: (EntryView) -> Void) {
    guard line.start < line.end else {
      endRecord(body)
      return
    }
    let first = block[line.start]
    if first == UInt8(ascii: "#") {
      readComment(line)
      return
    }
    if first | 0x20 == UInt8(ascii: "d"), isDN(line) {
      if state == .entry {
        note(
          .malformedLine, line, "a second 'dn:' in one entry",
          "Put an empty line before it; read as a new entry.")
      }
      endRecord(body)
      beginEntry(line)
      return
    }
    end = line.end
    switch state {
    case .entry: readAttribute(line)
    case .between: readFirstLine(line)
    case .trailer: readTrailer(line)
    case .skipping: break
    }
  }

  /// Ends the record that is open, if one is, and hands its entry out.
  mutating func endRecord(_ body: (EntryView) -> Void) {
    if state == .entry, hasFoldedName {
      rereadUnfolded(body)
      attributes.removeAll(keepingCapacity: true)
    } else if state == .entry {
      report.entries += 1
      body(
        EntryView(
          bytes: block, source: parser.source, line: number, start: start, dn: dn, attributes: attributes))
      attributes.removeAll(keepingCapacity: true)
    }
    state = .between
  }

  // MARK: dn

  private func isDN(_ line: LDIFLine) -> Bool {
    line.end - line.start > 2 && block[line.start + 1] | 0x20 == UInt8(ascii: "n")
      && block[line.start + 2] == UInt8(ascii: ":")
  }

  private mutating func beginEntry(_ line: LDIFLine) {
    start = line.start
    number = line.number
    hasFoldedName = false
    diagnosticsBefore = report.diagnostics
    state = .skipping
    let value = LDIFValue(block, line, colon: line.start + 2)
    let raw = UnsafeRawBufferPointer(rebasing: block[value.range])
    switch value.form {
    case .url:
      note(.missingDN, line, "'dn:<' names an entry by URL", "Write the name itself into the file.")
      return
    case .base64:
      guard let decoded = try? Base64.decode(raw) else {
        note(
          .missingDN, line, "base64 of 'dn' is damaged, the entry is skipped",
          "Was the file cut? Collect again.")
        return
      }
      dn = decoded
    case .text:
      dn = line.isFolded ? LineFolding.unfold(raw) : [UInt8](raw)
      if dn.contains(UInt8(ascii: "\r")) || dn.contains(0) {
        note(
          .missingDN, line, "'dn' holds a carriage return or a zero byte, the entry is skipped",
          "Convert the file to UTF-8 with line feeds as line ends.")
        return
      }
    }
    state = .entry
  }

  /// The lines of the open record without folding, and their numbers in the input.
  private func unfolded() -> (text: [UInt8], numbers: [Int]) {
    guard let base = block.baseAddress else { return ([], []) }
    var text: [UInt8] = []
    var numbers: [Int] = []
    var reader = LDIFLineReader(base, count: end, from: start, number: number)
    while let line = reader.next() {
      text += LineFolding.unfold(UnsafeRawBufferPointer(rebasing: block[line.start..<line.end]))
      text.append(UInt8(ascii: "\n"))
      numbers.append(line.number)
    }
    return (text, numbers)
  }

  /// Reads the record again from a copy without folding; only needed when a line is folded before its colon, which no
  /// writer in use does.
  private mutating func rereadUnfolded(_ body: (EntryView) -> Void) {
    let (text, numbers) = unfolded()
    text.withUnsafeBytes { copy in
      guard let base = copy.baseAddress else { return }
      var records = LDIFRecordReader(block: copy, parser: parser)
      var reader = LDIFLineReader(base, count: copy.count, from: 0, number: 1)
      // What was noted of this record is noted again; the numbers are those of the input.
      report.diagnostics = diagnosticsBefore
      for number in numbers {
        guard let line = reader.next() else { break }
        records.read(
          LDIFLine(start: line.start, end: line.end, number: number, isFolded: false, foldingBytes: 0), body)
      }
      records.endRecord(body)
      report.entries += records.report.entries
      for diagnostic in records.report.diagnostics { report.note(diagnostic) }
    }
  }

  // MARK: attributes

  private func isAddition(_ value: LDIFValue) -> Bool {
    guard value.form == .text, value.range.count == 3 else { return false }
    return zip(block[value.range], "add".utf8).allSatisfy { $0 | 0x20 == $1 }
  }

  private mutating func readAttribute(_ line: LDIFLine) {
    guard let description = LDIFAttributeDescription(block, line) else {
      if line.isFolded, !hasFoldedName {
        hasFoldedName = true
        return
      }
      note(
        .malformedLine, line, "not 'attribute: value': \(block.excerpt(line))", "Was the file edited or cut?")
      return
    }
    // Windows' ldifde exports every entry as the change that adds it (RFC 2849, change-add): the whole entry follows.
    if attributes.isEmpty, block.isKeyword(description.name, "changetype"),
      isAddition(LDIFValue(block, line, colon: description.colon))
    {
      return
    }
    if block.isKeyword(description.name, "changetype")
      || (attributes.isEmpty && block.isKeyword(description.name, "control"))
    {
      note(
        .changeRecord, line, "a change, not an entry; skipped",
        "Only entries are evidence: export with ldapsearch or ldifde.")
      attributes.removeAll(keepingCapacity: true)
      state = .skipping
      return
    }
    let value = LDIFValue(block, line, colon: description.colon)
    switch value.form {
    case .url:
      note(
        .urlValue, line,
        "the value of '\(block.text(line.start..<description.colon))' stands elsewhere (':<') and is not opened",
        "Put the value itself into the file.", attribute: block.text(line.start..<description.colon))
      return
    case .base64:
      // Whole groups need no look at the bytes; anything else may still be whole once spaces are left out.
      if value.significantBytes % 4 != 0,
        (try? Base64.decode(UnsafeRawBufferPointer(rebasing: block[value.range]))) == nil
      {
        note(
          .malformedBase64, line, "base64 of '\(block.text(line.start..<description.colon))' ends early",
          "Was the file cut? Collect again with a smaller page size.",
          attribute: block.text(line.start..<description.colon))
        return
      }
    case .text: break
    }
    attributes.append(
      EntryView.Attribute(
        name: description.name, options: description.options, value: value.range,
        isBase64: value.form == .base64,
        isFolded: value.isFolded))
  }

  // MARK: what is not an entry

  private mutating func readFirstLine(_ line: LDIFLine) {
    if block[line.start..<line.end].allSatisfy({ $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\r") }) {
      return
    }
    // The paging prompt of ldapsearch goes to its output, between the entries.
    if block.starts(line, "Press [") { return }
    guard let description = LDIFAttributeDescription(block, line) else {
      note(
        .missingDN, line, "not LDIF: \(block.excerpt(line))", "Give a file written by ldapsearch or ldifde.")
      state = .skipping
      return
    }
    if block.isKeyword(description.name, "version") {
      let value = LDIFValue(block, line, colon: description.colon)
      let version = LineFolding.unfold(UnsafeRawBufferPointer(rebasing: block[value.range]))
      if String(decoding: version, as: UTF8.self).trimmingSpaces != "1" {
        note(
          .version, line, "LDIF version '\(block.text(value.range))'",
          "Only version 1 is defined (RFC 2849); read as such.")
      }
      return
    }
    if ["search", "result", "ref"].contains(where: { block.isKeyword(description.name, $0) }) {
      state = .trailer
      readTrailer(line)
      return
    }
    note(
      .missingDN, line, "an entry without 'dn:', skipped", "Was the file cut or edited?",
      attribute: block.text(description.name))
    state = .skipping
  }

  private mutating func readTrailer(_ line: LDIFLine) {
    guard let description = LDIFAttributeDescription(block, line) else { return }
    if block.isKeyword(description.name, "ref") {
      report.references += 1
    } else if block.isKeyword(description.name, "result") {
      let result = block.text(LDIFValue(block, line, colon: description.colon).range)
      if result != "0", !result.hasPrefix("0 ") {
        note(
          .searchIncomplete, line, "the search that wrote this ended with result \(result)",
          "Entries are missing: collect again with paging.")
      }
    }
  }

  private mutating func readComment(_ line: LDIFLine) {
    if block.starts(line, "# num") {
      if block.starts(line, "# numResponses:") { report.trailers += 1 }
      if block.starts(line, "# numEntries:"),
        let count = Int(block.text(line.start + 13..<line.end).trimmingSpaces)
      {
        report.announcedEntries = report.announcedEntries.addingReportingOverflow(count).partialValue
      }
    } else if block.starts(line, "# extended LDIF") {
      report.headings += 1
    } else if block.starts(line, "# refldap") {
      report.references += 1
    }
  }

  private mutating func note(
    _ kind: LDIFDiagnostic.Kind, _ line: LDIFLine, _ problem: String, _ advice: String,
    attribute: String? = nil
  ) {
    report.note(
      LDIFDiagnostic(
        kind: kind, path: parser.path, line: line.number,
        dn: state == .entry ? String(decoding: dn, as: UTF8.self) : nil, attribute: attribute,
        problem: problem,
        advice: advice))
  }
}
