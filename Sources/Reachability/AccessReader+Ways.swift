package import Directory
internal import WindowsSecurity

extension AccessReader {
  /// The groups through which the trustee of each deciding entry is in the token: first the one that lists the principal,
  /// last the trustee itself. Empty for an entry about the principal itself, and for identities without an object.
  /// - Returns: by position of the entry in the DACL.
  package mutating func ways(
    of who: TokenBearer, on object: ObjectID, to bases: [EffectiveAccess.Basis]
  ) -> [Int: [ObjectID]] {
    guard let id = snapshot.descriptor(of: object), let aces = snapshot.descriptor(id)?.dacl?.aces else {
      return [:]
    }
    let token = token(of: who, on: object)
    var ways: [Int: [ObjectID]] = [:]
    for ace in bases.compactMap(\.ace) where aces.indices.contains(ace) {
      ways[ace] = token.way(to: aces[ace].trustee)
    }
    return ways
  }
}

extension Token {
  /// The objects from the first membership to the bearer of `sid`, without the principal.
  func way(to sid: SID) -> [ObjectID] {
    var way: [ObjectID] = []
    var current = holders[sid]
    while let object = current, object != principal, way.count <= entries.count {
      way.append(object)
      current = entries.first { $0.object == object }?.through
    }
    return way.reversed()
  }
}
