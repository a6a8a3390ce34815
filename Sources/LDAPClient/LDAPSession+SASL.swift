import CKerberos
import CLDAP

extension LDAPSession {
  /// Step by step, so that a server that falls silent is noticed.
  ///
  /// - Parameter credential: what to prove the identity with; nil = what the environment of the mechanism offers.
  func bind(mechanism: String, with credential: GSSCredential?, _ operation: String) throws(LDAPError) {
    try configureProtection(operation)
    var answers = SASLAnswers(credential: credential?.handle)
    var message: OpaquePointer?
    var chosen: UnsafePointer<CChar>?
    var identifier: Int32 = 0
    // The credential has to live as long as the mechanism may use it.
    defer { withExtendedLifetime(credential) {} }
    while true {
      let code = withUnsafeMutablePointer(to: &answers) { answers in
        ldap_sasl_interactive_bind(
          handle, nil, mechanism, nil, nil, UInt32(LDAP_SASL_QUIET), answerQuestions, answers, message,
          &chosen, &identifier)
      }
      if let message { ldap_msgfree(message) }
      message = nil
      guard code == LDAP_SASL_BIND_IN_PROGRESS else { return try check(code, operation) }
      guard answers.isCredentialSet || credential == nil else {
        throw LDAPError(
          code: .localError, operation: operation,
          meaning: "the SASL library takes no credentials and would use those of the environment",
          next: "install the Debian package libsasl2-modules-gssapi-mit")
      }
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

  /// What protects the connection from those in between: `TLS1.3`, `SASL 256 bit`; nil when nothing does.
  package var protection: String? {
    if options.isTLS {
      var version: UnsafeMutablePointer<CChar>?
      guard ldap_get_option(handle, LDAP_OPT_X_TLS_VERSION, &version) == LDAP_OPT_SUCCESS, let version else {
        return "TLS"
      }
      defer { ldap_memfree(version) }
      return String(cString: version)
    }
    var strength: ber_len_t = 0
    guard ldap_get_option(handle, LDAP_OPT_X_SASL_SSF, &strength) == LDAP_OPT_SUCCESS, strength > 0 else {
      return nil
    }
    return "SASL \(strength) bit"
  }
}

/// What a SASL mechanism gets to hear.
private struct SASLAnswers {
  /// The empty text, for whatever it asks.
  var empty: CChar = 0
  let credential: gss_cred_id_t?
  var isCredentialSet = false

  init(credential: gss_cred_id_t?) { self.credential = credential }
}

/// Answers every question of a mechanism (authorisation name and the like) with the empty text, and hands over the
/// credential: before the first question libldap has no SASL context to set it in, afterwards it would be too late.
private func answerQuestions(
  _ handle: OpaquePointer?, _ flags: UInt32, _ defaults: UnsafeMutableRawPointer?,
  _ questions: UnsafeMutableRawPointer?
) -> Int32 {
  guard let answers = defaults?.assumingMemoryBound(to: SASLAnswers.self) else { return LDAP_PARAM_ERROR }
  if let credential = answers.pointee.credential, !answers.pointee.isCredentialSet {
    let code = ldap_set_option(handle, LDAP_OPT_X_SASL_GSS_CREDS, UnsafeRawPointer(credential))
    guard code == LDAP_OPT_SUCCESS else { return LDAP_LOCAL_ERROR }
    answers.pointee.isCredentialSet = true
  }
  var next = questions?.assumingMemoryBound(to: sasl_interact_t.self)
  while let question = next, question.pointee.id != UInt(SASL_CB_LIST_END) {
    question.pointee.result = UnsafeRawPointer(answers)
    question.pointee.len = 0
    next = question + 1
  }
  return LDAP_SUCCESS
}
