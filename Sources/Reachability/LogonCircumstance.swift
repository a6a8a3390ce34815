internal import WindowsSecurity

/// What decides whether a token holds a SID that follows neither from the account nor from its groups. Most of it is the way to
/// log on, which whoever holds the account chooses. [MS-DTYP] 2.4.2.4
///
/// SIDs that are in no row are in no token of an LDAP session, whatever the log-on:
/// - CONSOLE LOGON and LOCAL (S-1-2-…): they stand for somebody at the console of the domain controller.
/// - DIALUP (S-1-5-1), PROXY (S-1-5-8), TERMINAL SERVER USER (S-1-5-13): services that a domain controller does not offer.
/// - RESTRICTED CODE (S-1-5-12) and WRITE RESTRICTED (S-1-5-33): a process restricts its own token on its own machine.
/// - SYSTEM and the service accounts (S-1-5-17 to S-1-5-20, S-1-5-80-…, S-1-5-82-…): accounts of the domain controller itself;
///   those of another machine arrive as its computer account.
/// - Local accounts (S-1-5-113, S-1-5-114): a domain controller has none. Log-on identifiers (S-1-5-5-…) never come again.
/// - OTHER ORGANIZATION (S-1-5-1000) in that of an account of the own forest: it marks those of another one, see ``trust``.
/// - NULL (S-1-0-0), the placeholders S-1-3-… and S-1-5-10, integrity labels (S-1-16-…): no SID of a group in a token.
package enum LogonCircumstance: UInt8, Hashable, Sendable, CaseIterable {
  /// NTLM, and a simple bind on Windows, which is checked like it.
  case ntlm
  /// TLS with a certificate of the client, RFC 2829 EXTERNAL.
  case clientCertificate
  case digest
  /// A ticket whose authorization data come from the domain's own key distribution centre. [MS-KILE] 3.3.5.6.4.1
  case kerberos
  /// A ticket that a service got for the account; the SID of ``kerberos`` is not in it. [MS-SFU] 3.2.5.1.2
  case serviceTicket
  /// Kerberos with a key or a certificate in place of the password. [MS-PKCA]
  case publicKey
  case claims
  case compoundIdentity
  /// A process on the domain controller itself, which speaks to it with the token it has there.
  case controllerSession
  /// Of accounts of another forest: selective authentication of the trust. [MS-PAC] 4.1.2.2
  case trust
  /// EveryoneIncludesAnonymous, a setting of the registry of each server.
  case anonymousSetting

  /// Of an account of the own forest.
  static let ofAccounts: [SID: LogonCircumstance] = [
    .ntlmAuthentication: .ntlm, .schannelAuthentication: .clientCertificate, .digestAuthentication: .digest,
    .authenticationAuthorityAssertedIdentity: .kerberos, .serviceAssertedIdentity: .serviceTicket,
    .thisOrganizationCertificate: .publicKey, .freshPublicKeyIdentity: .publicKey,
    .keyTrustIdentity: .publicKey, .multifactorKeyProperty: .publicKey, .attestedKeyProperty: .publicKey,
    .claimsValid: .claims, .compoundedAuthentication: .compoundIdentity, .batch: .controllerSession,
    .interactive: .controllerSession, .service: .controllerSession, .remoteInteractive: .controllerSession,
  ]

  package var reason: Bilingual {
    switch self {
    case .ntlm:
      Self.choice(en: "NTLM brings S-1-5-64-10", de: "NTLM bringt S-1-5-64-10")
    case .clientCertificate:
      Self.choice(
        en: "TLS with a client certificate brings S-1-5-64-14",
        de: "TLS mit einem Client-Zertifikat bringt S-1-5-64-14")
    case .digest:
      Self.choice(en: "Digest brings S-1-5-64-21", de: "Digest bringt S-1-5-64-21")
    case .kerberos:
      Self.choice(
        en: "Kerberos brings S-1-18-1, NTLM does not", de: "Kerberos bringt S-1-18-1, NTLM nicht")
    case .serviceTicket:
      Self.choice(
        en: "a ticket that a service got for the account brings S-1-18-2",
        de: "ein Ticket, das ein Dienst für das Konto geholt hat, bringt S-1-18-2")
    case .publicKey:
      Self.choice(
        en: "Kerberos with a key or certificate brings S-1-5-65-1 and S-1-18-3 to S-1-18-6",
        de: "Kerberos mit Schlüssel oder Zertifikat bringt S-1-5-65-1 und S-1-18-3 bis S-1-18-6")
    case .claims:
      Self.choice(
        en: "Kerberos with claims brings S-1-5-21-0-0-0-497",
        de: "Kerberos mit Claims bringt S-1-5-21-0-0-0-497")
    case .compoundIdentity:
      Self.choice(
        en: "Kerberos armoured with the ticket of a computer brings S-1-5-21-0-0-0-496",
        de: "Kerberos im Schutz des Tickets eines Computers bringt S-1-5-21-0-0-0-496")
    case .controllerSession:
      Bilingual(
        en:
          "it depends on the log-on: only a session on the domain controller itself brings S-1-5-3, S-1-5-4, S-1-5-6 or "
          + "S-1-5-14",
        de:
          "es hängt von der Anmeldung ab: Nur eine Sitzung auf dem Domänencontroller selbst bringt S-1-5-3, S-1-5-4, "
          + "S-1-5-6 oder S-1-5-14")
    case .trust:
      Bilingual(
        en: "it depends on the trust: with selective authentication S-1-5-1000 stands in place of S-1-5-15",
        de:
          "es hängt von der Vertrauensstellung ab: Mit ausgewählter Authentifizierung steht S-1-5-1000 statt S-1-5-15"
      )
    case .anonymousSetting:
      Bilingual(
        en: "it depends on a setting of each server whether Everyone (S-1-1-0) includes Anonymous",
        de: "es hängt von einer Einstellung jedes Servers ab, ob Jeder (S-1-1-0) Anonym einschließt")
    }
  }

  private static func choice(en: String, de: String) -> Bilingual {
    Bilingual(
      en: "it depends on the log-on, which whoever holds the account chooses: \(en)",
      de: "es hängt von der Anmeldung ab, die wählt, wer das Konto hat: \(de)")
  }
}
