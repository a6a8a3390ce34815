import ArgumentParser
import Collection
import Foundation
import Reporting

struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Check that an evidence folder is what was collected.",
    discussion: """
        foothold verify evidence

      Reads every file again and compares size, SHA-256 and entries with manifest.json. Nothing in the folder vouches for \
      the manifest itself: its SHA-256 is printed, to be written down elsewhere. An incomplete collection is checked as \
      far as its answers ended; a complete one says at its end whether a domain was not reached.

      Exit codes: 0 unaltered, complete or not; 65 altered, or no evidence folder of this program; 66 not found.
      """)

  @Argument(help: ArgumentHelp("Evidence folder.", valueName: "folder"), completion: .directory)
  var folder: String

  @Option(help: ArgumentHelp("Write the result as JSON; - is standard output.", valueName: "file"))
  var json: String?

  @OptionGroup var tone: ToneOptions

  func run() throws {
    guard EvidenceFolder.isEvidence(folder) else {
      throw Failure(
        .inputNotFound, "\(folder): holds no \(Manifest.fileName). Name the folder of a collection.")
    }
    let check: FolderCheck
    do {
      check = try EvidenceFolder.check(folder)
    } catch {
      throw Failure(Failure.Code(rawValue: error.exitCode) ?? .malformedInput, error.description)
    }
    if !tone.quiet, json != "-" { tell(check) }
    if let json {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      try OutputFile.write(Array(try encoder.encode(check)) + [UInt8(ascii: "\n")], to: json)
    }
    guard check.isIntact else {
      let count = check.files.filter { $0.problem != nil }.count
      throw Failure(
        .malformedInput,
        "\(folder): \(count) of \(check.files.count) files are not what was collected. Get the original.")
    }
  }

  private func tell(_ check: FolderCheck) {
    for file in check.files {
      Terminal.write(
        visible(
          file.problem.map { "ALTERED  \(file.path)  \($0)" }
            ?? "ok       \(file.path)  \(file.bytes) bytes, \(file.entries) entries, SHA-256 \(file.sha256 ?? "-")"
        )
          + "\n")
    }
    let span = [check.started, check.finished].compactMap { $0 }.joined(separator: " – ")
    var lines = ["manifest SHA-256 \(check.manifestSHA256 ?? "-")"]
    lines.append(
      "\(check.isComplete ? "complete" : "INCOMPLETE"): \(check.entries) entries in \(check.files.count) files, \(span)"
    )
    lines += check.access.map { access in
      "asked \(access.detail): \(access.servers.prefix(3).joined(separator: ", "))"
        + (access.servers.count > 3 ? " and \(access.servers.count - 3) more" : "")
        + (check.runs > 1 ? ", run \(access.run) of \(access.started)" : "")
    }
    if check.runs > 1 {
      lines.append("collected in \(check.runs) runs: the files do not show the directory at one time")
    }
    lines += check.gaps.map(LiveCollection.line)
    lines += [LiveCollection.note(withoutDescriptor: check.withoutDescriptor)].compactMap { $0 }
    lines += check.warnings.map { "warning: \($0)" }
    lines += [LiveCollection.note(unreached: check.unreached, folder: check.folder)].compactMap { $0 }
    for line in lines { Terminal.write(visible(line) + "\n") }
  }
}
