import ArgumentParser
import Directory
import Reporting
import WindowsSecurity

struct TimelineCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "timeline",
    abstract: "List every dated change, one line each.",
    discussion: """
        foothold timeline corp.ldif --since 2021-02-26 --until 2021-03-20
        foothold timeline corp.ldif --object "CN=Domain Admins,CN=Users,DC=corp,DC=example" --csv changes.csv

      The last write of an attribute is dated, and both ends of a membership. A change names the domain controller on \
      which it was made, never the account that made it.
      """)

  @OptionGroup var input: InputOptions
  @OptionGroup var catalogue: CatalogueOptions
  @OptionGroup var tone: ToneOptions

  @Option(help: ArgumentHelp("Only changes from here on, ISO 8601.", valueName: "time"))
  var since: TimeArgument?

  @Option(help: ArgumentHelp("Only changes up to here, ISO 8601.", valueName: "time"))
  var until: TimeArgument?

  @Option(
    help: ArgumentHelp(
      "Only changes of this object: DN, name, SID or UPN; several times.", valueName: "object"))
  var object: [String] = []

  @Option(help: ArgumentHelp("Write the changes as CSV; - is standard output.", valueName: "file"))
  var csv: String?

  func run() throws {
    try OutputFile.checkWritable([csv].compactMap { $0 }, keeping: input.inputs)
    let loaded = try LoadedInput.load(input, catalogue: catalogue, tone: tone)
    let snapshot = loaded.snapshot
    let changes = snapshot.timeline(
      since: since?.instant, until: until?.instant,
      objects: try loaded.objects(named: object, option: "--object"))
    if let csv {
      var text = csvRecord(["time", "change", "object", "attribute", "value", "version", "originator"])
      for change in changes { text += csvRecord(Self.fields(change, in: snapshot)) }
      try OutputFile.write(Array(text.utf8), to: csv)
    } else if !tone.quiet {
      for change in changes {
        let fields = Self.fields(change, in: snapshot).filter { !$0.isEmpty && $0 != "0" }
        Terminal.write(fields.map(visible).joined(separator: "  ") + "\n")
      }
    }
    if changes.isEmpty && !tone.quiet {
      let dated = snapshot.objectIDs.count { snapshot.hasStamps($0) }
      Terminal.complain(
        "no dated change fits; \(dated) of \(snapshot.count) objects carry replication metadata.")
    }
  }

  private static func fields(_ change: Change, in snapshot: Snapshot) -> [String] {
    let originator = change.originator.map { snapshot.dsaName(invocation: $0) ?? $0.description }
    return [
      change.when.description, change.kind.rawValue, snapshot.dn(change.object), change.attribute,
      change.value,
      String(change.version), originator ?? "",
    ]
  }
}
