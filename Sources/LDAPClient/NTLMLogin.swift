import CKerberos
import Synchronization

/// A name and a password for NTLM ([MS-NLMP]), for where Kerberos cannot be had.
package final class NTLMLogin: Sendable {
  /// `DOMAIN\user` or `user@domain`.
  package let user: String
  private let password: Password
  private let acquired = Mutex<GSSCredential?>(nil)

  package init(user: String, password: Password) {
    self.user = user
    self.password = password
  }

  /// The credential that negotiates NTLM and nothing else. It is in memory only, and asks nobody.
  func credential(_ operation: String) throws(LDAPError) -> GSSCredential {
    if let credential = acquired.withLock({ $0 }) { return credential }
    guard GSSIdentifier.ntlm.isInstalled else {
      throw LDAPError(
        code: .kerberosUnavailable, operation: operation, meaning: "this machine cannot speak NTLM",
        next: "install the Debian package gss-ntlmssp")
    }
    let credential = try acquire(operation)
    acquired.withLock { $0 = credential }
    return credential
  }

  private func acquire(_ operation: String) throws(LDAPError) -> GSSCredential {
    guard let name = GSSName(user, form: .userName) else {
      throw LDAPError(
        code: .parameterError, operation: operation, meaning: "\(user) is no name of a user",
        next: "write DOMAIN\\user or user@domain")
    }
    // The mechanism reads the password up to a zero byte, whatever length it is given.
    guard let password = CPassword(password) else {
      throw LDAPError(
        code: .parameterError, operation: operation, meaning: "the password contains a zero byte")
    }
    // The key is one that only gss-ntlmssp reads. gss_acquire_cred_with_password would give the password to every
    // mechanism, and Kerberos would try it: a wrong one would count twice towards the lockout of the account.
    var minor: OM_uint32 = 0
    var handle: gss_cred_id_t?
    let major = "ntlmssp_password".withCString { key in
      var element = gss_key_value_element_desc(key: key, value: password.pointer)
      return withUnsafeMutablePointer(to: &element) { element in
        var store = gss_key_value_set_desc(count: 1, elements: element)
        return GSSIdentifier.negotiation.withSet { mechanisms in
          gss_acquire_cred_from(&minor, name.handle, 0, mechanisms, GSS_C_INITIATE, &store, &handle, nil, nil)
        }
      }
    }
    guard !GSSStatus.isError(major), let handle else {
      throw failure(operation, major, minor)
    }
    let credential = GSSCredential(owning: handle)
    // The negotiation would begin with Kerberos and use whatever tickets the environment has.
    let chosen = GSSIdentifier.ntlm.withSet { gss_set_neg_mechs(&minor, credential.handle, $0) }
    guard !GSSStatus.isError(chosen) else { throw failure(operation, chosen, minor) }
    return credential
  }

  private func failure(_ operation: String, _ major: OM_uint32, _ minor: OM_uint32) -> LDAPError {
    LDAPError(
      code: .localError, operation: operation, meaning: "NTLM cannot be prepared",
      diagnostic: GSSStatus.text(major: major, minor: minor, mechanism: .negotiation))
  }
}
