import ArgumentParser
import Collection
import LDAPClient
import LDIF

struct CollectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "collect",
    abstract: "Write the evidence of a domain controller into a folder.",
    discussion: """
        foothold collect --server ldaps://dc01.corp.example --user analyst@corp.example --out evidence
        foothold collect --server ldap://dc01.corp.example --auth kerberos --user analyst@CORP.EXAMPLE --out evidence
        foothold collect --resume evidence --user analyst@corp.example

        foothold collect --domain corp.example --user analyst@corp.example --forest --all-dcs --out evidence

      Without --server a domain controller is found in DNS. --forest follows to the other domains, whose domain controllers \
      DNS and the configuration name; a domain that is not reached is told, no verdict is complete without it, and --resume asks for it again. \
      Referrals are never followed.

      The folder holds LDIF and manifest.json. It is read like any LDIF: foothold assess evidence. Only searches are sent. \
      Ctrl-C and a connection that breaks leave a readable folder, marked incomplete; --resume goes on from the last \
      answer that ended. Credentials are never stored: give them again. The rest is as the first time unless it is given anew: \
      --server, --ca, --start-tls, --tls-name, --auth, --queries, --throttle, --forest and --all-dcs; never --insecure. Another account, or \
      a connection that is worth less, is told, and named by verify and the report.
      """)

  @OptionGroup var live: LiveOptions
  @OptionGroup var collection: CollectionOptions
  @OptionGroup var catalogue: CatalogueOptions
  @OptionGroup var tone: ToneOptions

  @Option(
    help: ArgumentHelp("The folder to create; existing evidence is never overwritten.", valueName: "folder"))
  var out: String?

  @Option(help: "Compress the files; every command reads them as they are.")
  var compress: Compression?

  @Option(
    help: ArgumentHelp(
      "Go on with a collection that was cut, or that did not reach every domain.", valueName: "folder"),
    completion: .directory)
  var resume: String?

  func validate() throws {
    if resume != nil && out != nil { throw ValidationError("Give --out or --resume, not both.") }
    if out?.isEmpty == true || resume?.isEmpty == true { throw ValidationError("Name the folder.") }
    if resume != nil && compress != nil {
      throw ValidationError("--resume goes on with the compression the folder has; leave out --compress.")
    }
  }

  func run() throws {
    let collection = LiveCollection(
      live, collection, catalogue: catalogue, tone: tone, out: out, compression: compress)
    let outcome: CollectionOutcome
    if let resume {
      // Nothing to do is no failure: whoever resumes in a loop ends here.
      guard let resumed = try collection.resume(resume) else { return }
      outcome = resumed
    } else {
      outcome = try collection.run()
    }
    if !tone.quiet { Terminal.write("\(outcome.folder)\n") }
  }
}

extension Compression: ExpressibleByArgument {}
