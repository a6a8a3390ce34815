internal import Assessment

/// The fixed texts of the report in one language, read from a file of `key: value` lines; `#` starts a comment line.
struct Texts: Sendable {
  let language: Language
  let entries: [String: String]
  private let problems: TemplateProblems

  init(_ source: String, path: String, language: Language, problems: TemplateProblems) throws(TemplateError) {
    var entries: [String: String] = [:]
    for (number, line) in source.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .enumerated()
    {
      if line.isEmpty || line.hasPrefix("#") { continue }
      guard let colon = line.firstIndex(of: ":") else {
        throw TemplateError(problems: ["\(path) line \(number + 1): expected 'key: text'"])
      }
      let key = String(line[..<colon])
      var value = line[line.index(after: colon)...]
      while value.first == " " { value.removeFirst() }
      guard !value.isEmpty, entries.updateValue(String(value), forKey: key) == nil else {
        throw TemplateError(problems: ["\(path) line \(number + 1): '\(key)' is empty or stands twice"])
      }
    }
    self.entries = entries
    self.language = language
    self.problems = problems
  }

  subscript(_ key: String) -> String {
    if let text = entries[key] { return text }
    problems.report("no text '\(key)' in texts-\(language.rawValue).txt")
    return ""
  }

  /// The text with `{name}` replaced by what `values` says.
  func callAsFunction(_ key: String, _ values: KeyValuePairs<String, String>) -> String {
    var rest = Substring(self[key])
    var result = ""
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      let name = rest[rest.index(after: open)..<close]
      result += rest[..<open]
      if let value = values.first(where: { $0.key == name })?.value {
        result += value
      } else {
        problems.report("text '\(key)' asks for unknown {\(name)}")
      }
      rest = rest[rest.index(after: close)...]
    }
    return result + rest
  }

  /// `key.one` for a count of one, otherwise `key.other`; `{count}` is the number.
  func counted(_ key: String, _ count: Int) -> String {
    self(count == 1 ? "\(key).one" : "\(key).other", ["count": grouped(count)])
  }

  /// The text of `key`, or nil when there is none: for keys made of names from the data.
  func ifKnown(_ key: String) -> String? { entries[key] }

  /// The texts `key.1`, `key.2`, … in order.
  func list(_ key: String) -> [String] {
    var result: [String] = []
    while let text = entries["\(key).\(result.count + 1)"] { result.append(text) }
    if result.isEmpty { problems.report("no text '\(key).1' in texts-\(language.rawValue).txt") }
    return result
  }
}
