internal import WindowsSecurity

/// Principals that are Tier 0 by their relative identifier, in every language of Windows.
///
/// Groups whose power depends on something else carry the condition; the Exchange groups are not in the table, because
/// what they can do is read from the descriptors.
enum TierZeroTable {
  struct Row: Sendable {
    let rid: UInt32
    let forestRootOnly: Bool
    let condition: Condition?
    let why: Bilingual
  }

  /// Accounts and groups of a domain, `S-1-5-21-…-RID`.
  static let domain: [Row] = [
    Row(
      rid: 500, forestRootOnly: false, condition: nil,
      why: Bilingual(en: "built-in Administrator (RID 500)", de: "integrierter Administrator (RID 500)")),
    Row(
      rid: 502, forestRootOnly: false, condition: nil,
      why: Bilingual(
        en: "krbtgt (RID 502), signs every ticket", de: "krbtgt (RID 502), signiert jedes Ticket")),
    Row(
      rid: 512, forestRootOnly: false, condition: nil,
      why: Bilingual(en: "Domain Admins (RID 512)", de: "Domänen-Admins (RID 512)")),
    Row(
      rid: 516, forestRootOnly: false, condition: nil,
      why: Bilingual(en: "Domain Controllers (RID 516)", de: "Domänencontroller (RID 516)")),
    Row(
      rid: 517, forestRootOnly: false, condition: .certificateServices,
      why: Bilingual(en: "Cert Publishers (RID 517)", de: "Zertifikatherausgeber (RID 517)")),
    Row(
      rid: 518, forestRootOnly: true, condition: nil,
      why: Bilingual(en: "Schema Admins (RID 518)", de: "Schema-Admins (RID 518)")),
    Row(
      rid: 519, forestRootOnly: true, condition: nil,
      why: Bilingual(en: "Enterprise Admins (RID 519)", de: "Organisations-Admins (RID 519)")),
    Row(
      rid: 526, forestRootOnly: false, condition: .keyTrustLogon,
      why: Bilingual(en: "Key Admins (RID 526)", de: "Schlüssel-Admins (RID 526)")),
    Row(
      rid: 527, forestRootOnly: true, condition: .keyTrustLogon,
      why: Bilingual(en: "Enterprise Key Admins (RID 527)", de: "Organisations-Schlüssel-Admins (RID 527)")),
  ]

  /// Groups of the Builtin domain, `S-1-5-32-RID`; one set in every domain.
  static let builtin: [Row] = [
    Row(
      rid: 544, forestRootOnly: false, condition: nil,
      why: Bilingual(en: "Administrators (S-1-5-32-544)", de: "Administratoren (S-1-5-32-544)")),
    Row(
      rid: 548, forestRootOnly: false, condition: nil,
      why: Bilingual(en: "Account Operators (S-1-5-32-548)", de: "Konten-Operatoren (S-1-5-32-548)")),
    Row(
      rid: 549, forestRootOnly: false, condition: nil,
      why: Bilingual(en: "Server Operators (S-1-5-32-549)", de: "Server-Operatoren (S-1-5-32-549)")),
    Row(
      rid: 550, forestRootOnly: false, condition: nil,
      why: Bilingual(en: "Print Operators (S-1-5-32-550)", de: "Druck-Operatoren (S-1-5-32-550)")),
    Row(
      rid: 551, forestRootOnly: false, condition: nil,
      why: Bilingual(en: "Backup Operators (S-1-5-32-551)", de: "Sicherungs-Operatoren (S-1-5-32-551)")),
    Row(
      rid: 557, forestRootOnly: false, condition: .trustWithDelegation,
      why: Bilingual(
        en: "Incoming Forest Trust Builders (S-1-5-32-557)",
        de: "Erstellungen eingehender Gesamtstrukturvertrauensstellung (S-1-5-32-557)")),
  ]
}
