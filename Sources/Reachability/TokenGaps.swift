internal import Directory
internal import WindowsSecurity

/// What the evidence does not say about a token.
struct TokenGaps {
  let snapshot: Snapshot
  let membership: Membership

  /// One line per gap.
  /// - Parameter objects: everything found in the token.
  func lines(of principal: ObjectID?, _ objects: [ObjectID]) -> [String] {
    var lines: [String] = []
    for object in objects {
      let dn = snapshot.dn(object)
      if snapshot.structuralClass(object) == "msDS-ShadowPrincipal" {
        lines += shadowLines(object)
      } else if snapshot.sid(object) == nil {
        lines.append("\(dn): objectSid was not read")
      }
      let unread = snapshot.strings(object, "memberOf").filter { snapshot.object(dn: $0) == nil }
      if let first = unread.first {
        let more = unread.count > 1 ? " and \(unread.count - 1) more" : ""
        lines.append("\(dn): is a member of \(first)\(more), not read")
      }
      if snapshot.domains.count > 1, snapshot.structuralClass(object) == "group",
        snapshot.integer(object, "groupType") == nil
      {
        lines.append("\(dn): groupType was not read, it is counted in every domain")
      }
    }
    if let principal {
      if snapshot.isA(principal, "user"), snapshot.values(principal, "primaryGroupID").isEmpty {
        lines.append("\(snapshot.dn(principal)): primaryGroupID was not read")
      }
      if snapshot.structuralClass(principal) == "foreignSecurityPrincipal",
        snapshot.sid(principal)?.domain != nil
      {
        lines.append("\(snapshot.dn(principal)): its groups in its own forest were not read")
      }
    }
    for domain in snapshot.domains where domain.head == nil {
      lines.append("\(domain.dnsName) was not read: its universal and domain-local groups are missing")
    }
    return lines
  }

  private func shadowLines(_ object: ObjectID) -> [String] {
    let dn = snapshot.dn(object)
    guard let sid = membership.shadows.sids[object] else {
      return ["\(dn): msDS-ShadowPrincipalSid was not read"]
    }
    let feature: [String] =
      switch membership.shadows.isEnabled {
      case true?: []
      case false?: ["\(dn): counted although Privileged Access Management is not enabled"]
      case nil: ["\(dn): counted, whether Privileged Access Management is enabled was not read"]
      }
    return feature + ["\(dn): \(sid) counts in the other forest where the trust lets it pass"]
  }
}
