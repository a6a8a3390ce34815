internal import Directory

extension MissingEvidence {
  /// Policies that govern Tier 0 and whose object was not read, and links that were not read at all.
  func policies() -> [Missing] {
    guard snapshot.objectIDs.contains(where: { snapshot.string($0, "gPLink") != nil }) else {
      // The two default policies are linked in every domain.
      guard graph.index.kinds.contains(.policy) else { return [] }
      return [
        Missing(
          what: Bilingual(
            en: "links of group policies (gPLink) were not read",
            de: "Verknüpfungen von Gruppenrichtlinien (gPLink) wurden nicht gelesen"), objects: 0)
      ]
    }
    let places = snapshot.objectIDs.filter { place in
      [.domain, .organizationalUnit, .site].contains(graph.index.kinds[Int(place.index)])
        && !snapshot.isDeleted(place) && PolicyLink.hasUnread(place, in: snapshot)
        && (graph.tierZero.contains(place)
          || graph.scope.governed(by: place, enforced: true).contains(where: graph.tierZero.contains))
    }
    guard let first = places.first else { return [] }
    return [
      Missing(
        what: Bilingual(
          en: "group policies that were not read or are gone, first linked to \(snapshot.dn(first))",
          de: "nicht gelesene oder entfernte Gruppenrichtlinien, zuerst verknüpft mit \(snapshot.dn(first))"),
        objects: places.count)
    ]
  }

  /// Whether control of the container above could lead somewhere: not for heads of naming contexts, which stand below what
  /// may belong to another domain; also for the place of a controller in its site.
  func mattersWhereItIs(_ object: ObjectID) -> Bool {
    switch graph.index.kinds[Int(object.index)] {
    case .domain: false
    case .container: !["configuration", "dMD"].contains(snapshot.structuralClass(object))
    case .other: ["serversContainer", "server"].contains(snapshot.structuralClass(object))
    default: true
    }
  }
}
