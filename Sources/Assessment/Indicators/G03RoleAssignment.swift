import Directory
import WindowsSecurity

/// A management role of Exchange was assigned in the window.
struct RoleAssignment: Indicator {
  let id = "IND-G03"
  let title = Text(en: "Exchange role assigned", de: "Exchange-Rolle zugewiesen")
  let technique = "T1098.002"
  /// Setup creates its default assignments together; a person assigns a few.
  private static let burst = 10

  func findings(in context: AssessmentContext) -> [Finding] {
    let snapshot = context.snapshot
    let assignments = context.changes.created.filter {
      snapshot.isA($0, "msExchRoleAssignment") && !snapshot.isDeleted($0)
    }
    let perMinute = Dictionary(grouping: assignments) { (snapshot.created($0)?.seconds ?? 0) / 60 }
    return assignments.compactMap { assignment in
      let created = snapshot.created(assignment)
      guard (perMinute[(created?.seconds ?? 0) / 60]?.count ?? 0) < Self.burst else { return nil }
      let role = Self.relativeName(snapshot.string(assignment, "msExchRoleLink"))
      let assignee = snapshot.string(assignment, "msExchUserLink").flatMap { snapshot.object(dn: $0) }
      let toUser = assignee.map { !snapshot.isA($0, "group") } ?? false
      let reachesDirectory = ["active directory permissions", "role management", "unscoped role management"]
        .contains(role.lowercased())
      let name = assignee.map(context.name) ?? context.name(assignment)
      return finding(
        context, on: assignment, "whenCreated", toUser && reachesDirectory ? .strong : .supporting,
        when: created,
        from: snapshot.stamp(assignment, "objectClass")?.originator,
        title: Text(
          en: "Exchange role \(role) was assigned to \(name)",
          de: "Exchange-Rolle \(role) wurde \(name) zugewiesen"),
        explained: Text(
          en:
            "Roles open mailboxes or, some of them, the directory. An update or a delegation would explain it.",
          de:
            "Rollen öffnen Postfächer oder, manche von ihnen, das Verzeichnis. Ein Update oder eine Delegierung würde "
            + "es erklären."),
        explainable: true, evidence: [snapshot.creationEvidence(of: assignment)])
    }
  }

  /// The value of the first component of a distinguished name.
  static func relativeName(_ dn: String?) -> String {
    guard let dn, let equals = dn.firstIndex(of: "=") else { return "?" }
    return String(dn[dn.index(after: equals)...].prefix { $0 != "," })
  }
}
