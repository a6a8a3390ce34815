import ArgumentParser
import Directory
import Foundation
import Reachability
import Reporting

struct AccessCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "access",
    abstract: "Show the effective rights of a principal on an object, and the ACE that decided each.",
    discussion: """
        foothold access corp.ldif --who EX01 --on DC=corp,DC=example
        foothold access corp.ldif --pairs pairs.json --json -
        foothold access corp.ldif --who EX01 --all
        foothold access corp.ldif --who EX01

      With --all it shows the rights on everything, equal ones put together. Without --on it shows the token: every SID with the group it comes from.
      """)

  @OptionGroup var input: InputOptions
  @OptionGroup var catalogue: CatalogueOptions
  @OptionGroup var tone: ToneOptions

  @Option(help: ArgumentHelp("Principal: name, DN, SID or UPN; several times.", valueName: "principal"))
  var who: [String] = []

  @Option(help: ArgumentHelp("Object: DN, name, SID or UPN; several times.", valueName: "object"))
  var on: [String] = []

  @Flag(help: "The rights of --who on every object.")
  var all = false

  @Option(help: ArgumentHelp("A JSON list of [who, on].", valueName: "file"), completion: .file())
  var pairs: String?

  @Option(help: ArgumentHelp("Write the answers as JSON; - is standard output.", valueName: "file"))
  var json: String?

  func validate() throws {
    if pairs == nil, who.isEmpty {
      throw ValidationError("Name --who, for rights also --on, or --pairs.")
    }
    if pairs != nil, !who.isEmpty || !on.isEmpty {
      throw ValidationError("--pairs names principals and objects: leave out --who and --on.")
    }
    if all, pairs != nil || !on.isEmpty {
      throw ValidationError("--all is about every object: leave out --on and --pairs.")
    }
  }

  func run() throws {
    try OutputFile.checkWritable([json].compactMap { $0 }, keeping: input.inputs)
    let asked = try pairs.map(Self.readPairs) ?? who.flatMap { who in on.map { [who, $0] } }
    let loaded = try LoadedInput.load(input, catalogue: catalogue, tone: tone)
    var ids: [String: ObjectID] = [:]
    func object(_ name: String, _ option: String) throws -> ObjectID {
      if let id = ids[name] { return id }
      let id = try loaded.objects(named: [name], option: option)[0]
      ids[name] = id
      return id
    }
    if all {
      var reader = AccessReader(loaded.snapshot)
      let answers = try who.map { name in
        let principal = try object(name, "--who")
        return SurveyAnswer(reader.survey(of: principal), of: principal, in: loaded.snapshot)
      }
      return try write(answers, isList: answers.count != 1) { $0.text }
    }
    if pairs == nil, on.isEmpty {
      let answers = try who.map { TokenAnswer(of: try object($0, "--who"), in: loaded.snapshot) }
      return try write(answers, isList: answers.count != 1) { $0.text }
    }
    var reader = AccessReader(loaded.snapshot)
    var origins = EntryOrigins(loaded.snapshot)
    var known: [ObjectID: [Int: EntryOrigin]] = [:]
    let answers = try asked.map { pair in
      let (who, on) = (try object(pair[0], "--who"), try object(pair[1], "--on"))
      let access = reader.access(of: who, on: on)
      // One entry decides many rights of many principals, so each is looked up once.
      for ace in access.decidedBy.compactMap(\.ace) where known[on]?[ace] == nil {
        known[on, default: [:]][ace] = origins.origin(ofEntry: ace, of: on)
      }
      return AccessAnswer(
        access, who: who, on: on, in: loaded.snapshot, origins: known[on] ?? [:],
        ways: reader.ways(of: who, on: on, to: access.decidedBy))
    }
    try write(answers, isList: pairs != nil || answers.count != 1) { $0.text }
  }

  private func write<Answer: Encodable>(
    _ answers: [Answer], isList: Bool, _ text: (Answer) -> String
  ) throws {
    if let json {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
      let data = isList ? try encoder.encode(answers) : try encoder.encode(answers[0])
      try OutputFile.write(Array(data) + [UInt8(ascii: "\n")], to: json)
    }
    guard json != "-", !tone.quiet else { return }
    for answer in answers { Terminal.write(text(answer)) }
  }

  private static func readPairs(_ path: String) throws -> [[String]] {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw Failure(.inputNotFound, "\(path): cannot be read.")
    }
    guard let pairs = try? JSONDecoder().decode([[String]].self, from: data),
      pairs.allSatisfy({ $0.count == 2 })
    else { throw Failure(.malformedInput, "\(path): is not a JSON list of [who, on].") }
    return pairs
  }
}

/// One answer of `foothold access`, as other programs read it.
struct AccessAnswer: Encodable {
  struct Basis: Encodable {
    /// An entry of the DACL as SDDL, or the circumstance that takes its place.
    let entry: String
    /// The rights that it decided, in the order of the lists.
    let rights: [String]
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

    enum CodingKeys: CodingKey { case entry, rights, origin, from, since, through }
  }

  let who: String
  let on: String
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

  enum CodingKeys: CodingKey {
    case who, on, sd, writes, systemOnly, creates, controls, isVisible, decidedBy, unknown
  }

  /// Every key is there in every answer.
  func encode(to encoder: any Encoder) throws {
    var answer = encoder.container(keyedBy: CodingKeys.self)
    try answer.encode(who, forKey: .who)
    try answer.encode(on, forKey: .on)
    try answer.encode(sd, forKey: .sd)
    try answer.encode(writes, forKey: .writes)
    try answer.encode(systemOnly, forKey: .systemOnly)
    try answer.encode(creates, forKey: .creates)
    try answer.encode(controls, forKey: .controls)
    try answer.encode(isVisible, forKey: .isVisible)
    try answer.encode(decidedBy, forKey: .decidedBy)
    try answer.encode(unknown, forKey: .unknown)
  }

  init(
    _ access: EffectiveAccess, who: ObjectID, on: ObjectID, in snapshot: Snapshot,
    origins: [Int: EntryOrigin], ways: [Int: [ObjectID]]
  ) {
    self.who = snapshot.dn(who)
    self.on = snapshot.dn(on)
    sd = access.sd
    writes = access.writes
    systemOnly = access.systemOnly
    creates = access.creates
    controls = access.controls
    isVisible = access.isVisible
    decidedBy = access.decidedBy.map { basis in
      let origin = basis.ace.flatMap { origins[$0] }
      let way = basis.ace.flatMap { ways[$0] } ?? []
      return Basis(
        entry: basis.entry, rights: basis.rights, origin: origin?.source.rawValue,
        from: origin?.carrier.map(snapshot.dn), since: origin?.latestChange?.description,
        through: way.isEmpty ? nil : way.map(snapshot.dn), words: origin?.words(of: on, in: snapshot).en,
        groups: way.isEmpty ? nil : way.map(snapshot.name).joined(separator: ", "))
    }
    unknown = access.unknown
  }

  /// Lists are folded to the width of the terminal; an entry stays in one piece, to be copied.
  var text: String {
    func list(_ title: String, _ values: [String]) -> String {
      Terminal.folded("\(title): \(values.isEmpty ? "none" : values.joined(separator: ", "))", indent: 2)
    }
    var rights: [String] = []
    if let sd {
      if sd & 1 != 0 { rights.append("owner") }
      if sd & 4 != 0 { rights.append("DACL") }
      if sd & 8 != 0 { rights.append("SACL") }
    } else {
      rights.append("unknown")
    }
    var text = "\(visible(who))\n  on \(visible(on))\n"
    text += list("writes of the descriptor", rights)
    text += list("attributes", writes)
    if !systemOnly.isEmpty { text += list("attributes reserved for the system", systemOnly) }
    text += list("creates", creates)
    text += list("control access rights", controls)
    for basis in decidedBy {
      text += "  by \(visible(basis.entry))\n"
      if let words = basis.words { text += Terminal.folded(words, indent: 6) }
      if let groups = basis.groups { text += Terminal.folded("through \(groups)", indent: 6) }
      text += Terminal.folded(basis.rights.joined(separator: ", "), indent: 6)
    }
    for gap in unknown { text += Terminal.folded("unknown: \(gap)", indent: 2) }
    return text
  }
}
