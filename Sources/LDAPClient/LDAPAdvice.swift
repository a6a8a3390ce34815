extension LDAPError {
  /// What a responder does next, nil when the message says it all.
  package var advice: String? {
    if let next { return next }
    if let diagnostic, let specific = Self.adviceForActiveDirectory(diagnostic) { return specific }
    switch code {
    case .invalidCredentials: return "check user name and password"
    case .strongerAuthRequired:
      return "the server requires signing or encryption: use ldaps:// or StartTLS, or Kerberos"
    case .confidentialityRequired: return "use ldaps:// or StartTLS"
    case .authMethodNotSupported: return "choose another kind of authentication"
    case .inappropriateAuthentication: return "anonymous access is not enough: give a user"
    case .insufficientAccessRights: return "the account may not read this: use one with more rights"
    case .certificateNotVerified:
      return
        "give the issuing CA with --ca FILE and the name that stands in the certificate as the server's name"
    case .serverDown, .connectError:
      return "check name, port and firewall, or choose another domain controller"
    case .timeout: return "raise --timeout, or choose another domain controller"
    case .busy, .unavailable: return "try later, or choose another domain controller"
    case .timeLimitExceeded, .adminLimitExceeded, .sizeLimitExceeded:
      return "use a smaller --page-size, or choose another domain controller"
    case .endlessAnswer, .foreignEntry, .decodingError: return "choose another domain controller"
    case .unknownMechanism:
      return "this machine lacks the mechanism: install the Debian package libsasl2-modules-gssapi-mit"
    case .kerberosUnavailable, .realmUnknown: return KerberosFailure.otherWays
    case .localError where operation.hasPrefix("bind"):
      return
        "name the server by the host name it has in the domain; the ways in are simple over TLS, kerberos and ntlm"
    default: return nil
    }
  }

  /// Active Directory answers most refusals with code 49 or 8 and puts the reason into the diagnostic message:
  /// `80090308: LdapErr: DSID-…, comment: AcceptSecurityContext error, data 52e, v4563`. The number after `data` is
  /// a Windows system error in hexadecimal.
  private static func adviceForActiveDirectory(_ diagnostic: String) -> String? {
    let text = diagnostic.lowercased()
    if text.contains("80090346") {
      return "the server requires channel binding: use Kerberos, or ldap:// with signing instead of ldaps://"
    }
    // Samba's words for a mechanism it does not have; it answers with operationsError.
    if text.contains("failed to start authentication system") {
      return "the server does not offer this kind of authentication: choose another with --auth"
    }
    if text.contains("sign or seal are required") {
      return "the server wants SASL to sign: use ldap:// without TLS, where Kerberos signs and seals"
    }
    // The last are the words of gss-ntlmssp, which compares its clock with the time in the challenge of the server.
    if ["clock skew", "skew too great", "clocks are too far apart"].contains(where: text.contains) {
      return KerberosFailure.skew
    }
    if text.contains("no credentials were supplied") || text.contains("no credentials cache") {
      return "give --user with --password-file, --ccache or --keytab, or run kinit"
    }
    // The answer of a server whose clock differs: SASL passes the Kerberos error on, which the GSS-API puts into words.
    if text.contains("ticket not yet valid") || text.contains("ticket expired") {
      return "set the clock of this machine to the time of the domain controller, or get a new ticket"
    }
    guard let data = text.firstRange(of: "data ") else { return nil }
    let number = text[data.upperBound...].prefix { $0.isHexDigit }
    switch number {
    case "51f":
      return
        "this server does not know the password and reaches none that does, as a read-only one may: name another domain "
        + "controller, or use Kerberos"
    case "525": return "the user does not exist: check the name, e.g. user@corp.example or CORP\\user"
    case "52e":
      return "the password is wrong, or the name is: write user@domain or DOMAIN\\user, and beware of lockout"
    case "530": return "the account may not log on at this time: use another one"
    case "531": return "the account may not log on from this machine: use another one, or another machine"
    case "532": return "the password has expired: change it or use another account"
    case "533": return "the account is disabled: use another one"
    case "568": return "the account is in too many groups for a token: use another one"
    case "701": return "the account has expired: use another one"
    case "773": return "the password must be changed at first logon: change it or use another account"
    case "775": return "the account is locked: unlock it or use another one"
    default: return nil
    }
  }
}
