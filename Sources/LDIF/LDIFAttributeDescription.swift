/// What stands before the colon of a line (RFC 2849 `AttributeDescription`); underscores are accepted as servers do.
struct LDIFAttributeDescription {
  /// Without options.
  let name: Range<Int>
  /// With the first semicolon; empty when there are none.
  let options: Range<Int>
  let colon: Int

  /// nil when the line is not of the form, or is folded before its colon.
  init?(_ block: UnsafeRawBufferPointer, _ line: LDIFLine) {
    var semicolon: Int?
    var position = line.start
    while position < line.end {
      switch block[position] {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
        break
      case UInt8(ascii: ":"):
        let nameEnd = semicolon ?? position
        guard nameEnd > line.start, semicolon != position - 1 else { return nil }
        name = line.start..<nameEnd
        options = nameEnd..<position
        colon = position
        return
      case UInt8(ascii: ";"):
        if semicolon == nil { semicolon = position }
      // Range retrieval: `;range=1500-*` ([MS-ADTS] 3.1.1.3.1.3.3).
      case UInt8(ascii: "="), UInt8(ascii: "*"):
        guard semicolon != nil else { return nil }
      default: return nil
      }
      position += 1
    }
    return nil
  }
}
