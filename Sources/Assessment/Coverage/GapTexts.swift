import Directory

extension AssessmentReport.Gap {
  /// A gap of the snapshot with what it costs.
  init(_ gap: Directory.Gap, number: Int) {
    let (title, consequence) = Self.texts(gap.kind)
    self.init(
      id: "\(gap.kind.rawValue)-\(number)", what: gap.detail, title: title, objects: gap.objects,
      consequence: consequence)
  }

  private static func texts(_ kind: Directory.Gap.Kind) -> (Text, Text) {
    switch kind {
    case .schemaMissing:
      (
        Text(en: "Schema not read", de: "Schema nicht gelesen"),
        Text(
          en: "Rights are judged by a built-in table; extensions of this forest are unknown.",
          de:
            "Rechte werden nach einer eingebauten Tabelle beurteilt; Erweiterungen dieser Gesamtstruktur sind unbekannt."
        )
      )
    case .prefixMapFallback:
      (
        Text(
          en: "Attribute numbers resolved by a built-in table",
          de: "Attributnummern nach eingebauter Tabelle aufgelöst"),
        Text(
          en: "Changes of attributes that extend the schema may be unnamed.",
          de: "Änderungen an Attributen aus Schemaerweiterungen können namenlos bleiben.")
      )
    case .descriptorMissing:
      (
        Text(en: "Permissions missing", de: "Berechtigungen fehlen"),
        Text(
          en: "Who controls these objects is unknown.", de: "Wer diese Objekte kontrolliert, ist unbekannt.")
      )
    case .descriptorMalformed:
      (
        Text(en: "Permissions not understood", de: "Berechtigungen nicht verstanden"),
        Text(
          en: "Who controls these objects is unknown.", de: "Wer diese Objekte kontrolliert, ist unbekannt.")
      )
    case .metadataMissing:
      (
        Text(en: "Replication metadata missing", de: "Replikationsmetadaten fehlen"),
        Text(
          en: "Changes of these objects cannot be dated.",
          de: "Änderungen an diesen Objekten lassen sich nicht datieren.")
      )
    case .linkMetadataMissing:
      (
        Text(en: "Times of memberships missing", de: "Zeitpunkte von Mitgliedschaften fehlen"),
        Text(
          en: "When members joined is unknown, and removed ones are invisible.",
          de: "Wann Mitglieder hinzukamen, ist unbekannt, und entfernte sind unsichtbar.")
      )
    case .configurationMissing:
      (
        Text(en: "Configuration not read", de: "Konfiguration nicht gelesen"),
        Text(
          en: "Exchange, sites, certificate services and the list of domain controllers were not checked.",
          de:
            "Exchange, Standorte, Zertifikatdienste und die Liste der Domänencontroller wurden nicht geprüft."
        )
      )
    case .domainMissing:
      (
        Text(en: "Domain not read", de: "Domäne nicht gelesen"),
        Text(
          en: "The forest is the security boundary: no statement about it is complete.",
          de: "Die Gesamtstruktur ist die Sicherheitsgrenze: Keine Aussage über sie ist vollständig.")
      )
    case .deletedObjectsMissing:
      (
        Text(en: "Deleted objects not read", de: "Gelöschte Objekte nicht gelesen"),
        Text(
          en: "Short-lived accounts and false domain controllers were not searched for.",
          de: "Nach kurzlebigen Konten und falschen Domänencontrollern wurde nicht gesucht.")
      )
    case .rangeIncomplete:
      (
        Text(en: "List of values incomplete", de: "Werteliste unvollständig"),
        Text(en: "Members may be missing.", de: "Mitglieder können fehlen.")
      )
    case .memberUnresolved:
      (
        Text(en: "Members or groups not found", de: "Mitglieder oder Gruppen nicht gefunden"),
        Text(
          en: "Who is behind these memberships, or what they give, is unknown.",
          de: "Wer hinter diesen Mitgliedschaften steht oder was sie gewähren, ist unbekannt.")
      )
    case .valueMalformed:
      (
        Text(en: "Values not understood", de: "Werte nicht verstanden"),
        Text(en: "These values were left out.", de: "Diese Werte blieben unberücksichtigt.")
      )
    case .entryMalformed:
      (
        Text(en: "Entries not understood", de: "Einträge nicht verstanden"),
        Text(en: "These entries were left out.", de: "Diese Einträge blieben unberücksichtigt.")
      )
    case .inputTruncated:
      (
        Text(en: "Input ends early", de: "Eingabe endet vorzeitig"),
        Text(en: "What follows the end is unknown.", de: "Was nach dem Ende käme, ist unbekannt.")
      )
    case .duplicateConflict:
      (
        Text(en: "Same object, different values", de: "Gleiches Objekt, verschiedene Werte"),
        Text(
          en: "The inputs disagree; they may be of different times.",
          de: "Die Eingaben widersprechen sich; sie können aus verschiedenen Zeiten stammen.")
      )
    case .exchangeMissing:
      (
        Text(en: "No Exchange organisation found", de: "Keine Exchange-Organisation gefunden"),
        Text(
          en: "Its servers, groups and virtual directories were not checked.",
          de: "Ihre Server, Gruppen und virtuellen Verzeichnisse wurden nicht geprüft.")
      )
    case .tokenUnresolved:
      (
        Text(
          en: "Group memberships of the host incomplete",
          de: "Gruppenmitgliedschaften des Servers unvollständig"),
        Text(
          en: "The host may hold more rights than shown.",
          de: "Der Server kann mehr Rechte haben als gezeigt.")
      )
    case .controllerMissing:
      (
        Text(en: "Domain controller not asked", de: "Domänencontroller nicht befragt"),
        Text(
          en: "The last logon of an account may be later than shown, and its failed logons more.",
          de:
            "Die letzte Anmeldung eines Kontos kann später liegen als gezeigt, und Fehlversuche können mehr sein."
        )
      )
    case .partitionMissing:
      (
        Text(en: "Application partition not read whole", de: "Anwendungspartition nicht ganz gelesen"),
        Text(
          en: "New or changed DNS zones, and names in them that divert others, were not looked for.",
          de: "Nach neuen oder geänderten DNS-Zonen und umleitenden Namen darin wurde nicht gesucht.")
      )
    case .partialReplica:
      (
        Text(en: "Collected from a global catalogue", de: "Aus einem globalen Katalog erhoben"),
        Text(
          en: "A global catalogue holds a part of the attributes; what it lacks looks as if it had no value.",
          de: "Ein globaler Katalog hält einen Teil der Attribute; was ihm fehlt, sieht aus wie ohne Wert.")
      )
    case .filteredReplica:
      (
        Text(
          en: "Collected from a read-only domain controller",
          de: "Von einem schreibgeschützten Domänencontroller erhoben"),
        Text(
          en: "Filtered attributes are missing, and changes arrive there later.",
          de: "Gefilterte Attribute fehlen, und Änderungen treffen dort später ein.")
      )
    case .accessChanged:
      (
        Text(
          en: "Collected as several accounts, or less protected later",
          de: "Als mehrere Konten erhoben, oder später schwächer geschützt"),
        Text(
          en:
            "What an account is not shown looks as if it were not there. The manifest says which run asked what.",
          de:
            "Was einem Konto nicht gezeigt wird, sieht aus, als gäbe es das nicht. Welcher Lauf was gefragt hat, sagt das "
            + "Manifest.")
      )
    case .policyLinksMissing:
      (
        Text(
          en: "Links of group policies not read", de: "Verknüpfungen von Gruppenrichtlinien nicht gelesen"),
        Text(
          en:
            "Which policies apply to these places is unknown, and with it who controls the computers and users there.",
          de:
            "Welche Richtlinien an diesen Orten gelten, ist unbekannt, und damit, wer die Computer und Benutzer dort "
            + "kontrolliert.")
      )
    case .managedPasswordsMissing:
      (
        Text(
          en: "Where LAPS keeps a password was not read",
          de: "Wo LAPS ein Kennwort ablegt, wurde nicht gelesen"),
        Text(
          en: "Who may read the local administrator password of these computers leads to no step.",
          de:
            "Wer das Kennwort des lokalen Administrators dieser Computer lesen darf, führt zu keinem Schritt."
        )
      )
    case .collectionIncomplete:
      (
        Text(en: "Collection incomplete", de: "Erhebung unvollständig"),
        Text(en: "A query failed or was cut off.", de: "Eine Abfrage schlug fehl oder brach ab.")
      )
    }
  }
}
