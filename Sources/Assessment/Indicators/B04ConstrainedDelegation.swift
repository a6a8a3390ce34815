import Directory
import WindowsSecurity

/// An account was allowed to impersonate users to services of other hosts.
struct ConstrainedDelegation: Indicator {
  let id = "IND-B04"
  let title = Text(en: "Constrained delegation set", de: "Eingeschränkte Delegierung gesetzt")
  let technique = "T1098"
  private static let attribute = "msDS-AllowedToDelegateTo"

  func findings(in context: AssessmentContext) -> [Finding] {
    let snapshot = context.snapshot
    let controllers = Set(
      context.domainControllers.flatMap { controller in
        let host = snapshot.string(controller, "dNSHostName")?.lowercased()
        let account = snapshot.string(controller, "sAMAccountName").map {
          String($0.prefix { $0 != "$" }).lowercased()
        }
        return [host, account].compactMap { $0 }
      })
    return context.changes.changes(of: Self.attribute).map { change in
      let account = change.object
      let targets = snapshot.values(account, Self.attribute).map { String(decoding: $0, as: UTF8.self) }
      let toController = targets.contains { controllers.contains(Self.host(of: $0)) }
      let name = context.name(account)
      let list = targets.sorted().prefix(3).joined(separator: ", ")
      return finding(
        context, on: account, Self.attribute, toController ? .decisive : .supporting,
        when: change.stamp.changed,
        from: change.stamp.originator,
        title: targets.isEmpty
          ? Text(
            en: "Delegation rights of \(name) were removed",
            de: "Delegierungsrechte von \(name) wurden entfernt")
          : Text(
            en: "\(name) may impersonate users to \(list)",
            de: "\(name) darf sich als andere Benutzer ausgeben gegenüber \(list)"),
        explained: Text(
          en:
            "Delegation to any service of a domain controller gives the domain. Web front ends and federation "
            + "servers would explain it for other hosts.",
          de: "Eine Delegierung zu einem Dienst eines Domänencontrollers gibt die Domäne. Web-Frontends und "
            + "Verbundserver würden es bei anderen Hosts erklären."),
        evidence: [snapshot.evidence(change.stamp, of: account)])
    }
  }

  /// The host of a service principal name `class/host[:port][/name]`, lower-cased.
  static func host(of principal: String) -> String {
    let parts = principal.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count > 1 else { return "" }
    return String(parts[1].prefix { $0 != ":" }).lowercased()
  }
}
