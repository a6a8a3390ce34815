import Directory
import WindowsSecurity

/// An account other than a domain controller is trusted to keep the tickets of everybody who connects to it.
struct UnconstrainedDelegation: Indicator {
  let id = "IND-B03"
  let title = Text(en: "Unconstrained delegation set", de: "Uneingeschränkte Delegierung gesetzt")
  let technique = "T1098"

  func findings(in context: AssessmentContext) -> [Finding] {
    let exempt = AccountControl.serverTrust | AccountControl.partialSecrets
    return context.changes.changes(of: "userAccountControl").compactMap { change in
      let account = change.object
      let control = context.accountControl(account)
      guard control & AccountControl.trustedForDelegation != 0, control & exempt == 0,
        change.stamp.version > 1 || context.snapshot.created(account).map(context.window.contains) ?? false
      else { return nil }
      let name = context.name(account)
      return finding(
        context, on: account, "userAccountControl", .strong, when: change.stamp.changed,
        from: change.stamp.originator,
        title: Text(
          en: "\(name) may keep the tickets of all who connect",
          de: "\(name) darf die Tickets aller behalten, die sich verbinden"),
        explained: Text(
          en:
            "With a domain controller made to connect, it gives the domain. Setting it takes administrator rights; "
            + "the time is that of any change of the account flags. An old application server would explain it.",
          de: "Wird ein Domänencontroller zur Verbindung gebracht, fällt die Domäne. Das Setzen erfordert "
            + "Administratorrechte; der Zeitpunkt ist der irgendeiner Änderung der Kontoflags. Ein alter "
            + "Anwendungsserver würde es erklären."),
        evidence: [
          context.snapshot.evidence(change.stamp, of: account),
          Evidence(dn: context.snapshot.dn(account), attribute: "userAccountControl", value: "\(control)"),
        ])
    }
  }
}
