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
        foothold queries --as ldapsearch --server ldaps://dc01.corp.example --user analyst@corp.example > collect.sh
        sh collect.sh

      The script collects into the folder where it runs. Server and account stand in its first lines and can be edited. \
      The one for Windows' own ldifde (a batch file) gets less: docs/collecting-by-hand.md says what.
      """)

  enum Form: String, ExpressibleByArgument, CaseIterable {
    case list, ldapsearch, ldifde
  }

  @Option(
    name: .customLong("as"),
    help: "A list to read, or a script of ldapsearch or ldifde commands to collect by hand.")
  var form: Form = .list

  @Option(help: "Language of the titles.")
  var language: Language = .english

  @Option(help: ArgumentHelp("Server that the script asks.", valueName: "url"))
  var server: String?

  @Option(
    help: ArgumentHelp(
      "Account that the script asks as; empty for the Kerberos ticket of whoever runs it.", valueName: "name")
  )
  var user: String?

  @OptionGroup var catalogue: CatalogueOptions

  func validate() throws {
    if form == .list && (server != nil || user != nil) {
      throw ValidationError("--server and --user go into a script: add --as ldapsearch.")
    }
    if form == .ldifde && user != nil {
      throw ValidationError("ldifde asks as whoever runs the script: leave out --user.")
    }
  }

  func run() throws {
    let queries = try catalogue.load()
    switch form {
    case .list:
      for (heading, group) in [
        ("Collection", queries.collection), ("Of every domain controller (--all-dcs)", queries.controllers),
        ("Questions", queries.questions),
      ] {
        Terminal.write("\(heading)\n")
        for query in group {
          let techniques = query.techniques.isEmpty ? "" : "  [\(query.techniques.joined(separator: ", "))]"
          Terminal.write(
            "  \(query.id)  \(language == .german ? query.titleGerman : query.title)\(techniques)\n")
          Terminal.write("      \(query.why)\n")
          Terminal.write("      \(query.base.rawValue), \(query.scope): \(query.filterTemplate)\n")
        }
      }
    case .ldifde:
      do {
        var script = LDIFDEScript()
        if let server { script.server = server }
        Terminal.write(try script.text(queries.collection))
      } catch {
        throw Failure(.malformedInput, error.description)
      }
    case .ldapsearch:
      do {
        var script = CollectionScript()
        if let server { script.server = server }
        if let user { script.account = user }
        Terminal.write(try script.text(queries.collection))
      } catch {
        throw Failure(.malformedInput, error.description)
      }
    }
  }
}
