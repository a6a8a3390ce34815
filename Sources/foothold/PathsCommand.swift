import ArgumentParser
import Assessment
import Directory
import Foundation
import Reachability
import Reporting

struct PathsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "paths",
    abstract: "Show how one object controls another, step by step with evidence.",
    discussion: """
        foothold paths corp.ldif --from EX01 --to "Domain Admins"
        foothold paths corp.ldif --from EX01 --to DC=corp,DC=example --explain-none

      Beside the best path, others are shown that avoid one object of it. Every object of it is tried; of more than 64 \
      between its ends, 64, evenly spread.

      Exit codes: 0 a path was found; 20 none was found.
      """)

  @OptionGroup var input: InputOptions
  @OptionGroup var catalogue: CatalogueOptions
  @OptionGroup var tone: ToneOptions

  @Option(help: ArgumentHelp("Start: name, DN, SID or UPN.", valueName: "object"))
  var from: String

  @Option(help: ArgumentHelp("End: name, DN, SID or UPN.", valueName: "object"))
  var to: String

  @Option(
    help: ArgumentHelp(
      "Count what was open at or after this time, ISO 8601; without it, what is open now.", valueName: "time")
  )
  var at: TimeArgument?

  @Option(help: "Language of the explanations.")
  var language: Language = .english

  @Flag(help: "When there is no path, say what denies it and what was not read.")
  var explainNone = false

  @Option(help: ArgumentHelp("Write the paths as JSON; - is standard output.", valueName: "file"))
  var json: String?

  func run() throws {
    try OutputFile.checkWritable([json].compactMap { $0 }, keeping: input.inputs)
    let loaded = try LoadedInput.load(input, catalogue: catalogue, tone: tone)
    let snapshot = loaded.snapshot
    let start = try loaded.objects(named: [from], option: "--from")[0]
    let end = try loaded.objects(named: [to], option: "--to")[0]
    let found = paths(from: start, to: end, in: snapshot, since: at?.instant)
    if let json {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
      let data = try encoder.encode(found.map { PathRecord($0, in: snapshot) })
      try OutputFile.write(Array(data) + [UInt8(ascii: "\n")], to: json)
    }
    if json != "-", !tone.quiet {
      for path in found { Terminal.write(PathText.path(path, in: snapshot, language: language)) }
      if found.isEmpty {
        Terminal.write(
          PathText.none(
            from: start, to: end, in: snapshot, explained: explainNone, language: language))
      }
    }
    if found.isEmpty { throw ExitCode(20) }
  }
}

/// A path as other programs read it; the keys are those of `reach.paths` in `foothold.assessment/1`.
struct PathRecord: Encodable {
  struct Step: Encodable {
    let edge: String
    let from: String
    let to: String
    let technique: String
    let certainty: String
    let condition: String?
    let since: String?
    let until: String?
    let evidence: [Evidence]
    let origin: Bilingual?
  }

  let target: String
  let certainty: String
  let steps: [Step]

  init(_ path: Path, in snapshot: Snapshot) {
    target = snapshot.dn(path.target)
    certainty = path.certainty.isCertain ? "certain" : "conditional"
    steps = path.steps.map { step in
      Step(
        edge: step.kind.rawValue, from: snapshot.dn(step.from), to: snapshot.dn(step.to),
        technique: step.technique,
        certainty: step.certainty.isCertain ? "certain" : "conditional", condition: step.certainty.reason?.en,
        since: step.since?.description, until: step.until?.description, evidence: step.evidence,
        origin: step.origin?.words(of: step.to, in: snapshot))
    }
  }
}
