import CLDAP
import Glibc

/// Finds out why a connection did not come about. libldap says "Can't contact LDAP server" for a wrong name, a closed
/// port and a certificate that does not verify alike.
enum ConnectionDiagnosis {
  static func explain(_ error: LDAPError, _ options: LDAPConnectionOptions) -> LDAPError {
    guard error.code == .serverDown || error.code == .connectError else { return error }
    if let reason = unreachable(options) {
      return LDAPError(code: .serverDown, operation: error.operation, meaning: reason, diagnostic: nil)
    }
    guard options.isTLS, !options.insecure else { return error }
    // The same handshake without verification, on a connection that is closed before anybody binds on it.
    var unverified = options
    unverified.insecure = true
    unverified.credentials = .anonymous
    do throws(LDAPError) {
      _ = try LDAPSession.connect(unverified)
    } catch {
      return LDAPError(
        code: .connectError, operation: error.operation, meaning: "the TLS handshake fails",
        diagnostic: error.diagnostic)
    }
    return LDAPError(
      code: .certificateNotVerified, operation: error.operation,
      meaning: "the server's certificate cannot be verified: unknown CA, other name, or out of date",
      diagnostic: error.diagnostic)
  }

  /// Why no TCP connection can be made; nil when one can.
  private static func unreachable(_ options: LDAPConnectionOptions) -> String? {
    var description: UnsafeMutablePointer<LDAPURLDesc>?
    guard ldap_url_parse(options.url, &description) == LDAP_URL_SUCCESS, let description else { return nil }
    defer { ldap_free_urldesc(description) }
    guard let host = description.pointee.lud_host, host.pointee != 0 else { return "the URL names no server" }
    var port = Int(description.pointee.lud_port)
    if port == 0 { port = options.url.lowercased().hasPrefix("ldaps") ? 636 : 389 }

    var hints = addrinfo()
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var list: UnsafeMutablePointer<addrinfo>?
    let result = getaddrinfo(host, String(port), &hints, &list)
    guard result == 0, let list else {
      return "the name \(String(cString: host)) cannot be resolved: \(String(cString: gai_strerror(result)))"
    }
    defer { freeaddrinfo(list) }
    var reason = "no address"
    var next: UnsafeMutablePointer<addrinfo>? = list
    while let address = next {
      switch connect(address.pointee, seconds: options.connectTimeout) {
      case 0: return nil
      case let code: reason = String(cString: strerror(code))
      }
      next = address.pointee.ai_next
    }
    return "port \(port) of \(String(cString: host)) cannot be reached: \(reason)"
  }

  /// errno of the attempt, 0 when it succeeds.
  private static func connect(_ address: addrinfo, seconds: Int) -> Int32 {
    let descriptor = socket(address.ai_family, address.ai_socktype | Int32(SOCK_NONBLOCK.rawValue), 0)
    guard descriptor >= 0 else { return errno }
    defer { close(descriptor) }
    if Glibc.connect(descriptor, address.ai_addr, address.ai_addrlen) == 0 { return 0 }
    guard errno == EINPROGRESS else { return errno }
    var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    guard poll(&request, 1, Int32(clamping: max(1, seconds) * 1000)) == 1 else { return ETIMEDOUT }
    var code: Int32 = 0
    var size = socklen_t(MemoryLayout<Int32>.size)
    guard getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &code, &size) == 0 else { return errno }
    return code
  }
}
