import ArgumentParser
import Collection
import LDAPClient

struct CollectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "collect",
    abstract: "Write the evidence of a domain controller into a folder.",
    discussion: """
        foothold collect --server ldaps://dc01.corp.example --user analyst@corp.example --out evidence
        kinit analyst && foothold collect --server ldap://dc01.corp.example --out evidence

      The folder holds LDIF and manifest.json. It is read like any LDIF: foothold assess evidence. Only searches are sent.
      """)

  @OptionGroup var live: LiveOptions
  @OptionGroup var catalogue: CatalogueOptions
  @OptionGroup var tone: ToneOptions

  @Option(
    help: ArgumentHelp("The folder to create; existing evidence is never overwritten.", valueName: "folder"))
  var out: String?

  func validate() throws {
    if live.server.isEmpty { throw ValidationError("Name the domain controller: --server ldaps://HOST.") }
  }

  func run() throws {
    let outcome = try LiveCollection(live, catalogue: catalogue, tone: tone, out: out).run()
    if !tone.quiet { Terminal.write("\(outcome.folder)\n") }
  }
}
