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
    guard let base = base(in: contexts) else {
      throw QueryError(query: id, reason: "the server names no naming context for base \(base.rawValue)")
    }
    var words = ["ldapsearch", authentication, "-LLL", "-o ldif-wrap=no", "-E pr=1000/noprompt"]
    for control in controls {
      let value = control.value.map { "=::\(Self.base64($0))" } ?? ""
      words.append("-E '!\(control.oid)\(value)'")
    }
    let scope =
      switch scope {
      case .base: "base"
      case .oneLevel: "one"
      case .subtree: "sub"
      }
    // Double quotes let the shell fill in the naming context; everything else of the catalogue is quoted singly.
    words += ["-b \"\(base)\"", "-s \(scope)", Self.quoted(try filter(since: since))]
    words += attributes
    return words.joined(separator: " ")
  }

  private static func quoted(_ text: String) -> String {
    "'\(text.replacing("'", with: #"'\''"#))'"
  }

  /// RFC 4648 §4. Control values are a few bytes long.
  private static func base64(_ bytes: [UInt8]) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
    var text = ""
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
      for sextet in 0...group.count { text.append(alphabet[bits >> (18 - 6 * sextet) & 63]) }
      text += String(repeating: "=", count: 3 - group.count)
    }
    return text
  }
}

extension NamingContexts {
  /// Names a shell script fills in from the rootDSE before it runs the commands.
  package static let shellVariables = NamingContexts(
    domain: "$domain", root: "$root", configuration: "$configuration", schema: "$schema")
}
