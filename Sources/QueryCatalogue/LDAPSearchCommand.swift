import LDAPTypes

extension Query {
  /// A command line for OpenLDAP's ldapsearch that asks the same, for a responder who cannot bring the program along.
  ///
  /// The output is LDIF without folding; all of it together assesses like an evidence folder. What ldapsearch cannot
  /// do is range retrieval: of a group with more values than the server gives at once only the first part arrives.
  ///
  /// - Parameters:
  ///   - contexts: the naming contexts, or shell variables such as `$domain` where they are not known yet.
  ///   - authentication: how to bind, e.g. `-H ldaps://dc01.corp.example -D … -W`; inserted as it stands.
  package func ldapsearchCommand(
    in contexts: NamingContexts = .shellVariables, authentication: String = "$auth", since: String? = nil
  ) throws(QueryError) -> String {
    (["ldapsearch", authentication] + (try ldapsearchArguments(in: contexts, since: since)))
      .joined(separator: " ")
  }

  /// The arguments without server and account, as words of a shell.
  func ldapsearchArguments(in contexts: NamingContexts, since: String?) throws(QueryError) -> [String] {
    guard let base = bases(in: contexts).first else {
      throw QueryError(query: id, reason: "the server names no naming context for base \(base.rawValue)")
    }
    var words = ["-LLL", "-o ldif-wrap=no"]
    // A search of one object has one page, and not every server pages its rootDSE.
    if self.scope != .base { words.append("-E pr=1000/noprompt") }
    for control in controls {
      let value = control.value.map { "=::\(String(decoding: Base64.encode($0), as: UTF8.self))" } ?? ""
      // A server without recycled objects and deactivated links may ignore the wish to see them; everything else it must
      // understand or refuse.
      let criticality = control == .showRecycled || control == .showDeactivatedLinks ? "" : "!"
      words.append("-E '\(criticality)\(control.objectIdentifier)\(value)'")
    }
    let scope =
      switch scope {
      case .base: "base"
      case .oneLevel: "one"
      case .subtree: "sub"
      }
    // Double quotes let the shell fill in the naming context; everything else of the catalogue is quoted singly.
    words += ["-b \"\(base)\"", "-s \(scope)", CollectionScript.quoted(try filter(since: since))]
    return words + attributes
  }
}

extension NamingContexts {
  /// Names a shell script fills in from the rootDSE before it runs the commands.
  package static let shellVariables = NamingContexts(
    domain: "$domain", root: "$root", configuration: "$configuration", schema: "$schema",
    applications: ["$application"])
}
