import ArgumentParser
import Directory
import Foundation

/// Where the directory comes from: LDIF files, evidence folders, standard input, or a domain controller.
struct SourceOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp("LDIF files or evidence folders; - is standard input.", valueName: "input"),
    completion: .file())
  var inputs: [String] = []

  @OptionGroup(title: "Live") var live: LiveOptions

  func validate() throws {
    if inputs.isEmpty && !live.isLive {
      throw ValidationError("Name an LDIF file, an evidence folder, - for standard input, or a --server.")
    }
    if !inputs.isEmpty && live.isLive {
      throw ValidationError(
        "Give files or a --server, not both: a verdict rests on one state of the directory.")
    }
    if inputs.filter({ $0 == "-" }).count > 1 {
      throw ValidationError("Standard input can be read once.")
    }
    try requireServer(for: live.given)
  }

  /// Refuses options that would change nothing.
  func requireServer(for given: [String]) throws {
    guard !live.isLive, !given.isEmpty else { return }
    throw ValidationError(
      "Nothing is asked of a server when files are given: \(given.joined(separator: ", ")) without --server or --domain."
    )
  }
}

/// Where the directory comes from, for a command that collects all of it.
struct InputOptions: ParsableArguments {
  @OptionGroup var source: SourceOptions
  @OptionGroup(title: "Live") var collection: CollectionOptions

  var inputs: [String] { source.inputs }
  var live: LiveOptions { source.live }

  func validate() throws { try source.requireServer(for: collection.given) }
}

/// How results are told, for every subcommand.
struct ToneOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Fix the clock of every output, ISO 8601.", valueName: "time"))
  var now: TimeArgument?

  @Flag(name: .shortAndLong, help: "Print nothing but errors; the exit code tells the answer.")
  var quiet = false

  @Flag(name: .shortAndLong, help: "Print every diagnostic, not only the first ones.")
  var verbose = false

  @Flag(name: .customLong("no-color"), help: "No colour, even in a terminal.")
  var noColor = false

  /// The fixed clock, or the wall clock.
  var clock: Instant { now?.instant ?? Instant(seconds: Int64(Date().timeIntervalSince1970)) }

  var showsProgress: Bool { !quiet && Terminal.errorIsTerminal }

  var usesColor: Bool {
    !noColor && Terminal.outputIsTerminal && ProcessInfo.processInfo.environment["NO_COLOR"] == nil
  }
}

/// What replaces the queries in the binary.
struct CatalogueOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Use the queries of this folder.", valueName: "folder"), completion: .directory)
  var queries: String?
}
