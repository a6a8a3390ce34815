internal import Directory

/// Links whose policy is gone: whoever makes a policy of that name decides what applies there.
extension Search {
  /// Offers the places that such links of a domain lead to.
  ///
  /// - Parameter step: the right to put a policy into the container of the domain, or to rename one that is there.
  mutating func occupyLinks(ofDomain domain: Int32, _ step: Arrival) {
    for place in graph.structure.danglingPlaces[domain] ?? [] {
      offer(place.container, step)
      guard !options.terminal.contains(place.container), !options.avoided.contains(place.container) else {
        continue
      }
      // The container itself may have been reached in another way, which applies no policy.
      for object in graph.scope.governed(by: place.container, enforced: place.isEnforced) {
        offer(object, step)
      }
    }
  }

  /// Goes on from the container of the policies of a domain, or from a policy in it, when control of it was gained.
  mutating func occupyLinks(with object: ObjectID, _ arrival: Arrival) {
    let kind = graph.index.kinds[Int(object.index)]
    let store = kind == .policy ? graph.snapshot.parent(object) : object
    // Writing all attributes of a policy renames it; the container takes a descriptor that allows new ones.
    guard
      starts.contains(object) || arrival.kind.givesDescriptor
        || kind == .policy && arrival.kind == .genericWrite,
      let domain = store.flatMap(graph.structure.policyStores.domain(of:)),
      graph.structure.danglingPlaces[domain] != nil
    else { return }
    var step = self.arrival(from: object, .occupyGPLink, .policyRecreated)
    step.carrier = object
    step.ace = arrival.ace
    occupyLinks(ofDomain: domain, step)
  }
}
