/// Who asks.
package enum LDAPCredentials: Sendable {
  /// A name Active Directory accepts in a simple bind: DN, user principal name or `DOMAIN\user` ([MS-ADTS] 5.1.1.1.1).
  case simple(user: String, password: Password)
  /// Tickets, from wherever the login takes them.
  case kerberos(KerberosLogin)
  /// NTLM with this name and password, through the GSS-API.
  case ntlm(NTLMLogin)
  /// Whatever the GSS-API of this machine negotiates with what the environment offers: Kerberos or, with gss-ntlmssp, NTLM.
  case negotiate
  /// A client certificate over TLS; files in PEM.
  case external(certificate: String, key: String)
  case anonymous

  /// Without secrets, for the manifest.
  package var summary: String {
    switch self {
    case .simple(let user, _): "simple \(user)"
    case .kerberos(let login): login.principal.map { "kerberos \($0)" } ?? "kerberos"
    case .ntlm(let login): "ntlm \(login.user)"
    case .negotiate: "negotiate"
    case .external(let certificate, _): "external \(certificate)"
    case .anonymous: "anonymous"
    }
  }
}

/// Where to connect, as whom, and how patient to be.
package struct LDAPConnectionOptions: Sendable {
  /// `ldap://host[:port]` or `ldaps://host[:port]`; one server.
  package var url: String
  package var credentials: LDAPCredentials
  /// The name the server's certificate and its Kerberos principal bear; nil = the host of the URL. For a server that is
  /// reached by address.
  package var serverName: String?
  package var startTLS = false
  /// PEM file of the certification authorities to trust; nil = those of the system.
  package var caFile: String?
  /// Neither verify the certificate nor refuse to send a password in clear: whoever sits in between reads along.
  package var insecure = false
  /// Seconds until a connection stands: name resolution, TCP and TLS each.
  package var connectTimeout = 10
  /// Seconds a server may stay silent within one operation.
  package var timeout = 60
  /// Shortens every wait when the server gives nothing for too long altogether; nil = each has its own limit only. One
  /// server, one patience.
  package var patience: Patience?
  /// Entries per page; Active Directory gives at most 1000 (MaxPageSize).
  package var pageSize = 1000
  /// Milliseconds to wait between pages, to spare a busy server.
  package var pagePause = 0

  package init(url: String, credentials: LDAPCredentials) {
    self.url = url
    self.credentials = credentials
  }

  package var isTLS: Bool { startTLS || url.lowercased().hasPrefix("ldaps://") }
}
