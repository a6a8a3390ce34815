internal import Directory
internal import WindowsSecurity

/// Which groups every principal is in, as flat rows: what a domain controller would put into a token.
///
/// Distribution groups (groupType without 0x80000000) never enter a token and are left out.
struct Membership: Sendable {
  enum Basis: UInt8, Sendable {
    /// A present `member` value, or `primaryGroupID`.
    case link
    /// A `member` value removed again inside the window.
    case removed
    /// Not read, but made by Exchange setup.
    case exchangeDefault
    /// A SID in `sIDHistory` that belongs to the object.
    case sidHistory
    /// The principal whose SID a shadow principal brings into its members' tokens.
    case shadowPrincipal
    /// Another foreign security principal of the same SID: every domain has its own.
    case samePrincipal
    /// A well-known identity (Everyone, Authenticated Users, …) as foreign security principal.
    case wellKnown
  }

  struct Link: Hashable, Sendable {
    /// The first of them, where the link leads to all objects of one SID.
    let group: ObjectID
    let basis: Basis
    /// Whether the link leads to all objects of the SID of ``group``: as many links for each of them would be as many as
    /// the square of their number.
    var leadsToAll = false
  }

  private let offsets: [UInt32]
  private let rows: [Link]
  /// What a SID with foreign security principals means, by the first: the object of the SID, then the foreign ones.
  private let sameSID: [ObjectID: [ObjectID]]
  /// Whether any membership is in it that was not read.
  let hasAssumed: Bool
  /// SIDs that objects bring into a token beside their own: sIDHistory, and msDS-ShadowPrincipalSid.
  let histories: [ObjectID: [SID]]
  let shadows: ShadowPrincipals
  /// Members removed inside the window, by group.
  let removedMembers: [ObjectID: [ObjectID]]
  /// Objects that stand for Everyone, Authenticated Users, Network, This Organization; every ordinary token holds them.
  let wellKnownObjects: [ObjectID]
  /// All foreign security principals by their SID, Enterprise Domain Controllers and the like among them.
  let foreign: [SID: [ObjectID]]
  /// Groups without groupType 0x80000000: no token holds them.
  let distributionGroups: Set<ObjectID>
  /// Position in ``Snapshot/domains`` of the domain that a domain-local or Builtin group counts in.
  let localDomains: [ObjectID: Int32]

  /// - Parameters:
  ///   - since: memberships removed at or after this time count, with their end; nil counts present ones only.
  init(_ snapshot: Snapshot, since: Instant?) {
    let count = snapshot.count
    var extra: [UInt32: [Link]] = [:]
    var removed: [ObjectID: [ObjectID]] = [:]
    var wellKnown: [ObjectID] = []
    var foreign: [SID: [ObjectID]] = [:]
    var localDomains: [ObjectID: Int32] = [:]
    var distribution: Set<ObjectID> = []
    for object in snapshot.objectIDs {
      let kind = snapshot.structuralClass(object)
      if kind == "group", !Self.isSecurityGroup(object, snapshot) { distribution.insert(object) }
      if kind == "foreignSecurityPrincipal", let sid = snapshot.sid(object) {
        foreign[sid, default: []].append(object)
        if Token.everyTokenHolds.contains(sid) { wellKnown.append(object) }
      }
      if kind == "group" { localDomains[object] = GroupScope.localDomain(of: object, in: snapshot) }
      if kind == "group", let since, !distribution.contains(object) {
        for target in snapshot.members(removedFrom: object, since: since) {
          extra[target.index, default: []].append(Link(group: object, basis: .removed))
          removed[object, default: []].append(target)
        }
      }
    }
    removedMembers = removed
    distributionGroups = distribution
    self.foreign = foreign
    self.localDomains = localDomains
    shadows = ShadowPrincipals(snapshot)
    let assumed = ExchangeDefaults.unreadNesting(snapshot)
    hasAssumed = !assumed.isEmpty
    for (member, group) in assumed {
      extra[member.index, default: []].append(Link(group: group, basis: .exchangeDefault))
    }
    var histories: [ObjectID: [SID]] = [:]
    let bearers = Self.bearers(of: foreign, in: snapshot)
    var offsets: [UInt32] = []
    var rows: [Link] = []
    /// The last object among whose links each group is.
    var rowOf = [UInt32](repeating: .max, count: count)
    offsets.reserveCapacity(count + 1)
    for object in snapshot.objectIDs {
      offsets.append(UInt32(truncatingIfNeeded: rows.count))
      let first = rows.count
      for group in snapshot.groupsContaining(object) where !distribution.contains(group) {
        rows.append(Link(group: group, basis: .link))
      }
      for link in rows[first...] { rowOf[Int(link.group.index)] = object.index }
      var led: Set<ObjectID> = []
      func append(_ link: Link) {
        if link.leadsToAll {
          guard led.insert(link.group).inserted else { return }
        } else {
          guard rowOf[Int(link.group.index)] != object.index else { return }
          rowOf[Int(link.group.index)] = object.index
        }
        rows.append(link)
      }
      func stand(for sid: SID, _ basis: Basis) {
        guard let group = bearers[sid]?.first ?? snapshot.object(sid: sid) else { return }
        let leadsToAll = (bearers[sid]?.count ?? 1) > 1
        if leadsToAll || group != object {
          append(Link(group: group, basis: basis, leadsToAll: leadsToAll))
        }
      }
      for bytes in snapshot.values(object, "sIDHistory") {
        guard let sid = try? SID(bytes) else { continue }
        histories[object, default: []].append(sid)
        stand(for: sid, .sidHistory)
      }
      if let sid = shadows.sids[object] {
        histories[object, default: []].append(sid)
        stand(for: sid, .shadowPrincipal)
      }
      if let sid = snapshot.sid(object), let others = foreign[sid], others.count > 1 || others.first != object
      {
        stand(for: sid, .samePrincipal)
      }
      if let more = extra[object.index] {
        for link in more { append(link) }
      }
    }
    offsets.append(UInt32(truncatingIfNeeded: rows.count))
    self.offsets = offsets
    self.rows = rows
    sameSID = Dictionary(
      bearers.values.compactMap { all in all.first.map { ($0, all) } },
      uniquingKeysWith: { first, _ in first })
    self.histories = histories
    self.wellKnownObjects = wellKnown
  }

  /// The objects that share a SID with foreign security principals, and what else has it first.
  private static func bearers(of foreign: [SID: [ObjectID]], in snapshot: Snapshot) -> [SID: [ObjectID]] {
    var bearers = foreign
    for (sid, others) in foreign {
      guard let first = snapshot.object(sid: sid) else { continue }
      bearers[sid] = [first] + others.filter { $0 != first }
    }
    return bearers
  }

  /// Links from an object whose groups' closures together are all that it is in: objects of one SID through the first of
  /// them only.
  func representative(_ object: ObjectID) -> ArraySlice<Link> {
    let links = direct(object)
    guard links.contains(where: { $0.leadsToAll && $0.group == object }) else { return links }
    return links.flatMap { link in
      guard link.leadsToAll, link.group == object else { return [link] }
      return objects(of: link).filter { $0 != object }.map { Link(group: $0, basis: link.basis) }
    }[...]
  }

  /// Links held in memory.
  var linkCount: Int { rows.count }

  private func objects(of link: Link) -> [ObjectID] {
    link.leadsToAll ? sameSID[link.group] ?? [link.group] : [link.group]
  }

  private func direct(_ object: ObjectID) -> ArraySlice<Link> {
    let index = Int(object.index)
    guard index + 1 < offsets.count else { return [] }
    return rows[Int(offsets[index])..<Int(offsets[index + 1])]
  }

  /// Everything the token of `object` holds, nearest first, each with the position of the step before it.
  /// - Parameters:
  ///   - object: nil for a principal of which only the SID is known.
  ///   - identity: what it holds besides; nil stands for the usual, ``Token/everyTokenHolds``.
  ///   - scope: position of the domain whose controllers are asked, or ``GroupScope/everywhere``.
  func closure(
    of object: ObjectID?, as identity: LogonIdentity? = nil, in scope: Int32 = GroupScope.everywhere
  ) -> [Step] {
    let known =
      identity.map { $0.sids.sorted().flatMap { foreign[$0] ?? [] } + $0.groups } ?? wellKnownObjects
    return closure(of: object, besides: known, in: scope)
  }

  /// - Parameter known: objects that are held without a membership.
  func closure(of object: ObjectID?, besides known: [ObjectID], in scope: Int32) -> [Step] {
    var steps = object.map { [Step(object: $0, before: nil, basis: .link)] } ?? []
    var seen = Set(steps.map(\.object))
    let first = steps.isEmpty ? nil : 0
    for known in known where seen.insert(known).inserted {
      steps.append(Step(object: known, before: first, basis: .wellKnown))
    }
    /// Links to all objects of a SID that were followed; a second adds nothing.
    var followed: Set<ObjectID> = []
    var next = 0
    while next < steps.count {
      for link in direct(steps[next].object) where !link.leadsToAll || followed.insert(link.group).inserted {
        for group in objects(of: link) where counts(group, in: scope) && seen.insert(group).inserted {
          steps.append(Step(object: group, before: next, basis: link.basis))
        }
      }
      next += 1
    }
    return steps
  }

  /// Whether a group is in tokens on the controllers of a domain.
  func counts(_ group: ObjectID, in scope: Int32) -> Bool {
    guard scope != GroupScope.everywhere, let local = localDomains[group] else { return true }
    return local == scope
  }

  struct Step: Sendable {
    let object: ObjectID
    let before: Int?
    let basis: Basis
  }

  /// The shortest chain of memberships from `object` to `group`, without `object` itself; nil = not a member.
  func chain(from object: ObjectID, to group: ObjectID) -> [Step]? {
    chain(to: group, in: closure(of: object))
  }

  /// The shortest chain from the identities that one circumstance of the log-on brings, the first of them such an identity.
  func chain(through circumstance: LogonCircumstance, to group: ObjectID) -> [Step]? {
    let identities = LogonCircumstance.ofAccounts.filter { $0.value == circumstance }.keys.sorted()
    let known = identities.flatMap { foreign[$0] ?? [] }
    return chain(to: group, in: closure(of: nil, besides: known, in: GroupScope.everywhere))
  }

  private func chain(to group: ObjectID, in steps: [Step]) -> [Step]? {
    guard var position = steps.firstIndex(where: { $0.object == group }) else { return nil }
    var chain: [Step] = []
    while let before = steps[position].before {
      chain.append(steps[position])
      position = before
    }
    // The principal itself is no step; without one the chain begins with a well-known identity.
    if steps[position].basis == .wellKnown { chain.append(steps[position]) }
    return chain.reversed()
  }

  static func isSecurityGroup(_ group: ObjectID, _ snapshot: Snapshot) -> Bool {
    guard let type = snapshot.integer(group, "groupType") else { return true }
    return type & 0x8000_0000 != 0
  }
}
