/// The tags of an HTML document as a browser would find them, with the names of their attributes.
struct HTMLOutline {
  struct Tag: Hashable {
    var name: String
    var attributes: [String]
  }

  private(set) var tags: [Tag] = []
  private(set) var unbalanced: [String] = []
  /// Values of `id`, and of `href` without the leading `#`.
  private(set) var anchors: [String] = []
  private(set) var links: [String] = []

  private static let void: Set<String> = ["meta", "br", "!doctype", "rect", "path", "line"]

  init(_ html: String) {
    let scalars = Array(html.unicodeScalars)
    var open: [String] = []
    var position = 0
    while position < scalars.count {
      guard scalars[position] == "<" else {
        position += 1
        continue
      }
      let (tag, values, end) = Self.tag(scalars, from: position + 1)
      position = end
      if tag.name.hasPrefix("/") {
        if open.last == String(tag.name.dropFirst()) {
          open.removeLast()
        } else {
          unbalanced.append(tag.name)
        }
        continue
      }
      tags.append(tag)
      anchors += values["id"].map { [$0] } ?? []
      links += values["href"].map { [$0] } ?? []
      if !Self.void.contains(tag.name) { open.append(tag.name) }
      if tag.name == "style" {
        // Raw text up to the end tag.
        while position < scalars.count, scalars[position] != "<" { position += 1 }
      }
    }
    unbalanced += open
  }

  private static func tag(_ scalars: [Unicode.Scalar], from start: Int) -> (Tag, [String: String], Int) {
    var position = start
    var words: [String] = []
    var values: [String: String] = [:]
    var word = String.UnicodeScalarView()
    func finish() {
      let text = String(word)
      if !text.isEmpty, text != "/" { words.append(text.lowercased()) }
      word = String.UnicodeScalarView()
    }
    while position < scalars.count, scalars[position] != ">" {
      switch scalars[position] {
      case " ", "\n": finish()
      case "=":
        finish()
        var value = String.UnicodeScalarView()
        if position + 1 < scalars.count, scalars[position + 1] == "\"" {
          position += 2
          while position < scalars.count, scalars[position] != "\"" {
            value.append(scalars[position])
            position += 1
          }
        }
        values[words.last ?? ""] = String(value)
      default: word.append(scalars[position])
      }
      position += 1
    }
    finish()
    let name = words.first ?? ""
    return (Tag(name: name, attributes: words.dropFirst().map { $0 }), values, position + 1)
  }
}
