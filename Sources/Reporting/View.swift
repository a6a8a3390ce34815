internal import Mustache

/// What one tag of a template stands for.
enum Value: MustacheCustomRepresentation {
  case text(String)
  case flag(Bool)
  case list([View])
  case view(View)
  case absent

  /// Absent for nil and for the empty text, so that a section asks "is there one?".
  init(_ text: String?) {
    if let text, !text.isEmpty { self = .text(text) } else { self = .absent }
  }

  init(_ number: Int) { self = .text(String(number)) }

  var representation: Any? {
    switch self {
    case .text(let text): text
    case .flag(let flag): flag
    case .list(let list): list
    case .view(let view): view
    case .absent: nil
    }
  }
}

extension Value: ExpressibleByStringInterpolation {
  init(stringLiteral value: String) { self.init(value) }
}

extension Value: ExpressibleByBooleanLiteral {
  init(booleanLiteral value: Bool) { self = .flag(value) }
}

/// The values that a template, or the part of it inside a section, can name. Every field is present even when its value is
/// absent: the engine looks for a missing one in the enclosing sections and would show that.
typealias View = [String: Value]

/// The outermost view: the last place where a tag is looked up, so that it knows which tags name nothing.
struct RootView: MustacheParent {
  let fields: View
  let texts: Texts
  let problems: TemplateProblems

  func child(named name: String) -> Any? {
    if name == "text" { return TextNode(texts: texts, prefix: "") }
    guard let value = fields[name] else {
      problems.report("unknown tag {{\(name)}}")
      return nil
    }
    return value
  }
}

/// A part of a text key: `{{text.verdict.question}}` is the text `verdict.question`.
struct TextNode: MustacheParent, MustacheCustomRenderable {
  let texts: Texts
  let prefix: String

  var renderText: String { texts[prefix] }
  var isNull: Bool { false }

  func child(named name: String) -> Any? {
    TextNode(texts: texts, prefix: prefix.isEmpty ? name : "\(prefix).\(name)")
  }
}
