import ArgumentParser
import Assessment
import Directory
import Foundation
import Reporting

struct AssessCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "assess",
    abstract: "Decide whether a rebuild of the Windows environment is indicated.",
    discussion: """
        foothold assess corp.ldif --from EX01 --report report.html --json assessment.json
        foothold assess --server ldaps://dc01.corp.example --user analyst@corp.example --from EX01

      Exit codes: 0 rebuild not indicated; 10 indicated; 20 cannot be decided from this evidence.
      """)

  @OptionGroup var input: InputOptions
  @OptionGroup var catalogue: CatalogueOptions
  @OptionGroup var tone: ToneOptions

  @Option(
    help: ArgumentHelp(
      "The compromised host: name, DN or SID; several times. Without it every Exchange server is assumed to be compromised.",
      valueName: "host"))
  var from: [String] = []

  @Option(
    help: ArgumentHelp("Start of the window, ISO 8601. Without it: 2021-01-03T00:00:00Z.", valueName: "time"))
  var since: TimeArgument?

  @Option(help: ArgumentHelp("End of the window (containment), ISO 8601.", valueName: "time"))
  var until: TimeArgument?

  @Option(
    name: .customLong("case"),
    help: ArgumentHelp(
      "What the responder knows, as JSON: host evidence, logs searched, reviews of findings.",
      valueName: "file"),
    completion: .file())
  var caseFile: String?

  @Option(help: ArgumentHelp("Write the report for management.", valueName: "file.html"), completion: .file())
  var report: String?

  @Option(help: ArgumentHelp("Language of the report and of the terminal.", valueName: "de|en"))
  var language: Language = .english

  @Option(help: ArgumentHelp("Write the assessment as JSON; - is standard output.", valueName: "file"))
  var json: String?

  @Option(help: ArgumentHelp("Write the findings as CSV; - is standard output.", valueName: "file"))
  var csv: String?

  @Option(
    help: ArgumentHelp("Use the report templates of this folder.", valueName: "folder"),
    completion: .directory)
  var templates: String?

  func validate() throws {
    if let since, let until, until.instant < since.instant {
      throw ValidationError("--until lies before --since.")
    }
    if [report, json, csv].count(where: { $0 == "-" }) > 1 {
      throw ValidationError("Standard output takes one result: report, JSON or CSV.")
    }
  }

  func run() throws {
    try OutputFile.checkWritable(
      [report, json, csv].compactMap { $0 }, keeping: input.inputs + [caseFile].compactMap { $0 })
    let templates = try ReportTemplates.load(templates)
    let known = try caseFile.map(Self.readCase) ?? CaseFile()
    let loaded = try LoadedInput.load(input, catalogue: catalogue, tone: tone)
    let hosts = from.isEmpty ? known.from : from
    let footholds = try loaded.hosts(named: hosts, option: from.isEmpty ? "case file" : "--from")
    let assessment = assess(
      loaded.snapshot,
      AssessmentOptions(
        footholds: footholds, stated: !hosts.isEmpty,
        since: since?.instant ?? known.since ?? AssessmentOptions.defaultSince,
        until: until?.instant ?? known.until,
        sinceBasis: since != nil ? "option" : known.since != nil ? "case" : "default", now: tone.clock,
        inputs: loaded.inputs, collections: loaded.collections, toolVersion: Foothold.version, caseFile: known
      ))

    // A review of nothing is a statement lost, most likely to a typing error or to other evidence.
    let findings = Set(assessment.findings.map(\.id))
    if let stray = known.reviews.keys.sorted().first(where: { !findings.contains($0) }) {
      throw Failure(
        .malformedInput,
        "\(caseFile ?? "case file"): reviews name \(stray), which is no finding of this assessment. "
          + "Take the ids from the JSON of the same evidence.")
    }

    if let report {
      try OutputFile.write(
        Array(try renderHTML(assessment, language: language, templates: templates).utf8), to: report)
    }
    if let json { try OutputFile.write(assessment.json(), to: json) }
    if let csv { try OutputFile.write(Array(findingsCSV(assessment, language: language).utf8), to: csv) }
    if !tone.quiet && json != "-" && csv != "-" && report != "-" {
      Terminal.write(
        try terminalSummary(
          assessment, language: language, width: Terminal.width, color: tone.usesColor,
          files: [report, json, csv].compactMap { $0 }, templates: templates))
    }
    throw ExitCode(assessment.verdict.rebuild.exitCode)
  }

  private static func readCase(_ path: String) throws -> CaseFile {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw Failure(.inputNotFound, "\(path): the case file cannot be read.")
    }
    do {
      return try CaseFile(json: Array(data))
    } catch {
      throw Failure(.malformedInput, "\(path): \(error.description)")
    }
  }
}

extension Language: ExpressibleByArgument {}
