internal import Directory
internal import WindowsSecurity

/// Turns arrivals of a search into edges with evidence and lifetime.
struct EdgeWriter {
  let graph: ControlGraph
  private var snapshot: Snapshot { graph.snapshot }

  init(_ graph: ControlGraph) { self.graph = graph }

  /// The steps from a start to `target`, in order; nil when the search did not come there.
  func steps(to target: ObjectID, in search: Search) -> [Edge]? {
    var groups: [[Edge]] = []
    var object = target
    var seen: Set<ObjectID> = []
    while !search.starts.contains(object) {
      guard seen.insert(object).inserted, let arrival = search.arrivals[Int(object.index)] else { return nil }
      groups.append(edges(of: arrival, to: object))
      object = arrival.from
    }
    return groups.reversed().flatMap { $0 }
  }

  /// The memberships that put the holder of the right into the token, then the step itself.
  private func edges(of arrival: Arrival, to target: ObjectID) -> [Edge] {
    let holder = arrival.kind == .memberOf ? target : arrival.via ?? arrival.from
    var edges = memberships(from: arrival.from, to: holder, arrival.condition)
    if arrival.kind == .memberOf { return edges }
    // Everyone and the like are no object on the way: the step starts at the principal, its evidence names the trustee.
    let isNamed = holder == arrival.from || !edges.isEmpty
    edges.append(step(arrival, from: isNamed ? holder : arrival.from, to: target))
    return edges
  }

  /// - Parameter condition: of the step that the memberships lead to.
  private func memberships(from principal: ObjectID, to group: ObjectID, _ condition: Condition?) -> [Edge] {
    guard principal != group else { return [] }
    if let chain = graph.membership.chain(from: principal, to: group) {
      return memberships(of: principal, chain, .certain)
    }
    guard let condition, case .logon(let circumstance) = condition,
      let chain = graph.membership.chain(through: circumstance, to: group)
    else { return [] }
    return memberships(of: principal, chain, .conditional(condition))
  }

  /// - Parameter certainty: of the first, which leads from the principal.
  private func memberships(
    of principal: ObjectID, _ chain: [Membership.Step], _ certainty: Certainty
  ) -> [Edge] {
    var edges: [Edge] = []
    var member = principal
    var listed = principal
    for link in chain {
      // An identity that tokens hold, or another name of the same one, is no membership anybody made.
      if link.basis != .wellKnown, link.basis != .samePrincipal {
        edges.append(
          membership(
            of: member, listedAs: listed, in: link.object, link.basis, edges.isEmpty ? certainty : .certain))
        member = link.object
      }
      listed = link.object
    }
    return edges
  }

  /// - Parameter listed: the object that the group lists, a well-known identity that the member's token holds or the member.
  private func membership(
    of member: ObjectID, listedAs listed: ObjectID, in group: ObjectID, _ basis: Membership.Basis,
    _ certainty: Certainty
  ) -> Edge {
    let groupDN = snapshot.dn(group)
    let memberDN = snapshot.dn(listed)
    switch basis {
    case .sidHistory:
      return Edge(
        kind: .hasSIDHistory, from: member, to: group, certainty: .certain,
        since: snapshot.stamp(member, "sIDHistory")?.changed,
        evidence: [
          Evidence(
            dn: memberDN, attribute: "sIDHistory", value: snapshot.sid(group)?.description ?? groupDN)
        ])
    case .shadowPrincipal:
      return Edge(
        kind: .memberOf, from: member, to: group, certainty: .certain,
        since: snapshot.stamp(member, "msDS-ShadowPrincipalSid")?.changed,
        evidence: [
          Evidence(
            dn: memberDN, attribute: "msDS-ShadowPrincipalSid",
            value: snapshot.sid(group)?.description ?? groupDN)
        ])
    case .exchangeDefault:
      return Edge(
        kind: .memberOf, from: member, to: group, certainty: .conditional(.exchangeDefaultNesting),
        evidence: [
          Evidence(
            dn: groupDN, attribute: "member", value: "not read; Exchange setup makes \(memberDN) a member")
        ])
    case .link, .removed, .wellKnown, .samePrincipal:
      if isPrimary(group, of: member) { return primaryMembership(of: member, in: group) }
      let link = snapshot.link(group, "member", to: listed)
      var evidence = [Evidence(dn: groupDN, attribute: "member", value: memberDN)]
      if let link { evidence.append(Self.record(link, dn: groupDN)) }
      let isLegacy = link.map { $0.version == 0 } ?? true
      return Edge(
        kind: .memberOf, from: member, to: group, certainty: certainty, since: isLegacy ? nil : link?.created,
        until: link?.deleted, evidence: evidence)
    }
  }

  private func isPrimary(_ group: ObjectID, of member: ObjectID) -> Bool {
    guard let rid = snapshot.integer(member, "primaryGroupID"), let sid = snapshot.sid(group) else {
      return false
    }
    return sid.rid.map(Int64.init) == rid && sid.domain == snapshot.sid(member)?.domain
  }

  private func primaryMembership(of member: ObjectID, in group: ObjectID) -> Edge {
    let stamp = snapshot.stamp(member, "primaryGroupID")
    let dn = snapshot.dn(member)
    let value = snapshot.integer(member, "primaryGroupID").map(String.init) ?? ""
    return Edge(
      kind: .memberOf, from: member, to: group, certainty: .certain, since: stamp?.changed,
      evidence: [Evidence(dn: dn, attribute: "primaryGroupID", value: value)]
        + (stamp.map { [Self.record($0, dn: dn)] } ?? []))
  }

  private func step(_ arrival: Arrival, from holder: ObjectID, to target: ObjectID) -> Edge {
    let certainty = arrival.condition.map(Certainty.conditional) ?? .certain
    if arrival.kind.isAccessRight {
      let carrier = arrival.carrier ?? target
      let entry = AccessEvidence(graph).entry(arrival.ace, of: carrier)
      var evidence = entry.evidence
      if arrival.kind == .dcSync || arrival.kind == .syncLAPSPassword {
        evidence += AccessEvidence(graph).replicationHalf(
          besides: arrival.ace, of: carrier, holder: arrival.otherHalf ?? arrival.from)
        if let other = arrival.otherHalf {
          let dn = snapshot.dn(other)
          evidence.append(
            Evidence(dn: dn, attribute: "objectSid", value: snapshot.sid(other)?.description ?? dn))
        }
      }
      if arrival.kind == .occupyGPLink { evidence += danglingLink(to: target, carrier) }
      return Edge(
        kind: arrival.kind, from: holder, to: target, carrier: arrival.carrier, certainty: certainty,
        since: entry.since,
        evidence: evidence, origin: entry.origin)
    }
    if arrival.kind == .allowedToAct || arrival.kind == .readGMSAPassword {
      return valueStep(arrival, certainty, from: holder, to: target)
    }
    if let known = structural(arrival, from: holder, to: target) {
      return Edge(
        kind: arrival.kind, from: holder, to: target, certainty: certainty, since: known.since,
        evidence: [known.evidence])
    }
    let place = placeEvidence(arrival, from: holder, to: target)
    return Edge(
      kind: arrival.kind, from: holder, to: target, certainty: certainty, since: place.since,
      evidence: [place.evidence])
  }

  /// The link, on the target itself or on what it lies in, that names a policy which is gone.
  private func danglingLink(to target: ObjectID, _ carrier: ObjectID) -> [Evidence] {
    let places = graph.structure.danglingPlaces[AccessIndex.domain(of: carrier, in: snapshot)] ?? []
    let place =
      places.first { $0.container == target }
      ?? places.first {
        graph.scope.governed(by: $0.container, enforced: $0.isEnforced).contains(target)
      }
    guard let container = place?.container, let value = snapshot.string(container, "gPLink") else {
      return []
    }
    return [Evidence(dn: snapshot.dn(container), attribute: "gPLink", value: value)]
  }

  /// A step that a descriptor in an attribute of the target allows.
  private func valueStep(
    _ arrival: Arrival, _ certainty: Certainty, from holder: ObjectID, to target: ObjectID
  ) -> Edge {
    let attribute = ValueDescriptors.attribute(arrival.kind)
    let entry = ValueDescriptors.entry(arrival.ace, arrival.kind, on: target, in: snapshot)
    let dn = snapshot.dn(target)
    let stamp = snapshot.stamp(target, attribute)
    return Edge(
      kind: arrival.kind, from: holder, to: target, certainty: certainty, since: stamp?.changed,
      evidence: [
        Evidence(dn: dn, attribute: attribute, value: entry?.sddl() ?? "no DACL: everyone is allowed")
      ] + (stamp.map { [Self.record($0, dn: dn)] } ?? []))
  }

  private func structural(
    _ arrival: Arrival, from holder: ObjectID, to target: ObjectID
  ) -> (since: Instant?, evidence: Evidence)? {
    var candidates = (graph.structure.outgoing[arrival.from] ?? []) + (graph.structure.outgoing[holder] ?? [])
    if let sid = snapshot.sid(holder) {
      let key = TrusteeKey(sid, domain: AccessIndex.domain(of: holder, in: snapshot))
      candidates += graph.structure.byTrustee[key] ?? []
    }
    for sid in (Token.everyTokenHolds.union(LogonCircumstance.ofAccounts.keys)).sorted() {
      candidates += graph.structure.byTrustee[TrusteeKey(sid, domain: -1)] ?? []
    }
    guard let edge = candidates.first(where: { $0.to == target && $0.kind == arrival.kind }) else {
      return nil
    }
    let since = snapshot.object(dn: edge.evidence.dn).flatMap {
      snapshot.stamp($0, edge.evidence.attribute)?.changed
    }
    let isUndated = [.dcFor, .adminTo, .controllerOperator].contains(arrival.kind)
    return (isUndated ? nil : since, edge.evidence)
  }

  /// Evidence of a step that follows from the place of an object.
  private func placeEvidence(
    _ arrival: Arrival, from holder: ObjectID, to target: ObjectID
  ) -> (since: Instant?, evidence: Evidence) {
    let dn = snapshot.dn(target)
    switch arrival.kind {
    case .gpLink:
      let place = arrival.carrier ?? target
      return (
        snapshot.stamp(place, "gPLink")?.changed,
        Evidence(dn: snapshot.dn(place), attribute: "gPLink", value: snapshot.string(place, "gPLink") ?? "")
      )
    case .protectAdminGroups:
      let isMarked = snapshot.integer(target, "adminCount") == 1
      return (
        nil,
        Evidence(
          dn: dn, attribute: "adminCount", value: isMarked ? "1" : "not set yet; member of a protected group")
      )
    default:
      return (snapshot.created(target), Evidence(dn: dn, attribute: "distinguishedName", value: dn))
    }
  }

  static func record(_ stamp: AttributeStamp, dn: String) -> Evidence {
    Evidence(
      dn: dn, attribute: "replPropertyMetaData",
      value: "\(stamp.attribute) version \(stamp.version), changed \(stamp.changed) on \(stamp.originator)")
  }

  static func record(_ link: LinkStamp, dn: String) -> Evidence {
    let end = link.deleted.map { ", removed \($0)" } ?? ""
    return Evidence(
      dn: dn, attribute: "msDS-ReplValueMetaData",
      value: "\(link.attribute) \(link.targetDN) version \(link.version), added \(link.created)\(end) "
        + "on \(link.originator)")
  }
}
