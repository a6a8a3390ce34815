internal import Directory

/// Looks for what could open a route that the search did not follow, after it found none.
struct UnexaminedRoutes {
  private let graph: ControlGraph
  private var snapshot: Snapshot { graph.snapshot }

  init(_ graph: ControlGraph) { self.graph = graph }

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
    case .enrolment:
      others { name, _ in name == "pKIEnrollmentService" || name == "pKICertificateTemplate" }
    case .trusts:
      // TRUST_ATTRIBUTE_WITHIN_FOREST 0x20: the other domain is part of what is read. [MS-ADTS] 6.1.6.7.9
      others { name, object in
        name == "trustedDomain" && (snapshot.integer(object, "trustAttributes") ?? 0) & 0x20 == 0
      }
    // No object of the directory shows it; every report says it.
    case .controllerSoftware: 0
    }
  }

  /// How many objects of no class of their own in ``ObjectKind`` match, by class and object.
  private func others(_ matches: (String, ObjectID) -> Bool) -> Int {
    snapshot.objectIDs.count { object in
      graph.index.kinds[Int(object.index)] == .other && !snapshot.isDeleted(object)
        && matches(snapshot.structuralClass(object), object)
    }
  }
}
