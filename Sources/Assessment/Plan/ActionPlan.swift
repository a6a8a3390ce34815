import Directory

/// The order of steps: preserve and contain, decide, evict, watch. What evicts depends on the level.
struct ActionPlan {
  let decision: Decision
  let findings: [Finding]
  let reach: Reach
  let footholds: [Principal]
  let domainControllers: [String]
  let krbtgt: [String]
  let unmetChecks: [Text]

  var steps: [PlanStep] {
    var steps: [PlanStep] = []
    func add(_ due: Horizon, _ title: Text, _ why: Text, _ objects: [String] = []) {
      var seen: Set<String> = []
      let unique = objects.filter { seen.insert($0).inserted }
      steps.append(PlanStep(step: steps.count + 1, title: title, why: why, objects: unique, due: due))
    }
    let traces = findings.filter { $0.weight >= .strong && $0.review != .attributed }
    let atLeastTreated = decision.level.map { $0 >= .v3b } ?? false
    let secrets = decision.level.map { $0 >= .v2 } ?? true

    add(
      .day, Text(en: "Talk outside the affected systems", de: "Außerhalb der betroffenen Systeme sprechen"),
      Text(
        en:
          "Crisis team, other mail, other telephones, freshly installed administration workstations: the attacker "
          + "may read along.",
        de:
          "Krisenstab, andere Mail, andere Telefone, frisch installierte Administrationsrechner: Der Angreifer kann "
          + "mitlesen."))
    add(
      .day, Text(en: "Isolate Exchange, do not power it off", de: "Exchange isolieren, nicht ausschalten"),
      Text(
        en: "Cut port 443 from the internet, take memory and disk images, then analyse before patching.",
        de:
          "Port 443 vom Internet trennen, Speicher- und Festplattenabbilder nehmen, erst analysieren, dann patchen."
      ),
      footholds.map(\.dn))
    add(
      .day, Text(en: "Preserve the directory as it is", de: "Das Verzeichnis im jetzigen Zustand sichern"),
      Text(
        en:
          "System-state backup of every domain controller and this export before any reset: every change overwrites "
          + "evidence.",
        de:
          "Systemstatussicherung jedes Domänencontrollers und dieser Export vor jedem Zurücksetzen: Jede Änderung "
          + "überschreibt Belege."),
      domainControllers)
    add(
      .day, Text(en: "Secure the logs", de: "Protokolle sichern"),
      Text(
        en:
          "Security logs of the domain controllers, Exchange, IIS and firewall logs: routes that only read leave a "
          + "trace nowhere else.",
        de:
          "Sicherheitsprotokolle der Domänencontroller, Protokolle von Exchange, IIS und Firewall: Nur lesende Wege "
          + "hinterlassen sonst nirgends eine Spur."))
    if !traces.isEmpty {
      add(
        .day, Text(en: "Have the findings reviewed", de: "Befunde prüfen lassen"),
        Text(
          en: "For each of them: which person, which ticket? Without an answer it counts as the attacker's.",
          de: "Zu jedem: welche Person, welcher Auftrag? Ohne Antwort gilt er als Werk des Angreifers."),
        traces.map(\.object))
    }
    if !unmetChecks.isEmpty {
      add(
        .threeDays, Text(en: "Close the gaps of this assessment", de: "Lücken dieser Bewertung schließen"),
        Text(
          en: "Not fulfilled: \(unmetChecks.map(\.en).joined(separator: "; ")). Then assess again.",
          de: "Nicht erfüllt: \(unmetChecks.map(\.de).joined(separator: "; ")). Danach erneut bewerten."))
    }
    add(
      .threeDays,
      Text(en: "Examine the duty to notify within 72 hours", de: "Meldepflicht binnen 72 Stunden prüfen"),
      Text(
        en:
          "Art. 33 GDPR: the clock runs from awareness, weekends included; further facts may follow in phases.",
        de:
          "Art. 33 DSGVO: Die Frist läuft ab Kenntnis, auch am Wochenende; weitere Angaben dürfen nachgereicht werden."
      ))
    add(
      .threeDays,
      Text(
        en: "Decide, and record who decided on what", de: "Entscheiden und festhalten, wer worauf gestützt"),
      decision.summary)
    if atLeastTreated {
      add(
        .threeDays,
        Text(en: "Prepare one coordinated eviction", de: "Einen abgestimmten Rauswurf vorbereiten"),
        Text(
          en:
            "Cut internet and trusts, suspend directory synchronisation, and act at one time: half a clean-up warns "
            + "the attacker.",
          de:
            "Internet und Vertrauensstellungen trennen, Verzeichnissynchronisation anhalten und auf einmal handeln: "
            + "Halbe Bereinigung warnt den Angreifer."))
      add(
        .twoWeeks,
        Text(en: "Remove what the attacker left", de: "Hinterlassenschaften des Angreifers entfernen"),
        Text(
          en:
            "Members, permissions, delegations, keys, names and policies: AdminSDHolder first, then the domain head, "
            + "then the rest.",
          de:
            "Mitglieder, Berechtigungen, Delegierungen, Schlüssel, Namen und Richtlinien: zuerst AdminSDHolder, dann "
            + "der Domänenkopf, dann der Rest."),
        traces.map(\.object))
      add(
        .twoWeeks,
        Text(
          en: "Reinstall all domain controllers and Tier-0 systems",
          de: "Alle Domänencontroller und Tier-0-Systeme neu installieren"),
        Text(
          en: "Promote fresh ones, demote the old. Decide between recovery from a backup and a new forest.",
          de:
            "Frische heraufstufen, alte herabstufen. Zwischen Wiederherstellung aus einer Sicherung und neuer "
            + "Gesamtstruktur entscheiden."),
        domainControllers)
    }
    if secrets {
      add(
        .twoWeeks,
        Text(en: "Reset krbtgt twice in every domain", de: "krbtgt in jeder Domäne zweimal zurücksetzen"),
        Text(
          en:
            "Ten hours and confirmed replication in between; in acute containment at once. Forged tickets stay valid "
            + "until then.",
          de:
            "Dazwischen zehn Stunden und bestätigte Replikation; bei akuter Eindämmung sofort. Gefälschte Tickets "
            + "gelten bis dahin."),
        krbtgt)
      add(
        .twoWeeks, Text(en: "Reset all other secrets", de: "Alle übrigen Geheimnisse zurücksetzen"),
        Text(
          en:
            "Tier 0 and DSRM, domain controllers, trusts, service accounts, managed accounts, synchronisation "
            + "accounts, all users and computers.",
          de: "Tier 0 und DSRM, Domänencontroller, Vertrauensstellungen, Dienstkonten, verwaltete Konten, "
            + "Synchronisationskonten, alle Benutzer und Computer."))
    }
    let certain = reach.paths.filter { $0.certainty == .certain }
    if !certain.isEmpty {
      add(
        .twoWeeks,
        Text(en: "Close the paths from Exchange to Tier 0", de: "Wege von Exchange zu Tier 0 schließen"),
        Text(
          en:
            "Bring the permissions to the state after the fixes of 2019 and 2022, consider split permissions, and "
            + "keep Tier-0 accounts off Exchange.",
          de:
            "Berechtigungen auf den Stand nach den Korrekturen von 2019 und 2022 bringen, getrennte Berechtigungen "
            + "erwägen und Tier-0-Konten von Exchange fernhalten."),
        certain.compactMap { $0.steps.last?.to })
    }
    add(
      .twoWeeks, Text(en: "Rebuild the Exchange servers", de: "Exchange-Server neu aufbauen"),
      Text(
        en:
          "New operating system, fixed build, databases restored, computer accounts reset, certificates renewed. "
          + "Updates do not evict an attacker.",
        de:
          "Neues Betriebssystem, korrigierter Stand, Datenbanken zurückspielen, Computerkonten zurücksetzen, "
          + "Zertifikate erneuern. Updates vertreiben keinen Angreifer."),
      footholds.map(\.dn))
    add(
      .later,
      Text(en: "Watch, and assess again after 30 days", de: "Beobachten und nach 30 Tagen erneut bewerten"),
      Text(
        en:
          "Return to service when no decisive or strong finding is unreviewed, krbtgt was reset twice and no path "
          + "leads from Exchange to Tier 0.",
        de:
          "Regelbetrieb erst, wenn kein entscheidender oder starker Befund ungeprüft ist, krbtgt zweimal zurückgesetzt "
          + "wurde und kein Weg von Exchange zu Tier 0 führt."))
    return steps
  }
}
