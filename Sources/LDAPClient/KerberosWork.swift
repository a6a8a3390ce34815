import CKerberos
import Glibc

/// Fills a ticket cache in memory. Owns the context and the cache until they are released to the tickets.
final class KerberosWork {
  private let context: krb5_context
  private let cache: krb5_ccache
  private let host: String
  private let operation: String
  private var isOwner = true

  init(host: String, _ operation: String) throws(LDAPError) {
    var context: krb5_context?
    var code = krb5_init_context(&context)
    guard code == 0, let context else {
      throw KerberosFailure.error(
        code, Self.text(of: code, nil), name: "krb5.conf", host: host, operation)
    }
    var cache: krb5_ccache?
    code = krb5_cc_new_unique(context, "MEMORY", nil, &cache)
    guard code == 0, let cache else {
      let text = Self.text(of: code, context)
      krb5_free_context(context)
      throw KerberosFailure.error(code, text, name: "memory", host: host, operation)
    }
    self.context = context
    self.cache = cache
    self.host = host
    self.operation = operation
  }

  deinit {
    guard isOwner else { return }
    krb5_cc_destroy(context, cache)
    krb5_free_context(context)
  }

  func release() -> (krb5_context, krb5_ccache) {
    isOwner = false
    return (context, cache)
  }

  // MARK: Sources of tickets. Each returns the name that errors use.

  func takeFromEnvironment() throws(LDAPError) -> String {
    // A keytab is named there only on purpose, a cache exists by default.
    if getenv("KRB5_CLIENT_KTNAME") != nil, !hasTickets() {
      var keytab: krb5_keytab?
      try check(krb5_kt_client_default(context, &keytab), "KRB5_CLIENT_KTNAME")
      guard let keytab else { throw missing("KRB5_CLIENT_KTNAME") }
      defer { krb5_kt_close(context, keytab) }
      return try ask(keytab, user: nil, path: "KRB5_CLIENT_KTNAME")
    }
    let name = krb5_cc_default_name(context).map { String(cString: $0) } ?? "the default cache"
    var source: krb5_ccache?
    try check(krb5_cc_default(context, &source), name)
    return try take(source, name)
  }

  func take(cache path: String) throws(LDAPError) -> String {
    var source: krb5_ccache?
    try check(krb5_cc_resolve(context, path, &source), path)
    return try take(source, path)
  }

  func ask(keytab path: String, user: String?) throws(LDAPError) -> String {
    var keytab: krb5_keytab?
    try check(krb5_kt_resolve(context, path, &keytab), path)
    guard let keytab else { throw missing(path) }
    defer { krb5_kt_close(context, keytab) }
    return try ask(keytab, user: user, path: path)
  }

  func ask(_ user: String, _ password: Password) throws(LDAPError) -> String {
    let client = try parse(user)
    defer { krb5_free_principal(context, client) }
    let name = text(of: client)
    guard let secret = CPassword(password) else {
      throw LDAPError(
        code: .parameterError, operation: operation, meaning: "the password of \(name) contains a zero byte")
    }
    let options = try requestOptions()
    defer { krb5_get_init_creds_opt_free(context, options) }
    var tickets = krb5_creds()
    try check(
      krb5_get_init_creds_password(context, &tickets, client, secret.pointer, nil, nil, 0, nil, options), name
    )
    defer { krb5_free_cred_contents(context, &tickets) }
    try store(&tickets, name)
    return name
  }

  /// The credential over what the cache holds, and the name it is for.
  func credential() throws(LDAPError) -> (GSSCredential, principal: String) {
    var owner: krb5_principal?
    try check(krb5_cc_get_principal(context, cache, &owner), "memory")
    defer { krb5_free_principal(context, owner) }
    var full: UnsafeMutablePointer<CChar>?
    try check(krb5_cc_get_full_name(context, cache, &full), "memory")
    defer { krb5_free_string(context, full) }
    guard let full, let owner else { throw missing("memory") }

    var minor: OM_uint32 = 0
    var handle: gss_cred_id_t?
    let name = text(of: owner)
    let major = "ccache".withCString { key in
      var element = gss_key_value_element_desc(key: key, value: full)
      return withUnsafeMutablePointer(to: &element) { element in
        var store = gss_key_value_set_desc(count: 1, elements: element)
        return GSSIdentifier.kerberos.withSet { mechanisms in
          gss_acquire_cred_from(&minor, nil, 0, mechanisms, GSS_C_INITIATE, &store, &handle, nil, nil)
        }
      }
    }
    guard !GSSStatus.isError(major), let handle else {
      throw KerberosFailure.error(
        krb5_error_code(bitPattern: minor),
        GSSStatus.text(major: major, minor: minor, mechanism: .kerberos), name: name, host: host, operation)
    }
    return (GSSCredential(owning: handle), name)
  }
}

extension KerberosWork {
  private func hasTickets() -> Bool {
    var source: krb5_ccache?
    guard krb5_cc_default(context, &source) == 0, let source else { return false }
    defer { krb5_cc_close(context, source) }
    var owner: krb5_principal?
    guard krb5_cc_get_principal(context, source, &owner) == 0 else { return false }
    krb5_free_principal(context, owner)
    return true
  }

  private func take(_ source: krb5_ccache?, _ name: String) throws(LDAPError) -> String {
    guard let source else { throw missing(name) }
    defer { krb5_cc_close(context, source) }
    var owner: krb5_principal?
    try check(krb5_cc_get_principal(context, source, &owner), name)
    defer { krb5_free_principal(context, owner) }
    try check(krb5_cc_initialize(context, cache, owner), name)
    try check(krb5_cc_copy_creds(context, source, cache), name)
    return name
  }

  private func ask(_ keytab: krb5_keytab, user: String?, path: String) throws(LDAPError) -> String {
    let client: krb5_principal
    if let user { client = try parse(user) } else { client = try first(of: keytab, path) }
    defer { krb5_free_principal(context, client) }
    let name = text(of: client)
    let options = try requestOptions()
    defer { krb5_get_init_creds_opt_free(context, options) }
    var tickets = krb5_creds()
    try check(
      krb5_get_init_creds_keytab(context, &tickets, client, keytab, 0, nil, options),
      user == nil ? path : name)
    defer { krb5_free_cred_contents(context, &tickets) }
    try store(&tickets, name)
    return name
  }

  private func first(of keytab: krb5_keytab, _ path: String) throws(LDAPError) -> krb5_principal {
    var cursor: krb5_kt_cursor?
    try check(krb5_kt_start_seq_get(context, keytab, &cursor), path)
    defer { krb5_kt_end_seq_get(context, keytab, &cursor) }
    var entry = krb5_keytab_entry()
    try check(krb5_kt_next_entry(context, keytab, &entry, &cursor), path)
    defer { krb5_free_keytab_entry_contents(context, &entry) }
    var copy: krb5_principal?
    try check(krb5_copy_principal(context, entry.principal, &copy), path)
    guard let copy else { throw missing(path) }
    return copy
  }

  private func store(_ tickets: inout krb5_creds, _ name: String) throws(LDAPError) {
    try check(krb5_cc_initialize(context, cache, tickets.client), name)
    try check(krb5_cc_store_cred(context, cache, &tickets), name)
  }

  /// `name@REALM`, `name@realm` or `name`. Realms of Active Directory are DNS names in capitals ([MS-KILE] 3.1.5.6); a
  /// name without one gets the default realm of the machine, else the domain of the server.
  private func parse(_ user: String) throws(LDAPError) -> krb5_principal {
    guard !user.contains("\\") else {
      throw LDAPError(
        code: .parameterError, operation: operation, meaning: "Kerberos knows no names like \(user)",
        next: "write the user as name@REALM, with the DNS name of the domain as the realm")
    }
    let parts = user.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
    var full = user
    if parts.count == 2 {
      full = "\(parts[0])@\(parts[1].uppercased())"
    } else if !hasDefaultRealm, let dot = host.firstIndex(of: "."), !host.contains(":") {
      full = "\(user)@\(host[host.index(after: dot)...].uppercased())"
    }
    var principal: krb5_principal?
    try check(krb5_parse_name(context, full, &principal), user)
    guard let principal else { throw missing(user) }
    return principal
  }

  private var hasDefaultRealm: Bool {
    var realm: UnsafeMutablePointer<CChar>?
    guard krb5_get_default_realm(context, &realm) == 0 else { return false }
    krb5_free_default_realm(context, realm)
    return true
  }

  private func requestOptions() throws(LDAPError) -> UnsafeMutablePointer<krb5_get_init_creds_opt> {
    var options: UnsafeMutablePointer<krb5_get_init_creds_opt>?
    try check(krb5_get_init_creds_opt_alloc(context, &options), "memory")
    guard let options else { throw missing("memory") }
    // Nobody needs these tickets elsewhere.
    krb5_get_init_creds_opt_set_forwardable(options, 0)
    krb5_get_init_creds_opt_set_proxiable(options, 0)
    // An expired password is to be reported, not asked about.
    krb5_get_init_creds_opt_set_change_password_prompt(options, 0)
    return options
  }

  private func text(of principal: krb5_principal) -> String {
    var name: UnsafeMutablePointer<CChar>?
    guard krb5_unparse_name(context, principal, &name) == 0, let name else { return "the user" }
    defer { krb5_free_unparsed_name(context, name) }
    return String(cString: name)
  }

  private func check(_ code: krb5_error_code, _ name: String) throws(LDAPError) {
    guard code != 0 else { return }
    throw KerberosFailure.error(code, Self.text(of: code, context), name: name, host: host, operation)
  }

  private static func text(of code: krb5_error_code, _ context: krb5_context?) -> String {
    guard let message = krb5_get_error_message(context, code) else { return "error \(code)" }
    defer { krb5_free_error_message(context, message) }
    return String(cString: message)
  }

  /// libkrb5 said it succeeded and gave nothing.
  private func missing(_ name: String) -> LDAPError {
    LDAPError(code: .kerberosRefused, operation: operation, meaning: "Kerberos gives nothing for \(name)")
  }
}
