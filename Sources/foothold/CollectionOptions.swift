import ArgumentParser
import LDAPClient

/// How much of a forest is asked, and where its domain controllers come from.
struct ForestOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Without --server: the domain whose domain controllers DNS names. Default: that of --user, else that of this machine.",
      valueName: "name"))
  var domain: String?

  @Flag(help: "Collect the other domains of the forest as well, with the same credentials.")
  var forest = false

  @Flag(
    name: .customLong("all-dcs"),
    help: "Ask every writable domain controller for the logons it saw; lastLogon is not replicated.")
  var allControllers = false

  func validate() throws {
    if let domain, !DomainLocator.isHostName(domain) {
      throw ValidationError("--domain takes a DNS name, e.g. corp.example.")
    }
  }
}
