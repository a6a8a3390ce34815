import CKerberos
import Testing

@testable import LDAPClient

/// Every refusal tells the next step, and ends the program with the code of its kind.
@Suite struct AdviceTests {
  /// What Active Directory writes into the diagnostic message of a refused bind.
  static func refusal(_ data: String) -> LDAPError {
    LDAPError(
      code: .invalidCredentials, operation: "bind as ana to ldaps://dc", meaning: "Invalid credentials",
      diagnostic:
        "80090308: LdapErr: DSID-0C090439, comment: AcceptSecurityContext error, data \(data), v4563")
  }

  @Test(arguments: [
    ("525", "does not exist"), ("52e", "password is wrong"), ("530", "at this time"),
    ("51f", "another domain controller"), ("531", "from this machine"), ("532", "has expired"),
    ("533", "disabled"), ("568", "too many groups"),
    ("701", "account has expired"), ("773", "must be changed"), ("775", "locked"),
    ("52E", "password is wrong"),
  ])
  func `the number behind data decides`(data: String, words: String) {
    let error = Self.refusal(data)
    #expect(error.description.contains(words) && error.description.contains("[49]"))
    #expect(error.exitClass == .refused)
  }

  @Test(arguments: [
    (
      49, "80090346: LdapErr: DSID-0C0906B0, comment: AcceptSecurityContext error, data 80090346, v4563",
      "channel binding"
    ),
    (
      8, "00002028: LdapErr: DSID-0C090276, comment: The server requires binds to turn on integrity checking",
      "ldaps://"
    ),
    (8, "SASL:[GSSAPI]: Sign or Seal are required.", "ldap:// without TLS"),
    (-2, "SASL(-1): generic failure: GSSAPI Error: (Clock skew too great)", "set the clock"),
    (
      -2,
      "SASL(-1): generic failure: GSSAPI Error: An unsupported mechanism was requested (Peers clocks are too far apart)",
      "set the clock"
    ),
    (-2, "SASL(-1): generic failure: GSSAPI Error: No credentials were supplied", "--password-file"),
    (-6, "SASL(-4): no mechanism available: No worthy mechs found", "libsasl2-modules-gssapi-mit"),
    (1, "SASL: Failed to start authentication system: NT_STATUS_INVALID_PARAMETER", "--auth"),
    (7, "", "another kind of authentication"), (13, "", "StartTLS"), (48, "", "give a user"),
  ])
  func `words of servers and libraries lead to the next step`(code: Int32, text: String, words: String) {
    let error = LDAPError(
      code: .init(rawValue: code), operation: "bind with Kerberos to ldap://dc", meaning: "refused",
      diagnostic: text.isEmpty ? nil : text)
    #expect(error.advice?.contains(words) == true)
  }

  @Test func `the place that failed knows better than the words`() {
    let error = LDAPError(
      code: .kerberosRefused, operation: "bind", meaning: "the domain knows no user ana",
      diagnostic: "Client 'ana' not found in Kerberos database", next: "check the name")
    #expect(error.advice == "check the name")
  }

  @Test(arguments: [
    (KRB5_KDC_UNREACH, "port 88", LDAPError.ExitClass.unavailable),
    (KRB5_REALM_UNKNOWN, "krb5.conf", .unavailable),
    (KRB5_CONFIG_BADFORMAT, "krb5.conf", .unavailable),
    (KRB5KRB_AP_ERR_SKEW, "set the clock", .refused),
    (KRB5KDC_ERR_C_PRINCIPAL_UNKNOWN, "knows no user ana", .refused),
    (KRB5KDC_ERR_S_PRINCIPAL_UNKNOWN, "ldap/dc01", .refused),
    (KRB5KDC_ERR_PREAUTH_FAILED, "is wrong", .refused),
    (KRB5KDC_ERR_KEY_EXP, "password of ana has expired", .refused),
    (KRB5KDC_ERR_CLIENT_REVOKED, "disabled, locked, expired", .refused),
    (KRB5KRB_AP_ERR_TKT_EXPIRED, "kinit", .refused),
    (KRB5_FCC_NOFILE, "--ccache", .refused),
    (KRB5_KT_NOTFOUND, "klist -k", .refused),
    (KRB5KDC_ERR_ETYPE_NOSUPP, "--auth ntlm", .refused),
    (-1, "Kerberos refuses", .refused),
  ])
  func `every code of Kerberos has its meaning`(code: Int, words: String, exit: LDAPError.ExitClass) {
    let error = KerberosFailure.error(
      krb5_error_code(truncatingIfNeeded: code), "the library's words", name: "ana", host: "dc01",
      "bind to dc01")
    #expect(error.description.contains(words))
    #expect(error.description.contains("the library's words"))
    #expect(error.exitClass == exit)
  }
}
