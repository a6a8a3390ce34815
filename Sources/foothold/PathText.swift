import Assessment
import Directory
import Reachability
import Reporting

/// Paths as text for a terminal: one line per step, the evidence below it.
enum PathText {
  static func path(_ path: Path, in snapshot: Snapshot, language: Language) -> String {
    var text = "\(name(path.source, snapshot)) → \(name(path.target, snapshot))"
    text += path.certainty.isCertain ? "\n" : "  (\(language == .german ? "bedingt" : "conditional"))\n"
    for step in path.steps {
      text += "  \(name(step.from, snapshot)) —\(step.kind.rawValue)→ \(name(step.to, snapshot))"
      text += "  [\(step.technique)]"
      if let since = step.since {
        text += "  \(language == .german ? "spätestens seit" : "since, at the latest,") \(since)"
      }
      if let until = step.until { text += "  \(language == .german ? "bis" : "until") \(until)" }
      text += "\n"
      if let reason = step.certainty.reason {
        text +=
          "      \(language == .german ? "wenn" : "if"): \(language == .german ? reason.de : reason.en)\n"
      }
      if let words = step.origin?.words(of: step.to, in: snapshot) {
        text += "      \(visible(language == .german ? "Eintrag: \(words.de)" : "entry: \(words.en)"))\n"
      }
      for evidence in step.evidence {
        text +=
          "      \(visible(evidence.attribute)) of \(visible(evidence.dn)): \(visible(evidence.value))\n"
      }
    }
    let why = path.exclusion.why
    text += "  \(language == .german ? why.de : why.en)\n"
    return text
  }

  /// What stands in the way, as far as the evidence shows, and what was not read.
  static func none(
    from source: ObjectID, to target: ObjectID, in snapshot: Snapshot, explained: Bool, language: Language
  ) -> String {
    let german = language == .german
    var text =
      german
      ? "Kein Weg von \(name(source, snapshot)) zu \(name(target, snapshot)) in dem, was gelesen wurde.\n"
      : "No path from \(name(source, snapshot)) to \(name(target, snapshot)) in what was read.\n"
    guard explained else { return text }
    let explanation = explainNone(from: source, to: target, in: snapshot)
    for line in explanation.entries { text += "  \(visible(german ? line.de : line.en))\n" }
    for missing in explanation.missing {
      text += "  \(visible(german ? missing.what.de : missing.what.en)) (\(missing.objects))\n"
    }
    return text
  }

  private static func name(_ object: ObjectID, _ snapshot: Snapshot) -> String {
    visible(snapshot.name(object))
  }
}
