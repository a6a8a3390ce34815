import Directory
import WindowsSecurity

/// Membership changed in a group that leads to Tier 0 without being protected by AdminSDHolder.
struct EquivalentGroupMembership: Indicator {
  let id = "IND-A04"
  let title = Text(
    en: "Membership of a Tier-0-equivalent group changed",
    de: "Mitgliedschaft einer Tier-0-gleichen Gruppe geändert")
  let technique = "T1098.007"

  func findings(in context: AssessmentContext) -> [Finding] {
    let snapshot = context.snapshot
    var findings: [Finding] = []
    for group in context.privileged.groups where group.kind == .equivalent {
      for link in snapshot.links(group.id) where link.isLink("member") && link.version > 0 {
        let when = link.deleted ?? link.added
        guard context.window.timing(of: when) != .before else { continue }
        if let made = snapshot.created(group.root), abs(made.seconds - when.seconds) < 3_600 { continue }
        let member = link.target.map(context.name) ?? link.targetDN
        let name = context.name(group.id)
        let takenBack = link.deleted != nil && context.window.timing(of: link.created) != .before
        let weight: Weight = takenBack ? .decisive : link.deleted == nil ? .strong : .supporting
        let nesting = group.nesting(in: context)
        findings.append(
          finding(
            context, on: link.target ?? group.id, "member", weight, when: when, from: link.originator,
            title: link.deleted == nil
              ? Text(
                en: "\(member) was added to \(name)\(nesting.en)",
                de: "\(member) wurde in \(name) aufgenommen\(nesting.de)")
              : Text(
                en: "\(member) was removed from \(name)\(nesting.en)",
                de: "\(member) wurde aus \(name) entfernt\(nesting.de)"),
            explained: Text(
              en: "A compromised Exchange server can write the members of such groups. A role change or the "
                + "installation of certificate, DNS or DHCP services would explain it.",
              de:
                "Ein übernommener Exchange-Server kann die Mitglieder solcher Gruppen schreiben. Ein Rollenwechsel "
                + "oder die Installation von Zertifikat-, DNS- oder DHCP-Diensten würde es erklären."),
            evidence: [snapshot.evidence(link, of: group.id)]))
      }
    }
    return findings
  }
}
