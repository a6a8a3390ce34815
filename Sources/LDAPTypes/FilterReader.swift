/// A text that is not a filter.
package struct FilterSyntaxError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Offset in the UTF-8 of the text.
  package let offset: Int
  package let reason: String

  package var description: String { "not a filter at byte \(offset): \(reason)" }
}

/// Reads the text form of filters, RFC 4515 §3. White space is accepted between the parentheses, as servers do.
struct FilterReader {
  /// Deeper filters are refused; servers have such a limit too, and reading must not exhaust the stack.
  private static let depthLimit = 100

  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func filter() throws(FilterSyntaxError) -> Filter {
    skipSpaces()
    let filter = try component(depth: 0)
    skipSpaces()
    guard position == bytes.count else { throw failure("something follows the filter") }
    return filter
  }

  private mutating func component(depth: Int) throws(FilterSyntaxError) -> Filter {
    guard depth < Self.depthLimit else { throw failure("nested more than \(Self.depthLimit) deep") }
    try expect(UInt8(ascii: "("))
    skipSpaces()
    let filter: Filter
    switch peek {
    case UInt8(ascii: "&"): filter = .and(try list(depth: depth))
    case UInt8(ascii: "|"): filter = .or(try list(depth: depth))
    case UInt8(ascii: "!"):
      position += 1
      skipSpaces()
      filter = .not(try component(depth: depth + 1))
      skipSpaces()
    default: filter = try item()
    }
    try expect(UInt8(ascii: ")"))
    return filter
  }

  private mutating func list(depth: Int) throws(FilterSyntaxError) -> [Filter] {
    position += 1
    var parts: [Filter] = []
    skipSpaces()
    while peek == UInt8(ascii: "(") {
      parts.append(try component(depth: depth + 1))
      skipSpaces()
    }
    return parts
  }

  private mutating func item() throws(FilterSyntaxError) -> Filter {
    let attribute = try attributeDescription()
    switch peek {
    case UInt8(ascii: "="):
      guard let attribute else { throw failure("an attribute is missing") }
      position += 1
      return try equalityOrSubstrings(attribute)
    case UInt8(ascii: ">"), UInt8(ascii: "<"), UInt8(ascii: "~"):
      guard let attribute, let sign = peek else { throw failure("an attribute is missing") }
      position += 1
      try expect(UInt8(ascii: "="))
      let value = try plainValue()
      switch sign {
      case UInt8(ascii: ">"): return .greaterOrEqual(attribute: attribute, value: value)
      case UInt8(ascii: "<"): return .lessOrEqual(attribute: attribute, value: value)
      default: return .approximate(attribute: attribute, value: value)
      }
    case UInt8(ascii: ":"): return try extensible(attribute)
    default: throw failure("a comparison is missing")
    }
  }

  /// `[attribute][:dn][:rule]:=value` with at least one of attribute and rule.
  private mutating func extensible(_ attribute: String?) throws(FilterSyntaxError) -> Filter {
    var dn = false
    var rule: String?
    while true {
      try expect(UInt8(ascii: ":"))
      if peek == UInt8(ascii: "=") { break }
      guard rule == nil, let word = try attributeDescription(), !word.contains(";") else {
        throw failure("a matching rule is missing")
      }
      if !dn, word.lowercased() == "dn" { dn = true } else { rule = word }
    }
    position += 1
    guard attribute != nil || rule != nil else { throw failure("neither an attribute nor a matching rule") }
    return .extensible(attribute: attribute, rule: rule, dn: dn, value: try plainValue())
  }

  private mutating func equalityOrSubstrings(_ attribute: String) throws(FilterSyntaxError) -> Filter {
    var pieces = [try value()]
    while peek == UInt8(ascii: "*") {
      position += 1
      pieces.append(try value())
    }
    guard let first = pieces.first, let last = pieces.last, pieces.count > 1 else {
      return .equality(attribute: attribute, value: pieces[0])
    }
    let middle = pieces.dropFirst().dropLast()
    if pieces.count == 2, first.isEmpty, last.isEmpty { return .present(attribute: attribute) }
    guard middle.allSatisfy({ !$0.isEmpty }) else { throw failure("two asterisks with nothing between") }
    return .substrings(
      attribute: attribute, initial: first.isEmpty ? nil : first, any: Array(middle),
      final: last.isEmpty ? nil : last)
  }

  private mutating func plainValue() throws(FilterSyntaxError) -> [UInt8] {
    let octets = try value()
    guard peek != UInt8(ascii: "*") else { throw failure("an asterisk must be written \\2a here") }
    return octets
  }

  /// Up to the next `*`, `)` or the end; `\` and two hexadecimal digits stand for one octet.
  private mutating func value() throws(FilterSyntaxError) -> [UInt8] {
    var octets: [UInt8] = []
    while let byte = peek {
      switch byte {
      case UInt8(ascii: "*"), UInt8(ascii: ")"): return octets
      case UInt8(ascii: "("): throw failure("a parenthesis must be written \\28 here")
      case 0: throw failure("a zero byte must be written \\00")
      case UInt8(ascii: "\\"):
        guard position + 2 < bytes.count, let high = Hexadecimal.value(bytes[position + 1]),
          let low = Hexadecimal.value(bytes[position + 2])
        else { throw failure("a backslash needs two hexadecimal digits") }
        octets.append(high << 4 | low)
        position += 3
      default:
        octets.append(byte)
        position += 1
      }
    }
    return octets
  }

  /// An attribute description or matching rule; nil when none stands here.
  private mutating func attributeDescription() throws(FilterSyntaxError) -> String? {
    let start = position
    while let byte = peek {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: ";"),
        UInt8(ascii: "_"):
        position += 1
        continue
      default: break
      }
      break
    }
    guard position > start else { return nil }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func expect(_ byte: UInt8) throws(FilterSyntaxError) {
    guard peek == byte else { throw failure("'\(Character(UnicodeScalar(byte)))' is missing") }
    position += 1
  }

  private mutating func skipSpaces() {
    while let byte = peek,
      byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
        || byte == UInt8(ascii: "\t")
    {
      position += 1
    }
  }

  private func failure(_ reason: String) -> FilterSyntaxError {
    FilterSyntaxError(offset: position, reason: reason)
  }
}
