internal import Directory

/// One link of `gPLink`: `[LDAP://cn={GUID},cn=policies,…;n]`. [MS-GPOL] 2.2.2
struct PolicyLink: Sendable {
  let policy: ObjectID
  /// Bit 0 of the link options.
  let isDisabled: Bool
  /// Bit 1: blocked inheritance below does not stop the policy.
  let isEnforced: Bool

  /// The links of a domain, organizational unit or site whose policy is in the snapshot, in stored order.
  static func links(of container: ObjectID, in snapshot: Snapshot) -> [PolicyLink] {
    stored(of: container, in: snapshot).compactMap { name, options in
      snapshot.object(dn: name).map {
        PolicyLink(policy: $0, isDisabled: options & 1 != 0, isEnforced: options & 2 != 0)
      }
    }
  }

  /// The links that are not disabled and name a policy that is not in the snapshot.
  static func unresolved(
    of container: ObjectID, in snapshot: Snapshot
  ) -> [(policy: String, isEnforced: Bool)] {
    stored(of: container, in: snapshot).compactMap { name, options in
      options & 1 == 0 && snapshot.object(dn: name) == nil ? (name, options & 2 != 0) : nil
    }
  }

  private static func stored(
    of container: ObjectID, in snapshot: Snapshot
  ) -> [(name: String, options: UInt32)] {
    guard let text = snapshot.string(container, "gPLink") else { return [] }
    return text.split(separator: "[").compactMap { part in
      guard let close = part.lastIndex(of: "]"), let semicolon = part[..<close].lastIndex(of: ";"),
        part[..<semicolon].prefix(7).lowercased() == "ldap://"
      else { return nil }
      let options = UInt32(part[part.index(after: semicolon)..<close]) ?? 0
      return (String(part[..<semicolon].dropFirst(7)), options)
    }
  }
}

/// Containers that `wellKnownObjects` of a domain head finds whatever they are called. [MS-ADTS] 6.1.1.4
enum WellKnownContainer: String {
  case domainControllers = "A361B2FFFFD211D1AA4B00C04FD7D83A"
  case system = "AB1D30F3768811D1ADED00C04FD8D5CD"
  case users = "A9D1CA15768811D1ADED00C04FD8D5CD"

  /// The container, from values `B:32:<hex>:<DN>`.
  func object(under head: ObjectID, in snapshot: Snapshot) -> ObjectID? {
    for bytes in snapshot.values(head, "wellKnownObjects") {
      let text = String(decoding: bytes, as: UTF8.self)
      let parts = text.split(separator: ":", maxSplits: 3)
      guard parts.count == 4, parts[2].uppercased() == rawValue else { continue }
      if let object = snapshot.object(dn: String(parts[3])) { return object }
    }
    guard self == .domainControllers else { return nil }
    // The name is the same in every language; it serves when the attribute was not read.
    return snapshot.object(dn: "OU=Domain Controllers,\(snapshot.dn(head))")
  }
}
