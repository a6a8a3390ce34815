/// Text from a directory made safe to show: every character that would be invisible, break a line, or change the order
/// or the meaning of its neighbours is written as its code point, `⟨U+202E⟩`.
///
/// Names in a directory under investigation may be chosen by the attacker.
package func visible(_ text: String) -> String {
  guard text.unicodeScalars.contains(where: isInvisible) else { return text }
  var result = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    if isInvisible(scalar) {
      let code = String(scalar.value, radix: 16, uppercase: true)
      let padding = String(repeating: "0", count: max(0, 4 - code.count))
      result.append(contentsOf: "⟨U+\(padding)\(code)⟩".unicodeScalars)
    } else {
      result.append(scalar)
    }
  }
  return String(result)
}

private func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
  if (" "..."~").contains(scalar) { return false }
  switch scalar.properties.generalCategory {
  case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate: return true
  default: return scalar.properties.isDefaultIgnorableCodePoint
  }
}
