/// Ways to Tier 0 that the search does not follow. Every report names them; where the directory shows that one may be
/// open, the absence of paths is not stated.
package enum UnexaminedRoute: Sendable, CaseIterable {
  case enrolment, trusts, controllerSoftware

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
    case .controllerSoftware:
      Bilingual(
        en: "flaws in the software of the domain controllers",
        de: "Schwachstellen in der Software der Domänencontroller")
    }
  }
}
