internal import Directory

extension MissingEvidence {
  /// Policies that govern Tier 0 and may exist, though their object was not read. Where the policies of the domain were read
  /// whole, the policy is gone, and the search follows who could put another in its place.
  func policies() -> [Missing] {
    let places = snapshot.objectIDs.filter { place in
      [.domain, .organizationalUnit, .site].contains(graph.index.kinds[Int(place.index)])
        && !snapshot.isDeleted(place)
        && PolicyLink.unresolved(of: place, in: snapshot).contains {
          graph.structure.policyStores.storeLacking($0.policy, in: snapshot) == nil
        }
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
    case .container, .policyStore: !["configuration", "dMD"].contains(snapshot.structuralClass(object))
    case .other: ["serversContainer", "server"].contains(snapshot.structuralClass(object))
    default: true
    }
  }
}
