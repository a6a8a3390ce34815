/// A search filter (RFC 4511 §4.5.1.7): sent to a server as text, or evaluated over a ``FilterSubject``.
package indirect enum Filter: Hashable, Sendable {
  /// True when every part is; the empty one is always true (RFC 4526).
  case and([Filter])
  /// True when any part is; the empty one is never true (RFC 4526).
  case or([Filter])
  case not(Filter)
  case equality(attribute: String, value: [UInt8])
  case substrings(attribute: String, initial: [UInt8]?, any: [[UInt8]], final: [UInt8]?)
  case greaterOrEqual(attribute: String, value: [UInt8])
  case lessOrEqual(attribute: String, value: [UInt8])
  case present(attribute: String)
  case approximate(attribute: String, value: [UInt8])
  /// `attribute:dn:rule:=value`; without an attribute the rule applies to every attribute it fits.
  case extensible(attribute: String?, rule: String?, dn: Bool, value: [UInt8])

  /// Reads the text form of RFC 4515 §3.
  /// - Throws: ``FilterSyntaxError`` with the offset of what does not fit.
  package init(_ text: String) throws(FilterSyntaxError) {
    var reader = FilterReader(Array(text.utf8))
    self = try reader.filter()
  }

  /// Every attribute the filter asks about, in the order of the text, with repetitions.
  package var attributes: [String] {
    switch self {
    case .and(let parts), .or(let parts): parts.flatMap(\.attributes)
    case .not(let part): part.attributes
    case .equality(let attribute, _), .substrings(let attribute, _, _, _), .greaterOrEqual(let attribute, _),
      .lessOrEqual(let attribute, _), .present(let attribute), .approximate(let attribute, _):
      [attribute]
    case .extensible(let attribute, _, _, _): attribute.map { [$0] } ?? []
    }
  }
}

extension Filter: CustomStringConvertible {
  /// The text form of RFC 4515 §3; reading it back gives an equal filter.
  package var description: String {
    switch self {
    case .and(let parts): "(&\(parts.map(\.description).joined()))"
    case .or(let parts): "(|\(parts.map(\.description).joined()))"
    case .not(let part): "(!\(part))"
    case .equality(let attribute, let value): "(\(attribute)=\(Self.escape(value)))"
    case .greaterOrEqual(let attribute, let value): "(\(attribute)>=\(Self.escape(value)))"
    case .lessOrEqual(let attribute, let value): "(\(attribute)<=\(Self.escape(value)))"
    case .approximate(let attribute, let value): "(\(attribute)~=\(Self.escape(value)))"
    case .present(let attribute): "(\(attribute)=*)"
    case .substrings(let attribute, let initial, let any, let final):
      "(\(attribute)=\(([initial ?? []] + any + [final ?? []]).map(Self.escape).joined(separator: "*")))"
    case .extensible(let attribute, let rule, let dn, let value):
      "(\(attribute ?? "")\(dn ? ":dn" : "")\(rule.map { ":\($0)" } ?? ""):=\(Self.escape(value)))"
    }
  }

  /// Escapes what RFC 4515 §3 reserves, control characters, and everything when the octets are not UTF-8.
  private static func escape(_ value: [UInt8]) -> String {
    let isText = String(validating: value, as: UTF8.self) != nil
    var text: [UInt8] = []
    for byte in value {
      switch byte {
      case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "*"), UInt8(ascii: "\\"), 0..<0x20, 0x7F,
        0x80... where !isText:
        text += [UInt8(ascii: "\\"), Hexadecimal.digit(byte >> 4), Hexadecimal.digit(byte)]
      default: text.append(byte)
      }
    }
    return String(decoding: text, as: UTF8.self)
  }
}
