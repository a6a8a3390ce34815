import ArgumentParser
import Foundation
import LDAPClient

/// How to reach a domain controller, and as whom.
struct LiveOptions: ParsableArguments {
  enum Authentication: String, ExpressibleByArgument, CaseIterable {
    case simple, kerberos, ntlm, external
  }

  @Option(
    help: ArgumentHelp("ldaps://HOST[:PORT] or ldap://HOST[:PORT]; one domain controller.", valueName: "url"))
  var server = ""

  @Option(help: "Chosen from what is given: simple with --user, kerberos without.")
  var auth: Authentication?

  @Option(help: ArgumentHelp("DN, user@domain or DOMAIN\\user.", valueName: "name"))
  var user: String?

  @Option(
    help: ArgumentHelp(
      "First line of this file is the password; - reads a prompt or standard input.", valueName: "file"),
    completion: .file())
  var passwordFile: String?

  @Option(
    help: ArgumentHelp("Certification authorities to trust, PEM.", valueName: "file"), completion: .file())
  var ca: String?

  @Option(
    help: ArgumentHelp("Client certificate for --auth external, PEM.", valueName: "file"), completion: .file()
  )
  var certificate: String?

  @Option(help: ArgumentHelp("Key of the client certificate, PEM.", valueName: "file"), completion: .file())
  var key: String?

  @Flag(help: "Begin TLS on the plain port.")
  var startTls = false

  @Flag(
    help: "Do not verify the certificate, allow passwords without TLS: whoever sits in between reads along.")
  var insecure = false

  @Option(help: ArgumentHelp("Entries per page.", valueName: "n"))
  var pageSize = 1000

  @Option(
    help: ArgumentHelp(
      "Connections at the same time; 3 when none is given, 1 with --throttle.", valueName: "n"))
  var connections: Int?

  @Option(help: ArgumentHelp("Milliseconds to wait between pages.", valueName: "n"))
  var throttle = 0

  @Option(help: ArgumentHelp("Seconds a server may stay silent.", valueName: "seconds"))
  var timeout = 60

  func validate() throws {
    guard !server.isEmpty else { return }
    let lowered = server.lowercased()
    guard lowered.hasPrefix("ldap://") || lowered.hasPrefix("ldaps://") else {
      throw ValidationError("--server takes ldaps://HOST or ldap://HOST.")
    }
    if startTls && lowered.hasPrefix("ldaps://") {
      throw ValidationError("ldaps:// is TLS already; --start-tls goes with ldap://.")
    }
    if auth == .simple && user == nil { throw ValidationError("--auth simple needs --user.") }
    if auth == .external && (certificate == nil || key == nil) {
      throw ValidationError("--auth external needs --certificate and --key.")
    }
    guard (1...100_000).contains(pageSize) else { throw ValidationError("--page-size takes 1 to 100000.") }
    guard (1...16).contains(connections ?? 1) else { throw ValidationError("--connections takes 1 to 16.") }
    guard timeout > 0, timeout < 86_400 else { throw ValidationError("--timeout takes 1 to 86399 seconds.") }
    guard throttle >= 0, throttle < 3_600_000 else { throw ValidationError("--throttle takes milliseconds.") }
  }

  func connection() throws -> LDAPConnectionOptions {
    var options = LDAPConnectionOptions(url: server, credentials: try credentials())
    options.startTLS = startTls
    options.caFile = ca
    options.insecure = insecure
    options.pageSize = pageSize
    options.timeout = timeout
    options.connectTimeout = min(timeout, options.connectTimeout)
    return options
  }

  private func credentials() throws -> LDAPCredentials {
    switch auth ?? (user == nil ? .kerberos : .simple) {
    case .kerberos: return .kerberos
    case .ntlm: return .negotiate
    case .external: return .external(certificate: certificate ?? "", key: key ?? "")
    case .simple:
      let name = user ?? ""
      return .simple(user: name, password: try PasswordInput.read(from: passwordFile, user: name))
    }
  }
}
