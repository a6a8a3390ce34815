internal import Directory
internal import WindowsSecurity

/// What lies below a container, as far as control of the container or a policy linked to it reaches.
struct Scope {
  let snapshot: Snapshot
  let index: AccessIndex

  /// Descendants that take inheritable entries from `container`: a protected DACL ends the way down.
  /// Objects whose descriptor was not read are left out; the missing descriptor is reported as such.
  func inheriting(from container: ObjectID) -> [ObjectID] {
    var found: [ObjectID] = []
    var pending = snapshot.children(container)
    while let object = pending.popLast() {
      guard !snapshot.isDeleted(object), let descriptor = index.descriptor(of: object),
        !descriptor.isDACLProtected
      else { continue }
      found.append(object)
      pending += snapshot.children(object)
    }
    return found.sorted()
  }

  /// Computers and users a policy linked to `container` applies to.
  func governed(by container: ObjectID, enforced: Bool) -> [ObjectID] {
    if index.kinds[Int(container.index)] == .site { return servers(of: container) }
    var found: [ObjectID] = []
    var pending = snapshot.children(container)
    while let object = pending.popLast() {
      guard !snapshot.isDeleted(object) else { continue }
      switch index.kinds[Int(object.index)] {
      case .computer, .user: found.append(object)
      case .organizationalUnit:
        // gPOptions 1 blocks what comes from above, unless enforced. [MS-GPOL] 3.2.5.1.5
        guard enforced || (snapshot.integer(object, "gPOptions") ?? 0) & 1 == 0 else { continue }
        pending += snapshot.children(object)
      case .container, .policyStore: pending += snapshot.children(object)
      default: break
      }
    }
    return found.sorted()
  }

  /// Domain controllers of a site, through `serverReference`.
  private func servers(of site: ObjectID) -> [ObjectID] {
    var found: [ObjectID] = []
    for container in snapshot.children(site) {
      for server in snapshot.children(container) where snapshot.isA(server, "server") {
        guard let name = snapshot.string(server, "serverReference"), let computer = snapshot.object(dn: name)
        else {
          continue
        }
        found.append(computer)
      }
    }
    return found.sorted()
  }

  /// Principals that take the descriptor of AdminSDHolder: protected accounts and groups of the domain, and everybody in
  /// the groups. Groups of operators that dSHeuristics leaves out protect nobody; an account that left a group keeps
  /// adminCount and is not written any more. [MS-ADTS] 3.1.1.6.1.2, 3.1.1.6.1.4
  func protected(by holder: ObjectID) -> [ObjectID] {
    let domain = AccessIndex.domain(of: holder, in: snapshot)
    guard snapshot.domains.indices.contains(Int(domain)), let sid = snapshot.domains[Int(domain)].sid else {
      return []
    }
    func object(_ rid: UInt32) -> ObjectID? { sid.appending(rid).flatMap(snapshot.object(sid:)) }
    typealias RID = SID.DomainRID
    // Of the controllers' groups only the groups themselves.
    var found = Set(
      [RID.administrator, RID.krbtgt, RID.domainControllers, RID.readOnlyDomainControllers].compactMap(object)
    )
    var pending = [RID.domainAdmins, RID.schemaAdmins, RID.enterpriseAdmins].compactMap(object)
    pending += [RID.keyAdmins, RID.enterpriseKeyAdmins].compactMap(object)
      .filter { snapshot.integer($0, "adminCount") == 1 }
    let excluded = DSHeuristics(snapshot.dSHeuristics).unprotectedOperators
    for sid in [
      SID.administrators, .accountOperators, .serverOperators, .printOperators, .backupOperators, .replicator,
    ] where !excluded.contains(sid) {
      let known = index.trustees[TrusteeKey(sid, domain: domain)].flatMap { index.trusteeObjects[Int($0)] }
      // Only in a forest of one domain does the SID alone tell which group it is.
      let alone = snapshot.domains.count == 1 ? snapshot.object(sid: sid) : nil
      if let group = known ?? alone { pending.append(group) }
    }
    found.formUnion(pending)
    while let next = pending.popLast() {
      for member in snapshot.members(next) + snapshot.primaryGroupMembers(next)
      where found.insert(member).inserted { pending.append(member) }
    }
    return found.filter {
      index.kinds[Int($0.index)].isPrincipal && !snapshot.isDeleted($0)
        && AccessIndex.domain(of: $0, in: snapshot) == domain
    }.sorted()
  }
}
