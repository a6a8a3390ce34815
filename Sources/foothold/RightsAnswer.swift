import Directory
import Reachability
import Reporting

/// The rights in an answer of `foothold access`, on one object or on several alike: the keys that other programs read.
struct RightsAnswer: Encodable {
  struct Basis: Encodable {
    /// An entry of the DACL as SDDL, or the circumstance that takes its place.
    let entry: String
    /// The rights that it decided, in the order of the lists.
    let rights: [String]
    /// What depends on the object; nil where the answer is about several.
    let source: EntrySource?

    enum CodingKeys: CodingKey { case entry, rights }

    func encode(to encoder: any Encoder) throws {
      var basis = encoder.container(keyedBy: CodingKeys.self)
      try basis.encode(entry, forKey: .entry)
      try basis.encode(rights, forKey: .rights)
      try source?.encode(to: encoder)
    }
  }

  /// The bits of sDRightsEffective: owner 1, group 2, DACL 4, SACL 8; null when the descriptor was not read.
  let sd: UInt32?
  let writes: [String]
  /// Attributes that the same rights cover, but that the schema reserves for the system.
  let systemOnly: [String]
  let creates: [String]
  let controls: [String]
  /// Whether the principal can see that the object exists; null when that is not known.
  let isVisible: Bool?
  let decidedBy: [Basis]
  let unknown: [String]

  init(_ access: EffectiveAccess, source: (EffectiveAccess.Basis) -> EntrySource? = { _ in nil }) {
    sd = access.sd
    writes = access.writes
    systemOnly = access.systemOnly
    creates = access.creates
    controls = access.controls
    isVisible = access.isVisible
    decidedBy = access.decidedBy.map { Basis(entry: $0.entry, rights: $0.rights, source: source($0)) }
    unknown = access.unknown
  }

  enum CodingKeys: CodingKey {
    case sd, writes, systemOnly, creates, controls, isVisible, decidedBy, unknown
  }

  /// Every key is there in every answer.
  func encode(to encoder: any Encoder) throws {
    var answer = encoder.container(keyedBy: CodingKeys.self)
    try answer.encode(sd, forKey: .sd)
    try answer.encode(writes, forKey: .writes)
    try answer.encode(systemOnly, forKey: .systemOnly)
    try answer.encode(creates, forKey: .creates)
    try answer.encode(controls, forKey: .controls)
    try answer.encode(isVisible, forKey: .isVisible)
    try answer.encode(decidedBy, forKey: .decidedBy)
    try answer.encode(unknown, forKey: .unknown)
  }

  /// The parts of the descriptor that may be written, in words.
  var descriptorParts: [String] {
    guard let sd else { return ["unknown"] }
    return [(UInt32(1), "owner"), (4, "DACL"), (8, "SACL")].filter { sd & $0.0 != 0 }.map(\.1)
  }
}

/// Where an entry that decided something on one object comes from.
struct EntrySource: Encodable {
  /// `inherited`, `default`, `protection` or `added`; absent for a circumstance such as ownership.
  let origin: String?
  /// DN of the object that carries an inherited or copied entry itself.
  let from: String?
  /// Since when the entry was there, at the latest; absent without metadata.
  let since: String?
  /// DNs of the groups that lead to the trustee of the entry, it last; absent when it is the principal itself.
  let through: [String]?
  /// Where the entry comes from, in words.
  let words: String?
  /// Names of ``through``.
  let groups: String?

  enum CodingKeys: CodingKey { case origin, from, since, through }

  init(_ origin: EntryOrigin?, through way: [ObjectID], on object: ObjectID, in snapshot: Snapshot) {
    self.origin = origin?.source.rawValue
    from = origin?.carrier.map(snapshot.dn)
    since = origin?.latestChange?.description
    through = way.isEmpty ? nil : way.map(snapshot.dn)
    words = origin?.words(of: object, in: snapshot).en
    groups = way.isEmpty ? nil : way.map { principalName($0, in: snapshot) }.joined(separator: ", ")
  }
}
