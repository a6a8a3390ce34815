import Directory

/// The verdict where findings decided it: how many weigh, what was found first, when and on which object, and the answer that
/// follows.
///
/// Where no finding decided, ``Decision/summary`` says everything there is to say.
struct VerdictSummary {
  let decision: Decision
  let traces: TraceState
  let findings: [Finding]
  /// Identifiers of the findings that the verdict rests on.
  let reasons: [String]

  var text: Text {
    let deciding = deciding
    guard [.decisiveTrace, .confirmedModification].contains(decision.rule),
      let first = Self.first(of: deciding)
    else { return decision.summary }
    let (answer, number, what) = (
      answer, Self.number(deciding, confirmed: traces == .confirmed), Self.what(first)
    )
    let isOnly = deciding.count == 1
    guard let when = first.when.map(Self.date) else {
      return Text(
        en:
          "\(number.en) \(isOnly ? "It has no date" : "None has a date, among them"): \(what.en). \(answer.en)",
        de:
          "\(number.de) \(isOnly ? "Er trägt kein Datum" : "Keiner trägt ein Datum, darunter"): \(what.de). \(answer.de)"
      )
    }
    return Text(
      en: "\(number.en) \(isOnly ? "It is" : "The first is") of \(when.en): \(what.en). \(answer.en)",
      de: "\(number.de) \(isOnly ? "Er ist" : "Der erste ist") vom \(when.de): \(what.de). \(answer.de)")
  }

  /// The decisive or confirmed findings, or the cluster that weighs like a decisive one.
  private var deciding: [Finding] {
    let ids = Set(reasons)
    let named = findings.filter { ids.contains($0.id) && $0.review != .attributed }
    if traces == .confirmed { return named.filter { $0.review == .malicious && $0.weight >= .strong } }
    let decisive = named.filter { $0.weight == .decisive }
    return decisive.isEmpty ? named.filter { $0.weight == .strong } : decisive
  }

  private var answer: Text {
    let level = decision.level?.rawValue ?? ""
    let bound = decision.notExcluded
    let codes = Text(
      en: bound == decision.level ? level : "\(level), not excluded up to \(bound.rawValue)",
      de: bound == decision.level ? level : "\(level), nicht ausgeschlossen bis \(bound.rawValue)")
    return decision.provisional
      ? Text(
        en: "A rebuild is therefore indicated, provisionally (\(codes.en)).",
        de: "Ein Neuaufbau ist damit angezeigt, vorläufig (\(codes.de)).")
      : Text(
        en: "A rebuild is therefore indicated (\(codes.en)).",
        de: "Ein Neuaufbau ist damit angezeigt (\(codes.de)).")
  }

  /// The earliest; a finding without a date only when none has one.
  private static func first(of findings: [Finding]) -> Finding? {
    let dated = findings.filter { $0.when != nil }
    return (dated.isEmpty ? findings : dated).min {
      ($0.when?.seconds ?? 0, $0.id) < ($1.when?.seconds ?? 0, $1.id)
    }
  }

  private static func number(_ findings: [Finding], confirmed: Bool) -> Text {
    let count = findings.count
    if confirmed {
      return count == 1
        ? Text(en: "1 finding was confirmed as malicious.", de: "1 Befund wurde als bösartig bestätigt.")
        : Text(
          en: "\(count) findings were confirmed as malicious.",
          de: "\(count) Befunde wurden als bösartig bestätigt.")
    }
    let isDecisive = findings.contains { $0.weight == .decisive }
    let (english, german) = isDecisive ? ("decisive", "entscheidende") : ("strong", "starke")
    return count == 1
      ? Text(
        en: "1 \(english) finding is attributed to nobody.",
        de: "1 \(german)r Befund ist niemandem zugeordnet.")
      : Text(
        en: "\(count) \(english) findings are attributed to nobody.",
        de: "\(count) \(german) Befunde sind niemandem zugeordnet.")
  }

  /// The title, with the object where the title does not name it.
  private static func what(_ finding: Finding) -> Text {
    let name = finding.objectName.isEmpty ? finding.object : finding.objectName
    func with(_ title: String) -> String { title.contains(name) ? title : "\(title) (\(name))" }
    return Text(en: with(finding.title.en), de: with(finding.title.de))
  }

  /// Day and minute, UTC.
  private static func date(_ instant: Instant) -> Text {
    // 2021-03-01T02:07:41Z; the year may have more digits in forged metadata.
    let text = instant.description
    let date = text.prefix { $0 != "T" }
    let minute = text.dropFirst(date.count + 1).prefix(5)
    let day = date.split(separator: "-").reversed().joined(separator: ".")
    return Text(en: "\(date) \(minute) UTC", de: "\(day), \(minute) UTC")
  }
}
