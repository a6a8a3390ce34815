/// What would change the verdict: the decision asked again with one input changed.
struct Flips {
  let inputs: DecisionInputs
  let decision: Decision
  /// D once every finding that weighs is attributed.
  let attributed: TraceState
  let reasons: [String]

  var all: [Verdict.Flip] {
    var flips: [Verdict.Flip] = []
    let list = reasons.prefix(3).joined(separator: ", ") + (reasons.count > 3 ? ", …" : "")
    if inputs.traces >= .decisive {
      add(
        &flips,
        Text(
          en:
            "every decisive and strong finding (\(list)) were reviewed and attributed to a person and a ticket",
          de:
            "jeder entscheidende und starke Befund (\(list)) geprüft und einer Person und einem Auftrag zugeordnet würde"
        )
      ) { i in
        i.traces = attributed
        i.forgedMetadata = false
      }
    }
    if inputs.traces == .decisive {
      add(
        &flips,
        Text(
          en: "one of them (\(list)) were confirmed as malicious",
          de: "einer davon (\(list)) als bösartig bestätigt würde")
      ) { $0.traces = .confirmed }
    }
    if inputs.traces < .decisive {
      add(
        &flips,
        Text(
          en: "a decisive finding were made that nobody can account for",
          de: "ein entscheidender Befund hinzukäme, den niemand erklären kann")
      ) { $0.traces = .decisive }
    }
    add(
      &flips,
      Text(
        en: "host analysis showed that commands were run and a Tier-0 account was logged on to the server",
        de:
          "die Analyse des Servers zeigte, dass Befehle ausgeführt wurden und ein Tier-0-Konto dort angemeldet war"
      )
    ) {
      $0.exchange = .handsOn
      $0.credentials = max($0.credentials, .tierZero)
    }
    add(
      &flips,
      Text(
        en: "host analysis showed that commands were run on the server",
        de: "die Analyse des Servers zeigte, dass dort Befehle ausgeführt wurden")
    ) { $0.exchange = .handsOn }
    add(
      &flips,
      Text(
        en: "everything on the checklist were read and logs showed that no open route was used",
        de:
          "alles auf der Prüfliste gelesen würde und Protokolle zeigten, dass kein offener Weg benutzt wurde")
    ) {
      $0.coverage = .full
      $0.openRoute = false
      $0.openDirectRoute = false
    }
    if inputs.coverage == .insufficient {
      add(
        &flips,
        Text(en: "the missing evidence were collected", de: "die fehlenden Belege eingesammelt würden")
      ) { $0.coverage = .partial }
    }
    return flips
  }

  private func add(
    _ flips: inout [Verdict.Flip], _ condition: Text, _ change: (inout DecisionInputs) -> Void
  ) {
    var changed = inputs
    change(&changed)
    let other = Decision(changed)
    guard other.level != decision.level || other.rebuild != decision.rebuild else { return }
    flips.append(
      Verdict.Flip(condition: condition, to: Verdict.Outcome(rebuild: other.rebuild, level: other.level)))
  }
}
