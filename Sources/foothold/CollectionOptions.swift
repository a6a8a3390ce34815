import ArgumentParser

/// How a whole collection is made: of how much of a forest, and over how many connections.
struct CollectionOptions: ParsableArguments {
  @Flag(help: "Collect the other domains of the forest as well, with the same credentials.")
  var forest = false

  @Flag(
    name: .customLong("all-dcs"),
    help: "Ask every writable domain controller for the logons it saw; lastLogon is not replicated.")
  var allControllers = false

  @Option(
    help: ArgumentHelp(
      "Connections at the same time; 3 when none is given, 1 with --throttle.", valueName: "n"))
  var connections: Int?

  /// The options that were given, as they are written.
  var given: [String] {
    [("--forest", forest), ("--all-dcs", allControllers), ("--connections", connections != nil)]
      .filter(\.1).map(\.0)
  }

  func validate() throws {
    guard (1...16).contains(connections ?? 1) else { throw ValidationError("--connections takes 1 to 16.") }
  }
}
