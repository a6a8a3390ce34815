internal import Directory
internal import WindowsSecurity

/// Which groups every principal is in, as flat rows: what a domain controller would put into a token.
///
/// Distribution groups (groupType without 0x80000000) never enter a token and are left out.
struct Membership: Sendable {
  enum Basis: UInt8, Sendable {
    /// A present `member` value.
    case link
    /// `primaryGroupID`.
    case primary
    /// A `member` value removed again inside the window.
    case removed
    /// Not read, but made by Exchange setup.
    case exchangeDefault
    /// A SID in `sIDHistory` that belongs to the object.
    case sidHistory
    /// A well-known identity (Everyone, Authenticated Users, …) as foreign security principal.
    case wellKnown
  }

  struct Link: Hashable, Sendable {
    let group: ObjectID
    let basis: Basis
  }

  private let offsets: [UInt32]
  private let rows: [Link]
  /// Whether any membership is in it that was not read.
  let hasAssumed: Bool
  /// Members removed inside the window, by group.
  let removedMembers: [ObjectID: [ObjectID]]
  /// Objects that stand for Everyone, Authenticated Users, Network, This Organization; every token holds them.
  let wellKnownObjects: [ObjectID]

  /// - Parameters:
  ///   - since: memberships removed at or after this time count, with their end; nil counts present ones only.
  init(_ snapshot: Snapshot, since: Instant?) {
    let count = snapshot.count
    var extra: [UInt32: [Link]] = [:]
    var removed: [ObjectID: [ObjectID]] = [:]
    var wellKnown: [ObjectID] = []
    for object in snapshot.objectIDs {
      let kind = snapshot.structuralClass(object)
      if kind == "foreignSecurityPrincipal", let sid = snapshot.sid(object),
        Token.everyTokenHolds.contains(sid)
      {
        wellKnown.append(object)
      }
      if kind == "group", let since, Self.isSecurityGroup(object, snapshot) {
        for link in snapshot.links(object) {
          guard let deleted = link.deleted, deleted >= since, let target = link.target,
            link.attribute == "member"
          else { continue }
          extra[target.index, default: []].append(Link(group: object, basis: .removed))
          removed[object, default: []].append(target)
        }
      }
    }
    removedMembers = removed
    let assumed = ExchangeDefaults.unreadNesting(snapshot)
    hasAssumed = !assumed.isEmpty
    for (member, group) in assumed {
      extra[member.index, default: []].append(Link(group: group, basis: .exchangeDefault))
    }
    var offsets: [UInt32] = []
    var rows: [Link] = []
    offsets.reserveCapacity(count + 1)
    for object in snapshot.objectIDs {
      offsets.append(UInt32(truncatingIfNeeded: rows.count))
      let first = rows.count
      let primary = Self.primaryGroup(of: object, snapshot)
      for group in snapshot.groupsContaining(object) where Self.isSecurityGroup(group, snapshot) {
        rows.append(Link(group: group, basis: group == primary ? .primary : .link))
      }
      for bytes in snapshot.values(object, "sIDHistory") {
        guard let sid = try? SID(bytes), let owner = snapshot.object(sid: sid), owner != object else {
          continue
        }
        rows.append(Link(group: owner, basis: .sidHistory))
      }
      if let more = extra[object.index] {
        for link in more where !rows[first...].contains(where: { $0.group == link.group }) {
          rows.append(link)
        }
      }
    }
    offsets.append(UInt32(truncatingIfNeeded: rows.count))
    self.offsets = offsets
    self.rows = rows
    self.wellKnownObjects = wellKnown
  }

  func direct(_ object: ObjectID) -> ArraySlice<Link> {
    let index = Int(object.index)
    guard index + 1 < offsets.count else { return [] }
    return rows[Int(offsets[index])..<Int(offsets[index + 1])]
  }

  /// Everything the token of `object` holds, nearest first, each with the position of the step before it.
  func closure(of object: ObjectID) -> [Step] {
    var steps = [Step(object: object, before: nil, basis: .link)]
    var seen: Set<ObjectID> = [object]
    for known in wellKnownObjects where seen.insert(known).inserted {
      steps.append(Step(object: known, before: 0, basis: .wellKnown))
    }
    var next = 0
    while next < steps.count {
      for link in direct(steps[next].object) where seen.insert(link.group).inserted {
        steps.append(Step(object: link.group, before: next, basis: link.basis))
      }
      next += 1
    }
    return steps
  }

  struct Step: Sendable {
    let object: ObjectID
    let before: Int?
    let basis: Basis
  }

  /// The shortest chain of memberships from `object` to `group`, without `object` itself; nil = not a member.
  func chain(from object: ObjectID, to group: ObjectID) -> [Step]? {
    let steps = closure(of: object)
    guard var position = steps.firstIndex(where: { $0.object == group }) else { return nil }
    var chain: [Step] = []
    while let before = steps[position].before {
      chain.append(steps[position])
      position = before
    }
    return chain.reversed()
  }

  static func isSecurityGroup(_ group: ObjectID, _ snapshot: Snapshot) -> Bool {
    guard let type = snapshot.integer(group, "groupType") else { return true }
    return type & 0x8000_0000 != 0
  }

  private static func primaryGroup(of object: ObjectID, _ snapshot: Snapshot) -> ObjectID? {
    guard let rid = snapshot.integer(object, "primaryGroupID").flatMap(UInt32.init(exactly:)),
      let sid = snapshot.sid(object)?.domain?.appending(rid)
    else { return nil }
    return snapshot.object(sid: sid)
  }
}
