import Directory
import Reachability
import Reporting
import WindowsSecurity

/// The token of a principal as `foothold access` shows it without an object.
struct TokenAnswer: Encodable {
  struct Entry: Encodable {
    let sid: String
    /// Absent where only a SID is known that means something else in every domain.
    let name: String?
    let dn: String?
    /// DN of the member through which a group came.
    let through: String?
    /// Name of ``through``; nil where that is the principal itself.
    let member: String?

    enum CodingKeys: CodingKey { case sid, name, dn, through }
  }

  let who: String
  let token: [Entry]
  let unknown: [String]

  init(of who: ObjectID, in snapshot: Snapshot) {
    let token = Token(of: who, in: snapshot)
    self.who = snapshot.dn(who)
    self.token = token.entries.map { entry in
      let sid = entry.sid.description
      let name = entry.object.map { principalName($0, in: snapshot) } ?? entry.sid.wellKnownName
      return Entry(
        sid: sid, name: name == sid ? nil : name, dn: entry.object.map(snapshot.dn),
        through: entry.through.map(snapshot.dn),
        member: entry.through.flatMap { $0 == who ? nil : principalName($0, in: snapshot) })
    }
    unknown = token.unresolved
  }

  var text: String {
    var text = "\(visible(who))\n"
    for entry in token {
      let name = entry.name.map { "  \($0)" } ?? ""
      let through = entry.member.map { "  through \($0)" } ?? ""
      text += "  \(entry.sid)\(visible(name))\(visible(through))\n"
    }
    for gap in unknown { text += Terminal.folded("unknown: \(gap)", indent: 2) }
    return text
  }
}

/// What people call a principal; a foreign security principal, whose name in the directory is its SID, by the name that
/// the SID has on every Windows system.
func principalName(_ object: ObjectID, in snapshot: Snapshot) -> String {
  let name = snapshot.name(object)
  guard let sid = snapshot.sid(object), name == sid.description else { return name }
  return sid.wellKnownName ?? name
}
