import Directory
import WindowsSecurity

/// The built-in accounts Administrator (-500), Guest (-501) and krbtgt (-502) were altered.
struct BuiltInAccounts: Indicator {
  let id = "IND-A07"
  let title = Text(en: "Built-in account altered", de: "Vordefiniertes Konto verändert")
  let technique = "T1078.001"

  func findings(in context: AssessmentContext) -> [Finding] {
    var findings: [Finding] = []
    for domain in context.snapshot.domains {
      if let account = context.snapshot.account(500, of: domain) {
        findings += administrator(account, context)
      }
      if let account = context.snapshot.account(501, of: domain) { findings += guest(account, context) }
      if let account = context.snapshot.account(502, of: domain) { findings += krbtgt(account, context) }
    }
    return findings
  }

  private func administrator(_ account: ObjectID, _ context: AssessmentContext) -> [Finding] {
    let name = context.name(account)
    let changes: [(attribute: String, title: Text)] = [
      (
        "unicodePwd",
        Text(
          en: "Password of the built-in administrator \(name) was set",
          de: "Kennwort des vordefinierten Administrators \(name) wurde gesetzt")
      ),
      (
        "sAMAccountName",
        Text(
          en: "The built-in administrator was renamed to \(name)",
          de: "Der vordefinierte Administrator wurde in \(name) umbenannt")
      ),
      (
        "servicePrincipalName",
        Text(
          en: "Service principal names of the built-in administrator \(name) were changed",
          de: "Dienstprinzipalnamen des vordefinierten Administrators \(name) wurden geändert")
      ),
    ]
    return changes.compactMap { change in
      guard let stamp = context.snapshot.stamp(account, change.attribute),
        context.window.timing(of: stamp.changed) != .before,
        stamp.version > 1 || change.attribute == "servicePrincipalName"
      else { return nil }
      return finding(
        context, on: account, change.attribute, .strong, when: stamp.changed, from: stamp.originator,
        title: change.title,
        explained: Text(
          en:
            "Whoever knows this password rules the domain. A reset by the administrators, documented with a date, "
            + "would explain it.",
          de:
            "Wer dieses Kennwort kennt, beherrscht die Domäne. Eine mit Datum dokumentierte Änderung durch die "
            + "Administratoren würde es erklären."),
        evidence: [context.snapshot.evidence(stamp, of: account)])
    }
  }

  private func guest(_ account: ObjectID, _ context: AssessmentContext) -> [Finding] {
    guard let control = context.snapshot.integer(account, "userAccountControl"),
      control & AccountControl.disabled == 0
    else { return [] }
    let stamp = context.snapshot.stamp(account, "userAccountControl")
    return [
      finding(
        context, on: account, "userAccountControl", .decisive, when: stamp?.changed, from: stamp?.originator,
        title: Text(
          en: "The guest account \(context.name(account)) is enabled",
          de: "Das Gastkonto \(context.name(account)) ist aktiviert"),
        explained: Text(
          en: "It is disabled in every domain; hardly anything explains an enabled one.",
          de: "Es ist in jeder Domäne deaktiviert; für ein aktiviertes gibt es kaum eine Erklärung."),
        evidence: [
          stamp.map { context.snapshot.evidence($0, of: account) }
            ?? Evidence(
              dn: context.snapshot.dn(account), attribute: "userAccountControl", value: "\(control)")
        ])
    ]
  }

  private func krbtgt(_ account: ObjectID, _ context: AssessmentContext) -> [Finding] {
    let snapshot = context.snapshot
    var attributes: [String] = []
    let names = snapshot.values(account, "servicePrincipalName").map {
      String(decoding: $0, as: UTF8.self).lowercased()
    }
    if names.contains(where: { $0 != "kadmin/changepw" }) { attributes.append("servicePrincipalName") }
    if !snapshot.values(account, "msDS-AllowedToDelegateTo").isEmpty {
      attributes.append("msDS-AllowedToDelegateTo")
    }
    let delegation = AccountControl.trustedForDelegation | AccountControl.trustedToAuthenticate
    if context.accountControl(account) & delegation != 0 { attributes.append("userAccountControl") }
    return attributes.map { attribute in
      let stamp = snapshot.stamp(account, attribute)
      return finding(
        context, on: account, attribute, .decisive, when: stamp?.changed, from: stamp?.originator,
        title: Text(
          en: "krbtgt carries a value in \(attribute) that it never has",
          de: "krbtgt trägt in \(attribute) einen Wert, den es nie hat"),
        explained: Text(
          en: "The account signs all tickets of the domain; nothing but its password is ever changed.",
          de: "Das Konto signiert alle Tickets der Domäne; außer seinem Kennwort wird nie etwas geändert."),
        evidence: [
          stamp.map { snapshot.evidence($0, of: account) }
            ?? Evidence(
              dn: snapshot.dn(account), attribute: attribute, value: snapshot.string(account, attribute) ?? ""
            )
        ])
    }
  }
}
