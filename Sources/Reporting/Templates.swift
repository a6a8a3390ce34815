internal import Assessment
internal import Mustache

/// The templates, style sheet and texts of the report: those built in, or some of them replaced.
package struct Templates: Sendable {
  private let files: [String: String]

  /// As built into the program from `Reports/`.
  package static let builtIn = Templates(
    files: Dictionary(uniqueKeysWithValues: EmbeddedFiles.all.map { ($0.path, $0.text) }))

  /// The files that make up the report, by path relative to the folder.
  package var paths: [String] { files.keys.sorted() }

  private init(files: [String: String]) { self.files = files }

  /// The built-in files with those of `replacements` in their place.
  /// - Throws: ``TemplateError`` when no replacement has the name of a built-in file (a wrong folder would otherwise pass
  ///   unnoticed), or when one asks for text that is not escaped.
  package init(replacing replacements: [String: String]) throws(TemplateError) {
    let known = replacements.filter { Templates.builtIn.files[$0.key] != nil }
    guard !known.isEmpty else {
      throw TemplateError(problems: [
        "none of the template files was found there; expected some of \(Templates.builtIn.paths.joined(separator: ", "))"
      ])
    }
    // New partials are welcome beside replaced files; anything else in the folder is not ours.
    let partials = replacements.filter { $0.key.hasSuffix(".mustache") }
    files = Templates.builtIn.files.merging(known) { _, new in new }.merging(partials) { _, new in new }
  }

  /// The text of one file.
  package func text(of path: String) throws(TemplateError) -> String {
    guard let text = files[path] else {
      throw TemplateError(problems: ["template file '\(path)' is missing"])
    }
    return text
  }

  func texts(_ language: Language, problems: TemplateProblems) throws(TemplateError) -> Texts {
    let path = "texts-\(language.rawValue).txt"
    return try Texts(text(of: path), path: path, language: language, problems: problems)
  }

  /// Renders `report.mustache`.
  func render(_ root: RootView) throws(TemplateError) -> String {
    // The registry is shared by the process; registering the same value again changes nothing.
    MustacheContentTypes.register(HTMLEscaping(), named: HTMLEscaping.name)
    var library = MustacheLibrary()
    for path in paths where path.hasSuffix(".mustache") || path.hasSuffix(".css") {
      let name = path.hasSuffix(".mustache") ? String(path.dropLast(".mustache".count)) : path
      let source = try text(of: path)
      try check(source, path: path)
      do {
        // Each partial begins with the engine's own escaping again, hence the pragma in every one.
        try library.register("{{% CONTENT_TYPE:\(HTMLEscaping.name)}}" + source, named: name)
      } catch let error as MustacheTemplate.ParserError {
        throw TemplateError(problems: ["\(path) line \(error.context.lineNumber): \(error.error)"])
      } catch {
        throw TemplateError(problems: ["\(path): \(error)"])
      }
    }
    let result = library.render(root, withTemplate: "report")
    try root.problems.check()
    guard let result else { throw TemplateError(problems: ["template file 'report.mustache' is missing"]) }
    return result
  }

  /// Refuses tags that would bypass the escaping, and partials that do not exist: the engine shows nothing for those.
  private func check(_ source: String, path: String) throws(TemplateError) {
    var problems: [String] = []
    for part in source.split(separator: "{{", omittingEmptySubsequences: false).dropFirst() {
      let tag = part.prefix(while: { $0 != "}" })
      switch tag.first {
      case "{", "&", "=", "%", "<", "$", nil:
        problems.append("\(path): tag '{{\(tag)}}' is not allowed")
      case ">":
        let name = tag.dropFirst().filter { $0 != " " }
        if files[name] == nil, files[name + ".mustache"] == nil {
          problems.append("\(path): partial '\(name)' does not exist")
        }
      default: break
      }
    }
    if !problems.isEmpty { throw TemplateError(problems: problems) }
  }
}
