/// The lines of a query file: `key: value` in the line syntax of LDIF (RFC 2849 §2, comments and folding).
///
/// The reader is this small because a query file holds text only: no base64, no references to other files.
struct QueryFile {
  struct Line {
    let number: Int
    let key: String
    let value: String
  }

  let lines: [Line]

  init(_ text: String, name: String) throws(QueryError) {
    var lines: [Line] = []
    var isComment = false
    for (index, raw) in text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .enumerated()
    {
      var content = String(Substring(raw))
      if content.utf8.last == UInt8(ascii: "\r") { content.unicodeScalars.removeLast() }
      guard let first = content.utf8.first else {
        isComment = false
        continue
      }
      if first == UInt8(ascii: " ") {
        // A continued line: the space is not part of the value.
        if isComment { continue }
        guard let last = lines.popLast() else {
          throw QueryError(query: name, line: index + 1, reason: "continues no line")
        }
        lines.append(Line(number: last.number, key: last.key, value: last.value + content.dropFirst()))
        continue
      }
      isComment = first == UInt8(ascii: "#")
      if isComment { continue }
      guard let colon = content.firstIndex(of: ":") else {
        throw QueryError(query: name, line: index + 1, reason: "is not of the form key: value")
      }
      let value = content[content.index(after: colon)...].drop { $0 == " " }
      lines.append(Line(number: index + 1, key: String(content[..<colon]), value: String(value)))
    }
    self.lines = lines
  }
}
