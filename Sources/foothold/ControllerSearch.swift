import Foundation
import LDAPClient

/// Finds domain controllers in DNS for somebody who named none.
struct ControllerSearch {
  let live: LiveOptions

  /// URLs in the order in which they should be tried.
  func run() throws -> [String] {
    try live.validateTLS()
    let domains = candidates
    for domain in domains {
      let hosts = DomainLocator.controllers(of: domain, seconds: live.connectTimeout)
      if !hosts.isEmpty { return hosts.map { live.url(of: $0.name) } }
    }
    guard let first = domains.first else {
      throw Failure(
        .usage,
        "No domain to look for: name one with --domain corp.example, or a domain controller with --server ldaps://HOST."
      )
    }
    throw Failure(
      .serverUnavailable,
      "DNS names no domain controller of \(first): there is no answer to _ldap._tcp.dc._msdcs.\(first). "
        + "Is the name server one of the domain (/etc/resolv.conf)? Otherwise name one: --server ldaps://HOST."
    )
  }

  /// The domain that was named, else that of the account, else those of this machine.
  private var candidates: [String] {
    if let domain = live.domain { return [domain] }
    if let user = live.user, let at = user.lastIndex(of: "@") {
      let domain = String(user[user.index(after: at)...]).lowercased()
      if DomainLocator.isHostName(domain) { return [domain] }
    }
    let configuration = (try? String(contentsOfFile: "/etc/resolv.conf", encoding: .utf8)) ?? ""
    return DomainLocator.searchDomains(resolverConfiguration: configuration)
  }
}
