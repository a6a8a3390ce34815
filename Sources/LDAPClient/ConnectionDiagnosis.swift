import CLDAP

/// Finds out why TLS did not come about. libldap says "Connect error" for whatever is wrong with a certificate.
enum ConnectionDiagnosis {
  static func explain(_ error: LDAPError, _ options: LDAPConnectionOptions) -> LDAPError {
    guard error.code == .serverDown || error.code == .connectError, options.isTLS, !options.insecure else {
      return error
    }
    // The same handshake without verification, on a connection that is closed before anybody binds on it.
    var unverified = options
    unverified.insecure = true
    unverified.credentials = .anonymous
    let certificate: [UInt8]?
    do throws(LDAPError) {
      certificate = try LDAPSession.connect(unverified, explaining: false).peerCertificate()
    } catch {
      return LDAPError(
        code: .connectError, operation: error.operation, meaning: "the TLS handshake fails",
        diagnostic: error.diagnostic,
        next: "check that TLS is spoken on this port, or choose another domain controller")
    }
    // A handshake that a network disturbed looks like one that the client ended; only the second is the same again.
    if (try? LDAPSession.connect(options, explaining: false)) != nil {
      return LDAPError(
        code: .serverDown, operation: error.operation,
        meaning: "the TLS handshake broke off, and succeeded when repeated",
        diagnostic: error.diagnostic)
    }
    return explain(certificate.flatMap(ServerCertificate.init), error, options)
  }

  private static func explain(
    _ certificate: ServerCertificate?, _ error: LDAPError, _ options: LDAPConnectionOptions
  ) -> LDAPError {
    func refusal(_ meaning: String, _ next: String) -> LDAPError {
      LDAPError(
        code: .certificateNotVerified, operation: error.operation,
        meaning: "the server's certificate cannot be verified: \(meaning)", diagnostic: error.diagnostic,
        next: next)
    }
    guard let certificate else {
      return refusal("it cannot be read", "choose another domain controller")
    }
    if let problem = certificate.problemWithTime {
      return refusal(
        problem,
        "check the clock of this machine, or choose another domain controller whose certificate is valid")
    }
    let host = options.serverName ?? (try? ServerAddress(options.url).host) ?? options.url
    if !certificate.names(host) {
      let names = certificate.names.isEmpty ? "nobody" : certificate.names.joined(separator: ", ")
      return refusal(
        "it is for \(names), not for \(host)",
        "connect to that name, or give the name that is certainly this server's with --tls-name")
    }
    return refusal(
      "its issuer, \(certificate.issuer), is not trusted here",
      "give the certificate of that authority with --ca FILE (PEM)")
  }
}
