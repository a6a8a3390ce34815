import Directory
import WindowsSecurity

/// New managed service accounts and root keys, and changes of who may read a managed password.
struct ManagedAccounts: Indicator {
  let id = "IND-B09"
  let title = Text(
    en: "Managed service account created or opened", de: "Verwaltetes Dienstkonto angelegt oder geöffnet")
  let technique = "T1098"

  func findings(in context: AssessmentContext) -> [Finding] {
    let snapshot = context.snapshot
    var findings: [Finding] = []
    for object in context.changes.created where !snapshot.isDeleted(object) {
      let account =
        snapshot.isA(object, "msDS-GroupManagedServiceAccount")
        || snapshot.isA(object, "msDS-DelegatedManagedServiceAccount")
        || snapshot.isA(object, "msDS-ManagedServiceAccount")
      guard account || snapshot.isA(object, "msKds-ProvRootKey") else { continue }
      let name = context.name(object)
      findings.append(
        finding(
          context, on: object, "whenCreated", .supporting, when: snapshot.created(object),
          from: snapshot.stamp(object, "objectClass")?.originator,
          title: account
            ? Text(
              en: "Managed service account \(name) was created",
              de: "Verwaltetes Dienstkonto \(name) wurde angelegt")
            : Text(
              en: "Root key \(name) for managed passwords was created",
              de: "Stammschlüssel \(name) für verwaltete Kennwörter wurde angelegt"),
          explained: Text(
            en: "A new service account can be a back door. A new service or server farm would explain it.",
            de:
              "Ein neues Dienstkonto kann eine Hintertür sein. Ein neuer Dienst oder eine Serverfarm würde es erklären."
          ),
          evidence: [snapshot.creationEvidence(of: object)]))
    }
    for change in context.changes.changes(of: "msDS-GroupMSAMembership") where change.stamp.version > 1 {
      let account = change.object
      let name = context.name(account)
      findings.append(
        finding(
          context, on: account, "msDS-GroupMSAMembership",
          context.isTierZeroAccount(account) ? .strong : .supporting,
          when: change.stamp.changed, from: change.stamp.originator,
          title: Text(
            en: "Who may read the password of \(name) was changed",
            de: "Wer das Kennwort von \(name) lesen darf, wurde geändert"),
          explained: Text(
            en: "A reader of the managed password is that account. A farm that grew would explain it.",
            de: "Wer das verwaltete Kennwort liest, ist dieses Konto. Eine gewachsene Farm würde es erklären."
          ),
          evidence: [snapshot.evidence(change.stamp, of: account)]))
    }
    return findings
  }
}
