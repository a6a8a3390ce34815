internal import Directory
internal import WindowsSecurity

/// Evidence that a statement about the absence of paths needs and that was not read.
package struct Missing: Hashable, Sendable {
  package let what: Bilingual
  /// How many objects or values it concerns; 0 = the whole kind is absent.
  package let objects: Int

  /// Without a compromised host there is nothing to search from, so nothing can be said about its reach.
  package static let startingPoint = Missing(
    what: Bilingual(
      en: "no starting point: no computer of an Exchange server was read and no host was named",
      de: "kein Ausgangspunkt: Kein Computer eines Exchange-Servers wurde gelesen und kein Server benannt"),
    objects: 0)
}

/// Lists what is missing before "there is no path" may be said.
struct MissingEvidence {
  let graph: ControlGraph
  var snapshot: Snapshot { graph.snapshot }

  init(_ graph: ControlGraph) { self.graph = graph }

  /// - Parameter footholds: their tokens must be complete.
  func list(for footholds: [ObjectID]) -> [Missing] {
    var missing: [Missing] = []
    func add(_ en: String, _ de: String, _ objects: Int = 0) {
      missing.append(Missing(what: Bilingual(en: en, de: de), objects: objects))
    }
    if footholds.isEmpty { missing.append(.startingPoint) }
    let unread = graph.index.unread.filter {
      graph.index.kinds[Int($0.index)].needsDescriptor || graph.tierZero.contains($0)
    }
    if let first = unread.first {
      add(
        "security descriptors that were not read, first \(snapshot.dn(first))",
        "nicht gelesene Sicherheitsbeschreibungen, zuerst \(snapshot.dn(first))", unread.count)
    }
    if let first = graph.index.malformed.first {
      add(
        "malformed security descriptors, first \(snapshot.dn(first))",
        "fehlerhafte Sicherheitsbeschreibungen, zuerst \(snapshot.dn(first))", graph.index.malformed.count)
    }
    let values = graph.structure.valueDescriptors.malformed
    if let first = values.first {
      add(
        "malformed descriptors in attributes, first of \(snapshot.dn(first))",
        "fehlerhafte Sicherheitsbeschreibungen in Attributen, zuerst von \(snapshot.dn(first))", values.count)
    }
    // Whoever controls the container, or a policy linked to it, controls what lies in it.
    let homeless = snapshot.objectIDs.filter { object in
      snapshot.parent(object) == nil && mattersWhereItIs(object) && !snapshot.isDeleted(object)
    }
    if let first = homeless.first {
      add(
        "containers that were not read, first that of \(snapshot.dn(first))",
        "nicht gelesene Container, zuerst der von \(snapshot.dn(first))", homeless.count)
    }
    missing += policies()
    for (name, text) in Self.gapTexts {
      let gaps = snapshot.gaps.filter { $0.kind == name }
      guard let first = gaps.first else { continue }
      add("\(text.en): \(first.detail)", "\(text.de): \(first.detail)", gaps.reduce(0) { $0 + $1.objects })
    }
    for part in absentTargets() { add(part.en, part.de) }
    for foothold in footholds {
      for line in Token(of: foothold, in: snapshot, graph.membership).unresolved {
        add(
          "token of \(snapshot.name(foothold)): \(line)", "Token von \(snapshot.name(foothold)): \(line)", 1)
      }
    }
    // Every read-only domain controller has a list of whom it may never keep.
    let unlisted = snapshot.readOnlyControllers.filter {
      snapshot.values($0, "msDS-NeverRevealGroup").isEmpty
    }
    if let first = unlisted.first {
      add(
        "lists of whose passwords a read-only domain controller may keep, first of \(snapshot.dn(first))",
        "Listen, wessen Kennwörter ein schreibgeschützter Domänencontroller vorhalten darf, zuerst von "
          + snapshot.dn(first), unlisted.count)
    }
    if graph.membership.hasAssumed {
      add(
        "memberships of the Exchange groups were not read",
        "Mitgliedschaften der Exchange-Gruppen wurden nicht gelesen")
    }
    return missing
  }

  private static let gapTexts: [(Gap.Kind, Bilingual)] = [
    (.schemaMissing, Bilingual(en: "the schema was not read", de: "das Schema wurde nicht gelesen")),
    (
      .configurationMissing,
      Bilingual(
        en: "the configuration partition was not read", de: "die Konfigurationspartition wurde nicht gelesen")
    ),
    (.domainMissing, Bilingual(en: "a domain was not read", de: "eine Domäne wurde nicht gelesen")),
    (.rangeIncomplete, Bilingual(en: "incomplete member lists", de: "unvollständige Mitgliederlisten")),
    (.memberUnresolved, Bilingual(en: "members that were not read", de: "nicht gelesene Mitglieder")),
    (.entryMalformed, Bilingual(en: "malformed entries", de: "fehlerhafte Einträge")),
    (.inputTruncated, Bilingual(en: "the input ends early", de: "die Eingabe endet zu früh")),
    (.tokenUnresolved, Bilingual(en: "unresolved tokens", de: "nicht aufgelöste Token")),
    (
      .policyLinksMissing,
      Bilingual(
        en: "links of group policies (gPLink) were not read",
        de: "Verknüpfungen von Gruppenrichtlinien (gPLink) wurden nicht gelesen")
    ),
    (
      .managedPasswordsMissing,
      Bilingual(
        en: "where LAPS keeps passwords of computers was not read",
        de: "wo LAPS Kennwörter von Computern ablegt, wurde nicht gelesen")
    ),
    (
      .collectionIncomplete,
      Bilingual(en: "the collection is incomplete", de: "die Sammlung ist unvollständig")
    ),
  ]

  /// Tier-0 objects that every forest has and that are not in the evidence.
  private func absentTargets() -> [Bilingual] {
    var absent: [Bilingual] = []
    if snapshot.domains.isEmpty {
      absent.append(Bilingual(en: "no domain head was read", de: "kein Domänenkopf wurde gelesen"))
    }
    if snapshot.domainControllers.isEmpty {
      absent.append(
        Bilingual(
          en: "no domain controller account was read", de: "kein Konto eines Domänencontrollers wurde gelesen"
        ))
    }
    for domain in snapshot.domains {
      let name = domain.dnsName
      if domain.head.map({ snapshot.descriptor(of: $0) == nil }) ?? true {
        absent.append(
          Bilingual(
            en: "the descriptor of the head of \(name) was not read",
            de: "die Sicherheitsbeschreibung des Kopfs von \(name) wurde nicht gelesen"))
      }
      if snapshot.object(dn: "CN=AdminSDHolder,CN=System,\(domain.dn)") == nil {
        absent.append(
          Bilingual(
            en: "AdminSDHolder of \(name) was not read", de: "AdminSDHolder von \(name) wurde nicht gelesen"))
      }
      if administratorsAreEmpty(in: domain) {
        absent.append(
          Bilingual(
            en: "the members of Administrators (S-1-5-32-544) of \(name) were not read",
            de: "die Mitglieder der Administratoren (S-1-5-32-544) von \(name) wurden nicht gelesen"))
      }
      for rid: UInt32 in [500, 502, 512, 516] {
        guard let sid = domain.sid?.appending(rid), snapshot.object(sid: sid) == nil else { continue }
        absent.append(
          Bilingual(en: "\(sid) of \(name) was not read", de: "\(sid) von \(name) wurde nicht gelesen"))
      }
    }
    return absent
  }

  /// Domain Admins are members of Administrators in every domain: a group without any is one whose list was not read.
  private func administratorsAreEmpty(in domain: Domain) -> Bool {
    guard let builtin = snapshot.object(dn: "CN=Builtin,\(domain.dn)") else { return false }
    let groups = snapshot.children(builtin).filter { snapshot.sid($0) == .administrators }
    return groups.contains { snapshot.members($0).isEmpty && snapshot.unresolvedMembers($0).isEmpty }
  }
}
