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
    // long as LDAP_OPT_NETWORK_TIMEOUT says with it, for the beginning of each record.
    try switchOn(LDAP_OPT_CONNECT_ASYNC, operation)
    let seconds = try options.seconds(options.connectTimeout, operation)
    let deadline = ConnectionDeadline(try descriptor(operation), seconds: seconds)
    let code = address.isTLS ? ldap_install_tls(handle) : ldap_start_tls_s(handle, nil, nil)
    guard !deadline.lift() else {
      throw LDAPError(
        code: .timeout, operation: operation,
        meaning: "no TLS handshake within \(seconds) seconds")
    }
    try check(code, address.isTLS ? operation : "StartTLS with \(options.url)")
    try check(ldap_set_option(handle, LDAP_OPT_CONNECT_ASYNC, nil), operation)
    try ceaseBlocking(operation)
  }

  private func descriptor(_ operation: String) throws(LDAPError) -> Int32 {
    var descriptor: Int32 = -1
    try check(ldap_get_option(handle, LDAP_OPT_DESC, &descriptor), operation)
    return descriptor
  }

  /// libldap makes the descriptor blocking after a handshake: then it would wait without limit for the rest of a record
  /// whose beginning has arrived.
  private func ceaseBlocking(_ operation: String) throws(LDAPError) {
    let descriptor = try descriptor(operation)
    let flags = fcntl(descriptor, F_GETFL)
    guard flags >= 0, fcntl(descriptor, F_SETFL, flags | O_NONBLOCK) == 0 else {
      throw LDAPError(code: .localError, operation: operation, meaning: String(cString: strerror(errno)))
    }
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
