extension Snapshot {
  /// The members of a group that are in the snapshot: from `member`, and from the members' own `memberOf` where the
  /// group's list was not read. A foreign security principal stands for the object with its SID where that is here.
  package func members(_ group: ObjectID) -> [ObjectID] {
    membership.members[group.position].map { ObjectID($0) }
  }

  /// DNs in `member` that lead to no object.
  package func unresolvedMembers(_ group: ObjectID) -> [String] {
    var names: [String] = []
    store.forEachValue(group.position, Numbers.member) { name in
      if Membership.resolve(name, store: store, indexes: indexes) == nil {
        names.append(String(decoding: name, as: UTF8.self))
      }
    }
    return names
  }

  /// Accounts whose primaryGroupID names the group; they do not appear in `member`.
  package func primaryGroupMembers(_ group: ObjectID) -> [ObjectID] {
    membership.primaryMembers[group.position].map { ObjectID($0) }
  }

  /// The groups an object is directly in, its primary group among them.
  package func groupsContaining(_ object: ObjectID) -> [ObjectID] {
    let groups = membership.groups[object.position]
    let primary = membership.primaryGroups[object.position].filter { !groups.contains($0) }
    return (groups + primary).map { ObjectID($0) }
  }
}
