import Directory
import WindowsSecurity

/// A principal was put into a Tier-0 group, or into a group nested in one, and still is a member.
struct NewTierZeroMember: Indicator {
  let id = "IND-A01"
  let title = Text(en: "New member in a Tier-0 group", de: "Neues Mitglied in einer Tier-0-Gruppe")
  let technique = "T1098.007"

  func findings(in context: AssessmentContext) -> [Finding] {
    let snapshot = context.snapshot
    var findings: [Finding] = []
    for group in context.privileged.groups where group.kind == .tierZero {
      for link in snapshot.links(group.id)
      where link.isLink("member") && link.deleted == nil && link.version > 0 {
        guard context.window.timing(of: link.added) != .before else { continue }
        // Creating a domain puts its own groups into each other at one moment; that is no later change.
        if let made = snapshot.created(group.root), abs(made.seconds - link.added.seconds) < 3_600 {
          continue
        }
        let member = link.target.map(context.name) ?? link.targetDN
        let name = context.name(group.id)
        let nesting = group.nesting(in: context)
        findings.append(
          finding(
            context, on: link.target ?? group.id, "member", .decisive, when: link.added,
            from: link.originator,
            title: Text(
              en: "\(member) was added to \(name)\(nesting.en)",
              de: "\(member) wurde in \(name) aufgenommen\(nesting.de)"),
            explained: Text(
              en:
                "Somebody with write access to the group gave Tier-0 power. A documented new administrator or an "
                + "installation would explain it.",
              de:
                "Jemand mit Schreibrecht auf die Gruppe hat Tier-0-Rechte vergeben. Ein dokumentierter neuer "
                + "Administrator oder eine Installation würde es erklären."),
            evidence: [snapshot.evidence(link, of: group.id)]))
      }
    }
    return findings
  }
}

extension PrivilegedGroups.Group {
  /// " (nested in X)", or nothing for the privileged group itself.
  func nesting(in context: AssessmentContext) -> Text {
    guard isNested else { return Text(en: "", de: "") }
    let name = context.name(root)
    return Text(en: ", which is nested in \(name)", de: " (verschachtelt in \(name))")
  }
}
