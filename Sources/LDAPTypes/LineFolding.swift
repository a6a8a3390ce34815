/// Undoes the folding of RFC 2849 note 2: a line end followed by one space joins two lines.
package enum LineFolding {
  package static func unfold(_ raw: UnsafeRawBufferPointer) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: raw.count) { output, count in
      var position = 0
      while position < raw.count {
        let byte = raw[position]
        position += 1
        if byte == UInt8(ascii: "\n") {
          // A carriage return before the line end belongs to the line end.
          while count > 0, output[count - 1] == UInt8(ascii: "\r") { count -= 1 }
          if position < raw.count, raw[position] == UInt8(ascii: " ") { position += 1 }
        } else {
          output[count] = byte
          count += 1
        }
      }
    }
  }
}
