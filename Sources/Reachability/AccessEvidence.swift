internal import Directory
internal import WindowsSecurity

/// Shows the entry that decided a right, and since when it can have been there.
struct AccessEvidence {
  let graph: ControlGraph
  private var snapshot: Snapshot { graph.snapshot }

  init(_ graph: ControlGraph) { self.graph = graph }

  /// The entry at a position in the DACL of an object as SDDL, or its owner when the position is nil.
  func entry(
    _ position: Int32?, of object: ObjectID
  ) -> (since: Instant?, evidence: [Evidence], origin: EntryOrigin?) {
    guard let descriptor = graph.index.descriptor(of: object) else { return (nil, [], nil) }
    let names = sddlNames(object)
    let dn = snapshot.dn(object)
    guard let position, let aces = descriptor.dacl?.aces, aces.indices.contains(Int(position)) else {
      let text =
        descriptor.dacl == nil
        ? "no DACL: everyone has full control" : "owner \(descriptor.owner?.description ?? "unknown")"
      return (
        snapshot.stamp(object, "nTSecurityDescriptor")?.changed,
        [Evidence(dn: dn, attribute: "nTSecurityDescriptor", value: text)], nil
      )
    }
    let ace = aces[Int(position)]
    var evidence = [
      Evidence(
        dn: dn, attribute: "nTSecurityDescriptor",
        value: ace.sddl(domain: names.domain, forestRoot: names.root))
    ]
    var origins = EntryOrigins(snapshot, graph.index.rules.schema)
    let origin = origins.origin(ofEntry: Int(position), of: object)
    var holder = object
    if ace.flags.contains(.inherited) {
      guard let carrier = origin?.carrier, let original = origin?.entry else {
        return (nil, evidence, origin)
      }
      holder = carrier
      evidence.append(
        Evidence(
          dn: snapshot.dn(carrier), attribute: "nTSecurityDescriptor",
          value: original.sddl(domain: names.domain, forestRoot: names.root)))
    }
    let stamp = snapshot.stamp(holder, "nTSecurityDescriptor")
    if let stamp { evidence.append(EdgeWriter.record(stamp, dn: snapshot.dn(holder))) }
    return (stamp?.changed, evidence, origin)
  }

  /// DCSync takes two extended rights; the entry for the other half, which another group may hold.
  func replicationHalf(besides position: Int32?, of head: ObjectID, holder: ObjectID) -> [Evidence] {
    guard position != nil, let descriptor = graph.index.descriptor(of: head) else { return [] }
    let token = Token(of: holder, on: head, in: snapshot, graph.membership)
    let decision = AccessCheck(descriptor, schema: graph.index.rules.schema).decide(
      .control(GUID.ControlRight.dsReplicationGetChanges),
      objectClass: graph.index.rules.schema.objectClass(named: "domainDNS"),
      holding: { token.sids.contains($0) }, orPossibly: { token.conditional[$0] != nil })
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
