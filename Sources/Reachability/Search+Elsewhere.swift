internal import Directory

/// Rights that give control of something else than the object whose descriptor holds them.
extension Search {
  /// Follows what the object itself may write in itself, by entries for PRINCIPAL_SELF.
  mutating func expandSelf(_ principal: ObjectID) {
    let group = Int(graph.index.groupOf[Int(principal.index)])
    guard group >= 0, graph.index.plans[group].leadsItselfElsewhere else { return }
    let token = tokens.entries[tokens.token(of: principal)]
    let index = graph.index
    let grants = index.grants(on: group, isSelf: true, of: token)
    let step = arrival(from: principal, .memberOf, nil)
    for grant in grants { redirect(group, grant, step, by: principal) }
  }

  /// Offers what a right on the objects of a group gives elsewhere; one object of the group is enough.
  ///
  /// - Parameter account: the only object that has the right, which is on itself.
  mutating func redirect(_ group: Int, _ grant: Grant, _ template: Arrival, by account: ObjectID? = nil) {
    let holder = holder(of: grant, group)
    let step = Redirection(
      group: group, kind: grant.kind, isConditional: template.isConditional || grant.condition != nil)
    guard !(holder.map(options.avoided.contains) ?? false), !options.avoided.contains(template.from),
      let carrier = account
        ?? graph.index.groups[group].objects.first(where: { !options.avoided.contains($0) }),
      account != nil || redirected.insert(step).inserted
    else { return }
    if grant.gain == .domainByName {
      names.append(WritableName(group: group, grant: grant, arrival: template, account: account))
      return
    }
    if grant.gain == .danglingLinks {
      let arrival = template.taking(grant, on: carrier, of: holder, grant.condition)
      return occupyLinks(ofDomain: graph.index.groups[group].domain, arrival)
    }
    for object in graph.objects(of: grant.gain, domain: graph.index.groups[group].domain)
    where arrivals[Int(object.index)] == nil {
      guard let answer = graph.structure.facts.answer(grant.need, grant.condition, on: object) else {
        continue
      }
      offer(object, template.taking(grant, on: carrier, of: holder, answer.condition))
    }
  }

  /// An account that is controlled and whose name may be written passes for another account of the domain. Of several, one
  /// whose name metadata does not show to be untouched is the better example.
  mutating func passForOthers() {
    let pending = names
    names = []
    let test = ExclusionTest(graph.snapshot, since: graph.since)
    var untouched: [(ObjectID, Arrival)] = []
    for name in pending {
      let (group, grant) = (name.group, name.grant)
      guard let head = graph.objects(of: grant.gain, domain: graph.index.groups[group].domain).first,
        arrivals[Int(head.index)] == nil
      else { continue }
      let accounts = (name.account.map { [$0] } ?? graph.index.groups[group].objects).filter {
        arrivals[Int($0.index)] != nil && !options.avoided.contains($0)
      }
      let written = accounts.first { !test.excludes(grant.kind, on: $0) }
      guard let account = written ?? accounts.first else { continue }
      var arrival = name.arrival.taking(grant, on: account, of: holder(of: grant, group), grant.condition)
      arrival.isConditional = true
      if written == nil { untouched.append((head, arrival)) } else { offer(head, arrival) }
    }
    for (head, arrival) in untouched { offer(head, arrival) }
  }

  // MARK: Halves

  /// Reaches domain heads whose two halves of DCSync belong to different groups, when an account can be put into both, or
  /// into one while it has the other half itself. Two accounts with one half each cannot be joined: the domain controller
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

  /// What holds one half of DCSync, and who can act with it.
  private struct Half {
    let holder: ObjectID
    let joiners: Joiners

    enum Joiners {
      /// A group into which any account can be put.
      case anybody
      /// The account itself, or the only one that can put itself into the group.
      case only(ObjectID)
    }
  }

  /// The holder of the right to all secrets and that of the other half, when one account can have both.
  private mutating func halves(of head: ObjectID, _ group: Int) -> (all: ObjectID, other: ObjectID)? {
    var halves: [[Half]] = [[], []]
    var known: Set<[Int]> = []
    for object in graph.snapshot.objectIDs {
      guard let arrival = arrivals[Int(object.index)], graph.index.kinds[Int(object.index)].isPrincipal,
        canAct(with: object, arrival), let joiners = joiners(of: object, arrival)
      else { continue }
      // Of many accounts with the same token, none of them a way into a group, one says as much as all.
      if case .only(object) = joiners, !known.insert([tokens.token(of: object)]).inserted { continue }
      for half in 0...1 where replicationACE(group, position: half, tokens: [object]) != nil {
        halves[half].append(Half(holder: object, joiners: joiners))
      }
    }
    for all in halves[0] {
      for other in halves[1] where all.holder != other.holder {
        let account: ObjectID?
        switch (all.joiners, other.joiners) {
        case (.anybody, .anybody): account = starts.min()
        case (.only(let one), .anybody), (.anybody, .only(let one)): account = one
        case (.only(let one), .only(let two)): account = one == two ? one : nil
        }
        guard let account else { continue }
        // A deny of either group counts once the account is in both.
        let joined = Set([all.holder, other.holder, account]).sorted()
        if (0...1).allSatisfy({ replicationACE(group, position: $0, tokens: joined) != nil }) {
          return (all.holder, other.holder)
        }
      }
    }
    return nil
  }

  /// Who can act as a principal that was reached, as far as metadata does not rule it out; nil = nobody by its group.
  private func joiners(of object: ObjectID, _ arrival: Arrival) -> Half.Joiners? {
    guard graph.index.kinds[Int(object.index)] == .group else { return .only(object) }
    if ExclusionTest(graph.snapshot, since: graph.since).excludes(arrival.kind, on: object) { return nil }
    switch arrival.kind {
    case .genericAll, .genericWrite, .writeDacl, .writeOwner, .owns, .addMember, .contains,
      .protectAdminGroups:
      return .anybody
    case .addSelf: return .only(arrival.from)
    default: return nil
    }
  }

  /// Position of the entry that grants one half of DCSync to the tokens taken together; nil = none does.
  private mutating func replicationACE(_ group: Int, position: Int, tokens objects: [ObjectID]) -> Int32? {
    var held: Set<AccessIndex.TrusteeID> = []
    for object in objects {
      // First the token, which may be a new entry of the table.
      let token = tokens.token(of: object)
      held.formUnion(tokens.entries[token].set)
    }
    let index = graph.index
    let domain = index.groups[group].domain
    return index.plans[group].replicationACE(position) {
      index.trustees[TrusteeKey($0, domain: domain)].map(held.contains) ?? false
    }
  }
}
