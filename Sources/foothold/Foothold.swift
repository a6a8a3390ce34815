import ArgumentParser
import Glibc
import Reporting

/// The command line: arguments, files, exit codes. What the subcommands decide stands in the libraries.
@main
struct Foothold: ParsableCommand {
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "foothold",
    abstract: "Tell whether the takeover of an Exchange server reached Active Directory.",
    discussion: """
      Reads the directory (LDIF files, an evidence folder, or a domain controller), finds out what could be reached from \
      the Exchange host and what was changed since, and says whether a rebuild of the Windows environment is indicated.

        foothold collect --server ldaps://dc01.corp.example --user analyst@corp.example --out evidence
        foothold assess evidence --from EX01 --since 2021-01-03T00:00:00Z --report report.html

      Exit codes: 0 assessed, rebuild not indicated; 10 rebuild indicated; 20 cannot be decided from this evidence; \
      64 usage; 65 malformed input; 66 input not found; 69 server unavailable; 73 cannot write output; 77 server refused.
      """,
    version: version,
    subcommands: [
      AssessCommand.self, CollectCommand.self, PathsCommand.self, AccessCommand.self, TimelineCommand.self,
      QueryCommand.self, QueriesCommand.self, VerifyCommand.self,
    ])

  static func main() {
    Terminal.occupyStandardDescriptors()
    // A reader that goes away (`| head`) ends our output, not our verdict; where the output is all there is, it ends the
    // command, with 0.
    signal(SIGPIPE, SIG_IGN)
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch is ReaderGone {
      Foothold.exit()
    } catch let failure as Failure {
      Terminal.complain(failure.message)
      Foothold.exit(withError: ExitCode(failure.code.rawValue))
    } catch let error as TemplateError {
      Terminal.complain("Report templates: \(error.description).")
      Foothold.exit(withError: ExitCode(Failure.Code.malformedInput.rawValue))
    } catch {
      Foothold.exit(withError: error)
    }
  }
}
