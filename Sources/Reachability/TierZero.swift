package import Directory
internal import WindowsSecurity

/// The objects whose control is control of the forest, found by SID, relative identifier and kind, never by name.
package struct TierZero: Sendable {
  /// Sorted, without repetition.
  package let targets: [ObjectID]
  private let reasons: [ObjectID: Reason]

  struct Reason: Sendable {
    let why: Bilingual
    let condition: Condition?
    /// Tier 0 because the account may replicate secrets: the path goes on to the domain head.
    let isReplicator: Bool
  }

  package init(_ snapshot: Snapshot) {
    self.init(snapshot, Membership(snapshot, since: nil))
  }

  init(_ snapshot: Snapshot, _ membership: Membership) {
    var collector = TierZeroCollector(snapshot, membership)
    collector.collect()
    reasons = collector.reasons
    targets = reasons.keys.sorted()
  }

  package func contains(_ object: ObjectID) -> Bool { reasons[object] != nil }

  /// Why the object is Tier 0; nil when it is not.
  package func why(_ object: ObjectID) -> Bilingual? { reasons[object]?.why }

  /// Whether a path ends here: the object is the whole forest already, by itself.
  func isTerminal(_ object: ObjectID) -> Bool {
    reasons[object].map { $0.condition == nil && !$0.isReplicator } ?? false
  }

  /// What the power of the object still depends on; nil = nothing, or not Tier 0.
  package func condition(_ object: ObjectID) -> Condition? { reasons[object]?.condition }
}

/// Gathers the reasons of ``TierZero``; the first reason found for an object stays, unless it was conditional.
struct TierZeroCollector {
  let snapshot: Snapshot
  let membership: Membership
  private(set) var reasons: [ObjectID: TierZero.Reason] = [:]

  init(_ snapshot: Snapshot, _ membership: Membership) {
    self.snapshot = snapshot
    self.membership = membership
  }

  mutating func add(
    _ object: ObjectID?, _ en: String, _ de: String, condition: Condition? = nil, isReplicator: Bool = false
  ) {
    guard let object, !snapshot.isDeleted(object) else { return }
    if let known = reasons[object], known.condition == nil || condition != nil { return }
    reasons[object] = TierZero.Reason(
      why: Bilingual(en: en, de: de), condition: condition, isReplicator: isReplicator)
  }

  mutating func collect() {
    collectPrincipals()
    collectDomains()
    collectForest()
    collectMembers()
    collectReplicators()
    collectPolicies()
  }

  private mutating func collectPrincipals() {
    for domain in snapshot.domains {
      for row in TierZeroTable.domain where domain.isForestRoot || !row.forestRootOnly {
        guard let sid = domain.sid?.appending(row.rid) else { continue }
        add(snapshot.object(sid: sid), row.why.en, row.why.de, condition: row.condition)
      }
    }
    // Every domain has Builtin groups of its own with the same SIDs.
    let rows = Dictionary(
      TierZeroTable.builtin.map { (SID.builtin($0.rid), $0) }, uniquingKeysWith: { first, _ in first })
    let containers = snapshot.domains.compactMap(\.head).flatMap { snapshot.children($0) }
      .filter { snapshot.isA($0, "builtinDomain") }
    let groups =
      containers.flatMap { snapshot.children($0) } + rows.keys.compactMap { snapshot.object(sid: $0) }
    for group in groups.sorted() {
      guard let row = snapshot.sid(group).flatMap({ rows[$0] }) else { continue }
      add(group, row.why.en, row.why.de, condition: row.condition)
    }
    for controller in snapshot.readOnlyControllers {
      add(
        controller, "read-only domain controller: whoever writes the object decides what it keeps",
        "schreibgeschützter Domänencontroller: Wer das Objekt ändert, bestimmt, was er vorhält")
    }
    for controller in snapshot.domainControllers { add(controller, "domain controller", "Domänencontroller") }
  }

  private mutating func collectDomains() {
    for domain in snapshot.domains {
      add(domain.head, "head of the domain \(domain.dnsName)", "Kopf der Domäne \(domain.dnsName)")
      add(
        snapshot.object(dn: "CN=AdminSDHolder,CN=System,\(domain.dn)"),
        "AdminSDHolder, the template of every protected account",
        "AdminSDHolder, die Vorlage aller geschützten Konten")
      if let head = domain.head {
        add(
          WellKnownContainer.domainControllers.object(under: head, in: snapshot),
          "OU of the domain controllers",
          "OU der Domänencontroller")
      }
    }
  }

  private mutating func collectForest() {
    if let schema = snapshot.schemaNC {
      add(snapshot.object(dn: schema), "head of the schema partition", "Kopf der Schemapartition")
    }
    guard let configuration = snapshot.configurationNC else { return }
    add(
      snapshot.object(dn: configuration), "head of the configuration partition",
      "Kopf der Konfigurationspartition")
    add(
      snapshot.object(dn: "CN=Sites,\(configuration)"), "sites: their policies reach domain controllers",
      "Standorte: ihre Richtlinien erreichen Domänencontroller")
    add(
      snapshot.object(dn: "CN=Directory Service,CN=Windows NT,CN=Services,\(configuration)"),
      "forest-wide directory settings", "Verzeichniseinstellungen der Gesamtstruktur")
    guard let pki = snapshot.object(dn: "CN=Public Key Services,CN=Services,\(configuration)") else { return }
    add(pki, "public key services", "Public-Key-Dienste")
    var principals = PrincipalNames(snapshot)
    var pending = snapshot.children(pki)
    while let object = pending.popLast() {
      pending += snapshot.children(object)
      add(object, "object of the public key services", "Objekt der Public-Key-Dienste")
      guard snapshot.isA(object, "pKIEnrollmentService"), let host = snapshot.string(object, "dNSHostName")
      else {
        continue
      }
      if let computer = principals.principal(host) {
        add(computer, "host of a certification authority", "Rechner einer CA")
      }
    }
  }

  /// Everyone who is, or inside the window was, in an unconditional Tier-0 group is Tier 0, through every nesting.
  private mutating func collectMembers() {
    let groups = reasons.filter { $0.value.condition == nil && snapshot.isA($0.key, "group") }.keys.sorted()
    for group in groups {
      let name = snapshot.name(group)
      var seen: Set<ObjectID> = [group]
      var pending = [group]
      while let next = pending.popLast() {
        for member in snapshot.members(next) + snapshot.primaryGroupMembers(next)
        where seen.insert(member).inserted {
          pending.append(member)
          // Everyone and the like as members of a Tier-0 group are a finding of their own, not a target.
          guard !snapshot.isA(member, "foreignSecurityPrincipal") else { continue }
          add(member, "member of \(name)", "Mitglied von \(name)")
        }
      }
    }
  }

  /// Principals that may replicate secrets: both halves on a domain head, through whatever groups.
  private mutating func collectReplicators() {
    for holder in ReplicationRights(snapshot, membership).holders(besides: Set(reasons.keys)) {
      add(
        holder, "may replicate all secrets of the domain (DCSync)",
        "darf alle Geheimnisse der Domäne replizieren (DCSync)", isReplicator: true)
    }
  }

  /// Policies that apply to the domain, to its controllers or to a site.
  private mutating func collectPolicies() {
    let scopes = reasons.keys.filter {
      snapshot.isA($0, "domainDNS") || snapshot.isA($0, "organizationalUnit")
        || snapshot.isA($0, "sitesContainer")
    }
    for scope in scopes.sorted() {
      let linked = snapshot.isA(scope, "sitesContainer") ? snapshot.children(scope) : [scope]
      for container in linked {
        for link in PolicyLink.links(of: container, in: snapshot) where !link.isDisabled {
          let name = snapshot.name(container)
          add(link.policy, "policy linked to \(name)", "Richtlinie, verknüpft mit \(name)")
        }
      }
    }
  }
}
