/// Text for a terminal of a fixed number of columns, with or without colour.
struct TerminalText {
  enum Style: String {
    case plain = ""
    case bold = "1"
    case dim = "2"
    case severe = "1;31"
    case open = "1;33"
    case calm = "1;32"
  }

  let width: Int
  let color: Bool
  private(set) var output = ""

  init(width: Int, color: Bool) {
    // Below 40 columns nothing sensible can be laid out.
    self.width = max(width, 40)
    self.color = color
  }

  /// Appends a paragraph, wrapped; the first line begins with `mark`, the others are indented to match.
  mutating func paragraph(_ text: String, mark: String = "", style: Style = .plain) {
    let indent = String(repeating: " ", count: displayWidth(mark))
    for (number, line) in wrap(text, width: width - displayWidth(mark)).enumerated() {
      output += (number == 0 ? mark : indent) + styled(line, style) + "\n"
    }
  }

  mutating func blank() { output += "\n" }

  private func styled(_ text: String, _ style: Style) -> String {
    color && style != .plain ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
  }
}

/// Breaks at spaces, and inside a word that is wider than a line; control characters arrive visible.
package func wrap(_ text: String, width: Int) -> [String] {
  var lines: [String] = []
  var line = ""
  var used = 0
  func pieces(of word: Substring) -> [String] {
    var result: [String] = []
    var piece = ""
    for character in word {
      if displayWidth(piece) + displayWidth(String(character)) > width {
        result.append(piece)
        piece = ""
      }
      piece.append(character)
    }
    return result + [piece]
  }
  for word in visible(text).split(separator: " ") {
    for (number, piece) in (displayWidth(String(word)) > width ? pieces(of: word) : [String(word)])
      .enumerated()
    {
      let space = used > 0 && number == 0 ? 1 : 0
      let size = displayWidth(piece)
      if used > 0, used + space + size > width || number > 0 {
        lines.append(line)
        line = piece
        used = size
      } else {
        line += (space > 0 ? " " : "") + piece
        used += space + size
      }
    }
  }
  if !line.isEmpty || lines.isEmpty { lines.append(line) }
  return lines
}

/// Columns that a text takes: none for combining marks, two for East Asian wide characters and pictographs.
func displayWidth(_ text: String) -> Int {
  text.unicodeScalars.reduce(0) { total, scalar in
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark: return total
    default: break
    }
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
      0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
      return total + 2
    default: return total + 1
    }
  }
}
