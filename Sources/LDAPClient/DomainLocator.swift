import CLDAP

/// Finds the domain controllers of a domain in DNS.
package enum DomainLocator {
  /// A name and a port from a service record.
  package struct Host: Hashable, Sendable {
    package let name: String
    package let port: Int

    package init(name: String, port: Int) {
      self.name = name
      self.port = port
    }
  }

  /// The domain controllers that `_ldap._tcp.dc._msdcs.DOMAIN` names, by priority and, within one priority, drawn by
  /// weight as RFC 2782 says; empty when there is no such record or no name server.
  ///
  /// [MS-ADTS] 6.3.2.3; the corresponding C function is `ldap_domain2hostlist`, which puts `_ldap._tcp.` in front.
  ///
  /// - Parameter seconds: how long name servers may take; the resolver would wait for each of them several times.
  package static func controllers(of domain: String, seconds: Int) -> [Host] {
    guard isHostName(domain) else { return [] }
    let found = try? TimeLimit.run(seconds: seconds, "look for domain controllers") { lookUp(domain) }
    return (found ?? nil) ?? []
  }

  /// Blocks.
  private static func lookUp(_ domain: String) -> [Host] {
    var list: UnsafeMutablePointer<CChar>?
    guard ldap_domain2hostlist("dc._msdcs.\(domain)", &list) == LDAP_SUCCESS, let list else { return [] }
    defer { ldap_memfree(list) }
    return hosts(in: String(cString: list))
  }

  /// `dc01.corp.example:389 dc02.corp.example:389` → names and ports, each once. What is no host name is left out: it
  /// becomes part of a URL.
  package static func hosts(in list: String) -> [Host] {
    var hosts: [Host] = []
    for part in list.split(separator: " ") {
      let pieces = part.split(separator: ":", maxSplits: 1).map(String.init)
      guard let name = pieces.first.map(withoutFinalPoint), isHostName(name) else { continue }
      let host = Host(name: name.lowercased(), port: pieces.count > 1 ? Int(pieces[1]) ?? 389 : 389)
      if !hosts.contains(host) { hosts.append(host) }
    }
    return hosts
  }

  /// Letters, digits, hyphens and points, at most 253 octets (RFC 1035 §2.3.1, RFC 1123 §2.1), and no address.
  package static func isHostName(_ name: String) -> Bool {
    guard (1...253).contains(name.utf8.count) else { return false }
    return name.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
      (1...63).contains(label.utf8.count) && !label.hasPrefix("-")
        && label.utf8.allSatisfy { byte in
          UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20
            || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
            || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
        }
    }
  }

  /// The domains that this machine searches for short names: `search` or `domain` in resolv.conf(5), the last one wins.
  package static func searchDomains(resolverConfiguration text: String) -> [String] {
    var domains: [String] = []
    for line in text.split(whereSeparator: \.isNewline) {
      let words = line.split(whereSeparator: { $0 == " " || $0 == "\t" }).map(String.init)
      guard let first = words.first, first == "search" || first == "domain" else { continue }
      domains = words.dropFirst().map(withoutFinalPoint).filter(isHostName)
    }
    return domains
  }

  private static func withoutFinalPoint(_ name: String) -> String {
    name.hasSuffix(".") ? String(name.dropLast()) : name
  }
}
