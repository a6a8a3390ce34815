import ArgumentParser
import Assessment
import LDAPTypes
import QueryCatalogue

struct QueriesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "queries",
    abstract: "List the catalogue: what is asked of a directory, and why.",
    usage: "foothold queries [<options>]",
    discussion: """
        foothold queries
        foothold queries --as ldapsearch > collect.sh

      The script for collecting by hand takes the server and the account from its first lines; edit them.
      """)

  enum Form: String, ExpressibleByArgument, CaseIterable {
    case list, ldapsearch
  }

  @Option(
    name: .customLong("as"), help: "A list to read, or a script of ldapsearch commands to collect by hand.")
  var form: Form = .list

  @Option(help: "Language of the titles.")
  var language: Language = .english

  @Option(
    help: ArgumentHelp("Start of the window, for the questions that need one, ISO 8601.", valueName: "time"))
  var since: TimeArgument?

  @OptionGroup var catalogue: CatalogueOptions

  func run() throws {
    let queries = try catalogue.load()
    switch form {
    case .list:
      for (heading, group) in [("Collection", queries.collection), ("Questions", queries.questions)] {
        Terminal.write("\(heading)\n")
        for query in group {
          let techniques = query.techniques.isEmpty ? "" : "  [\(query.techniques.joined(separator: ", "))]"
          Terminal.write(
            "  \(query.id)  \(language == .german ? query.titleGerman : query.title)\(techniques)\n")
          Terminal.write("      \(query.why)\n")
          Terminal.write("      \(query.base.rawValue), \(query.scope): \(query.filterTemplate)\n")
        }
      }
    case .ldapsearch:
      do {
        Terminal.write(try handCollectionScript(queries))
      } catch {
        throw Failure(.malformedInput, error.description)
      }
    }
  }
}

/// A shell script that asks what `foothold collect` asks, one file per query.
private func handCollectionScript(_ queries: QueryCatalogue) throws(QueryError) -> String {
  var script = """
    #!/bin/sh
    # Collects what foothold assess needs, with OpenLDAP's ldapsearch. Every file that it writes is input of
    # foothold assess. ldapsearch asks for the password at each search; -y FILE reads it from a file.
    set -u
    auth='-H ldaps://dc01.corp.example -D analyst@corp.example -W'
    read_root() { ldapsearch $auth -LLL -o ldif-wrap=no -s base -b '' "$1" | sed -n "s/^$1: //p"; }
    domain=$(read_root defaultNamingContext)
    root=$(read_root rootDomainNamingContext)
    configuration=$(read_root configurationNamingContext)
    schema=$(read_root schemaNamingContext)


    """
  for query in queries.collection {
    script += "# \(query.title)\n"
    script += "\(try query.ldapsearchCommand()) > \(query.id).ldif\n\n"
  }
  return script
}
