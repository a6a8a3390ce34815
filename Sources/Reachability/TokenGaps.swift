internal import Directory
internal import WindowsSecurity

/// What the evidence does not say about a token.
struct TokenGaps {
  let snapshot: Snapshot
  let membership: Membership

  /// One line per gap.
  /// - Parameter objects: everything found in the token.
  func lines(of principal: ObjectID, _ objects: [ObjectID]) -> [String] {
    var lines: [String] = []
    for object in objects {
      let dn = snapshot.dn(object)
      if let shadow = membership.histories[object], membership.shadows.sids[object] != nil {
        if membership.shadows.isEnabled == nil {
          lines.append("\(dn): whether the feature behind shadow principals is enabled was not read")
        }
        lines += shadow.map { "\(dn): \($0) counts where a trust lets it pass" }
      } else if snapshot.structuralClass(object) == "msDS-ShadowPrincipal" {
        // Without the feature it is nothing but a list; without its SID nobody knows what it is.
        if membership.shadows.isEnabled != false {
          lines.append("\(dn): msDS-ShadowPrincipalSid was not read")
        }
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
    if snapshot.isA(principal, "user"), snapshot.values(principal, "primaryGroupID").isEmpty {
      lines.append("\(snapshot.dn(principal)): primaryGroupID was not read")
    }
    if snapshot.structuralClass(principal) == "foreignSecurityPrincipal",
      snapshot.sid(principal)?.domain != nil
    {
      lines.append("\(snapshot.dn(principal)): its groups in its own forest were not read")
    }
    for domain in snapshot.domains where domain.head == nil {
      lines.append("\(domain.dnsName) was not read: its universal and domain-local groups are missing")
    }
    return lines
  }
}
