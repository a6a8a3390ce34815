import Directory
import WindowsSecurity

/// Membership of the groups of Exchange changed.
struct ExchangeGroupMembership: Indicator {
  let id = "IND-G04"
  let title = Text(
    en: "Membership of an Exchange group changed", de: "Mitgliedschaft einer Exchange-Gruppe geändert")
  let technique = "T1098.007"

  func findings(in context: AssessmentContext) -> [Finding] {
    let snapshot = context.snapshot
    var findings: [Finding] = []
    for group in context.privileged.groups where group.kind == .exchangePower || group.kind == .exchange {
      for link in snapshot.links(group.id) where link.isLink("member") && link.version > 0 {
        let when = link.deleted ?? link.added
        guard context.window.timing(of: when) != .before else { continue }
        if let made = snapshot.created(group.root), abs(made.seconds - when.seconds) < 3_600 { continue }
        let member = link.target.map(context.name) ?? link.targetDN
        let name = context.name(group.id)
        let server = link.target.map(context.exchangeComputers.contains) ?? false
        let takenBack = link.deleted != nil && context.window.timing(of: link.created) != .before
        findings.append(
          finding(
            context, on: link.target ?? group.id, "member",
            weight(group, link, server: server, takenBack: takenBack, context), when: when,
            from: link.originator,
            title: link.deleted == nil
              ? Text(en: "\(member) was added to \(name)", de: "\(member) wurde in \(name) aufgenommen")
              : takenBack
                ? Text(
                  en: "\(member) was added to \(name) and removed again",
                  de: "\(member) wurde in \(name) aufgenommen und wieder entfernt")
                : Text(en: "\(member) was removed from \(name)", de: "\(member) wurde aus \(name) entfernt"),
            explained: Text(
              en:
                "These groups can write accounts, groups and, unfixed, the domain itself. The installation of an "
                + "Exchange server adds its own computer account.",
              de:
                "Diese Gruppen können Konten, Gruppen und, ohne Korrektur, die Domäne selbst beschreiben. Die "
                + "Installation eines Exchange-Servers nimmt dessen eigenes Computerkonto auf."),
            explainable: true, evidence: [snapshot.evidence(link, of: group.id)]))
      }
    }
    return findings
  }

  private func weight(
    _ group: PrivilegedGroups.Group, _ link: LinkStamp, server: Bool, takenBack: Bool,
    _ context: AssessmentContext
  ) -> Weight {
    // An Exchange server among its own groups is what setup does.
    if server { return .context }
    if group.kind == .exchangePower { return link.deleted == nil || takenBack ? .decisive : .supporting }
    let manages = context.snapshot.exchange?.groups[.organizationManagement] == group.root
    let servers = context.snapshot.exchange?.groups[.exchangeServers] == group.root
    guard manages || servers else { return .supporting }
    return link.deleted == nil || takenBack ? .strong : .supporting
  }
}
