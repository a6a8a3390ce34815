import Directory

/// Who is in the privileged groups, how, and since when.
struct PrivilegedInventory {
  let context: AssessmentContext

  var groups: [Inventory.PrivilegedGroup] {
    let snapshot = context.snapshot
    return context.privileged.groups.filter { !$0.isNested }.map { group in
      Inventory.PrivilegedGroup(
        group: snapshot.dn(group.id), sid: snapshot.sid(group.id).map { "\($0)" },
        name: context.name(group.id),
        members: members(of: group.id))
    }.sorted { ($0.name, $0.group) < ($1.name, $1.group) }
  }

  /// Breadth first, so that every member is listed by its shortest chain of groups.
  private func members(of root: ObjectID) -> [Inventory.Member] {
    let snapshot = context.snapshot
    var members: [Inventory.Member] = []
    var queue: [(group: ObjectID, via: [String])] = [(root, [])]
    var seen: Set<ObjectID> = [root]
    var next = 0
    while next < queue.count {
      let (group, via) = queue[next]
      next += 1
      let since = Dictionary(
        snapshot.links(group).compactMap { link -> (ObjectID, Instant)? in
          guard link.isLink("member"), link.deleted == nil, link.version > 0, let target = link.target else {
            return nil
          }
          return (target, link.added)
        }, uniquingKeysWith: { first, _ in first })
      for member in snapshot.members(group) + snapshot.primaryGroupMembers(group)
      where seen.insert(member).inserted {
        let joined = since[member]
        members.append(
          Inventory.Member(
            dn: snapshot.dn(member), name: context.name(member), via: via, since: joined,
            recent: joined.map(context.window.contains) ?? false))
        if snapshot.isA(member, "group") { queue.append((member, via + [snapshot.dn(member)])) }
      }
    }
    return members
  }
}
