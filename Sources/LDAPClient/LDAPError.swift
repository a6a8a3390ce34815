/// What went wrong between this program and a server, in the words of both.
package struct LDAPError: Error, Hashable, Sendable {
  /// A result code of RFC 4511 §4.1.9, or a negative one of libldap itself.
  package struct Code: RawRepresentable, Hashable, Sendable {
    package let rawValue: Int32
    package init(rawValue: Int32) { self.rawValue = rawValue }

    package static let success = Code(rawValue: 0)
    package static let operationsError = Code(rawValue: 1)
    package static let timeLimitExceeded = Code(rawValue: 3)
    package static let sizeLimitExceeded = Code(rawValue: 4)
    package static let authMethodNotSupported = Code(rawValue: 7)
    package static let strongerAuthRequired = Code(rawValue: 8)
    package static let referral = Code(rawValue: 10)
    package static let adminLimitExceeded = Code(rawValue: 11)
    package static let unavailableCriticalExtension = Code(rawValue: 12)
    package static let confidentialityRequired = Code(rawValue: 13)
    package static let noSuchObject = Code(rawValue: 32)
    package static let inappropriateAuthentication = Code(rawValue: 48)
    package static let invalidCredentials = Code(rawValue: 49)
    package static let insufficientAccessRights = Code(rawValue: 50)
    package static let busy = Code(rawValue: 51)
    package static let unavailable = Code(rawValue: 52)
    package static let unwillingToPerform = Code(rawValue: 53)
    package static let loopDetect = Code(rawValue: 54)
    package static let serverDown = Code(rawValue: -1)
    package static let localError = Code(rawValue: -2)
    /// What arrived is no LDAP.
    package static let decodingError = Code(rawValue: -4)
    package static let timeout = Code(rawValue: -5)
    package static let parameterError = Code(rawValue: -9)
    package static let connectError = Code(rawValue: -11)
    package static let unknownMechanism = Code(rawValue: -6)
    package static let userCancelled = Code(rawValue: -8)
    /// The certificate of the server does not verify. libldap has no code of its own for it.
    package static let certificateNotVerified = Code(rawValue: -1001)
    /// The server answers, but never to the end: a page cookie or a range without one.
    package static let endlessAnswer = Code(rawValue: -1002)
    /// The server gives what was not asked for: an entry outside the base of the search.
    package static let foreignEntry = Code(rawValue: -1006)
    /// No Kerberos server answers, or this machine lacks what Kerberos or SASL need.
    package static let kerberosUnavailable = Code(rawValue: -1003)
    /// No Kerberos server is known for the realm.
    package static let realmUnknown = Code(rawValue: -1005)
    /// Kerberos gives no ticket for this name, password or server.
    package static let kerberosRefused = Code(rawValue: -1004)
  }

  package let code: Code
  /// Verb and object, e.g. `bind as ana@corp.example`; never a password.
  package let operation: String
  /// The code in words (RFC 4511 Appendix A.2 names as libldap gives them).
  package let meaning: String
  /// The server's own words.
  package let diagnostic: String?
  /// What to do next, where only the place that failed knows it.
  let next: String?

  package init(
    code: Code, operation: String, meaning: String, diagnostic: String? = nil, next: String? = nil
  ) {
    self.code = code
    self.next = next
    self.operation = operation
    self.meaning = meaning
    self.diagnostic = diagnostic
  }
}

extension LDAPError {
  /// How the program ends, after sysexits.h.
  package enum ExitClass: Int32, Sendable {
    /// The server cannot be reached or does not answer to the end.
    case unavailable = 69
    /// The server answers and refuses: credentials, signing, rights.
    case refused = 77
  }

  package var exitClass: ExitClass {
    switch code {
    case .serverDown, .connectError, .timeout, .busy, .unavailable, .timeLimitExceeded, .adminLimitExceeded,
      .decodingError, .endlessAnswer, .foreignEntry, .loopDetect, .userCancelled, .sizeLimitExceeded,
      .referral, .kerberosUnavailable, .realmUnknown, .unknownMechanism:
      .unavailable
    default:
      .refused
    }
  }

  /// True when the same question may be answered on a fresh connection a little later.
  package var isTransient: Bool {
    switch code {
    case .serverDown, .connectError, .timeout, .busy, .unavailable, .timeLimitExceeded, .adminLimitExceeded,
      .decodingError:
      true
    default: false
    }
  }

  /// True when the server answered, and not for lack of time: whoever goes on with another question loses nothing by it. If
  /// it is the connection after all, the next question gets the same answer.
  var isAboutWhatWasAsked: Bool {
    code.rawValue > 0 && ![.busy, .unavailable, .timeLimitExceeded].contains(code)
  }
}

extension LDAPError: CustomStringConvertible {
  /// One line: what, where, and what to do next.
  package var description: String {
    let server = diagnostic.map { " (\($0))" } ?? ""
    let next = advice.map { "; \($0)" } ?? ""
    let number = code.rawValue > -1000 ? " [\(code.rawValue)]" : ""
    return "\(operation): \(meaning)\(number)\(server)\(next)"
  }
}
