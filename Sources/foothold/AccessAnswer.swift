import Directory
import Reachability
import Reporting

/// One answer of `foothold access`: the rights of a principal on an object.
struct AccessAnswer: Encodable {
  let who: String
  let on: String
  let rights: RightsAnswer

  init(
    _ access: EffectiveAccess, who: TokenBearer, on: ObjectID, in snapshot: Snapshot,
    origins: [Int: EntryOrigin], ways: [Int: [ObjectID]]
  ) {
    self.who = who.text(in: snapshot)
    self.on = snapshot.dn(on)
    rights = RightsAnswer(access) { basis in
      EntrySource(
        basis.ace.flatMap { origins[$0] }, through: basis.ace.flatMap { ways[$0] } ?? [], on: on, in: snapshot
      )
    }
  }

  enum CodingKeys: CodingKey { case who, on }

  func encode(to encoder: any Encoder) throws {
    var answer = encoder.container(keyedBy: CodingKeys.self)
    try answer.encode(who, forKey: .who)
    try answer.encode(on, forKey: .on)
    try rights.encode(to: encoder)
  }

  /// Lists are folded to the width of the terminal; an entry stays in one piece, to be copied.
  var text: String {
    func list(_ title: String, _ values: [String]) -> String {
      Terminal.folded("\(title): \(values.isEmpty ? "none" : values.joined(separator: ", "))", indent: 2)
    }
    var text = "\(visible(who))\n  on \(visible(on))\n"
    text += list("writes of the descriptor", rights.descriptorParts)
    text += list("attributes", rights.writes)
    if !rights.systemOnly.isEmpty { text += list("attributes reserved for the system", rights.systemOnly) }
    text += list("creates", rights.creates)
    text += list("control access rights", rights.controls)
    for basis in rights.decidedBy {
      text += "  by \(visible(basis.entry))\n"
      if let words = basis.source?.words { text += Terminal.folded(words, indent: 6) }
      if let groups = basis.source?.groups { text += Terminal.folded("through \(groups)", indent: 6) }
      text += Terminal.folded(basis.rights.joined(separator: ", "), indent: 6)
    }
    for gap in rights.unknown { text += Terminal.folded("unknown: \(gap)", indent: 2) }
    return text
  }
}
