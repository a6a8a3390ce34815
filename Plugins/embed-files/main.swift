import Foundation

/// Writes every file below the folder of the first argument into one Swift source, the second argument:
/// `EmbeddedFiles.all` maps the path relative to the folder to the text of the file.
let folder = URL(filePath: CommandLine.arguments[1], directoryHint: .isDirectory)
let output = URL(filePath: CommandLine.arguments[2])

var source = """
  /// Path relative to the embedded folder, and the text of that file.
  enum EmbeddedFiles {
    static let all: [(path: String, text: String)] = [

  """
for path in try FileManager.default.subpathsOfDirectory(atPath: folder.path()).sorted() {
  let file = folder.appending(path: path)
  guard try file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true,
    !path.split(separator: "/").contains(where: { $0.hasPrefix(".") })
  else { continue }
  let text = try String(contentsOf: file, encoding: .utf8)
  // Unicode escapes for everything that could end or alter a literal: the text arrives byte for byte.
  var literal = ""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\n": literal += "\\n"
    case "\"": literal += "\\\""
    case "\\": literal += "\\\\"
    case " "..."~": literal.unicodeScalars.append(scalar)
    default: literal += "\\u{\(String(scalar.value, radix: 16))}"
    }
  }
  source += "    (path: \"\(path)\", text: \"\(literal)\"),\n"
}
source += "  ]\n}\n"
try source.write(to: output, atomically: true, encoding: .utf8)
