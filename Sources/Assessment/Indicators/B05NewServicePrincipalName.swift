import Directory
import WindowsSecurity

/// Service principal names of a user account were set: its password can then be attacked offline.
struct NewServicePrincipalName: Indicator {
  let id = "IND-B05"
  let title = Text(
    en: "Service principal name on a user account", de: "Dienstprinzipalname an einem Benutzerkonto")
  let technique = "T1558.003"
  private static let attribute = "servicePrincipalName"

  func findings(in context: AssessmentContext) -> [Finding] {
    let snapshot = context.snapshot
    return context.changes.changes(of: Self.attribute).compactMap { change in
      let account = change.object
      guard snapshot.isA(account, "user"), !snapshot.isA(account, "computer"),
        !context.krbtgt.contains(account),
        !snapshot.isA(account, "msDS-GroupManagedServiceAccount"), !snapshot.isDeleted(account)
      else { return nil }
      let names = snapshot.values(account, Self.attribute).map { String(decoding: $0, as: UTF8.self) }
        .sorted()
      let high = context.isTierZeroAccount(account) || snapshot.integer(account, "adminCount") == 1
      let name = context.name(account)
      let shown = names.prefix(3).joined(separator: ", ")
      return finding(
        context, on: account, Self.attribute, high ? .strong : .supporting, when: change.stamp.changed,
        from: change.stamp.originator,
        title: names.isEmpty
          ? Text(
            en: "A service principal name of \(name) was set and removed",
            de: "Ein Dienstprinzipalname von \(name) wurde gesetzt und entfernt")
          : Text(
            en: "Service principal names of \(name) were set: \(shown)",
            de: "Dienstprinzipalnamen von \(name) wurden gesetzt: \(shown)"),
        explained: Text(
          en:
            "Anybody can then ask for a ticket and guess the password offline. A new service account would explain "
            + "it, hardly on an administrator.",
          de:
            "Jeder kann dann ein Ticket anfordern und das Kennwort offline erraten. Ein neues Dienstkonto würde es "
            + "erklären, an einem Administrator kaum."),
        evidence: [snapshot.evidence(change.stamp, of: account)])
    }
  }
}
