extension SDDLContext {
  /// The condition with its parentheses, as Windows writes it. [MS-DTYP] 2.5.1.1, cond-expr.
  func text(_ condition: ConditionExpression) -> String { "(\(inner(condition)))" }

  private func inner(_ condition: ConditionExpression) -> String {
    switch condition {
    case .value(let value): return text(value)
    case .attribute(let attribute): return attribute.kind.prefix + Self.escaped(attribute.name)
    case .unary(let name, let operand):
      return name == .not ? "!(\(inner(operand)))" : "\(name.text) \(inner(operand))"
    case .binary(let name, let left, let right):
      return name.kind == .logic
        ? "(\(inner(left))) \(name.text) (\(inner(right)))" : "\(inner(left)) \(name.text) \(inner(right))"
    }
  }

  private func text(_ value: ConditionValue) -> String {
    switch value {
    case .integer(let integer): integer.text
    case .string(let string): "\"\(string.text)\""
    case .octets(let octets): "#\(Self.digits(octets))"
    case .sid(let sid): "SID(\(text(sid)))"
    case .list(let members): "{\(members.map(text).joined(separator: ", "))}"
    }
  }

  /// An attribute's name: what the grammar uses itself, and what is not printable ASCII, as `%` and four hexadecimal
  /// digits of its UTF-16 unit. [MS-DTYP] 2.5.1.1, lit-char.
  static func escaped(_ name: UTF16Bytes) -> String {
    var text = ""
    for unit in name.units {
      let isPlain = (0x21...0x7E).contains(unit) && !"!\"%&(),<=>|".utf16.contains(unit)
      if isPlain, let scalar = Unicode.Scalar(unit) {
        text.unicodeScalars.append(scalar)
      } else {
        let digits = String(unit, radix: 16)
        text += "%" + String(repeating: "0", count: 4 - digits.count) + digits
      }
    }
    return text
  }
}
