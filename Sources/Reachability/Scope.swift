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
      case .container: pending += snapshot.children(object)
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

  /// Principals that take the descriptor of AdminSDHolder. [MS-ADTS] 3.1.1.6.1
  func protected(by holder: ObjectID) -> [ObjectID] {
    let domain = snapshot.domain(of: holder)
    return snapshot.objectIDs.filter { object in
      guard index.kinds[Int(object.index)].isPrincipal, snapshot.integer(object, "adminCount") == 1,
        snapshot.domain(of: object) == domain, let descriptor = index.descriptor(of: object)
      else { return false }
      return descriptor.isDACLProtected
    }
  }
}
