import Directory
import Reachability
import Reporting
import WindowsSecurity

/// The token of a principal as `foothold access` shows it without an object.
struct TokenAnswer: Encodable {
  struct Entry: Encodable {
    let sid: String
    /// Absent where only the SID is known.
    let name: String?
    let dn: String?
    /// DN of the member through which a group came.
    let through: String?
  }

  let who: String
  let token: [Entry]
  let unknown: [String]

  init(of who: ObjectID, in snapshot: Snapshot) {
    let token = Token(of: who, in: snapshot)
    self.who = snapshot.dn(who)
    self.token = token.entries.map { entry in
      let sid = entry.sid.description
      let name = entry.object.map(snapshot.name)
      return Entry(
        sid: sid, name: name == sid ? nil : name, dn: entry.object.map(snapshot.dn),
        through: entry.through.map(snapshot.dn))
    }
    unknown = token.unresolved
  }

  var text: String {
    var text = "\(visible(who))\n"
    for entry in token {
      let name = entry.name.map { "  \($0)" } ?? ""
      let through = entry.through.map { $0 == who ? "" : "  through \($0)" } ?? ""
      text += "  \(entry.sid)\(visible(name))\(visible(through))\n"
    }
    for gap in unknown { text += "  unknown: \(visible(gap))\n" }
    return text
  }
}
