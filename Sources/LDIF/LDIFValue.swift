/// Where the value of a line stands and in which form: `:` text, `::` base64, `:<` URL (RFC 2849 `value-spec`).
struct LDIFValue {
  enum Form { case text, base64, url }

  let form: Form
  let range: Range<Int>
  let isFolded: Bool
  /// Bytes of the value that are not folding.
  let significantBytes: Int

  /// - Parameter colon: offset of the first colon; no folding stands before it.
  init(_ block: UnsafeRawBufferPointer, _ line: LDIFLine, colon: Int) {
    var position = colon + 1
    var folding = line.foldingBytes
    // Folding may fall anywhere, so also between the colon and what it introduces.
    func skipFolding() {
      guard folding > 0 else { return }
      var ahead = position
      while ahead < line.end, block[ahead] == UInt8(ascii: "\r") { ahead += 1 }
      guard ahead + 1 < line.end, block[ahead] == UInt8(ascii: "\n"), block[ahead + 1] == UInt8(ascii: " ")
      else {
        return
      }
      folding -= ahead + 2 - position
      position = ahead + 2
    }
    skipFolding()
    var form = Form.text
    if position < line.end {
      switch block[position] {
      case UInt8(ascii: ":"): form = .base64
      case UInt8(ascii: "<"): form = .url
      default: break
      }
      if form != .text { position += 1 }
    }
    var before: Int
    repeat {
      before = position
      while position < line.end, block[position] == UInt8(ascii: " ") { position += 1 }
      skipFolding()
    } while position != before
    self.form = form
    self.range = min(position, line.end)..<line.end
    self.isFolded = folding > 0
    self.significantBytes = self.range.count - folding
  }
}
