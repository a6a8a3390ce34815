import Directory
import WindowsSecurity

/// Accounts created and deleted inside the window.
struct ShortLivedObjects: Indicator {
  let id = "IND-A10"
  let title = Text(
    en: "Account created and deleted in the window", de: "Konto im Zeitraum angelegt und gelöscht")
  let technique = "T1136.002"

  func findings(in context: AssessmentContext) -> [Finding] {
    let snapshot = context.snapshot
    let accounts = context.changes.deleted.filter { id in
      guard snapshot.isA(id, "user") || snapshot.isA(id, "group"), let created = snapshot.created(id) else {
        return false
      }
      return context.window.timing(of: created) != .before
    }
    guard accounts.count <= NewAccount.listed else {
      return [
        finding(
          context, on: accounts[0], "isDeleted", .supporting, when: nil,
          title: Text(
            en: "\(accounts.count) accounts were created and deleted in the window",
            de: "\(accounts.count) Konten wurden im Zeitraum angelegt und gelöscht"),
          explained: explanation, evidence: accounts.prefix(3).map { snapshot.creationEvidence(of: $0) })
      ]
    }
    return accounts.map { account in
      let stamp = snapshot.stamp(account, "isDeleted")
      let name = context.name(account)
      let span = snapshot.created(account).flatMap { start in
        stamp.map { MembershipTakenBack.span(from: start, to: $0.changed) }
      }
      return finding(
        context, on: account, "isDeleted", .supporting, when: stamp?.changed ?? snapshot.created(account),
        from: stamp?.originator,
        title: span.map {
          Text(
            en: "\(name) existed for \($0.en) and was deleted",
            de: "\(name) bestand \($0.de) und wurde gelöscht")
        } ?? Text(en: "\(name) was created and deleted", de: "\(name) wurde angelegt und gelöscht"),
        explained: explanation,
        evidence: [snapshot.creationEvidence(of: account)]
          + (stamp.map { [snapshot.evidence($0, of: account)] } ?? []))
    }
  }

  private var explanation: Text {
    Text(
      en: "Tools of an attacker are cleaned up like this. Tests and computers joined again would explain it.",
      de:
        "So werden Werkzeuge eines Angreifers aufgeräumt. Tests und neu aufgenommene Computer würden es erklären."
    )
  }
}
