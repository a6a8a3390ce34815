internal import Directory

/// Rights that give control of something else than the object whose descriptor holds them.
extension Search {
  /// Offers what a right on the objects of a group gives elsewhere; one object of the group is enough.
  mutating func redirect(_ group: Int, _ grant: Grant, _ template: Arrival) {
    let holder = holder(of: grant, group)
    let step = Redirection(
      group: group, kind: grant.kind, isConditional: template.isConditional || grant.condition != nil)
    guard !(holder.map(options.avoided.contains) ?? false), !options.avoided.contains(template.from),
      let carrier = graph.index.groups[group].objects.first(where: { !options.avoided.contains($0) }),
      redirected.insert(step).inserted
    else { return }
    if grant.gain == .domainByName {
      names.append((group, grant, template))
      return
    }
    for object in graph.objects(of: grant.gain, domain: graph.index.groups[group].domain)
    where arrivals[Int(object.index)] == nil {
      guard let answer = graph.structure.facts.answer(grant.need, grant.condition, on: object) else {
        continue
      }
      var arrival = template
      arrival.kind = grant.kind
      arrival.ace = grant.ace
      arrival.carrier = carrier
      arrival.condition = answer.condition
      arrival.via = holder
      arrival.isConditional = template.isConditional || answer.condition != nil
      offer(object, arrival)
    }
  }

  /// An account that is controlled and whose name may be written passes for another account of the domain. Of several, one
  /// whose name metadata does not show to be untouched is the better example.
  mutating func passForOthers() {
    let pending = names
    names = []
    let test = ExclusionTest(graph.snapshot, since: graph.since)
    var untouched: [(ObjectID, Arrival)] = []
    for (group, grant, template) in pending {
      guard let head = graph.objects(of: grant.gain, domain: graph.index.groups[group].domain).first,
        arrivals[Int(head.index)] == nil
      else { continue }
      let accounts = graph.index.groups[group].objects.filter {
        arrivals[Int($0.index)] != nil && !options.avoided.contains($0)
      }
      let written = accounts.first { !test.excludes(grant.kind, on: $0) }
      guard let account = written ?? accounts.first else { continue }
      var arrival = template
      arrival.kind = grant.kind
      arrival.ace = grant.ace
      arrival.carrier = account
      arrival.condition = grant.condition
      arrival.via = holder(of: grant, group)
      arrival.isConditional = true
      if written == nil { untouched.append((head, arrival)) } else { offer(head, arrival) }
    }
    for (head, arrival) in untouched { offer(head, arrival) }
  }

  // MARK: Halves

  /// Reaches domain heads whose two halves of DCSync belong to different groups, when an account can be put into both, or
  /// into one when it has the other half itself. Two accounts with one half each cannot be joined: the domain controller
  /// asks one caller for both. [MS-DRSR] 5.101
  mutating func joinHalves() {
    let heads = graph.snapshot.domains.compactMap(\.head).filter {
      arrivals[Int($0.index)] == nil && !options.avoided.contains($0)
    }
    for head in heads {
      let group = Int(graph.index.groupOf[Int(head.index)])
      guard graph.index.plans.indices.contains(group), graph.index.plans[group].mayReplicate else { continue }
      guard let (all, other) = halves(of: head, group) else { continue }
      var step = arrival(from: all, .dcSync, isConditional ? .otherHalf : nil)
      step.otherHalf = other
      step.ace = replicationACE(group, position: 0, tokens: [all])
      offer(head, step)
    }
  }

  /// The holder of the right to all secrets and that of the other half, of which at least one is a group to be joined.
  private mutating func halves(of head: ObjectID, _ group: Int) -> (all: ObjectID, other: ObjectID)? {
    var holders: [[ObjectID]] = [[], []]
    var known: Set<[Int]> = []
    for object in graph.snapshot.objectIDs {
      guard let arrival = arrivals[Int(object.index)], graph.index.kinds[Int(object.index)].isPrincipal else {
        continue
      }
      let isGroup = graph.index.kinds[Int(object.index)] == .group
      if isGroup, !takesMembers(object, arrival) { continue }
      guard known.insert([tokens.token(of: object), isGroup ? 1 : 0]).inserted else { continue }
      for half in 0...1 where replicationACE(group, position: half, tokens: [object]) != nil {
        holders[half].append(object)
      }
    }
    for all in holders[0] {
      for other in holders[1] where all != other {
        let groups = [all, other].filter { graph.index.kinds[Int($0.index)] == .group }
        guard
          let account = groups.count == 1
            ? [all, other].first(where: { !groups.contains($0) }) : starts.min()
        else { continue }
        guard !groups.isEmpty else { continue }
        // A deny of either group counts once the account is in both.
        let joined = Array(Set([all, other, account])).sorted()
        if (0...1).allSatisfy({ replicationACE(group, position: $0, tokens: joined) != nil }) {
          return (all, other)
        }
      }
    }
    return nil
  }

  /// Whether any account can be put into a group that was reached, as far as metadata does not rule it out.
  private func takesMembers(_ group: ObjectID, _ arrival: Arrival) -> Bool {
    switch arrival.kind {
    case .genericAll, .genericWrite, .writeDacl, .writeOwner, .owns, .addMember, .contains,
      .protectAdminGroups:
      !ExclusionTest(graph.snapshot, since: graph.since).excludes(arrival.kind, on: group)
    default: false
    }
  }

  /// Position of the entry that grants one half of DCSync to the tokens taken together; nil = none does.
  private mutating func replicationACE(_ group: Int, position: Int, tokens objects: [ObjectID]) -> Int32? {
    var held: Set<AccessIndex.TrusteeID> = []
    for object in objects { held.formUnion(tokens.entries[tokens.token(of: object)].set) }
    let index = graph.index
    let domain = index.groups[group].domain
    return index.plans[group].replicationACE(position) {
      index.trustees[TrusteeKey($0, domain: domain)].map(held.contains) ?? false
    }
  }
}
