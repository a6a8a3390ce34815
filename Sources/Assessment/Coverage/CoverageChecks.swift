import Directory
import Reachability
import WindowsSecurity

/// The checklist of what must have been read for a statement, applied to a snapshot.
struct CoverageChecks {
  struct Check {
    let id: String
    let title: Text
    let met: Bool
    /// What follows when it is not met.
    let detail: Text
    /// Not met, it makes the whole coverage insufficient instead of partial.
    let isEssential: Bool
    /// How many objects are concerned.
    var objects = 0
  }

  let checks: [Check]

  var state: CoverageState {
    if checks.contains(where: { !$0.met && $0.isEssential }) { return .insufficient }
    return checks.allSatisfy(\.met) ? .full : .partial
  }

  var coverage: Coverage {
    Coverage(
      state: state,
      checks: checks.map {
        Coverage.Check(id: $0.id, title: $0.title, met: $0.met, detail: $0.met ? nil : $0.detail)
      })
  }

  /// - Parameters:
  ///   - unseen: what the statement that there is no path lacks.
  ///   - further: checks that need more than one look at the snapshot.
  init(
    _ context: AssessmentContext, _ options: AssessmentOptions, metadataForged: Bool, unseen: [Missing],
    further: [Check] = []
  ) {
    let snapshot = context.snapshot
    let essentials = Self.essentials(context)
    let blind = essentials.objects.filter { object in
      snapshot.descriptor(of: object).flatMap { snapshot.descriptor($0) } == nil
    }
    let undated = essentials.objects.filter { object in
      !snapshot.hasStamps(object)
        || (!snapshot.members(object).isEmpty && snapshot.links(object).isEmpty)
    }
    let kinds = Set((snapshot.gaps + options.inputGaps).map(\.kind))
    let age = Self.age(snapshot, options)
    var checks: [Check] = []

    checks.append(
      Check(
        id: "domains",
        title: Text(en: "All domains of the forest read", de: "Alle Domänen der Gesamtstruktur gelesen"),
        met: !snapshot.domains.isEmpty && essentials.missing == 0 && !kinds.contains(.domainMissing),
        detail: Text(
          en:
            "A domain or its head, administrator groups or AdminSDHolder is missing. The forest is the boundary: "
            + "nothing can be said about it as a whole.",
          de:
            "Eine Domäne, ihr Kopf, ihre Administratorgruppen oder AdminSDHolder fehlt. Die Gesamtstruktur ist die "
            + "Grenze: Über sie als Ganzes lässt sich nichts sagen."),
        isEssential: true, objects: essentials.missing))
    let tokens = context.footholds.filter { snapshot.sid($0) != nil }
    checks.append(
      Check(
        id: "starting-point",
        title: Text(en: "Compromised host read", de: "Kompromittierter Server gelesen"),
        met: !tokens.isEmpty && tokens.count == context.footholds.count,
        detail: Text(
          en: "The computer account of the host, or its SID, is missing: what it controls is unknown.",
          de: "Das Computerkonto des Servers oder seine SID fehlt: Was es kontrolliert, ist unbekannt."),
        isEssential: true))
    checks.append(
      Check(
        id: "descriptors",
        title: Text(en: "Permissions of Tier 0 readable", de: "Berechtigungen von Tier 0 lesbar"),
        met: !essentials.objects.isEmpty && blind.isEmpty,
        detail: Text(
          en: "Tier-0 objects without nTSecurityDescriptor: who controls them is unknown. Collect with the "
            + "SD-flags control.",
          de: "Tier-0-Objekte ohne nTSecurityDescriptor: Wer sie kontrolliert, ist unbekannt. Mit dem "
            + "SD-Flags-Control erneut einsammeln."),
        isEssential: true, objects: blind.count))
    checks.append(
      Check(
        id: "metadata",
        title: Text(en: "Replication metadata present", de: "Replikationsmetadaten vorhanden"),
        met: !essentials.objects.isEmpty && undated.isEmpty,
        detail: Text(
          en:
            "Tier-0 objects without replication metadata: changes cannot be dated, removed members are invisible.",
          de:
            "Tier-0-Objekte ohne Replikationsmetadaten: Änderungen lassen sich nicht datieren, entfernte Mitglieder "
            + "bleiben unsichtbar."),
        isEssential: true, objects: undated.count))
    checks.append(
      Check(
        id: "complete", title: Text(en: "Input complete", de: "Eingabe vollständig"),
        met: kinds.isDisjoint(with: [
          .inputTruncated, .collectionIncomplete, .rangeIncomplete, .partialReplica,
        ]),
        detail: Text(
          en: "The input ends early or a list of values was cut: what is missing may be what matters.",
          de: "Die Eingabe endet vorzeitig oder eine Werteliste wurde abgeschnitten: Das Fehlende kann das "
            + "Entscheidende sein."),
        isEssential: true))
    checks.append(
      Check(
        id: "trustworthy", title: Text(en: "Metadata trustworthy", de: "Metadaten vertrauenswürdig"),
        met: !metadataForged,
        detail: Text(
          en: "A finding says that metadata may be forged: no route is excluded any more.",
          de:
            "Ein Befund besagt, dass Metadaten gefälscht sein können: Kein Weg gilt mehr als ausgeschlossen."),
        isEssential: true))
    checks.append(
      Check(
        id: "readable", title: Text(en: "Every entry understood", de: "Jeder Eintrag verstanden"),
        met: kinds.isDisjoint(with: [
          .entryMalformed, .valueMalformed, .descriptorMalformed, .duplicateConflict, .memberUnresolved,
          .linkMetadataMissing, .descriptorMissing, .metadataMissing, .tokenUnresolved, .schemaMissing,
          .filteredReplica, .policyLinksMissing, .managedPasswordsMissing,
        ]) && unseen.isEmpty,
        detail: Text(
          en: "Some entries or values were missing or not understood; they are named below.",
          de: "Einige Einträge oder Werte fehlten oder wurden nicht verstanden; sie sind unten genannt."),
        isEssential: false))
    checks.append(
      Check(
        id: "window",
        title: Text(en: "Evidence collected after the window began", de: "Nach Beginn des Zeitraums erhoben"),
        met: snapshot.collectedAt.map { $0 > options.since } ?? true,
        detail: Text(
          en: "The evidence is older than the window: nothing that happened in it can be seen.",
          de: "Die Daten sind älter als der Zeitraum: Nichts, was darin geschah, ist zu sehen."),
        isEssential: true))
    checks.append(
      Check(
        id: "age",
        title: Text(
          en: "Window within the retention of deleted objects",
          de: "Zeitraum innerhalb der Aufbewahrung gelöschter Objekte"),
        met: age.map { $0.days <= $0.kept } ?? false,
        detail: age.map { age in
          Text(
            en:
              "The window began \(age.days) days before the evidence was collected, removed members and deleted "
              + "objects are kept \(age.kept) days: older ones may be gone.",
            de:
              "Der Zeitraum begann \(age.days) Tage vor der Erhebung, entfernte Mitglieder und gelöschte Objekte "
              + "werden \(age.kept) Tage aufbewahrt: Ältere können verschwunden sein.")
        }
          ?? Text(
            en: "The time of collection is unknown, so removed members and deleted objects may be gone.",
            de: "Der Zeitpunkt der Erhebung ist unbekannt; entfernte Mitglieder und gelöschte Objekte können "
              + "verschwunden sein."),
        isEssential: false))
    checks.append(
      Check(
        id: "deleted-objects", title: Text(en: "Deleted objects read", de: "Gelöschte Objekte gelesen"),
        met: !context.changes.deleted.isEmpty && !kinds.contains(.deletedObjectsMissing),
        detail: Text(
          en:
            "No deleted object was read: short-lived accounts and false domain controllers were not searched for.",
          de:
            "Kein gelöschtes Objekt wurde gelesen: Nach kurzlebigen Konten und falschen Domänencontrollern wurde "
            + "nicht gesucht."),
        isEssential: false))
    checks.append(
      Check(
        id: "exchange-configuration",
        title: Text(en: "Configuration of Exchange read", de: "Exchange-Konfiguration gelesen"),
        met: snapshot.exchange?.organisation != nil,
        detail: Text(
          en:
            "The Exchange part of the configuration was not read: virtual directories and roles were not checked.",
          de:
            "Der Exchange-Teil der Konfiguration wurde nicht gelesen: Virtuelle Verzeichnisse und Rollen wurden nicht "
            + "geprüft."),
        isEssential: false))
    checks += Self.source(options.collections)
    checks += Self.outside(options.caseFile)
    self.checks = checks + further
  }

  /// What only logs and hosts can show.
  private static func outside(_ caseFile: CaseFile) -> [Check] {
    [
      Check(
        id: "domain-controller-logs",
        title: Text(
          en: "Security logs of the domain controllers searched",
          de: "Sicherheitsprotokolle der Domänencontroller durchsucht"),
        met: caseFile.domainControllerLogsSearched,
        detail: Text(
          en: "Reading secrets leaves no trace in the directory: routes that only read are not excluded.",
          de:
            "Das Auslesen von Geheimnissen hinterlässt im Verzeichnis keine Spur: Nur lesende Wege sind nicht "
            + "ausgeschlossen."),
        isEssential: false),
      Check(
        id: "exchange-logs",
        title: Text(
          en: "Logs of Exchange and IIS searched", de: "Protokolle von Exchange und IIS durchsucht"),
        met: caseFile.exchangeLogsSearched,
        detail: Text(
          en: "What ran on the Exchange server is not known.",
          de: "Was auf dem Exchange-Server lief, ist nicht bekannt."),
        isEssential: false),
      Check(
        id: "logons",
        title: Text(
          en: "Administrator logons on the host known", de: "Administrator-Anmeldungen am Server bekannt"),
        met: caseFile.logonsKnown,
        detail: Text(
          en:
            "A Tier-0 account may have been logged on to the Exchange server; its credentials count as possibly taken.",
          de:
            "Ein Tier-0-Konto kann am Exchange-Server angemeldet gewesen sein; seine Zugangsdaten gelten als "
            + "möglicherweise entwendet."),
        isEssential: false),
    ]
  }

  /// The objects without which no statement is possible, and how many of them are missing.
  private static func essentials(_ context: AssessmentContext) -> (objects: [ObjectID], missing: Int) {
    let snapshot = context.snapshot
    var objects: Set<ObjectID> = []
    var missing = 0
    for domain in snapshot.domains {
      let found = [
        domain.head, snapshot.account(512, of: domain),
        snapshot.object(dn: "CN=AdminSDHolder,CN=System,\(domain.dn)"),
        snapshot.object(dn: "CN=Builtin,\(domain.dn)").flatMap { builtin in
          snapshot.children(builtin).first { snapshot.sid($0) == .administrators }
        },
      ]
      for object in found {
        if let object { objects.insert(object) } else { missing += 1 }
      }
    }
    if snapshot.domainControllers.isEmpty { missing += 1 }
    objects.formUnion(snapshot.domainControllers)
    for group in context.privileged.groups where group.kind == .tierZero && !group.isNested {
      objects.insert(group.id)
    }
    return (objects.sorted(), missing)
  }

  /// Days from the start of the window to the collection, and how many days deleted things are kept.
  static func age(_ snapshot: Snapshot, _ options: AssessmentOptions) -> (days: Int64, kept: Int64)? {
    guard let collected = snapshot.collectedAt else { return nil }
    // Absent means 60 days. [MS-ADTS] 6.1.1.2.4.1.1
    let tombstone = Int64(snapshot.tombstoneLifetimeDays ?? 60)
    return ((collected.seconds - options.since.seconds) / 86_400, tombstone)
  }
}
