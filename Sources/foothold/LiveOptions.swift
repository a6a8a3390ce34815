import ArgumentParser
import Foundation
import LDAPClient

/// How to reach a domain controller, and as whom.
struct LiveOptions: ParsableArguments {
  enum Authentication: String, ExpressibleByArgument, CaseIterable {
    case simple, kerberos, ntlm, external
  }

  @Option(
    name: .customLong("server"),
    help: ArgumentHelp(
      "ldaps://HOST[:PORT] or ldap://HOST[:PORT] of a domain controller; one of each domain, the most important first.",
      valueName: "url"))
  var servers: [String] = []

  @OptionGroup var scope: ForestOptions

  @Option(
    help: ArgumentHelp(
      "Chosen from what is given: kerberos with --ccache, --keytab or no user, external with --certificate, else simple.",
      valueName: "kind"))
  var auth: Authentication?

  @Option(
    help: ArgumentHelp(
      "user@domain; DN or DOMAIN\\user with simple, DOMAIN\\user with ntlm.", valueName: "name"))
  var user: String?

  @Option(
    help: ArgumentHelp(
      "First line of this file is the password; - reads a prompt or standard input.", valueName: "file"),
    completion: .file())
  var passwordFile: String?

  @Option(
    help: ArgumentHelp(
      "Kerberos tickets to use; read, never written. Default: KRB5CCNAME.", valueName: "file"),
    completion: .file())
  var ccache: String?

  @Option(
    help: ArgumentHelp("Kerberos key of --user, or of the first name in the file.", valueName: "file"),
    completion: .file())
  var keytab: String?

  @Option(
    help: ArgumentHelp("Certification authorities to trust, PEM.", valueName: "file"), completion: .file())
  var ca: String?

  @Option(
    help: ArgumentHelp("Client certificate for --auth external, PEM.", valueName: "file"), completion: .file()
  )
  var certificate: String?

  @Option(help: ArgumentHelp("Key of the client certificate, PEM.", valueName: "file"), completion: .file())
  var key: String?

  @Option(
    help: ArgumentHelp(
      "The server's name in its certificate and in Kerberos, when --server gives an address.",
      valueName: "name"))
  var tlsName: String?

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

  /// The first of the servers; empty when none is named.
  var server: String {
    get { servers.first ?? "" }
    set { servers = [newValue] }
  }

  /// Whether a domain controller is to be asked, by name or by domain.
  var isLive: Bool { !servers.isEmpty || scope.domain != nil }

  func validate() throws {
    guard isLive else { return }
    for server in servers {
      // Not repeated: it may hold a password, and what is repeated is kept.
      if server.contains("@") {
        throw ValidationError("--server takes no user and no password: give --user and --password-file.")
      }
      let lowered = server.lowercased()
      guard lowered.hasPrefix("ldap://") || lowered.hasPrefix("ldaps://") else {
        throw ValidationError("--server takes ldaps://HOST or ldap://HOST.")
      }
      guard let url = URL(string: server), let host = url.host(), !host.isEmpty else {
        throw ValidationError("--server \(server) names no host.")
      }
      guard ["", "/"].contains(url.path()), url.query() == nil, url.fragment() == nil else {
        throw ValidationError("--server takes a host and a port, and nothing behind them.")
      }
      guard (1...65_535).contains(url.port ?? 389) else {
        throw ValidationError("--server \(server): a port is a number from 1 to 65535.")
      }
      if startTls && lowered.hasPrefix("ldaps://") {
        throw ValidationError("ldaps:// is TLS already; --start-tls goes with ldap://.")
      }
    }
    if scope.domain != nil && !servers.isEmpty {
      throw ValidationError(
        "--domain finds a domain controller in DNS; with --server there is nothing to find.")
    }
    let isTLS = servers.isEmpty ? startTls || scheme == "ldaps" : server.lowercased().hasPrefix("ldaps://")
    try validateIdentity(isTLS: startTls || isTLS)
    guard (1...100_000).contains(pageSize) else { throw ValidationError("--page-size takes 1 to 100000.") }
    guard (1...16).contains(connections ?? 1) else { throw ValidationError("--connections takes 1 to 16.") }
    guard timeout > 0, timeout < 86_400 else { throw ValidationError("--timeout takes 1 to 86399 seconds.") }
    guard throttle >= 0, throttle < 3_600_000 else { throw ValidationError("--throttle takes milliseconds.") }
  }

  /// What a domain controller that was found in DNS is asked with: a password and a certificate go through TLS, Kerberos
  /// and NTLM sign and seal by themselves.
  private var scheme: String {
    !startTls && [.simple, .external].contains(method) ? "ldaps" : "ldap"
  }

  /// The URL of a domain controller that was found by name.
  func url(of host: String) -> String { "\(scheme)://\(host)" }

  private var method: Authentication {
    if let auth { return auth }
    if ccache != nil || keytab != nil { return .kerberos }
    if certificate != nil { return .external }
    return user == nil ? .kerberos : .simple
  }

  private func validateIdentity(isTLS: Bool) throws {
    let method = method
    if method == .simple && user == nil { throw ValidationError("--auth simple needs --user.") }
    if method == .external && (certificate == nil || key == nil) {
      throw ValidationError("--auth external needs --certificate and --key.")
    }
    if method == .external && !isTLS {
      throw ValidationError("--auth external needs ldaps:// or --start-tls: the certificate is shown in TLS.")
    }
    if method == .ntlm && isTLS {
      throw ValidationError(
        "--auth ntlm signs and seals by itself, which domain controllers refuse inside TLS: use ldap:// without --start-tls."
      )
    }
    if method != .kerberos && (ccache != nil || keytab != nil) {
      throw ValidationError("--ccache and --keytab go with --auth kerberos.")
    }
    if ccache != nil && (keytab != nil || passwordFile != nil) || keytab != nil && passwordFile != nil {
      throw ValidationError("Give one of --ccache, --keytab and --password-file.")
    }
    if tlsName?.isEmpty == true { throw ValidationError("--tls-name takes the name of the server.") }
  }

  func connection() throws -> LDAPConnectionOptions {
    for (option, path) in [
      ("--ca", ca), ("--certificate", certificate), ("--key", key), ("--keytab", keytab),
      ("--ccache", ccache),
    ] {
      // A keytab and a cache may have a kind in front, FILE: or another, which libkrb5 knows.
      guard let path, !path.contains(":") else { continue }
      guard FileManager.default.isReadableFile(atPath: path) else {
        throw Failure(.inputNotFound, "\(path): the file of \(option) cannot be read.")
      }
    }
    if insecure { Terminal.note(insecurity) }
    var options = LDAPConnectionOptions(url: server, credentials: try credentials())
    options.serverName = tlsName
    options.startTLS = startTls
    options.caFile = ca
    options.insecure = insecure
    options.pageSize = pageSize
    options.pagePause = throttle
    options.timeout = timeout
    options.connectTimeout = min(timeout, options.connectTimeout)
    return options
  }

  /// What --insecure gives away with this kind of connection.
  private var insecurity: String {
    let first = servers.first ?? url(of: "")
    guard startTls || first.lowercased().hasPrefix("ldaps://") else {
      return method == .simple
        ? "--insecure: the password and all evidence travel in clear; whoever sits in between reads and changes them."
        : "--insecure changes nothing here: SASL signs and seals."
    }
    return "--insecure: the certificate is not verified. Whoever sits in between can pose as the server, "
      + (method == .simple ? "learn the password, " : "") + "read the evidence and forge it."
  }

  private func credentials() throws -> LDAPCredentials {
    let name = user ?? ""
    switch method {
    case .kerberos: return .kerberos(KerberosLogin(try kerberosSource()))
    case .ntlm:
      guard user != nil else { return .negotiate }
      return .ntlm(
        NTLMLogin(user: name, password: try PasswordInput.read(from: passwordFile, user: name)))
    case .external: return .external(certificate: certificate ?? "", key: key ?? "")
    case .simple:
      return .simple(user: name, password: try PasswordInput.read(from: passwordFile, user: name))
    }
  }

  private func kerberosSource() throws -> KerberosLogin.Source {
    if let ccache { return .cache(ccache) }
    if let keytab { return .keytab(keytab, user: user) }
    guard let user else { return .environment }
    return .password(user: user, try PasswordInput.read(from: passwordFile, user: user))
  }
}
