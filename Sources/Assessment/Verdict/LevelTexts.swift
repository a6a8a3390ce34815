extension Level {
  /// The label of the level in a report.
  package var label: Text {
    switch self {
    case .v0:
      Text(en: "no indications in the data evaluated", de: "keine Anhaltspunkte in den ausgewerteten Daten")
    case .v1:
      Text(
        en: "confined to Exchange as far as it can be checked", de: "auf Exchange begrenzt, soweit prüfbar")
    case .v2:
      Text(
        en: "compromise of Active Directory possible, not excluded",
        de: "AD-Kompromittierung möglich, nicht ausgeschlossen")
    case .v3a:
      Text(
        en: "secrets of Active Directory exposed, no change shown",
        de: "AD-Geheimnisse abgeflossen, keine Veränderung nachgewiesen")
    case .v3b:
      Text(
        en: "Active Directory is to be treated as compromised", de: "AD ist als kompromittiert zu behandeln")
    case .v4:
      Text(
        en: "Active Directory compromised, changes proven",
        de: "AD kompromittiert, Veränderungen nachgewiesen")
    }
  }
}

extension Decision {
  /// The verdict in one sentence: the answer, what is proven and what is not excluded. It never calls anything clean.
  var summary: Text {
    let proven = level.map {
      Text(en: "\($0.label.en) (\($0.rawValue))", de: "\($0.label.de) (\($0.rawValue))")
    }
    let bound = Text(
      en: notExcluded == level ? "" : "; not excluded up to \(notExcluded.rawValue): \(notExcluded.label.en)",
      de: notExcluded == level
        ? "" : "; nicht ausgeschlossen bis \(notExcluded.rawValue): \(notExcluded.label.de)")
    switch (rebuild, proven) {
    case (.indicated, let proven?) where provisional:
      return Text(
        en:
          "Prepare the rebuild of the Windows environment: \(proven.en). It is indicated unless a review attributes "
          + "the findings\(bound.en).",
        de:
          "Den Neuaufbau der Windows-Umgebung vorbereiten: \(proven.de). Er ist angezeigt, sofern eine Prüfung die "
          + "Befunde nicht zuordnet\(bound.de).")
    case (.indicated, let proven?):
      return Text(
        en: "The Windows environment must be rebuilt: \(proven.en)\(bound.en).",
        de: "Die Windows-Umgebung muss neu aufgebaut werden: \(proven.de)\(bound.de).")
    case (.notIndicated, let proven?):
      return Text(
        en: "On present evidence a rebuild is not indicated: \(proven.en)\(bound.en).",
        de: "Nach heutigem Stand ist ein Neuaufbau nicht angezeigt: \(proven.de)\(bound.de).")
    case (_, let proven?):
      return Text(
        en: "Whether a rebuild is needed cannot be decided from this evidence: \(proven.en)\(bound.en).",
        de:
          "Ob ein Neuaufbau nötig ist, lässt sich aus diesen Belegen nicht entscheiden: \(proven.de)\(bound.de)."
      )
    case (_, nil):
      return Text(
        en: "No conclusive statement is possible: too little was read\(bound.en).",
        de: "Keine abschließende Aussage möglich: Es wurde zu wenig gelesen\(bound.de).")
    }
  }
}
