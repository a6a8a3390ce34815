import CLDAP

extension LDAPSession {
  /// The next message of an operation. Gives up when the server stays silent for the time allowed, or the user wants
  /// to stop; either way the server is told to abandon the operation.
  ///
  /// - Returns: an `LDAPMessage *` the caller frees.
  func wait(for identifier: Int32, _ operation: @autoclosure () -> String) throws(LDAPError) -> OpaquePointer
  {
    let begin = ContinuousClock.now
    while true {
      if Interruption.isRequested {
        ldap_abandon_ext(handle, identifier, nil, nil)
        throw LDAPError(code: .userCancelled, operation: operation(), meaning: "interrupted")
      }
      // Short slices, so that Ctrl-C is seen while a server is silent; on a busy machine each of them takes longer.
      var time = timeval(tv_sec: 0, tv_usec: 250_000)
      var message: OpaquePointer?
      switch ldap_result(handle, identifier, LDAP_MSG_ONE, &time, &message) {
      case 0:
        if ContinuousClock.now - begin >= .seconds(options.timeout) {
          ldap_abandon_ext(handle, identifier, nil, nil)
          throw LDAPError(
            code: .timeout, operation: operation(), meaning: "no answer within \(options.timeout) seconds")
        }
        if let patience = options.patience, patience.secondsLeft == 0 {
          ldap_abandon_ext(handle, identifier, nil, nil)
          throw patience.exhaustion(operation())
        }
      case -1:
        var code: Int32 = LDAP_SERVER_DOWN
        ldap_get_option(handle, LDAP_OPT_RESULT_CODE, &code)
        throw error(code == LDAP_SUCCESS ? LDAP_SERVER_DOWN : code, operation())
      default:
        guard let message else { throw error(LDAP_DECODING_ERROR, operation()) }
        if ber_tag_t(bitPattern: Int(ldap_msgtype(message))) != LDAP_RES_BIND { options.patience?.renew() }
        return message
      }
    }
  }

  /// Frees a final message and throws when it reports a failure.
  func finish(_ message: OpaquePointer, _ operation: String) throws(LDAPError) {
    let result = try parse(message, operation)
    ldap_controls_free(result.controls)
    if let failure = result.failure { throw failure }
  }

  /// The result of an operation; frees the message. The caller frees the controls.
  func parse(
    _ message: OpaquePointer, _ operation: String
  ) throws(LDAPError) -> (
    failure: LDAPError?, controls: UnsafeMutablePointer<UnsafeMutablePointer<LDAPControl>?>?
  ) {
    var code: Int32 = LDAP_SUCCESS
    var text: UnsafeMutablePointer<CChar>?
    var controls: UnsafeMutablePointer<UnsafeMutablePointer<LDAPControl>?>?
    try check(ldap_parse_result(handle, message, &code, nil, &text, nil, &controls, 1), operation)
    defer { ldap_memfree(text) }
    guard code != LDAP_SUCCESS else { return (nil, controls) }
    let failure = LDAPError(
      code: .init(rawValue: code), operation: operation, meaning: Self.meaning(of: code),
      diagnostic: text.flatMap { Self.cleaned(String(cString: $0)) })
    return (failure, controls)
  }
}
