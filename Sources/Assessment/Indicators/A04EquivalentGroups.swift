import Directory
import WindowsSecurity

/// Membership changed in a group that leads to Tier 0 without being protected by AdminSDHolder: by default, or because
/// a path from the compromised host runs through it.
struct EquivalentGroupMembership: Indicator {
  let id = "IND-A04"
  let title = Text(
    en: "Membership of a Tier-0-equivalent group changed",
    de: "Mitgliedschaft einer Tier-0-gleichen Gruppe geändert")
  let technique = "T1098.007"

  func findings(in context: AssessmentContext) -> [Finding] {
    let nothing = Text(en: "", de: "")
    let onPath = Text(en: ", which lies on a path to Tier 0", de: ", über die ein Weg zu Tier 0 führt")
    let equivalent = context.privileged.groups.filter { $0.kind == .equivalent }.map { group in
      (group.id, group.root, group.isNested ? group.nesting(in: context) : nothing)
    }
    return (equivalent + context.routeGroups.map { ($0, $0, onPath) }).flatMap { group, root, place in
      context.snapshot.links(group).compactMap { link in
        report(link, of: group, root: root, place: place, context)
      }
    }
  }

  private func report(
    _ link: LinkStamp, of group: ObjectID, root: ObjectID, place: Text, _ context: AssessmentContext
  ) -> Finding? {
    let snapshot = context.snapshot
    guard link.isLink("member"), link.version > 0 else { return nil }
    let when = link.deleted ?? link.added
    guard context.window.timing(of: when) != .before else { return nil }
    if let made = snapshot.created(root), abs(made.seconds - when.seconds) < 3_600 { return nil }
    let member = link.target.map(context.name) ?? link.targetDN
    let name = context.name(group)
    let takenBack = link.deleted != nil && context.window.timing(of: link.created) != .before
    return finding(
      context, on: link.target ?? group, "member",
      takenBack ? .decisive : link.deleted == nil ? .strong : .supporting,
      when: when, from: link.originator,
      title: link.deleted == nil
        ? Text(
          en: "\(member) was added to \(name)\(place.en)",
          de: "\(member) wurde in \(name) aufgenommen\(place.de)")
        : Text(
          en: "\(member) was removed from \(name)\(place.en)",
          de: "\(member) wurde aus \(name) entfernt\(place.de)"),
      explained: Text(
        en:
          "A compromised Exchange server can write the members of such groups. A role change or the installation of "
          + "certificate, DNS or DHCP services would explain it.",
        de:
          "Ein übernommener Exchange-Server kann die Mitglieder solcher Gruppen schreiben. Ein Rollenwechsel oder die "
          + "Installation von Zertifikat-, DNS- oder DHCP-Diensten würde es erklären."),
      evidence: [snapshot.evidence(link, of: group)])
  }
}
