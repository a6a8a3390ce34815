import Directory
import Reachability
import Reporting

/// What `foothold access --who P --all` says: the rights of one principal on everything, equal ones put together.
struct SurveyAnswer: Encodable {
  struct Group: Encodable {
    struct Basis: Encodable {
      let entry: String
      let rights: [String]
    }

    /// DNs.
    let on: [String]
    /// The bits of sDRightsEffective: owner 1, group 2, DACL 4, SACL 8.
    let sd: UInt32?
    let writes: [String]
    let systemOnly: [String]
    let creates: [String]
    let controls: [String]
    let isVisible: Bool?
    let decidedBy: [Basis]
    let unknown: [String]

    func isNothing(besides gaps: [String]) -> Bool {
      sd == 0 && writes.isEmpty && creates.isEmpty && controls.isEmpty && unknown.allSatisfy(gaps.contains)
    }
  }

  let who: String
  let groups: [Group]
  /// DNs of the objects whose descriptor was not read, or cannot be read.
  let unread: [String]
  let malformed: [String]

  init(_ survey: AccessSurvey, of who: ObjectID, in snapshot: Snapshot) {
    self.who = snapshot.dn(who)
    groups = survey.groups.map { group in
      let access = group.access
      return Group(
        on: group.objects.map(snapshot.dn), sd: access.sd, writes: access.writes,
        systemOnly: access.systemOnly, creates: access.creates, controls: access.controls,
        isVisible: access.isVisible,
        decidedBy: access.decidedBy.map { Group.Basis(entry: $0.entry, rights: $0.rights) },
        unknown: access.unknown)
    }
    unread = survey.unread.map(snapshot.dn)
    malformed = survey.malformed.map(snapshot.dn)
  }

  /// Names shown of a long list; the JSON has all of them.
  private static let shown = 12

  private static func list(_ values: [String]) -> String {
    guard values.count > shown else { return visible(values.joined(separator: ", ")) }
    return visible(values.prefix(shown).joined(separator: ", ")) + " and \(values.count - shown) more"
  }

  var text: String {
    var text = "\(visible(who))\n"
    // What is missing for every object is said once.
    let gaps = (groups.first?.unknown ?? []).filter { gap in groups.allSatisfy { $0.unknown.contains(gap) } }
    for group in groups where !group.isNothing(besides: gaps) {
      let others = group.on.count == 1 ? "" : " and \(group.on.count - 1) more"
      text += "  on \(visible(group.on[0]))\(others)\n"
      if let sd = group.sd, sd != 0 {
        let parts = [(UInt32(1), "owner"), (4, "DACL"), (8, "SACL")].filter { sd & $0.0 != 0 }.map(\.1)
        text += "    writes of the descriptor: \(parts.joined(separator: ", "))\n"
      }
      for (title, values) in [
        ("attributes", group.writes), ("creates", group.creates), ("control access rights", group.controls),
        ("unknown", group.unknown.filter { !gaps.contains($0) }),
      ] where !values.isEmpty {
        text += "    \(title): \(Self.list(values))\n"
      }
      for basis in group.decidedBy {
        text += "    by \(visible(basis.entry)): \(Self.list(basis.rights))\n"
      }
    }
    let nothing = groups.filter { $0.isNothing(besides: gaps) }.reduce(0) { $0 + $1.on.count }
    if nothing > 0 { text += "  nothing on \(nothing) objects\n" }
    for gap in gaps { text += "  unknown: \(visible(gap))\n" }
    if !unread.isEmpty { text += "  unknown on \(unread.count) objects: nTSecurityDescriptor was not read\n" }
    if !malformed.isEmpty {
      text += "  unknown on \(malformed.count) objects: nTSecurityDescriptor is malformed\n"
    }
    return text
  }
}
