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

  @Option(
    help: ArgumentHelp(
      "Without --server: the domain whose domain controllers DNS names. Default: that of --user, else that of this machine.",
      valueName: "name"))
  var domain: String?

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
      "The name of the first --server in its certificate and in Kerberos, when that gives an address.",
      valueName: "name"))
  var tlsName: String?

  @Flag(help: "Begin TLS on the plain port.")
  var startTls = false

  @Flag(
    help: "Do not verify the certificate, allow passwords without TLS: whoever sits in between reads along.")
  var insecure = false

  @Option(help: ArgumentHelp("Entries per page; 1000 when none is given.", valueName: "n"))
  var pageSize: Int?

  @Option(help: ArgumentHelp("Milliseconds to wait between pages; 0 when none is given.", valueName: "n"))
  var throttle: Int?

  @Option(
    help: ArgumentHelp(
      "Seconds a server may stay silent at a time, to connect at most 10; 60 when none is given. A collection asks "
        + "again over a fresh connection, and gives the server up when nothing of an answer came for \(Patience.multiple) times "
        + "as long, at least \(Patience.least) s.",
      valueName: "seconds"))
  var timeout: Int?

  /// The first of the servers; empty when none is named.
  var server: String {
    get { servers.first ?? "" }
    set { servers = [newValue] }
  }

  /// Whether a domain controller is to be asked, by name or by domain.
  var isLive: Bool { !servers.isEmpty || domain != nil }

  /// The options that were given besides those that name a server, as they are written.
  var given: [String] {
    let options: [(String, Bool)] = [
      ("--auth", auth != nil), ("--user", user != nil), ("--password-file", passwordFile != nil),
      ("--ccache", ccache != nil), ("--keytab", keytab != nil), ("--ca", ca != nil),
      ("--certificate", certificate != nil), ("--key", key != nil), ("--tls-name", tlsName != nil),
      ("--start-tls", startTls), ("--insecure", insecure), ("--page-size", pageSize != nil),
      ("--throttle", throttle != nil), ("--timeout", timeout != nil),
    ]
    return options.filter(\.1).map(\.0)
  }

  func validate() throws {
    if let domain, !DomainLocator.isHostName(domain) {
      throw ValidationError("--domain takes a DNS name, e.g. corp.example.")
    }
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
      // An empty port is one that was forgotten, or a variable that was not set.
      if server.hasSuffix(":") || server.hasSuffix(":/") {
        throw ValidationError("--server \(server): a port is a number from 1 to 65535.")
      }
      if startTls && lowered.hasPrefix("ldaps://") {
        throw ValidationError("ldaps:// is TLS already; --start-tls goes with ldap://.")
      }
    }
    if domain != nil && !servers.isEmpty {
      throw ValidationError(
        "--domain finds a domain controller in DNS; with --server there is nothing to find.")
    }
    guard (1...100_000).contains(pageSize ?? 1) else {
      throw ValidationError("--page-size takes 1 to 100000.")
    }
    guard (1...86_399).contains(timeout ?? 1) else {
      throw ValidationError("--timeout takes 1 to 86399 seconds.")
    }
    guard (0..<3_600_000).contains(throttle ?? 0) else {
      throw ValidationError("--throttle takes milliseconds.")
    }
    try validateIdentity(isTLS: isTLS)
    if isLive { try validateTLS() }
  }

  /// Whether the first server is asked within TLS.
  private var isTLS: Bool {
    startTls || (servers.isEmpty ? scheme == "ldaps" : server.lowercased().hasPrefix("ldaps://"))
  }

  /// Refuses options about certificates and names that change nothing. Once it is known which servers are asked, or how
  /// they are found.
  func validateTLS() throws {
    let isSomewhereTLS = isTLS || servers.contains { $0.lowercased().hasPrefix("ldaps://") }
    if ca != nil && !isSomewhereTLS {
      throw ValidationError("--ca is about TLS: use ldaps:// or --start-tls.")
    }
    if ca != nil && insecure {
      throw ValidationError("--insecure verifies no certificate: leave out --insecure, or --ca.")
    }
    if tlsName != nil && servers.isEmpty {
      throw ValidationError("--tls-name is the name of a --server; those that DNS names have one.")
    }
    if tlsName != nil && method == .simple && !isTLS {
      throw ValidationError("--tls-name is about TLS and Kerberos: use ldaps:// or --start-tls.")
    }
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
    // Nobody's name with somebody's password binds as nobody (RFC 4513 §5.1.2).
    if user?.isEmpty == true { throw ValidationError("--user takes a name: user@domain or DOMAIN\\user.") }
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
    if method != .external && (certificate != nil || key != nil) {
      throw ValidationError("--certificate and --key go with --auth external.")
    }
    if method == .external && (user != nil || passwordFile != nil) {
      throw ValidationError("The certificate tells who asks: leave out --user and --password-file.")
    }
    if ccache != nil && user != nil {
      throw ValidationError("The tickets in --ccache tell who asks: leave out --user.")
    }
    // It would be left unread, and whoever's ticket this machine has would be used instead.
    if passwordFile != nil && user == nil { throw ValidationError("--password-file needs --user.") }
    if ccache != nil && (keytab != nil || passwordFile != nil) || keytab != nil && passwordFile != nil {
      throw ValidationError("Give one of --ccache, --keytab and --password-file.")
    }
    if tlsName?.isEmpty == true { throw ValidationError("--tls-name takes the name of the server.") }
  }

  /// Seconds of one wait for an answer, and of one step to a connection.
  private var waitTimeout: Int { timeout ?? 60 }
  var connectTimeout: Int { min(waitTimeout, 10) }

  /// Before the first thread is started, and before a password is read.
  static func prepareProcess() {
    ProcessMemory.keepPrivate()
    KerberosServer.reserve()
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
    if let ca { try CertificateFile.check(ca) }
    if insecure { Terminal.note(insecurity) }
    var options = LDAPConnectionOptions(url: server, credentials: try credentials())
    options.serverName = tlsName
    options.startTLS = startTls
    options.caFile = ca
    options.insecure = insecure
    options.pageSize = pageSize ?? options.pageSize
    options.pagePause = throttle ?? 0
    options.timeout = waitTimeout
    options.connectTimeout = connectTimeout
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
