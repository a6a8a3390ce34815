internal import Directory
internal import WindowsSecurity

/// Looks for what could open a route that the search did not follow, after it found none.
///
/// Errs on the side of naming one: a right counts as held when an entry allows it, whatever another entry denies.
struct UnexaminedRoutes {
  private let graph: ControlGraph
  private let search: Search
  private let held: Set<SID>
  /// Positions of the groups of objects where an entry allows anything to what is held.
  private let open: [Int]
  private let certificateObjects: Int
  private var snapshot: Snapshot { graph.snapshot }
  private var schema: RightsSchema { graph.index.rules.schema }

  init(_ graph: ControlGraph, after search: Search) {
    self.graph = graph
    self.search = search
    let held = Self.heldSIDs(graph, search)
    self.held = held
    open = graph.index.groups.indices.filter { index in
      let descriptor = graph.index.descriptors[Int(graph.index.groups[index].descriptor.index)]
      return descriptor?.dacl?.aces.contains { $0.type.allows && held.contains($0.trustee) } ?? false
    }
    certificateObjects = Self.others(in: graph) { name, _ in
      name == "pKIEnrollmentService" || name == "pKICertificateTemplate"
    }
  }

  /// One entry per route for which something was found, in the order of ``UnexaminedRoute``.
  func list() -> [Missing] {
    UnexaminedRoute.allCases.compactMap { route in
      let count = objects(of: route)
      guard count > 0 else { return nil }
      let over = route.over
      return Missing(
        what: Bilingual(
          en: "not examined: routes over \(over.en)", de: "nicht untersucht: Wege über \(over.de)"),
        objects: count)
    }
  }

  private func objects(of route: UnexaminedRoute) -> Int {
    switch route {
    case .enrolment: certificateObjects
    case .trusts:
      // TRUST_ATTRIBUTE_WITHIN_FOREST 0x20: the other domain is part of what is read. [MS-ADTS] 6.1.6.7.9
      Self.others(in: graph) { name, object in
        name == "trustedDomain" && (snapshot.integer(object, "trustAttributes") ?? 0) & 0x20 == 0
      }
    case .readOnlyControllers:
      // PARTIAL_SECRETS_ACCOUNT. [MS-ADTS] 2.2.16
      snapshot.domainControllers.count {
        (snapshot.integer($0, "userAccountControl") ?? 0) & 0x400_0000 != 0
      }
    case .delegatedAccounts: delegatedAccountPlaces
    case .accountNames: writableNames
    case .encryptedLAPS: encryptedPasswords
    case .splitReplication: splitHeads
    // No object of the directory shows it; every report says it.
    case .controllerSoftware: 0
    }
  }

  /// How many objects of no class of their own in ``ObjectKind`` match, by class and object.
  private static func others(in graph: ControlGraph, _ matches: (String, ObjectID) -> Bool) -> Int {
    let snapshot = graph.snapshot
    return snapshot.objectIDs.count { object in
      graph.index.kinds[Int(object.index)] == .other && !snapshot.isDeleted(object)
        && matches(snapshot.structuralClass(object), object)
    }
  }

  private var writableNames: Int {
    // userPrincipalName and dNSHostName matter to what a certificate is mapped to, sAMAccountName to tickets too.
    let names =
      certificateObjects > 0
      ? ["sAMAccountName", "userPrincipalName", "dNSHostName"] : ["sAMAccountName"]
    let rights = names.compactMap { schema.attribute(named: $0) }.map { AccessRight.writeAttribute($0) }
    return objects(kinds: { $0 == .user || $0 == .computer }, allowing: rights).count
  }

  private var encryptedPasswords: Int {
    let rights = ["msLAPS-EncryptedPassword", "msLAPS-EncryptedDSRMPassword"]
      .compactMap { schema.attribute(named: $0) }.map { AccessRight.accessConfidentialAttribute($0) }
    func isManaged(_ computer: ObjectID) -> Bool {
      snapshot.integer(computer, "msLAPS-PasswordExpirationTime") != nil
    }
    // Without the attributes' names no entry can be judged.
    if rights.isEmpty {
      return snapshot.objectIDs.count {
        graph.index.kinds[Int($0.index)] == .computer && !snapshot.isDeleted($0) && isManaged($0)
      }
    }
    return objects(kinds: { $0 == .computer }, allowing: rights).count(where: isManaged)
  }

  /// Containers in which such an account may be created, when a domain controller may know the class.
  private var delegatedAccountPlaces: Int {
    let name = "msDS-DelegatedManagedServiceAccount"
    guard snapshot.schema.classNamed(name) != nil, let guid = schema.objectClass(named: name),
      snapshot.domainControllers.contains(where: mayRunServer2025)
    else { return 0 }
    return objects(kinds: \.holdsObjects, allowing: [.createChild(guid)]).count
  }

  /// `10.0 (26100)` is Windows Server 2025; a version that was not read may be it.
  private func mayRunServer2025(_ controller: ObjectID) -> Bool {
    guard let version = snapshot.string(controller, "operatingSystemVersion"),
      let build = version.split(separator: "(").last?.prefix(while: \.isNumber), let number = Int(build)
    else { return true }
    return number >= 26_100
  }

  /// Heads whose two halves of DCSync are granted to two tokens of what is controlled.
  private var splitHeads: Int {
    snapshot.domains.compactMap(\.head).count { head in
      let group = Int(graph.index.groupOf[Int(head.index)])
      guard graph.index.plans.indices.contains(group) else { return false }
      let domain = graph.index.groups[group].domain
      return ControlRules.replicateSecrets.allSatisfy { right in
        search.tokens.entries.contains { token in
          graph.index.plans[group].allows(right) { sid in
            graph.index.trustees[TrusteeKey(sid, domain: domain)].map(token.set.contains) ?? false
          }
        }
      }
    }
  }

  private func objects(kinds: (ObjectKind) -> Bool, allowing rights: [AccessRight]) -> [ObjectID] {
    open.flatMap { index in
      let group = graph.index.groups[index]
      let plan = graph.index.plans[index]
      return kinds(group.kind) && rights.contains { plan.grantees(of: $0).contains(where: held.contains) }
        ? group.objects : []
    }
  }

  /// What the tokens of everything controlled hold together.
  private static func heldSIDs(_ graph: ControlGraph, _ search: Search) -> Set<SID> {
    let snapshot = graph.snapshot
    var held = Token.everyTokenHolds
    // Authenticated Users is in Users unless the group itself was read.
    if snapshot.object(sid: .users) == nil { held.insert(.users) }
    var pending =
      snapshot.objectIDs.filter {
        search.arrivals[Int($0.index)] != nil && graph.index.kinds[Int($0.index)].isPrincipal
      } + graph.membership.wellKnownObjects
    var seen = Set(pending)
    while let object = pending.popLast() {
      if let sid = snapshot.sid(object) { held.insert(sid) }
      held.formUnion(graph.membership.histories[object] ?? [])
      for link in graph.membership.direct(object) where seen.insert(link.group).inserted {
        pending.append(link.group)
      }
    }
    return held
  }
}
