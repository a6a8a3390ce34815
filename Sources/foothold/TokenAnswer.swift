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

  /// A SID that is in the token after some log-ons only.
  struct Conditional: Encodable {
    let sid: String
    let name: String?
    /// What decides it.
    let when: String
  }

  let who: String
  let token: [Entry]
  let conditional: [Conditional]
  let unknown: [String]

  init(of who: TokenBearer, in snapshot: Snapshot) {
    let token = Token(of: who, in: snapshot)
    self.who = who.text(in: snapshot)
    self.token = token.entries.map { entry in
      let sid = entry.sid.description
      let name = entry.object.map { principalName($0, in: snapshot) } ?? entry.sid.wellKnownName
      return Entry(
        sid: sid, name: name == sid ? nil : name, dn: entry.object.map(snapshot.dn),
        through: entry.through.map(snapshot.dn),
        member: entry.through.flatMap { .object($0) == who ? nil : principalName($0, in: snapshot) })
    }
    conditional = token.conditional.sorted { $0.key < $1.key }.map { sid, circumstance in
      let name = sid.wellKnownName ?? snapshot.object(sid: sid).map { principalName($0, in: snapshot) }
      return Conditional(sid: sid.description, name: name, when: circumstance.reason.en)
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
    if !conditional.isEmpty {
      let list = conditional.map { "\($0.sid)\($0.name.map { " \($0)" } ?? "")" }.joined(separator: ", ")
      text += Terminal.folded("depends on the log-on: \(visible(list))", indent: 2)
    }
    for gap in unknown { text += Terminal.folded("unknown: \(gap)", indent: 2) }
    return text
  }
}

extension TokenBearer {
  /// The DN, or the SID where no object with it was read.
  func text(in snapshot: Snapshot) -> String {
    switch self {
    case .object(let object): snapshot.dn(object)
    case .sid(let sid): sid.description
    }
  }
}

/// What people call a principal; a foreign security principal, whose name in the directory is its SID, by the name that
/// the SID has on every Windows system.
func principalName(_ object: ObjectID, in snapshot: Snapshot) -> String {
  let name = snapshot.name(object)
  guard let sid = snapshot.sid(object), name == sid.description else { return name }
  return sid.wellKnownName ?? name
}
