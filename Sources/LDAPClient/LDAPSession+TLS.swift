import CLDAP
import Glibc

extension LDAPSession {
  /// Sets what the handshake demands: a certificate that verifies, unless the caller asked for less.
  func configureTLS() throws(LDAPError) {
    guard options.isTLS else { return }
    let operation = "prepare TLS for \(options.url)"
    try set(
      LDAP_OPT_X_TLS_REQUIRE_CERT, options.insecure ? LDAP_OPT_X_TLS_NEVER : LDAP_OPT_X_TLS_DEMAND, operation)
    if let file = options.caFile {
      try requireReadable(file, "read the CA file \(file)")
      try check(ldap_set_option(handle, LDAP_OPT_X_TLS_CACERTFILE, file), operation)
    }
    if case .external(let certificate, let key) = options.credentials {
      try requireReadable(certificate, "read the client certificate \(certificate)")
      try requireReadable(key, "read the client key \(key)")
      try check(ldap_set_option(handle, LDAP_OPT_X_TLS_CERTFILE, certificate), operation)
      try check(ldap_set_option(handle, LDAP_OPT_X_TLS_KEYFILE, key), operation)
    }
    // The options above take effect only in a new context; 0 makes it one for a client.
    var isForServer: Int32 = 0
    guard ldap_set_option(handle, LDAP_OPT_X_TLS_NEWCTX, &isForServer) == LDAP_OPT_SUCCESS else {
      throw LDAPError(
        code: .parameterError, operation: "load the certificates for \(options.url)",
        meaning: "a file of --ca, --certificate or --key is none in PEM, or key and certificate differ",
        next: "check the files")
    }
  }

  /// Shakes hands, where the URL or the options ask for TLS.
  func secure(_ address: ServerAddress, _ operation: String) throws(LDAPError) {
    guard options.isTLS else { return }
    // Without this option libldap spins in the handshake until the server answers, whatever the time limit. It waits as
    // long as LDAP_OPT_NETWORK_TIMEOUT says with it.
    try switchOn(LDAP_OPT_CONNECT_ASYNC, operation)
    if address.isTLS {
      try check(ldap_install_tls(handle), operation)
    } else {
      try check(ldap_start_tls_s(handle, nil, nil), "StartTLS with \(options.url)")
    }
    try check(ldap_set_option(handle, LDAP_OPT_CONNECT_ASYNC, nil), operation)
  }

  private func requireReadable(_ path: String, _ operation: String) throws(LDAPError) {
    guard access(path, R_OK) == 0 else {
      throw LDAPError(
        code: .parameterError, operation: operation, meaning: String(cString: strerror(errno)))
    }
  }

  /// The certificate the server showed, DER; nil without TLS.
  package func peerCertificate() -> [UInt8]? {
    guard options.isTLS else { return nil }
    var value = berval()
    guard ldap_get_option(handle, LDAP_OPT_X_TLS_PEERCERT, &value) == LDAP_OPT_SUCCESS,
      let bytes = value.bv_val
    else { return nil }
    defer { ldap_memfree(bytes) }
    return Array(UnsafeRawBufferPointer(start: bytes, count: Int(value.bv_len)))
  }
}
