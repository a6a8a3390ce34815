/// Whether a step works by itself or needs something the directory does not show.
package enum Certainty: Hashable, Sendable {
  case certain
  case conditional(Condition)

  package var isCertain: Bool { self == .certain }

  /// What else it takes; nil for a certain step.
  package var reason: Bilingual? {
    if case .conditional(let condition) = self { condition.reason } else { nil }
  }
}

/// What a conditional step still needs.
package enum Condition: UInt8, Hashable, Sendable, CaseIterable {
  case passwordCracked, pkinitCertificate, mappedCertificate, userLogon, accountDisabled, policySource,
    spnAccount,
    coercedAuthentication, dnsPluginUnpatched, exchangeDefaultNesting, certificateServices,
    trustWithDelegation,
    keyTrustLogon, accessUndecided, delegationTarget

  package var reason: Bilingual {
    switch self {
    case .passwordCracked:
      Bilingual(
        en: "the password behind the ticket must be cracked",
        de: "das Kennwort hinter dem Ticket muss geknackt werden")
    case .pkinitCertificate:
      Bilingual(
        en: "a domain controller must accept PKINIT (it needs a KDC certificate)",
        de: "ein Domänencontroller muss PKINIT annehmen (er braucht ein KDC-Zertifikat)")
    case .mappedCertificate:
      Bilingual(
        en: "a client certificate of a CA listed in NTAuthCertificates is needed",
        de: "ein Client-Zertifikat einer in NTAuthCertificates eingetragenen CA wird gebraucht")
    case .userLogon:
      Bilingual(en: "a user must log on", de: "ein Benutzer muss sich anmelden")
    case .accountDisabled:
      Bilingual(
        en: "the account is disabled and must be enabled first",
        de: "das Konto ist deaktiviert und muss erst aktiviert werden")
    case .policySource:
      Bilingual(
        en: "a Group Policy that the attacker can write, or a server that delivers one, is needed",
        de:
          "eine für den Angreifer schreibbare Gruppenrichtlinie oder ein Server, der eine liefert, wird gebraucht"
      )
    case .spnAccount:
      Bilingual(
        en: "the account must carry a service principal name",
        de: "das Konto muss einen Dienstprinzipalnamen tragen")
    case .coercedAuthentication:
      Bilingual(
        en: "a domain controller must be made to authenticate to the host",
        de: "ein Domänencontroller muss dazu gebracht werden, sich am Rechner anzumelden")
    case .dnsPluginUnpatched:
      Bilingual(
        en: "the DNS server must lack the fix of October 2021 (CVE-2021-40469)",
        de: "dem DNS-Server muss die Korrektur vom Oktober 2021 fehlen (CVE-2021-40469)")
    case .exchangeDefaultNesting:
      Bilingual(
        en: "the membership was not read; Exchange setup creates it",
        de: "die Mitgliedschaft wurde nicht gelesen; das Exchange-Setup legt sie an")
    case .certificateServices:
      Bilingual(
        en: "certificate services must be in use and trust what the group may write",
        de: "Zertifikatdienste müssen in Betrieb sein und dem trauen, was die Gruppe schreiben darf")
    case .trustWithDelegation:
      Bilingual(
        en: "a forest trust with ticket delegation must be set up",
        de: "eine Gesamtstrukturvertrauensstellung mit Ticket-Delegierung muss eingerichtet werden")
    case .keyTrustLogon:
      Bilingual(
        en: "the group's right on msDS-KeyCredentialLink needs a domain controller with PKINIT",
        de: "das Recht der Gruppe auf msDS-KeyCredentialLink braucht einen Domänencontroller mit PKINIT")
    case .accessUndecided:
      Bilingual(
        en: "a conditional access control entry could not be decided from the directory",
        de: "ein bedingter Zugriffssteuerungseintrag ließ sich aus dem Verzeichnis nicht entscheiden")
    case .delegationTarget:
      Bilingual(
        en: "an account that may be delegated must have rights on the target",
        de: "ein delegierbares Konto muss auf dem Ziel Rechte haben")
    }
  }
}
