import CKerberos
import Glibc

/// What a code of libkrb5 means to the responder, and what to do about it (RFC 4120 §7.5.9 and the codes of MIT Kerberos).
enum KerberosFailure {
  static let otherWays =
    "check port 88 of the domain controller and [realms] in krb5.conf; --auth simple over TLS and --auth ntlm need no Kerberos"

  /// - Parameters:
  ///   - text: the library's own words.
  ///   - name: the user or the cache the tickets were to come from.
  static func error(
    _ code: krb5_error_code, _ text: String, name: String, host: String, _ operation: String
  ) -> LDAPError {
    let (kind, meaning, next) = explanation(code, name, host)
    return LDAPError(
      code: kind, operation: operation, meaning: meaning ?? "Kerberos refuses", diagnostic: text, next: next)
  }

  private static func explanation(
    _ code: krb5_error_code, _ name: String, _ host: String
  ) -> (LDAPError.Code, meaning: String?, next: String?) {
    switch Int(code) {
    case KRB5_KDC_UNREACH:
      return (.kerberosUnavailable, "no Kerberos server (KDC) can be reached for \(name)", otherWays)
    case KRB5_REALM_UNKNOWN, KRB5_REALM_CANT_RESOLVE, KRB5_ERR_HOST_REALM_UNKNOWN:
      return (
        .realmUnknown, "no Kerberos server (KDC) is known for the realm of \(name)",
        "check how the realm is written, and name its kdc under [realms] in krb5.conf, or use a DNS server of the domain"
      )
    case KRB5_CONFIG_CANTOPEN, KRB5_CONFIG_BADFORMAT, KRB5_CONFIG_NODEFREALM:
      return (
        .kerberosUnavailable, "the Kerberos configuration of this machine cannot be used",
        "write the user as name@REALM, and check krb5.conf"
      )
    case KRB5KRB_AP_ERR_SKEW, KRB5KRB_AP_ERR_TKT_NYV, KRB5KDC_ERR_NEVER_VALID:
      return (
        .kerberosRefused, "the clocks of this machine and of the domain differ by more than five minutes",
        skew
      )
    case KRB5KDC_ERR_C_PRINCIPAL_UNKNOWN:
      return (
        .kerberosRefused, "the domain knows no user \(name)",
        "check the name: sAMAccountName or user principal name, and the realm after the @"
      )
    case KRB5KDC_ERR_S_PRINCIPAL_UNKNOWN, KRB5KDC_ERR_MUST_USE_USER2USER:
      return (
        .kerberosRefused, "the domain knows no service ldap/\(host)",
        "name the server by the host name it has in the domain; with an address in --server, give that name with --tls-name"
      )
    case KRB5KDC_ERR_PREAUTH_FAILED, KRB5KRB_AP_ERR_BAD_INTEGRITY, KRB5_PREAUTH_FAILED:
      return (
        .kerberosRefused, "the password or the key of \(name) is wrong",
        "check the password; a keytab becomes invalid when the password changes"
      )
    case KRB5KDC_ERR_KEY_EXP:
      return (.kerberosRefused, "the password of \(name) has expired", "change it or use another account")
    case KRB5KDC_ERR_CLIENT_REVOKED:
      return (
        .kerberosRefused, "the account \(name) is disabled, locked, expired or outside its logon hours",
        "use another account"
      )
    case KRB5KDC_ERR_NAME_EXP:
      return (.kerberosRefused, "the account \(name) has expired", "use another account")
    case KRB5KDC_ERR_POLICY:
      return (
        .kerberosRefused, "the policy of the domain does not allow \(name) to log on now or from here",
        "use another account or machine"
      )
    case KRB5KRB_AP_ERR_TKT_EXPIRED:
      return (
        .kerberosRefused, "the ticket has expired",
        "get a new one with kinit, or give --keytab or --password-file"
      )
    case KRB5_FCC_NOFILE, KRB5_CC_NOTFOUND, KRB5_CC_END, KRB5_CC_FORMAT, KRB5_CCACHE_BADVNO,
      KRB5_CC_UNKNOWN_TYPE:
      return (
        .kerberosRefused, "there is no Kerberos ticket in \(name)",
        "run kinit, name the cache with --ccache or KRB5CCNAME, or give --keytab or --user and --password-file"
      )
    case KRB5_KT_NOTFOUND, KRB5_KT_END:
      return (
        .kerberosRefused, "the keytab has no key for \(name)",
        "list its names with klist -k and give one with --user"
      )
    case KRB5_KT_BADNAME, KRB5_KEYTAB_BADVNO, Int(ENOENT), Int(EACCES):
      return (.kerberosRefused, "\(name) cannot be read", "check the file")
    case KRB5KDC_ERR_ETYPE_NOSUPP, KRB5_PROG_ETYPE_NOSUPP:
      return (
        .kerberosRefused, "this machine and the domain share no kind of encryption for \(name)",
        "the account may have RC4 keys only: use --auth ntlm, or simple over TLS"
      )
    case KRB5_PARSE_MALFORMED, KRB5_PARSE_ILLCHAR:
      return (.parameterError, "\(name) is no name of a user", "write the user as name@REALM")
    default: return (.kerberosRefused, nil, nil)
    }
  }

  static let skew = "set the clock of this machine to the time of the domain controller"
}
