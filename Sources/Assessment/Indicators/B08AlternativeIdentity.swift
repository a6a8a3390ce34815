import Directory
import WindowsSecurity

/// A certificate or foreign Kerberos identity was mapped to an account.
struct AlternativeIdentity: Indicator {
  let id = "IND-B08"
  let title = Text(
    en: "Alternative identity mapped to an account", de: "Fremde Identität einem Konto zugeordnet")
  let technique = "T1098"

  func findings(in context: AssessmentContext) -> [Finding] {
    context.changes.changes(of: "altSecurityIdentities").map { change in
      let account = change.object
      let name = context.name(account)
      let kind = context.kind(account)
      return finding(
        context, on: account, "altSecurityIdentities",
        context.isTierZeroAccount(account) ? .decisive : .strong,
        when: change.stamp.changed, from: change.stamp.originator,
        title: Text(
          en: "An identity was mapped to \(kind.en) \(name)",
          de: "Eine Identität wurde zugeordnet: \(kind.de) \(name)"),
        explained: Text(
          en:
            "The holder of the mapped certificate logs on as this account. The Exchange Trusted Subsystem may write "
            + "it on users. Smart cards with explicit mapping would explain it.",
          de:
            "Wer das zugeordnete Zertifikat besitzt, meldet sich als dieses Konto an. Das Exchange Trusted Subsystem "
            + "darf es an Benutzern schreiben. Smartcards mit fester Zuordnung würden es erklären."),
        evidence: [context.snapshot.evidence(change.stamp, of: account)])
    }
  }
}
