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
package enum Condition: Hashable, Sendable {
  case passwordCracked, pkinitCertificate, mappedCertificate, userLogon, accountDisabled, policySource
  case spnAccount, coercedAuthentication, dnsPluginUnpatched, exchangeDefaultNesting, certificateServices
  case trustWithDelegation, keyTrustLogon, accessUndecided, delegationTarget, constrainedDelegation
  case blankPassword, clearTextPassword, passwordDecryption, readablePasswordID, serviceAccountOnHost
  case mappedName, renamedAccountUnpatched, delegatedAccountUnpatched, sidHistoryMigration, rogueController
  case restoredAccount, futureObjects, cachedPasswords, defaultUserRights, otherHalf
  case policyRecreated, memberDenied, ownerRightsUnread
  /// What decides whether the token holds the SID that an entry names.
  case logon(LogonCircumstance)

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
    case .constrainedDelegation:
      Bilingual(
        en: "an account that may delegate to the name set here must be controlled as well",
        de: "ein Konto, das an den hier gesetzten Namen delegieren darf, muss ebenfalls beherrscht werden")
    case .blankPassword:
      Bilingual(
        en: "the account must have no password, as it has by default",
        de: "das Konto darf kein Kennwort haben, wie es die Voreinstellung ist")
    case .clearTextPassword:
      Bilingual(
        en: "the password must be stored unencrypted, which the metadata read does not show",
        de: "das Kennwort muss unverschlüsselt gespeichert sein, was die gelesenen Metadaten nicht zeigen")
    case .passwordDecryption:
      Bilingual(
        en: "only the encrypted password can be read; the account must also be one that may decrypt it",
        de:
          "lesbar ist nur das verschlüsselte Kennwort; das Konto muss es auch entschlüsseln dürfen")
    case .readablePasswordID:
      Bilingual(
        en: "msDS-ManagedPasswordId of the account must be readable, as it is by default",
        de: "msDS-ManagedPasswordId des Kontos muss lesbar sein, wie es die Voreinstellung ist")
    case .serviceAccountOnHost:
      Bilingual(
        en: "the host named in the description must still run the service with this account",
        de: "der in der Beschreibung genannte Rechner muss den Dienst noch mit diesem Konto betreiben")
    case .mappedName:
      Bilingual(
        en: "certificates must be mapped to accounts by name alone (ESC9, ESC10, CVE-2022-26923)",
        de:
          "Zertifikate müssen Konten allein über Namen zugeordnet werden (ESC9, ESC10, CVE-2022-26923)")
    case .renamedAccountUnpatched:
      Bilingual(
        en: "the domain controllers must lack the fix of November 2021 (CVE-2021-42278)",
        de: "den Domänencontrollern muss die Korrektur vom November 2021 fehlen (CVE-2021-42278)")
    case .delegatedAccountUnpatched:
      Bilingual(
        en: "a domain controller with Windows Server 2025 must lack the fix of August 2025 (CVE-2025-53779)",
        de:
          "einem Domänencontroller mit Windows Server 2025 muss die Korrektur vom August 2025 fehlen (CVE-2025-53779)"
      )
    case .sidHistoryMigration:
      Bilingual(
        en: "a trusted domain whose administrators cooperate is needed as the source",
        de: "als Quelle wird eine vertraute Domäne gebraucht, deren Administratoren mitwirken")
    case .rogueController:
      Bilingual(
        en: "the account must also be able to create a server below CN=Sites and to set names on a computer",
        de:
          "das Konto muss auch einen Server unter CN=Sites anlegen und Namen an einem Computer setzen können")
    case .restoredAccount:
      Bilingual(
        en:
          "the account must also be able to write the deleted object, to create in a container and to set the password",
        de:
          "das Konto muss auch das gelöschte Objekt schreiben, in einem Container anlegen und das Kennwort setzen können"
      )
    case .futureObjects:
      Bilingual(
        en: "it takes effect on objects created later only",
        de: "es wirkt nur auf später angelegte Objekte")
    case .cachedPasswords:
      Bilingual(
        en: "the read-only domain controller must be allowed to keep a privileged password",
        de: "der schreibgeschützte Domänencontroller muss ein privilegiertes Kennwort vorhalten dürfen")
    case .policyRecreated:
      Bilingual(
        en:
          "a policy must get the name of the one that is gone and is still linked, and its folder in SYSVOL must be written",
        de:
          "eine Richtlinie muss den Namen der entfernten, noch verknüpften erhalten, und ihr Ordner in SYSVOL muss "
          + "geschrieben werden")
    case .otherHalf:
      Bilingual(
        en: "the group with the other half of the right must be reached, too, which is not certain",
        de: "auch die Gruppe mit der anderen Hälfte des Rechts muss erreicht werden, was nicht sicher ist")
    case .memberDenied:
      Bilingual(
        en: "an entry denies it to every account known to be controlled; another must join the group",
        de:
          "ein Eintrag verweigert es jedem bekanntermaßen beherrschten Konto; ein anderes muss in die Gruppe"
      )
    case .ownerRightsUnread:
      Bilingual(
        en: "character 29 of dSHeuristics, which was not read, must not withhold the owner's right",
        de:
          "Zeichen 29 von dSHeuristics, das nicht gelesen wurde, darf das Recht des Eigentümers nicht verwehren"
      )
    case .logon(let circumstance): circumstance.reason
    case .defaultUserRights:
      Bilingual(
        en: "the user rights of the group on domain controllers must be the default ones",
        de: "die Benutzerrechte der Gruppe auf Domänencontrollern müssen die voreingestellten sein")
    }
  }
}
