import CLDAP

extension LDAPSession {
  /// Proves to the server who asks.
  func bind() throws(LDAPError) {
    switch options.credentials {
    case .anonymous: return
    case .simple(let user, let password): try bind(user, password)
    case .kerberos: try bind(mechanism: "GSSAPI", "bind with Kerberos to \(options.url)")
    case .negotiate: try bind(mechanism: "GSS-SPNEGO", "bind with the negotiated mechanism to \(options.url)")
    case .external(let certificate, _):
      try bind(mechanism: "EXTERNAL", "bind with certificate \(certificate) to \(options.url)")
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

  /// Step by step, so that a server that falls silent is noticed.
  private func bind(mechanism: String, _ operation: String) throws(LDAPError) {
    try configureProtection(operation)
    var empty: CChar = 0
    var message: OpaquePointer?
    var chosen: UnsafePointer<CChar>?
    var identifier: Int32 = 0
    while true {
      let code = withUnsafeMutablePointer(to: &empty) { empty in
        ldap_sasl_interactive_bind(
          handle, nil, mechanism, nil, nil, UInt32(LDAP_SASL_QUIET), answerWithNothing, empty, message,
          &chosen,
          &identifier)
      }
      if let message { ldap_msgfree(message) }
      message = nil
      guard code == LDAP_SASL_BIND_IN_PROGRESS else { return try check(code, operation) }
      message = try wait(for: identifier, operation)
    }
  }

  /// SASL signs and seals a plain connection, and must not do so inside TLS, where domain controllers refuse it. There
  /// the token is bound to the certificate instead (RFC 5929 tls-server-end-point).
  private func configureProtection(_ operation: String) throws(LDAPError) {
    var strength = ber_len_t(options.isTLS ? 0 : 56)
    if options.isTLS {
      try check(ldap_set_option(handle, LDAP_OPT_X_SASL_SSF_MAX, &strength), operation)
      try set(LDAP_OPT_X_SASL_CBINDING, LDAP_OPT_X_SASL_CBINDING_TLS_ENDPOINT, operation)
    } else {
      try check(ldap_set_option(handle, LDAP_OPT_X_SASL_SSF_MIN, &strength), operation)
    }
  }

  /// The name the server knows the asker by, e.g. `u:CORP\ana` (RFC 4532); nil when the server does not say.
  package func whoAmI() -> String? {
    var value: UnsafeMutablePointer<berval>?
    guard ldap_whoami_s(handle, &value, nil, nil) == LDAP_SUCCESS, let value else { return nil }
    defer { ber_bvfree(value) }
    guard let bytes = value.pointee.bv_val else { return nil }
    let name = UnsafeRawBufferPointer(start: bytes, count: Int(value.pointee.bv_len))
    return Self.cleaned(String(decoding: name, as: UTF8.self))
  }
}

/// Answers every question of a SASL mechanism (authorisation name and the like) with the empty text `defaults` points
/// at: the credentials come from the environment of the mechanism.
private func answerWithNothing(
  _ handle: OpaquePointer?, _ flags: UInt32, _ defaults: UnsafeMutableRawPointer?,
  _ questions: UnsafeMutableRawPointer?
) -> Int32 {
  var next = questions?.assumingMemoryBound(to: sasl_interact_t.self)
  while let question = next, question.pointee.id != UInt(SASL_CB_LIST_END) {
    question.pointee.result = UnsafeRawPointer(defaults)
    question.pointee.len = 0
    next = question + 1
  }
  return LDAP_SUCCESS
}
