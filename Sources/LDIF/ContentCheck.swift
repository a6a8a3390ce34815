/// Tells LDIF from other files by their beginning, before anything is made of them.
enum ContentCheck {
  /// Why `bytes`, the first block of an input, are not LDIF, and what to do; nil when they may be.
  static func objection(to bytes: UnsafeRawBufferPointer) -> String? {
    if bytes.isEmpty { return "the input is empty. Did the search that should have written it fail?" }
    for (mark, reason) in signatures where bytes.starts(with: mark) { return reason }
    if bytes.prefix(512).contains(0) {
      return "not LDIF but binary data. Give a file written by ldapsearch or ldifde."
    }
    var hasOther = false
    var reader = bytes.baseAddress.map { LDIFLineReader($0, count: bytes.count, from: 0, number: 1) }
    while let line = reader?.next() {
      let text = bytes[line.start..<line.end]
      guard let first = text.first, first != UInt8(ascii: "#"), first != UInt8(ascii: " ") else { continue }
      if keywords.contains(where: { startsIgnoringCase(text, $0) }) { return nil }
      hasOther = true
    }
    guard hasOther else { return nil }
    return "not LDIF: no line begins with 'dn:'. Give a file written by ldapsearch or ldifde."
  }

  private static let signatures: [([UInt8], String)] = [
    ([0xFF, 0xFE], "UTF-16 text. Convert it: iconv -f UTF-16 -t UTF-8 (ldifde writes it with -u)."),
    ([0xFE, 0xFF], "UTF-16 text. Convert it: iconv -f UTF-16 -t UTF-8."),
    ([0x1F, 0x8B], "compressed twice. Decompress it first, for example gzip -dc FILE | … -"),
    ([0x28, 0xB5, 0x2F, 0xFD], "compressed twice. Decompress it first, for example zstd -dc FILE | … -"),
    (Array("PK".utf8) + [3, 4], "a ZIP archive. Unpack it first."),
  ]

  /// A byte order mark is part of the first line here.
  private static let keywords: [[UInt8]] = ["dn:", "version:", "search:", "result:", "ref:"].flatMap {
    [Array($0.utf8), [0xEF, 0xBB, 0xBF] + Array($0.utf8)]
  }

  private static func startsIgnoringCase(_ text: Slice<UnsafeRawBufferPointer>, _ keyword: [UInt8]) -> Bool {
    text.starts(with: keyword) { byte, letter in
      byte == letter || (UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte && byte | 0x20 == letter)
    }
  }
}
