/// Ways to Tier 0 that the search does not follow. Every report names them; where the directory shows that one may be
/// open, the absence of paths is not stated.
package enum UnexaminedRoute: Sendable, CaseIterable {
  case enrolment, trusts, readOnlyControllers, delegatedAccounts, accountNames, encryptedLAPS,
    splitReplication,
    controllerSoftware

  /// Completes "routes to Tier 0 over …".
  package var over: Bilingual {
    switch self {
    case .enrolment:
      Bilingual(
        en: "certificates that templates and authorities grant (ESC1 to ESC15)",
        de: "Zertifikate, die Vorlagen und Zertifizierungsstellen gewähren (ESC1 bis ESC15)")
    case .trusts:
      Bilingual(
        en: "trusts with other forests", de: "Vertrauensstellungen mit anderen Gesamtstrukturen")
    case .readOnlyControllers:
      Bilingual(
        en: "passwords that read-only domain controllers keep",
        de: "Kennwörter, die schreibgeschützte Domänencontroller vorhalten")
    case .delegatedAccounts:
      Bilingual(
        en: "delegated managed service accounts that somebody may create (BadSuccessor)",
        de: "delegierte verwaltete Dienstkonten, die jemand anlegen darf (BadSuccessor)")
    case .accountNames:
      Bilingual(
        en: "writable names of accounts (sAMAccountName, userPrincipalName, dNSHostName)",
        de: "schreibbare Namen von Konten (sAMAccountName, userPrincipalName, dNSHostName)")
    case .encryptedLAPS:
      Bilingual(
        en: "encrypted passwords of Windows LAPS", de: "verschlüsselte Kennwörter von Windows LAPS")
    case .splitReplication:
      Bilingual(
        en: "replication rights (DCSync) whose two halves different accounts hold",
        de: "Replikationsrechte (DCSync), deren zwei Hälften verschiedene Konten halten")
    case .controllerSoftware:
      Bilingual(
        en: "flaws in the software of the domain controllers",
        de: "Schwachstellen in der Software der Domänencontroller")
    }
  }
}
