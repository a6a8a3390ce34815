import CKerberos
import Glibc

/// The tickets of one identity, in memory only: what comes from a cache is copied, what is asked for is never written to
/// disk. Not to be shared while it is being made; afterwards only the credential is used.
final class KerberosTickets: Sendable {
  let principal: String
  let credential: GSSCredential
  private nonisolated(unsafe) let context: krb5_context
  private nonisolated(unsafe) let cache: krb5_ccache
  /// What errors name: the user, or the cache.
  private let name: String

  deinit {
    krb5_cc_destroy(context, cache)
    krb5_free_context(context)
  }

  /// Asks for tickets, or copies them. Blocks until the Kerberos server answers or libkrb5 gives up.
  ///
  /// - Parameter host: of the server, whose domain is the realm of a user without one.
  convenience init(_ source: KerberosLogin.Source, host: String, _ operation: String) throws(LDAPError) {
    let work = try KerberosWork(host: host, operation)
    let name: String
    switch source {
    case .environment: name = try work.takeFromEnvironment()
    case .cache(let path): name = try work.take(cache: path)
    case .keytab(let path, let user): name = try work.ask(keytab: path, user: user)
    case .password(let user, let password): name = try work.ask(user, password)
    }
    try self.init(work, name, operation)
  }

  private init(_ work: consuming KerberosWork, _ name: String, _ operation: String) throws(LDAPError) {
    let (credential, principal) = try work.credential()
    self.credential = credential
    self.principal = principal
    self.name = name
    (context, cache) = work.release()
  }

  /// Gets the ticket for `ldap/host` into the cache, by preparing the first message of a bind that is never sent.
  func fetchService(of host: String, _ operation: String) throws(LDAPError) {
    guard let target = GSSName("ldap@\(host)", form: .service) else {
      throw LDAPError(
        code: .parameterError, operation: operation, meaning: "\(host) is no name of a server")
    }
    var minor: OM_uint32 = 0
    var unused: OM_uint32 = 0
    var security: gss_ctx_id_t?
    var token = gss_buffer_desc()
    let major = GSSIdentifier.kerberos.withPointer { mechanism in
      gss_init_sec_context(
        &minor, credential.handle, &security, target.handle, mechanism, OM_uint32(GSS_C_MUTUAL_FLAG), 0, nil,
        nil, nil, &token, nil, nil)
    }
    gss_release_buffer(&unused, &token)
    gss_delete_sec_context(&unused, &security, nil)
    guard GSSStatus.isError(major) else { return }
    throw KerberosFailure.error(
      krb5_error_code(bitPattern: minor),
      GSSStatus.text(major: major, minor: minor, mechanism: .kerberos), name: name, host: host, operation)
  }
}
