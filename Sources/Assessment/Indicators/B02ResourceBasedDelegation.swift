import Directory
import WindowsSecurity

/// Who may impersonate anybody to a computer was set, or was set and cleared again.
struct ResourceBasedDelegation: Indicator {
  let id = "IND-B02"
  let title = Text(en: "Resource-based delegation set", de: "Ressourcenbasierte Delegierung gesetzt")
  let technique = "T1098"
  private static let attribute = "msDS-AllowedToActOnBehalfOfOtherIdentity"

  func findings(in context: AssessmentContext) -> [Finding] {
    context.changes.changes(of: Self.attribute).map { change in
      let account = change.object
      let weight: Weight =
        context.isTierZeroAccount(account)
        ? .decisive : context.exchangeComputers.contains(account) ? .strong : .supporting
      let name = context.name(account)
      let kind = context.kind(account)
      let gone = context.snapshot.values(account, Self.attribute).isEmpty
      return finding(
        context, on: account, Self.attribute, weight, when: change.stamp.changed,
        from: change.stamp.originator,
        title: gone
          ? Text(
            en: "Delegation to \(kind.en) \(name) was set and cleared",
            de: "Delegierung gesetzt und wieder gelöscht: \(kind.de) \(name)")
          : Text(
            en: "\(trustees(account, context)) may impersonate anybody to \(kind.en) \(name)",
            de:
              "\(trustees(account, context)) darf sich als beliebiges Konto ausgeben gegenüber: \(kind.de) \(name)"
          ),
        explained: Text(
          en:
            "It takes over the computer with one ticket. Failover clusters and management servers would explain it, "
            + "rarely on a domain controller.",
          de:
            "Damit lässt sich der Computer mit einem Ticket übernehmen. Failovercluster und Verwaltungsserver würden "
            + "es erklären, auf einem Domänencontroller selten."),
        evidence: [context.snapshot.evidence(change.stamp, of: account)])
    }
  }

  private func trustees(_ account: ObjectID, _ context: AssessmentContext) -> String {
    guard let value = context.snapshot.values(account, Self.attribute).first,
      let descriptor = try? SecurityDescriptor(value)
    else { return "?" }
    let names = (descriptor.dacl?.aces ?? []).filter(\.type.allows).map { ace in
      context.snapshot.object(sid: ace.trustee).map(context.name) ?? "\(ace.trustee)"
    }
    return names.isEmpty ? "nobody" : Set(names).sorted().joined(separator: ", ")
  }
}
