import Reachability

/// What no directory can show, and what is not looked for; said in every report.
enum NotExamined {
  static let all: [Text] =
    [
      Text(
        en: "Reading of secrets: DCSync, copies of ntds.dit and its backups, dumps of memory",
        de: "Auslesen von Geheimnissen: DCSync, Kopien von ntds.dit und ihren Sicherungen, Speicherabzüge"),
      Text(
        en: "Forged tickets and use of stolen hashes, keys and existing delegations",
        de: "Gefälschte Tickets und die Nutzung gestohlener Hashes, Schlüssel und bestehender Delegierungen"),
      Text(
        en: "Content of SYSVOL: policy files and scripts",
        de: "Inhalt von SYSVOL: Richtliniendateien und Skripte"),
      Text(
        en: "Disks, registry and memory of the domain controllers and of Exchange",
        de: "Festplatten, Registrierung und Speicher der Domänencontroller und von Exchange"),
      Text(
        en: "The database of the certification authority: certificates issued",
        de: "Die Datenbank der Zertifizierungsstelle: ausgestellte Zertifikate"),
      Text(
        en: "Records of DNS, but for the names *, wpad and isatap",
        de: "Einträge im DNS, außer den Namen *, wpad und isatap"),
      Text(
        en: "Hypervisors, backup systems, cloud services and other systems outside the directory",
        de: "Hypervisoren, Sicherungssysteme, Cloud-Dienste und andere Systeme außerhalb des Verzeichnisses"),
    ]
    + UnexaminedRoute.allCases.map { route in
      Text(en: "Routes to Tier 0 over \(route.over.en)", de: "Wege zu Tier 0 über \(route.over.de)")
    }
}
