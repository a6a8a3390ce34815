import Directory

/// Which group policies apply to domain controllers: linked to a domain head, to the OU of domain controllers or to a
/// site.
struct PolicyLinks {
  /// Policy object to the containers it is linked to.
  let tierZero: [ObjectID: [ObjectID]]
  /// The containers whose links reach domain controllers.
  let containers: [ObjectID]

  init(_ context: AssessmentContext) {
    let snapshot = context.snapshot
    var containers: Set<ObjectID> = []
    for domain in snapshot.domains {
      if let head = domain.head { containers.insert(head) }
    }
    for controller in snapshot.domainControllers {
      // Every container between a domain controller and its domain head hands its policies down.
      var next = snapshot.parent(controller)
      while let container = next, containers.insert(container).inserted { next = snapshot.parent(container) }
    }
    if let configuration = snapshot.configurationNC,
      let sites = snapshot.object(dn: "CN=Sites,\(configuration)")
    {
      for site in snapshot.children(sites) where snapshot.isA(site, "site") { containers.insert(site) }
    }
    self.containers = containers.sorted()
    var tierZero: [ObjectID: [ObjectID]] = [:]
    for container in self.containers {
      for dn in Self.policies(in: snapshot.string(container, "gPLink") ?? "") {
        if let policy = snapshot.object(dn: dn) { tierZero[policy, default: []].append(container) }
      }
    }
    self.tierZero = tierZero
  }

  /// The distinguished names in a gPLink value `[LDAP://<dn>;<options>]…`, disabled links left out. [MS-GPOL] 2.2.2
  static func policies(in value: String) -> [String] {
    var names: [String] = []
    for part in value.split(separator: "[") {
      guard let end = part.lastIndex(of: ";"), let scheme = part.range(of: "://") else { continue }
      let options = Int(part[part.index(after: end)...].prefix { $0.isNumber }) ?? 0
      if options & 1 == 0, scheme.upperBound <= end { names.append(String(part[scheme.upperBound..<end])) }
    }
    return names
  }
}

extension Substring {
  /// The first occurrence of a short text; the standard library has none without Foundation.
  fileprivate func range(of text: String) -> Range<Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(text) { return start..<index(start, offsetBy: text.count) }
      start = index(after: start)
    }
    return nil
  }
}
