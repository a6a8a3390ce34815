import CLDAP

extension LDAPSession {
  /// Proves to the server who asks.
  func bind() throws(LDAPError) {
    switch options.credentials {
    case .anonymous: return
    case .simple(let user, let password): try bind(user, password)
    case .kerberos(let login):
      let operation = "bind with Kerberos to \(options.url)"
      let address = try ServerAddress(options.url)
      let credential = try login.credential(
        for: options.serverName ?? address.host, at: address.host,
        seconds: try options.seconds(options.timeout, operation), operation)
      try bind(mechanism: "GSSAPI", with: credential, operation)
    case .ntlm(let login):
      let operation = "bind with NTLM as \(login.user) to \(options.url)"
      guard !options.isTLS else {
        throw LDAPError(
          code: .parameterError, operation: operation,
          meaning: "NTLM signs and seals by itself, which domain controllers refuse inside TLS",
          next: "use ldap:// without --start-tls")
      }
      try bind(mechanism: "GSS-SPNEGO", with: try login.credential(operation), operation)
    case .negotiate:
      try bind(
        mechanism: "GSS-SPNEGO", with: nil, "bind with the negotiated mechanism to \(options.url)")
    case .external(let certificate, _):
      try bind(mechanism: "EXTERNAL", with: nil, "bind with certificate \(certificate) to \(options.url)")
    }
  }

  private func bind(_ user: String, _ password: Password) throws(LDAPError) {
    let operation = "bind as \(user) to \(options.url)"
    guard options.isTLS || options.insecure else {
      throw LDAPError(
        code: .confidentialityRequired, operation: operation,
        meaning: "the password would be sent in clear")
    }
    // A simple bind without a password succeeds and is anonymous (RFC 4513 §5.1.2).
    guard !password.isEmpty else {
      throw LDAPError(code: .invalidCredentials, operation: operation, meaning: "the password is empty")
    }
    var identifier: Int32 = 0
    let code = password.withBytes { bytes in
      var credentials = berval(
        bv_len: ber_len_t(bytes.count), bv_val: bytes.baseAddress?.assumingMemoryBound(to: CChar.self))
      return ldap_sasl_bind(handle, user, nil, &credentials, nil, nil, &identifier)
    }
    try check(code, operation)
    let message = try wait(for: identifier, operation)
    try finish(message, operation)
  }

  /// The name the server knows the asker by, e.g. `u:CORP\ana` (RFC 4532); nil when the server does not say.
  ///
  /// - Throws: when the server falls silent or is gone; the session is of no use then.
  package func whoAmI() throws(LDAPError) -> String? {
    let operation = "ask \(options.url) who the asker is"
    var identifier: Int32 = 0
    try check(ldap_whoami(handle, nil, nil, &identifier), operation)
    let message = try wait(for: identifier, operation)
    defer { ldap_msgfree(message) }
    var value: UnsafeMutablePointer<berval>?
    guard ldap_parse_whoami(handle, message, &value) == LDAP_SUCCESS, let value else { return nil }
    defer { ber_bvfree(value) }
    guard let bytes = value.pointee.bv_val else { return nil }
    let name = UnsafeRawBufferPointer(start: bytes, count: Int(value.pointee.bv_len))
    return Self.cleaned(String(decoding: name, as: UTF8.self))
  }
}
