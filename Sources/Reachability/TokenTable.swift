internal import Directory
internal import WindowsSecurity

/// Tokens reduced to the trustees that occur in descriptors, interned: most principals of a forest share a few.
struct TokenTable {
  typealias TrusteeID = AccessIndex.TrusteeID

  struct Entry {
    /// Sorted, distinct.
    let trustees: [TrusteeID]
    let set: Set<TrusteeID>
    /// Stands for the trustees of the token that some entry denies something, or that a condition asks for; an access
    /// decision about one trustee's entry depends on nothing else of the token.
    let discriminatingNumber: Int
  }

  private let graph: ControlGraph
  /// Whether memberships count that were not read.
  private let countsAssumed: Bool
  private(set) var entries: [Entry] = []
  private var numbers: [[TrusteeID]: Int] = [:]
  private var discriminatingNumbers: [[TrusteeID]: Int] = [:]
  /// Number of the set of trustees that each group brings, into `sets`; -1 = not known yet.
  private var closureOf: [Int32]
  private var sets: [[TrusteeID]] = [[]]
  private var setNumbers: [[TrusteeID]: Int32] = [[]: 0]
  /// Tokens by what they are made of, which is cheaper to compare than the whole.
  private var byParts: [[Int32]: Int] = [:]
  private var everyone: [TrusteeID] = []
  /// Anonymous, Everyone and the guest accounts, whose tokens lack what others hold.
  private let unusual: [ObjectID: LogonIdentity]

  init(_ graph: ControlGraph, countsAssumed: Bool) {
    self.graph = graph
    self.countsAssumed = countsAssumed
    closureOf = [Int32](repeating: -1, count: graph.snapshot.count)
    unusual = Self.unusual(graph)
    var everyone: Set<TrusteeID> = []
    for (position, key) in graph.index.trusteeKeys.enumerated() {
      let assumed = key.sid == .users && graph.snapshot.object(sid: .users) == nil
      if Token.everyTokenHolds.contains(key.sid) || assumed {
        everyone.insert(TrusteeID(truncatingIfNeeded: position))
      }
    }
    for known in graph.membership.wellKnownObjects { everyone.formUnion(sets[Int(closure(of: known))]) }
    self.everyone = everyone.sorted()
  }

  private static func unusual(_ graph: ControlGraph) -> [ObjectID: LogonIdentity] {
    let guests = graph.snapshot.domains.compactMap { domain in
      domain.sid?.appending(SID.DomainRID.guest).flatMap { graph.snapshot.object(sid: $0) }
    }
    let objects = guests + [SID.anonymous, .everyone].flatMap { graph.membership.foreign[$0] ?? [] }
    return Dictionary(
      objects.map { ($0, LogonIdentity(of: $0, in: graph.snapshot)) }, uniquingKeysWith: { first, _ in first }
    )
  }

  /// What the token of an unusual principal holds beside its groups.
  private mutating func trustees(of identity: LogonIdentity) -> [TrusteeID] {
    var found: Set<TrusteeID> = []
    for sid in identity.sids {
      if let id = graph.index.trustees[TrusteeKey(sid, domain: -1)] { found.insert(id) }
      for known in graph.membership.foreign[sid] ?? [] { found.formUnion(sets[Int(closure(of: known))]) }
    }
    return found.sorted()
  }

  /// Number of the token of `principal` in ``entries``.
  mutating func token(of principal: ObjectID) -> Int {
    var parts: [Int32] = []
    for link in graph.membership.direct(principal) where countsAssumed || link.basis != .exchangeDefault {
      let part = closure(of: link.group)
      if part != 0, !parts.contains(part) { parts.append(part) }
    }
    parts.sort()
    var own = trustees(of: principal)
    // Of a primary group that was not read the SID is known all the same.
    if let primary = Token.primaryGroupSID(of: principal, in: graph.snapshot),
      graph.snapshot.object(sid: primary) == nil,
      let id = graph.index.trustees[TrusteeKey(primary, domain: -1)]
    {
      own.append(id)
    }
    if graph.snapshot.domainControllers.contains(principal) {
      let identity = LogonIdentity(of: principal, in: graph.snapshot)
      for sid in identity.sids.subtracting(Token.everyTokenHolds).sorted() {
        if let id = graph.index.trustees[TrusteeKey(sid, domain: -1)] { own.append(id) }
      }
      for known in identity.groups + (graph.membership.foreign[.enterpriseDomainControllers] ?? []) {
        let part = closure(of: known)
        if part != 0, !parts.contains(part) { parts.append(part) }
      }
      parts.sort()
    }
    if let identity = unusual[principal] {
      var trustees = Set(trustees(of: identity)).union(own)
      for part in parts { trustees.formUnion(sets[Int(part)]) }
      return intern(trustees)
    }
    // Negative numbers are the principal's own trustees, so that the two kinds of part never meet.
    let key = own.map { -1 - Int32(truncatingIfNeeded: $0) } + parts
    if let number = byParts[key] { return number }
    var trustees = Set(everyone).union(own)
    for part in parts { trustees.formUnion(sets[Int(part)]) }
    let number = intern(trustees)
    byParts[key] = number
    return number
  }

  private mutating func intern(_ trustees: Set<TrusteeID>) -> Int {
    let sorted = trustees.sorted()
    if let number = numbers[sorted] { return number }
    let discriminating = sorted.filter { graph.index.discriminates[Int($0)] }
    let number = discriminatingNumbers[discriminating] ?? discriminatingNumbers.count
    discriminatingNumbers[discriminating] = number
    numbers[sorted] = entries.count
    entries.append(Entry(trustees: sorted, set: trustees, discriminatingNumber: number))
    return entries.count - 1
  }

  /// The set of trustees that membership in `start` brings; each group is walked once.
  private mutating func closure(of start: ObjectID) -> Int32 {
    let known = closureOf[Int(start.index)]
    if known >= 0 { return known }
    var found = Set(trustees(of: start))
    var seen: Set<ObjectID> = [start]
    var pending = [start]
    while let object = pending.popLast() {
      for link in graph.membership.direct(object) where countsAssumed || link.basis != .exchangeDefault {
        guard seen.insert(link.group).inserted else { continue }
        let below = closureOf[Int(link.group.index)]
        if below >= 0 {
          found.formUnion(sets[Int(below)])
        } else {
          found.formUnion(trustees(of: link.group))
          pending.append(link.group)
        }
      }
    }
    let sorted = found.sorted()
    let number = setNumbers[sorted] ?? Int32(truncatingIfNeeded: sets.count)
    if setNumbers[sorted] == nil {
      setNumbers[sorted] = number
      sets.append(sorted)
    }
    closureOf[Int(start.index)] = number
    return number
  }

  /// The object's own SID and its SID history, where descriptors name them.
  private func trustees(of object: ObjectID) -> [TrusteeID] {
    var found: [TrusteeID] = []
    let own = graph.index.trusteeOf[Int(object.index)]
    if own >= 0 { found.append(TrusteeID(truncatingIfNeeded: own)) }
    guard let history = graph.membership.histories[object] else { return found }
    let domain = AccessIndex.domain(of: object, in: graph.snapshot)
    for sid in history {
      if let id = graph.index.trustees[TrusteeKey(sid, domain: domain)], !found.contains(id) {
        found.append(id)
      }
    }
    return found
  }
}
