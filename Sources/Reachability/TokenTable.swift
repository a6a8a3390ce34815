internal import Directory
internal import WindowsSecurity

/// Tokens reduced to the trustees that occur in descriptors, interned: most principals of a forest share a few.
struct TokenTable {
  typealias TrusteeID = AccessIndex.TrusteeID

  struct Entry {
    /// Sorted, distinct.
    let trustees: [TrusteeID]
    let set: Set<TrusteeID>
    /// The trustees of the token that some entry denies something; an access decision about one trustee's entry depends
    /// on nothing else of the token.
    let deniedNumber: Int
  }

  private let graph: ControlGraph
  /// Whether memberships count that were not read.
  private let countsAssumed: Bool
  private(set) var entries: [Entry] = []
  private var numbers: [[TrusteeID]: Int] = [:]
  private var deniedNumbers: [[TrusteeID]: Int] = [:]
  private var closures: [ObjectID: [TrusteeID]] = [:]
  private let everyone: [TrusteeID]

  init(_ graph: ControlGraph, countsAssumed: Bool) {
    self.graph = graph
    self.countsAssumed = countsAssumed
    var everyone: Set<TrusteeID> = []
    for (position, key) in graph.index.trusteeKeys.enumerated() {
      let assumed = key.sid == .users && graph.snapshot.object(sid: .users) == nil
      if Token.everyTokenHolds.contains(key.sid) || assumed {
        everyone.insert(TrusteeID(truncatingIfNeeded: position))
      }
    }
    self.everyone = everyone.sorted()
  }

  /// Number of the token of `principal` in ``entries``.
  mutating func token(of principal: ObjectID) -> Int {
    var trustees: Set<TrusteeID> = Set(everyone)
    for known in graph.membership.wellKnownObjects { trustees.formUnion(closure(of: known)) }
    trustees.formUnion(closure(of: principal))
    if graph.snapshot.domainControllers.contains(principal),
      let id = graph.index.trustees[TrusteeKey(.enterpriseDomainControllers, domain: -1)]
    {
      trustees.insert(id)
    }
    let sorted = trustees.sorted()
    if let number = numbers[sorted] { return number }
    let denied = sorted.filter { graph.index.denied[Int($0)] }
    let deniedNumber = deniedNumbers[denied] ?? deniedNumbers.count
    deniedNumbers[denied] = deniedNumber
    numbers[sorted] = entries.count
    entries.append(Entry(trustees: sorted, set: trustees, deniedNumber: deniedNumber))
    return entries.count - 1
  }

  /// Trustees that membership in `group` (or being it) brings; remembered for groups, which many principals share.
  private mutating func closure(of start: ObjectID) -> [TrusteeID] {
    if let known = closures[start] { return known }
    var found: Set<TrusteeID> = []
    var seen: Set<ObjectID> = [start]
    var pending = [start]
    while let object = pending.popLast() {
      if object != start, let known = closures[object] {
        found.formUnion(known)
        continue
      }
      addOwn(of: object, to: &found)
      for link in graph.membership.direct(object) where countsAssumed || link.basis != .exchangeDefault {
        // Groups are worth remembering; a cycle ends at `seen` because a closure is stored only when complete.
        if seen.insert(link.group).inserted { pending.append(link.group) }
      }
    }
    let sorted = found.sorted()
    if graph.index.kinds[Int(start.index)] == .group || graph.membership.wellKnownObjects.contains(start) {
      closures[start] = sorted
    }
    return sorted
  }

  private func addOwn(of object: ObjectID, to found: inout Set<TrusteeID>) {
    let own = graph.index.trusteeOf[Int(object.index)]
    if own >= 0 { found.insert(TrusteeID(truncatingIfNeeded: own)) }
    for bytes in graph.snapshot.values(object, "sIDHistory") {
      guard let sid = try? SID(bytes) else { continue }
      let domain = AccessIndex.domain(of: object, in: graph.snapshot)
      if let id = graph.index.trustees[TrusteeKey(sid, domain: domain)] { found.insert(id) }
    }
  }
}
