internal import Directory
internal import WindowsSecurity

/// Tokens reduced to the trustees that occur in descriptors, interned: most principals of a forest share a few.
struct TokenTable {
  typealias TrusteeID = AccessIndex.TrusteeID

  struct Entry {
    /// Sorted, distinct.
    let trustees: [TrusteeID]
    let set: Set<TrusteeID>
    /// Those that it holds in some log-ons only; disjoint from ``set``.
    let conditional: [TrusteeID: LogonCircumstance]
    /// Stands for the trustees of the token that some entry denies something, or that a condition asks for; an access
    /// decision about one trustee's entry depends on nothing else of the token.
    let discriminatingNumber: Int
  }

  /// What two tokens must have in common to be the same.
  private struct Key: Hashable {
    let trustees: [TrusteeID]
    let conditional: [TrusteeID]
  }

  private let graph: ControlGraph
  /// Whether memberships count that were not read.
  private let countsAssumed: Bool
  private(set) var entries: [Entry] = []
  private var numbers: [Key: Int] = [:]
  private var discriminatingNumbers: [Key: Int] = [:]
  /// Number of the set of trustees that each group brings, into `sets`; -1 = not known yet.
  private var closureOf: [Int32]
  private var sets: [[TrusteeID]] = [[]]
  private var setNumbers: [[TrusteeID]: Int32] = [[]: 0]
  /// Tokens by what they are made of, which is cheaper to compare than the whole.
  private var byParts: [[Int32]: Int] = [:]
  private var everyone: [TrusteeID] = []
  /// Memberships looked at so far: the work that deep nesting makes.
  private(set) var linksFollowed = 0
  /// What ordinary tokens hold in some log-ons; empty where no descriptor names any of it, as is usual.
  private var conditional: [TrusteeID: LogonCircumstance] = [:]
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
    conditional = trustees(of: LogonCircumstance.ofAccounts)
  }

  /// The trustees of SIDs that depend on the log-on, and of the groups that these are in.
  private mutating func trustees(
    of circumstances: [SID: LogonCircumstance]
  ) -> [TrusteeID: LogonCircumstance] {
    var found: [TrusteeID: LogonCircumstance] = [:]
    for (sid, circumstance) in circumstances.sorted(by: { $0.key < $1.key }) {
      var trustees = graph.index.trustees[TrusteeKey(sid, domain: -1)].map { [$0] } ?? []
      for known in graph.membership.foreign[sid] ?? [] { trustees += sets[Int(closure(of: known))] }
      for trustee in trustees where found[trustee] == nil { found[trustee] = circumstance }
    }
    return found
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
    for link in graph.membership.representative(principal)
    where countsAssumed || link.basis != .exchangeDefault {
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
      return intern(trustees, self.trustees(of: identity.conditional))
    }
    // Negative numbers are the principal's own trustees, so that the two kinds of part never meet.
    let key = own.map { -1 - Int32(truncatingIfNeeded: $0) } + parts
    if let number = byParts[key] { return number }
    var trustees = Set(everyone).union(own)
    for part in parts { trustees.formUnion(sets[Int(part)]) }
    let number = intern(trustees, conditional)
    byParts[key] = number
    return number
  }

  private mutating func intern(
    _ trustees: Set<TrusteeID>, _ conditional: [TrusteeID: LogonCircumstance]
  ) -> Int {
    let conditional = conditional.filter { !trustees.contains($0.key) }
    let key = Key(trustees: trustees.sorted(), conditional: conditional.keys.sorted())
    if let number = numbers[key] { return number }
    func isDiscriminating(_ trustee: TrusteeID) -> Bool { graph.index.discriminates[Int(trustee)] }
    let discriminating = Key(
      trustees: key.trustees.filter(isDiscriminating), conditional: key.conditional.filter(isDiscriminating))
    let number = discriminatingNumbers[discriminating] ?? discriminatingNumbers.count
    discriminatingNumbers[discriminating] = number
    numbers[key] = entries.count
    entries.append(
      Entry(
        trustees: key.trustees, set: trustees, conditional: conditional, discriminatingNumber: number))
    return entries.count - 1
  }

  /// The set of trustees that membership in `start` brings. Every membership is followed once for the whole table, however
  /// deep groups are nested: groups that contain each other are closed together (Tarjan), the others after those above.
  private mutating func closure(of start: ObjectID) -> Int32 {
    if closureOf[Int(start.index)] >= 0 { return closureOf[Int(start.index)] }
    var entered: [ObjectID: Int] = [:]
    var open: [ObjectID] = []
    var walks: [Walk] = []
    func enter(_ group: ObjectID) {
      let number = entered.count
      entered[group] = number
      walks.append(
        Walk(
          number: number, earliest: number, firstOpen: open.count,
          rest: graph.membership.representative(group),
          own: trustees(of: group)))
      open.append(group)
    }
    enter(start)
    while var walk = walks.popLast() {
      if let link = walk.rest.popFirst() {
        linksFollowed += 1
        let known = closureOf[Int(link.group.index)]
        var isNew = false
        if !countsAssumed && link.basis == .exchangeDefault {
          // Not a membership of this table.
        } else if known >= 0 {
          walk.above.insert(known)
        } else if let number = entered[link.group] {
          walk.earliest = min(walk.earliest, number)
        } else {
          isNew = true
        }
        walks.append(walk)
        if isNew { enter(link.group) }
      } else if walk.earliest == walk.number {
        let number = number(of: walk)
        for group in open[walk.firstOpen...] { closureOf[Int(group.index)] = number }
        open.removeLast(open.count - walk.firstOpen)
        if !walks.isEmpty { walks[walks.count - 1].above.insert(number) }
      } else if !walks.isEmpty {
        // Part of a circle that began further down: closed with it.
        walks[walks.count - 1].take(walk)
      }
    }
    return closureOf[Int(start.index)]
  }

  /// The way through one group while its memberships are followed.
  private struct Walk {
    let number: Int
    /// The first group entered that this one leads back to.
    var earliest: Int
    let firstOpen: Int
    var rest: ArraySlice<Membership.Link>
    var own: [TrusteeID]
    /// Numbers of the sets of groups that are closed already.
    var above: Set<Int32> = []

    mutating func take(_ other: Walk) {
      earliest = min(earliest, other.earliest)
      own += other.own
      var other = other
      if above.count < other.above.count { swap(&above, &other.above) }
      above.formUnion(other.above)
    }
  }

  private mutating func number(of walk: Walk) -> Int32 {
    let above = walk.above.subtracting([0])
    if walk.own.isEmpty, above.count <= 1 { return above.first ?? 0 }
    var found = Set(walk.own)
    for number in above { found.formUnion(sets[Int(number)]) }
    let sorted = found.sorted()
    if let number = setNumbers[sorted] { return number }
    let number = Int32(truncatingIfNeeded: sets.count)
    setNumbers[sorted] = number
    sets.append(sorted)
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
