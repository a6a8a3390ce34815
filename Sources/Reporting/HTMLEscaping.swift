internal import Mustache

/// Escapes for HTML text and double-quoted attributes, scalar by scalar.
///
/// The engine's own type goes by `Character`: a quote followed by a combining mark is one character to it, is not
/// escaped, and ends the attribute in the browser.
struct HTMLEscaping: MustacheContentType {
  static let name = "VISIBLE_HTML"

  func escapeText(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in visible(text).unicodeScalars {
      switch scalar {
      case "&": result.append(contentsOf: "&amp;".unicodeScalars)
      case "<": result.append(contentsOf: "&lt;".unicodeScalars)
      case ">": result.append(contentsOf: "&gt;".unicodeScalars)
      case "\"": result.append(contentsOf: "&quot;".unicodeScalars)
      case "'": result.append(contentsOf: "&#39;".unicodeScalars)
      default: result.append(scalar)
      }
    }
    return String(result)
  }
}
