/// The five courses of action and which of them the evidence allows.
struct RebuildOptions {
  let decision: Decision
  let inputs: DecisionInputs
  /// Whether attacker code may have reached members: code on a domain controller, or a policy that reaches them.
  let reachesMembers: Bool

  var all: [RebuildOption] {
    let level = decision.level
    let atLeastSecrets = level.map { $0 >= .v3a } ?? false
    let changed = inputs.traces >= .decisive || inputs.codeOnDomainController || level == .v4
    let trusted = !inputs.forgedMetadata && inputs.coverage != .insufficient
    return [
      RebuildOption(
        id: "O1", title: Text(en: "Rebuild the Exchange servers", de: "Exchange-Server neu aufbauen"),
        allowed: !atLeastSecrets, recommended: level == .v1,
        why: atLeastSecrets
          ? Text(
            en: "Not enough: secrets or the directory are affected.",
            de: "Reicht nicht: Geheimnisse oder das Verzeichnis sind betroffen.")
          : Text(
            en: "Enough only where the attack is confined to Exchange.",
            de: "Genügt nur, wo der Angriff auf Exchange begrenzt ist."),
        cost: Text(en: "Days", de: "Tage")),
      RebuildOption(
        id: "O2",
        title: Text(en: "O1 and reset of all credentials", de: "O1 und Zurücksetzen aller Zugangsdaten"),
        allowed: !changed, recommended: level == .v2 || level == .v3a || level == nil,
        why: changed
          ? Text(
            en: "Not enough while a modification is shown or unreviewed.",
            de: "Reicht nicht, solange eine Veränderung gezeigt oder ungeprüft ist.")
          : Text(en: "No modification is shown.", de: "Keine Veränderung ist nachgewiesen."),
        cost: Text(en: "Days to weeks", de: "Tage bis Wochen")),
      RebuildOption(
        id: "O3",
        title: Text(
          en: "O2 and reinstallation of all Tier-0 systems", de: "O2 und Neuinstallation aller Tier-0-Systeme"
        ),
        allowed: trusted, recommended: level == .v3b,
        why: trusted
          ? Text(
            en: "Allowed if the list of modifications is complete and management accepts the remaining risk.",
            de:
              "Zulässig, wenn die Liste der Veränderungen vollständig ist und die Leitung das Restrisiko trägt."
          )
          : Text(
            en: "Ruled out: metadata may be forged or too little was read.",
            de: "Ausgeschlossen: Metadaten können gefälscht sein oder es wurde zu wenig gelesen."),
        cost: Text(en: "Weeks", de: "Wochen")),
      RebuildOption(
        id: "O4",
        title: Text(
          en: "Recovery of the forest from a trusted backup",
          de: "Wiederherstellung der Gesamtstruktur aus vertrauenswürdiger Sicherung"),
        allowed: !inputs.windowExceedsTombstone, recommended: level == .v4 && !inputs.windowExceedsTombstone,
        why: inputs.windowExceedsTombstone
          ? Text(
            en:
              "Every backup from before the window is older than deleted objects are kept and can no longer be restored.",
            de:
              "Jede Sicherung von vor dem Zeitraum ist älter als die Aufbewahrung gelöschter Objekte und nicht mehr "
              + "wiederherstellbar.")
          : Text(
            en:
              "Needs a backup from before the first exploitation, itself untouched and not older than the tombstone lifetime.",
            de:
              "Braucht eine Sicherung von vor der ersten Ausnutzung, selbst unberührt und nicht älter als die "
              + "Tombstone-Lebensdauer."),
        cost: Text(
          en: "Weeks; all changes after the backup are lost",
          de: "Wochen; alle Änderungen nach der Sicherung gehen verloren")),
      RebuildOption(
        id: "O5",
        title: Text(
          en: "New forest, no trust to the old one", de: "Neue Gesamtstruktur ohne Vertrauen zur alten"),
        allowed: true, recommended: level == .v4 && (inputs.windowExceedsTombstone || reachesMembers),
        why: reachesMembers
          ? Text(
            en:
              "Always possible; all domain-joined Windows systems are rebuilt with it, because attacker code may have "
              + "reached them.",
            de:
              "Immer möglich; alle Windows-Systeme der Domäne werden mit aufgebaut, weil Angreifercode sie erreicht "
              + "haben kann.")
          : Text(en: "Always possible.", de: "Immer möglich."),
        cost: Text(en: "Months; highest effort", de: "Monate; höchster Aufwand")),
    ]
  }
}
