extension SDDLReader {
  func peek() -> UInt8? { offset < bytes.count ? bytes[offset] : nil }

  /// - Parameter prefix: ASCII.
  mutating func takeIgnoringCase(_ prefix: String) -> Bool {
    func folded(_ byte: UInt8) -> UInt8 { (0x61...0x7A).contains(byte) ? byte - 0x20 : byte }
    guard bytes[offset...].lazy.map(folded).starts(with: prefix.utf8.lazy.map(folded)) else { return false }
    offset += prefix.utf8.count
    return true
  }

  mutating func expect(_ mark: String, in field: String) throws(MalformedValue) {
    skipSpace()
    guard take(mark) else { throw malformed(field, "expects \(mark)") }
  }

  /// `"…"`; the grammar has no way to write a quotation mark inside.
  mutating func quoted() throws(MalformedValue) -> UTF16Bytes {
    let start = offset
    guard take("\"") else { throw malformed("string", "expects a quotation mark") }
    guard let end = bytes[offset...].firstIndex(of: UInt8(ascii: "\"")) else {
      throw malformed("string", "has no closing quotation mark", at: start)
    }
    guard let text = String(validating: bytes[offset..<end], as: UTF8.self) else {
      throw malformed("string", "is not UTF-8", at: start)
    }
    offset = end + 1
    return UTF16Bytes(text.utf16)
  }

  /// Text in which `%` and four hexadecimal digits stand for a UTF-16 unit. [MS-DTYP] 2.5.1.1, lit-char.
  func unescaped(_ part: ArraySlice<UInt8>, at start: Int) throws(MalformedValue) -> UTF16Bytes {
    var units: [UInt16] = []
    let pieces = part.split(separator: UInt8(ascii: "%"), omittingEmptySubsequences: false)
    for (index, piece) in pieces.enumerated() {
      var rest = piece
      if index > 0 {
        guard piece.count >= 4, piece.prefix(4).allSatisfy({ Self.digit($0) != nil }) else {
          throw malformed("name", "expects four hexadecimal digits after %", at: start)
        }
        units.append(piece.prefix(4).reduce(0) { $0 << 4 | UInt16(Self.digit($1) ?? 0) })
        rest = piece.dropFirst(4)
      }
      guard let text = String(validating: rest, as: UTF8.self) else {
        throw malformed("name", "is not UTF-8", at: start)
      }
      units += text.utf16
    }
    return UTF16Bytes(units)
  }

  /// Hexadecimal digits; Windows takes `#` for a zero, and adds a leading zero to an odd number of them.
  mutating func octets() throws(MalformedValue) -> [UInt8] {
    var digits: [UInt8] = []
    while let byte = peek(), let digit = byte == UInt8(ascii: "#") ? 0 : Self.digit(byte) {
      digits.append(digit)
      offset += 1
    }
    if digits.count % 2 == 1 { digits.insert(0, at: 0) }
    return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
  }

  static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }

  /// A number with its sign and base: `0x` hexadecimal, a leading zero octal, else decimal.
  mutating func integer() throws(MalformedValue) -> ConditionInteger {
    let start = offset
    let sign: ConditionInteger.Sign = take("-") ? .minus : take("+") ? .plus : .none
    let (magnitude, base) = try magnitude(at: start)
    let isTooLarge =
      switch sign {
      case .minus: magnitude > UInt64(1) << 63
      case .plus: magnitude > UInt64(Int64.max)
      case .none: base == .decimal && magnitude > UInt64(Int64.max)
      }
    guard !isTooLarge else { throw malformed("number", "does not fit into 64 bits", at: start) }
    let pattern = Int64(bitPattern: magnitude)
    return ConditionInteger(value: sign == .minus ? 0 &- pattern : pattern, sign: sign, base: base)
  }

  /// A number without sign.
  mutating func unsigned() throws(MalformedValue) -> UInt64 { try magnitude(at: offset).value }

  private mutating func magnitude(
    at start: Int
  ) throws(MalformedValue) -> (value: UInt64, base: ConditionInteger.Base) {
    var base = ConditionInteger.Base.decimal
    if take("0x") || take("0X") {
      base = .hexadecimal
    } else if peek() == UInt8(ascii: "0") {
      // A single zero is a decimal number.
      let next = offset + 1 < bytes.count ? bytes[offset + 1] : 0
      if (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(next) {
        base = .octal
        offset += 1
      }
    }
    var magnitude: UInt64 = 0
    var digits = 0
    while let byte = peek(), let digit = Self.digit(byte), Int(digit) < base.radix {
      let (shifted, carry) = magnitude.multipliedReportingOverflow(by: UInt64(base.radix))
      let (sum, more) = shifted.addingReportingOverflow(UInt64(digit))
      guard !carry, !more else { throw malformed("number", "needs more than 64 bits", at: start) }
      magnitude = sum
      digits += 1
      offset += 1
    }
    guard digits > 0 else { throw malformed("number", "expects a value", at: start) }
    return (magnitude, base)
  }
}
