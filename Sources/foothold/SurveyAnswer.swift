import Directory
import Reachability
import Reporting

/// What `foothold access --who P --all` says: the rights of one principal on everything, equal ones put together.
struct SurveyAnswer: Encodable {
  struct Group: Encodable {
    /// DNs.
    let on: [String]
    let rights: RightsAnswer

    enum CodingKeys: CodingKey { case on }

    func encode(to encoder: any Encoder) throws {
      var group = encoder.container(keyedBy: CodingKeys.self)
      try group.encode(on, forKey: .on)
      try rights.encode(to: encoder)
    }

    func isNothing(besides gaps: [String]) -> Bool {
      rights.sd == 0 && rights.writes.isEmpty && rights.creates.isEmpty && rights.controls.isEmpty
        && rights.unknown.allSatisfy(gaps.contains)
    }
  }

  let who: String
  let groups: [Group]
  /// DNs of the objects whose descriptor was not read, or cannot be read.
  let unread: [String]
  let malformed: [String]

  init(_ survey: AccessSurvey, of who: TokenBearer, in snapshot: Snapshot) {
    self.who = who.text(in: snapshot)
    groups = survey.groups.map { Group(on: $0.objects.map(snapshot.dn), rights: RightsAnswer($0.access)) }
    unread = survey.unread.map(snapshot.dn)
    malformed = survey.malformed.map(snapshot.dn)
  }

  /// Names shown of a long list; the JSON has all of them.
  private static let shown = 12

  private static func list(_ values: [String]) -> String {
    guard values.count > shown else { return values.joined(separator: ", ") }
    return values.prefix(shown).joined(separator: ", ") + " and \(values.count - shown) more"
  }

  /// Lists are folded to the width of the terminal; an entry stays in one piece, to be copied.
  var text: String {
    var text = "\(visible(who))\n"
    // What is missing for every object is said once.
    let gaps = (groups.first?.rights.unknown ?? []).filter { gap in
      groups.allSatisfy { $0.rights.unknown.contains(gap) }
    }
    for group in groups where !group.isNothing(besides: gaps) {
      let others = group.on.count == 1 ? "" : " and \(group.on.count - 1) more"
      text += "  on \(visible(group.on[0]))\(others)\n"
      let rights = group.rights
      for (title, values) in [
        ("writes of the descriptor", rights.descriptorParts), ("attributes", rights.writes),
        ("creates", rights.creates), ("control access rights", rights.controls),
        ("unknown", rights.unknown.filter { !gaps.contains($0) }),
      ] where !values.isEmpty {
        text += Terminal.folded("\(title): \(Self.list(values))", indent: 4)
      }
      for basis in rights.decidedBy {
        text += "    by \(visible(basis.entry))\n"
        text += Terminal.folded(Self.list(basis.rights), indent: 8)
      }
    }
    let nothing = groups.filter { $0.isNothing(besides: gaps) }.reduce(0) { $0 + $1.on.count }
    if nothing > 0 { text += "  nothing on \(nothing) objects\n" }
    for gap in gaps { text += Terminal.folded("unknown: \(gap)", indent: 2) }
    if !unread.isEmpty { text += "  unknown on \(unread.count) objects: nTSecurityDescriptor was not read\n" }
    if !malformed.isEmpty {
      text += "  unknown on \(malformed.count) objects: nTSecurityDescriptor is malformed\n"
    }
    return text
  }
}
