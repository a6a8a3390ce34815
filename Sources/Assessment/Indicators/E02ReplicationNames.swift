import Directory
import WindowsSecurity

/// A computer that is no domain controller carries the service names of one.
struct ReplicationNames: Indicator {
  let id = "IND-E02"
  let title = Text(en: "Service names of a domain controller", de: "Dienstnamen eines Domänencontrollers")
  let technique = "T1207"
  /// The directory replication service. [MS-DRSR] 2.2.3.2
  private static let replication = "e3514235-4b06-11d1-ab04-00c04fc2dcd2/"

  func findings(in context: AssessmentContext) -> [Finding] {
    let snapshot = context.snapshot
    return context.changes.changes(of: "servicePrincipalName").compactMap { change in
      let account = change.object
      guard !context.domainControllers.contains(account) else { return nil }
      let names = snapshot.values(account, "servicePrincipalName").map { String(decoding: $0, as: UTF8.self) }
      guard
        let name = names.sorted().first(where: {
          $0.lowercased().hasPrefix(Self.replication) || $0.lowercased().hasPrefix("gc/")
        })
      else { return nil }
      return finding(
        context, on: account, "servicePrincipalName", .decisive, when: change.stamp.changed,
        from: change.stamp.originator,
        title: Text(
          en: "\(context.name(account)) is no domain controller but carries \(name)",
          de: "\(context.name(account)) ist kein Domänencontroller, trägt aber \(name)"),
        explained: Text(
          en:
            "Tools that pose as a domain controller need these names. A domain controller that was demoted and not "
            + "cleaned up would explain it.",
          de:
            "Werkzeuge, die sich als Domänencontroller ausgeben, brauchen diese Namen. Ein herabgestufter und nicht "
            + "bereinigter Domänencontroller würde es erklären."),
        evidence: [snapshot.evidence(change.stamp, of: account)])
    }
  }
}
