import CLDAP
import Glibc

/// Where a URL points.
struct ServerAddress {
  let host: String
  let port: Int
  let isTLS: Bool

  init(_ url: String) throws(LDAPError) {
    let operation = "connect to \(url)"
    var description: UnsafeMutablePointer<LDAPURLDesc>?
    guard ldap_url_parse(url, &description) == LDAP_URL_SUCCESS, let description else {
      throw LDAPError(
        code: .parameterError, operation: operation, meaning: "this is no URL of a server",
        next: "write ldaps://HOST or ldap://HOST")
    }
    defer { ldap_free_urldesc(description) }
    guard let host = description.pointee.lud_host, host.pointee != 0 else {
      throw LDAPError(
        code: .parameterError, operation: operation, meaning: "the URL names no server",
        next: "write ldaps://HOST or ldap://HOST")
    }
    self.host = String(cString: host)
    isTLS = description.pointee.lud_scheme.map { String(cString: $0).lowercased() } == "ldaps"
    let given = Int(description.pointee.lud_port)
    port = given != 0 ? given : isTLS ? 636 : 389
  }

  /// The URL with another host, the port written out.
  func url(as name: String) -> String {
    // An IPv6 address stands in brackets (RFC 3986 §3.2.2).
    "\(isTLS ? "ldaps" : "ldap")://\(name.contains(":") ? "[\(name)]" : name):\(port)"
  }
}
