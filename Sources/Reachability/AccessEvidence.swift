internal import Directory
internal import WindowsSecurity

/// Shows the entry that decided a right, and since when it can have been there.
struct AccessEvidence {
  let graph: ControlGraph
  private var snapshot: Snapshot { graph.snapshot }

  init(_ graph: ControlGraph) { self.graph = graph }

  /// The entry at a position in the DACL of an object as SDDL, or its owner when the position is nil.
  func entry(_ position: Int32?, of object: ObjectID) -> (since: Instant?, evidence: [Evidence]) {
    guard let descriptor = graph.index.descriptor(of: object) else { return (nil, []) }
    let names = sddlNames(object)
    let dn = snapshot.dn(object)
    guard let position, let aces = descriptor.dacl?.aces, aces.indices.contains(Int(position)) else {
      let text =
        descriptor.dacl == nil
        ? "no DACL: everyone has full control" : "owner \(descriptor.owner?.description ?? "unknown")"
      return (
        snapshot.stamp(object, "nTSecurityDescriptor")?.changed,
        [Evidence(dn: dn, attribute: "nTSecurityDescriptor", value: text)]
      )
    }
    let ace = aces[Int(position)]
    var evidence = [
      Evidence(
        dn: dn, attribute: "nTSecurityDescriptor",
        value: ace.sddl(domain: names.domain, forestRoot: names.root))
    ]
    var carrier = object
    if ace.flags.contains(.inherited), let ancestor = explicitCarrier(of: ace, above: object) {
      carrier = ancestor.object
      evidence.append(
        Evidence(
          dn: snapshot.dn(ancestor.object), attribute: "nTSecurityDescriptor",
          value: ancestor.ace.sddl(domain: names.domain, forestRoot: names.root)))
    } else if ace.flags.contains(.inherited) {
      return (nil, evidence)
    }
    let stamp = snapshot.stamp(carrier, "nTSecurityDescriptor")
    if let stamp { evidence.append(EdgeWriter.record(stamp, dn: snapshot.dn(carrier))) }
    return (stamp?.changed, evidence)
  }

  /// The nearest ancestor that carries an inherited entry explicitly. Inheritance writes copies below without touching
  /// their metadata, so only the ancestor's descriptor dates the entry.
  private func explicitCarrier(of ace: ACE, above object: ObjectID) -> (object: ObjectID, ace: ACE)? {
    var parent = snapshot.parent(object)
    var hops = 0
    while let ancestor = parent, hops < 256 {
      hops += 1
      for candidate in graph.index.descriptor(of: ancestor)?.dacl?.aces ?? []
      where !candidate.flags.contains(.inherited) && candidate.flags.contains(.containerInherit) {
        // CREATOR OWNER becomes the creator in the copy.
        let isSameTrustee = candidate.trustee == ace.trustee || candidate.trustee == .creatorOwner
        let isSameType = candidate.type == ace.type && candidate.objectType == ace.objectType
        if isSameTrustee, isSameType, candidate.mask.mapped == ace.mask.mapped {
          return (ancestor, candidate)
        }
      }
      parent = snapshot.parent(ancestor)
    }
    return nil
  }

  /// DCSync takes two extended rights; the entry for the other half, which another group may hold.
  func replicationHalf(besides position: Int32?, of head: ObjectID, holder: ObjectID) -> [Evidence] {
    guard position != nil, let descriptor = graph.index.descriptor(of: head) else { return [] }
    let token = Token(of: holder, in: snapshot, graph.membership)
    let decision = AccessCheck(descriptor, schema: graph.index.rules.schema).decide(
      .control(GUID.ControlRight.dsReplicationGetChanges),
      objectClass: graph.index.rules.schema.objectClass(named: "domainDNS"),
      holding: { token.sids.contains($0) })
    guard let other = decision.ace, Int32(truncatingIfNeeded: other) != position else { return [] }
    return Array(entry(Int32(truncatingIfNeeded: other), of: head).evidence.prefix(1))
  }

  private func sddlNames(_ object: ObjectID) -> (domain: SID?, root: SID?) {
    let root = snapshot.domains.first(where: \.isForestRoot)?.sid
    guard let domain = snapshot.domain(of: object), domain < snapshot.domains.count else {
      return (root, root)
    }
    return (snapshot.domains[domain].sid, root)
  }
}
