import CLDAP
import Glibc

/// One bound connection to one server. Owns the `LDAP *` of libldap and closes it exactly once.
///
/// It reads: bind, search, abandon, unbind, StartTLS and whoami are all it ever sends.
package struct LDAPSession: ~Copyable {
  let handle: OpaquePointer  // LDAP *
  package let options: LDAPConnectionOptions

  private init(owning handle: OpaquePointer, _ options: LDAPConnectionOptions) {
    self.handle = handle
    self.options = options
  }

  deinit { ldap_unbind_ext_s(handle, nil, nil) }

  /// Connects, secures and binds.
  package static func open(_ options: LDAPConnectionOptions) throws(LDAPError) -> LDAPSession {
    let session = try connect(options)
    try session.bind()
    return session
  }

  /// A connection that is secured and not yet bound: enough for the rootDSE.
  ///
  /// - Parameter explaining: false leaves out why TLS did not come about, which takes further connections.
  package static func connect(
    _ options: LDAPConnectionOptions, explaining: Bool = true
  ) throws(LDAPError) -> LDAPSession {
    let operation = "connect to \(options.url)"
    let address = try ServerAddress(options.url)
    let descriptor = try TCPConnection.open(address, options, operation)
    // The name in this URL is the one libldap verifies the certificate against and asks Kerberos for; the connection is
    // there already.
    let name = address.url(as: options.serverName ?? address.host)
    var handle: OpaquePointer?
    let code = ldap_init_fd(descriptor, LDAP_PROTO_TCP, name, &handle)
    guard code == LDAP_SUCCESS, let handle else {
      close(descriptor)
      throw LDAPError(code: .init(rawValue: code), operation: operation, meaning: meaning(of: code))
    }
    // From here on deinit closes the handle, also when something below throws.
    let session = LDAPSession(owning: handle, options)
    try session.configure()
    try session.configureTLS()
    do throws(LDAPError) {
      try session.secure(address, operation)
    } catch {
      throw explaining ? ConnectionDiagnosis.explain(error, options) : error
    }
    return session
  }

  private func configure() throws(LDAPError) {
    let operation = "prepare the connection to \(options.url)"
    try set(LDAP_OPT_PROTOCOL_VERSION, 3, operation)
    // LDAP_OPT_OFF is the null pointer; a pointer to zero would switch referrals on.
    try check(ldap_set_option(handle, LDAP_OPT_REFERRALS, nil), operation)
    try switchOn(LDAP_OPT_RESTART, operation)
    try switchOn(LDAP_OPT_X_SASL_NOCANON, operation)
    try set(LDAP_OPT_NETWORK_TIMEOUT, seconds: options.connectTimeout, operation)
    try set(LDAP_OPT_TIMEOUT, seconds: options.timeout, operation)
  }

  func set(_ option: Int32, _ value: Int32, _ operation: String) throws(LDAPError) {
    var value = value
    try check(ldap_set_option(handle, option, &value), operation)
  }

  private func set(_ option: Int32, seconds: Int, _ operation: String) throws(LDAPError) {
    var value = timeval(tv_sec: max(1, seconds), tv_usec: 0)
    try check(ldap_set_option(handle, option, &value), operation)
  }

  /// Any pointer that is not null switches a boolean option on.
  func switchOn(_ option: Int32, _ operation: String) throws(LDAPError) {
    try set(option, 1, operation)
  }

  /// The one funnel for result codes.
  func check(_ code: Int32, _ operation: @autoclosure () -> String) throws(LDAPError) {
    guard code != LDAP_SUCCESS else { return }
    throw error(code, operation())
  }

  /// The error for a code, with the server's own words where it sent some.
  func error(_ code: Int32, _ operation: String) -> LDAPError {
    var text: UnsafeMutablePointer<CChar>?
    var diagnostic: String?
    if ldap_get_option(handle, LDAP_OPT_DIAGNOSTIC_MESSAGE, &text) == LDAP_OPT_SUCCESS, let text {
      diagnostic = Self.cleaned(String(cString: text))
      ldap_memfree(text)
    }
    return LDAPError(
      code: .init(rawValue: code), operation: operation, meaning: Self.meaning(of: code),
      diagnostic: diagnostic)
  }

  static func meaning(of code: Int32) -> String {
    ldap_err2string(code).map { String(cString: $0) } ?? "unknown error"
  }

  /// The text of a server in one line; nil when it says nothing. Active Directory ends its messages with a zero byte,
  /// libldap says `(unknown error code)` where GnuTLS has no text.
  static func cleaned(_ text: String) -> String? {
    let line = String(text.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? " " : Character($0) })
    let words = line.split(separator: " ").joined(separator: " ")
    return words.isEmpty || words == "(unknown error code)" ? nil : words
  }
}
