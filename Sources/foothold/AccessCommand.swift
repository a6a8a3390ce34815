import ArgumentParser
import Directory
import Foundation
import JSONInput
import Reachability

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

  @Option(
    help: ArgumentHelp("A JSON list of [who, on]; - is standard input.", valueName: "file"),
    completion: .file())
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
    if pairs == "-", input.inputs.contains("-") || input.live.passwordFile == "-" {
      throw ValidationError("Standard input can be read once: give --pairs, or the other, as a file.")
    }
    if all, pairs != nil || !on.isEmpty {
      throw ValidationError("--all is about every object: leave out --on and --pairs.")
    }
  }

  func run() throws {
    try OutputFile.checkWritable(
      [json].compactMap { $0 }, keeping: input.inputs + [pairs].compactMap { $0 })
    let asked = try pairs.map(Self.readPairs) ?? who.flatMap { who in on.map { [who, $0] } }
    let loaded = try LoadedInput.load(input, catalogue: catalogue, tone: tone)
    var principals: [String: TokenBearer] = [:]
    func principal(_ name: String, _ place: String = "--who") throws -> TokenBearer {
      if let known = principals[name] { return known }
      let principal = try loaded.principal(named: name, option: place)
      principals[name] = principal
      return principal
    }
    var objects: [String: ObjectID] = [:]
    func object(_ name: String, _ place: String) throws -> ObjectID {
      if let known = objects[name] { return known }
      let object = try loaded.objects(named: [name], option: place)[0]
      objects[name] = object
      return object
    }
    if all {
      var reader = AccessReader(loaded.snapshot)
      let answers = try who.map { name in
        let principal = try principal(name)
        return SurveyAnswer(reader.survey(of: principal), of: principal, in: loaded.snapshot)
      }
      return try write(answers, isList: answers.count != 1) { $0.text }
    }
    if pairs == nil, on.isEmpty {
      let answers = try who.map { TokenAnswer(of: try principal($0), in: loaded.snapshot) }
      return try write(answers, isList: answers.count != 1) { $0.text }
    }
    var reader = AccessReader(loaded.snapshot)
    var origins = EntryOrigins(loaded.snapshot)
    var known: [ObjectID: [Int: EntryOrigin]] = [:]
    let answers = try asked.enumerated().map { number, pair in
      let place = pairs.map { "\(Self.label(ofPairs: $0)), pair \(number + 1):" }
      let (who, on) = (try principal(pair[0], place ?? "--who"), try object(pair[1], place ?? "--on"))
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

  private static func label(ofPairs path: String) -> String { path == "-" ? "standard input" : path }

  private static func readPairs(_ path: String) throws -> [[String]] {
    let label = label(ofPairs: path)
    let data =
      path == "-"
      ? try? FileHandle.standardInput.readToEnd() ?? Data() : FileManager.default.contents(atPath: path)
    guard let data else { throw Failure(.inputNotFound, "\(label): cannot be read.") }
    let pairs: [[String]]
    do throws(JSONInputError) {
      pairs = try JSONText.decode([[String]].self, from: data)
    } catch {
      throw Failure(.malformedInput, "\(label): \(error). Write a JSON list of [who, on].")
    }
    if let odd = pairs.firstIndex(where: { $0.count != 2 }) {
      throw Failure(
        .malformedInput,
        "\(label): '[\(odd)]' holds \(pairs[odd].count) names instead of two. Write a JSON list of [who, on]."
      )
    }
    return pairs
  }
}
