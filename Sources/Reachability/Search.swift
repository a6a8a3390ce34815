internal import Directory
internal import WindowsSecurity

/// Forward search from compromised objects: everything certain first, nearest first, then what needs a condition.
///
/// Access is evaluated per distinct (entry's trustee, discriminating trustees of the token) over the groups of objects with
/// that trustee, so the cost follows the distinct descriptors and tokens and not the pairs of objects.
struct Search {
  struct Options {
    /// Objects beyond which the search does not go on, unless it starts there.
    var terminal: Set<ObjectID> = []
    /// Edges whose use metadata rules out are left out.
    var exclusion: ExclusionTest?
    /// Objects that no step may lead to or draw its right from.
    var avoided: Set<ObjectID> = []
    /// The search ends when this is reached: what is found later changes nothing on the way there.
    var goal: ObjectID?
  }

  private enum Offer {
    case object(ObjectID, Arrival)
    case group(Int, [Grant], Arrival)
  }

  private struct Question: Hashable {
    let trustee: AccessIndex.TrusteeID
    let isConditional: Bool
    let discriminating: Int
  }

  let graph: ControlGraph
  let options: Options
  /// nil = not reached.
  private(set) var arrivals: [Arrival?]
  private(set) var starts: Set<ObjectID> = []
  /// Of every principal reached.
  var tokens: TokenTable
  var isConditional = false
  private var asked: Set<Question> = []
  private var expandedTokens: Set<Int> = []
  /// Who can be put into groups, and where that was not enough so far.
  var actors = Actors()
  /// The token for which each group of objects was last evaluated.
  private var evaluatedFor: [Int32]
  /// Objects of each group not reached yet.
  private var remaining: [Int]
  /// Offers of the conditional half by depth.
  private var pending: [[Offer]] = []
  private var next: [ObjectID] = []
  private var certainOrder: [ObjectID] = []
  /// Rights that lead elsewhere and were followed already, certainly or conditionally.
  var redirected: Set<Redirection> = []

  /// Names that may be written, for when it is known which of the accounts are controlled.
  var names: [WritableName] = []

  struct WritableName {
    let group: Int
    let grant: Grant
    let arrival: Arrival
    /// The only account whose name it is; nil = those of the group.
    let account: ObjectID?
  }

  struct Redirection: Hashable {
    let group: Int
    let kind: EdgeKind
    let isConditional: Bool
  }

  init(_ graph: ControlGraph, _ options: Options) {
    self.graph = graph
    self.options = options
    arrivals = [Arrival?](repeating: nil, count: graph.snapshot.count)
    tokens = TokenTable(graph, countsAssumed: false)
    evaluatedFor = [Int32](repeating: -1, count: graph.index.groups.count)
    remaining = graph.index.groups.map(\.objects.count)
  }

  mutating func run(from starts: [ObjectID]) {
    self.starts = Set(starts)
    for start in starts.sorted() where Int(start.index) < arrivals.count {
      place(
        start,
        Arrival(
          from: start, via: nil, carrier: nil, ace: nil, otherHalf: nil, kind: .memberOf, condition: nil,
          depth: 0, isConditional: false))
    }
    while !next.isEmpty, !hasReachedGoal {
      let current = next.sorted()
      next = []
      certainOrder += current
      for object in current { expand(object) }
      if next.isEmpty { retryDenied() }
      if next.isEmpty { joinHalves() }
    }
    if hasReachedGoal { return }
    isConditional = true
    if graph.membership.hasAssumed {
      // With the memberships that setup makes, what is controlled for certain may hold more than was read.
      tokens = TokenTable(graph, countsAssumed: true)
      expandedTokens = []
      asked = []
      evaluatedFor = [Int32](repeating: -1, count: evaluatedFor.count)
      actors = Actors()
      let principals = certainOrder.filter { graph.index.kinds[Int($0.index)].isPrincipal }
      for object in principals where !isJoined(object) { count(actor: object) }
      for object in principals { expandToken(of: object) }
    }
    certainOrder = []
    var depth = 0
    while depth < pending.count || !next.isEmpty || !names.isEmpty, !hasReachedGoal {
      let current = next.sorted()
      next = []
      for object in current { expand(object) }
      if depth < pending.count {
        let offers = pending[depth]
        pending[depth] = []
        for offer in offers { take(offer) }
      }
      depth += 1
      if depth >= pending.count, next.isEmpty {
        joinHalves()
        passForOthers()
      }
    }
  }

  private var hasReachedGoal: Bool { options.goal.map { arrivals[Int($0.index)] != nil } ?? false }

  // MARK: Reaching

  private mutating func place(_ object: ObjectID, _ arrival: Arrival) {
    guard arrivals[Int(object.index)] == nil else { return }
    arrivals[Int(object.index)] = arrival
    let group = graph.index.groupOf[Int(object.index)]
    if group >= 0 { remaining[Int(group)] -= 1 }
    if !options.terminal.contains(object) || starts.contains(object) { next.append(object) }
  }

  mutating func offer(_ object: ObjectID, _ arrival: Arrival) {
    guard arrivals[Int(object.index)] == nil else { return }
    if let test = options.exclusion, test.excludes(arrival.kind, on: arrival.carrier ?? object) { return }
    if options.avoided.contains(object) || arrival.via.map(options.avoided.contains) ?? false { return }
    if arrival.isConditional && !isConditional {
      postpone(.object(object, arrival), arrival.depth)
    } else {
      place(object, arrival)
    }
  }

  private mutating func postpone(_ offer: Offer, _ depth: UInt32) {
    while pending.count <= Int(depth) { pending.append([]) }
    pending[Int(depth)].append(offer)
  }

  private mutating func take(_ offer: Offer) {
    switch offer {
    case .object(let object, let arrival): self.offer(object, arrival)
    case .group(let group, let grants, let arrival): reach(group, grants, arrival)
    }
  }

  /// Offers every object of a group that is not reached yet, by the first grant that holds for the object, and what other
  /// grants lead to.
  private mutating func reach(_ group: Int, _ grants: [Grant], _ template: Arrival) {
    for grant in grants where grant.gain != .object { redirect(group, grant, template) }
    guard remaining[group] > 0 else { return }
    let direct = grants.filter { $0.gain == .object }
    let holders = direct.map { holder(of: $0, group) }
    for object in graph.index.groups[group].objects where arrivals[Int(object.index)] == nil {
      var isPostponed = false
      // What is certain on other objects may need a condition on this one, and then comes second.
      for takesConditions in [false, true] {
        for (grant, holder) in zip(direct, holders) where !isPostponed && arrivals[Int(object.index)] == nil {
          guard let answer = graph.structure.facts.answer(grant.need, grant.condition, on: object),
            (answer.condition != nil) == takesConditions
          else { continue }
          let arrival = template.taking(grant, of: holder, answer.condition)
          isPostponed =
            arrival.isConditional && !isConditional && options.exclusion == nil && options.avoided.isEmpty
          offer(object, arrival)
        }
      }
    }
  }

  func holder(of grant: Grant, _ group: Int) -> ObjectID? {
    guard let sid = grant.trustee,
      let id = graph.index.trustees[TrusteeKey(sid, domain: graph.index.groups[group].domain)]
    else { return nil }
    return graph.index.trusteeObjects[Int(id)]
  }

  // MARK: Going on

  private mutating func expand(_ object: ObjectID) {
    guard let arrival = arrivals[Int(object.index)] else { return }
    let kind = graph.index.kinds[Int(object.index)]
    for edge in graph.structure.outgoing[object] ?? [] { follow(edge, from: object, via: nil) }
    if kind.isPrincipal, canAct(with: object, arrival) {
      expandToken(of: object)
      expandSelf(object)
    }
    let isStart = starts.contains(object)
    if kind.holdsObjects,
      isStart || arrival.kind.givesDescriptor || arrival.kind == .dcSync || arrival.kind == .dcFor
    {
      spread(graph.scope.inheriting(from: object), from: object, .contains)
    }
    if kind == .policy {
      for place in graph.structure.placesOf[object] ?? [] { applyPolicy(at: place, of: object) }
    }
    if kind.holdsObjects || kind == .delegatedAccount, isStart || arrival.kind.givesDescriptor,
      graph.index.rules.facts.mayHaveDelegatedAccounts
    {
      for head in graph.objects(of: .domain, domain: AccessIndex.domain(of: object, in: graph.snapshot)) {
        var step = self.arrival(from: object, .badSuccessor, .delegatedAccountUnpatched)
        step.carrier = object
        step.ace = arrival.ace
        offer(head, step)
      }
    }
    let givesLink = arrival.kind == .writeGPLink || arrival.kind == .genericWrite
    if givesLink, kind == .domain || kind == .organizationalUnit || kind == .site {
      spread(graph.scope.governed(by: object, enforced: true), from: object, .contains)
    }
    // Whoever writes the descriptor writes gPLink, and a policy does not stop at a protected list.
    if isStart || arrival.kind.givesDescriptor,
      kind == .domain || kind == .organizationalUnit || kind == .site
    {
      let step = self.arrival(from: object, .contains, .policySource)
      for governed in graph.scope.governed(by: object, enforced: true) { offer(governed, step) }
    }
    if kind == .policyStore || kind == .policy { occupyLinks(with: object, arrival) }
    if graph.isAdminSDHolder(object), isStart || arrival.kind.givesDescriptor {
      spread(graph.scope.protected(by: object), from: object, .protectAdminGroups)
    }
  }

  /// Whether the token of a principal can be used by whoever came to it. New members of a distribution group cannot, unless
  /// groupType may be written as well; whoever has the whole group makes it a security group.
  mutating func canAct(with object: ObjectID, _ arrival: Arrival) -> Bool {
    guard arrival.kind == .addMember || arrival.kind == .addSelf,
      graph.membership.distributionGroups.contains(object)
    else { return true }
    // Without an entry that names it there is nothing to gain.
    let index = graph.index
    guard index.trusteeOf[Int(object.index)] >= 0, let descriptor = index.descriptor(of: object),
      let groupType = index.rules.schema.attribute(named: "groupType")
    else { return false }
    let group = index.groups[Int(index.groupOf[Int(object.index)])]
    let held = tokens.entries[tokens.token(of: arrival.from)].set
    return AccessCheck(descriptor, schema: index.rules.schema).decide(
      .writeAttribute(groupType), objectClass: index.rules.schema.objectClass(named: group.className)
    ) { index.trustees[TrusteeKey($0, domain: group.domain)].map(held.contains) ?? false }.isGranted
  }

  private mutating func applyPolicy(at place: StructuralEdges.Place, of policy: ObjectID) {
    let container = place.container
    offer(container, arrival(from: policy, .gpLink, nil))
    guard !options.terminal.contains(container), !options.avoided.contains(container) else { return }
    let governed = graph.scope.governed(by: container, enforced: place.isEnforced)
    if let reached = arrivals[Int(container.index)], reached.from == policy, reached.kind == .gpLink {
      return spread(governed, from: container, .contains)
    }
    // The container was reached in another way, which does not apply this policy.
    for object in governed {
      var step = arrival(
        from: policy, .gpLink, graph.index.kinds[Int(object.index)] == .user ? .userLogon : nil)
      step.carrier = container
      offer(object, step)
    }
  }

  private mutating func spread(_ objects: [ObjectID], from container: ObjectID, _ kind: EdgeKind) {
    let byPolicy =
      arrivals[Int(container.index)].map { !$0.kind.givesDescriptor && $0.kind != .dcSync } ?? false
    for object in objects {
      // A policy reaches a computer by itself, a user at the next logon.
      let waits = byPolicy && !starts.contains(container) && graph.index.kinds[Int(object.index)] == .user
      offer(object, arrival(from: container, kind, waits ? .userLogon : nil))
    }
  }

  private mutating func follow(_ edge: StructuralEdges.Edge, from object: ObjectID, via: ObjectID?) {
    var step = arrival(from: object, edge.kind, edge.condition)
    step.via = via
    offer(edge.to, step)
  }

  func arrival(from object: ObjectID, _ kind: EdgeKind, _ condition: Condition?) -> Arrival {
    let before = arrivals[Int(object.index)]
    return Arrival(
      from: object, via: nil, carrier: nil, ace: nil, otherHalf: nil, kind: kind, condition: condition,
      depth: (before?.depth ?? 0) + 1,
      isConditional: isConditional || before?.isConditional == true || condition != nil)
  }

  mutating func expandToken(of principal: ObjectID) {
    let number = tokens.token(of: principal)
    let joined = isJoined(principal) ? principal : nil
    if joined == nil { count(actor: principal) }
    guard expandedTokens.insert(number).inserted else { return }
    let token = tokens.entries[number]
    let step = arrival(from: principal, .memberOf, nil)
    var isTierZero = false
    for trustee in token.trustees {
      // Membership costs no step of its own: the token already holds it.
      guard let group = graph.index.trusteeObjects[Int(trustee)], group != principal else { continue }
      var held = step
      held.depth = arrivals[Int(principal.index)]?.depth ?? 0
      if options.terminal.contains(group) { isTierZero = true }
      if options.terminal.contains(group) || graph.requested.contains(group) { offer(group, held) }
      for edge in graph.structure.outgoing[group] ?? [] where edge.kind == .loadDNSPlugin {
        follow(edge, from: principal, via: group)
      }
    }
    // A member of a Tier-0 group is at the end of the path; what the group may do adds nothing.
    if isTierZero { return }
    var isDenied = expandValues(of: token, step, joined)
    for trustee in token.trustees where expand(trustee, nil, token, number, step, joined) { isDenied = true }
    for (trustee, circumstance) in token.conditional.sorted(by: { $0.key < $1.key }) {
      if let group = graph.index.trusteeObjects[Int(trustee)], group != principal,
        options.terminal.contains(group) || graph.requested.contains(group)
      {
        var held = arrival(from: principal, .memberOf, .logon(circumstance))
        held.depth = arrivals[Int(principal.index)]?.depth ?? 0
        offer(group, held)
      }
      if expand(trustee, circumstance, token, number, step, joined) { isDenied = true }
    }
    // A member that comes to be controlled later has the same token, and may use what is denied to the others.
    if isDenied, !isConditional {
      expandedTokens.remove(number)
      actors.denied.insert(principal)
    }
  }

  /// Follows what one trustee of the token of `step.from` gives.
  ///
  /// - Parameter circumstance: what decides whether the token holds the trustee; nil = it does.
  /// - Returns: as ``evaluate(_:_:_:_:_:)``.
  private mutating func expand(
    _ trustee: AccessIndex.TrusteeID, _ circumstance: LogonCircumstance?, _ token: TokenTable.Entry,
    _ number: Int, _ step: Arrival, _ joined: ObjectID?
  ) -> Bool {
    let question = Question(
      trustee: trustee, isConditional: circumstance != nil, discriminating: token.discriminatingNumber)
    guard asked.insert(question).inserted else { return false }
    var isDenied = false
    for edge in graph.structure.byTrustee[graph.index.trusteeKeys[Int(trustee)]] ?? [] {
      let edge = circumstance.map { edge.requiring(.logon($0)) } ?? edge
      follow(edge, from: step.from, via: graph.index.trusteeObjects[Int(trustee)])
    }
    for group in graph.index.controlled[Int(trustee)]
    where evaluate(Int(group), token, number, step, joined) {
      isDenied = true
      asked.remove(question)
    }
    return isDenied
  }

  /// Whether a right on the objects of a group could still lead to something new.
  private func isOpen(_ group: Int) -> Bool {
    if remaining[group] > 0 { return true }
    switch graph.index.plans[group].reach {
    case .object: return false
    case .elsewhere: return true
    case .domain:
      return graph.objects(of: .domain, domain: graph.index.groups[group].domain)
        .contains { arrivals[Int($0.index)] == nil }
    }
  }

  /// - Parameter joined: the group that the token is of, when others must join it to act.
  /// - Returns: whether some of what the token is granted is denied to all who could join.
  private mutating func evaluate(
    _ group: Int, _ token: TokenTable.Entry, _ number: Int, _ step: Arrival, _ joined: ObjectID?
  ) -> Bool {
    guard isOpen(group), evaluatedFor[group] != Int32(truncatingIfNeeded: number) else { return false }
    evaluatedFor[group] = Int32(truncatingIfNeeded: number)
    let index = graph.index
    var grants = index.grants(on: group, of: token)
    let isDenied = joined.map { mark(&grants, on: group, token, to: $0) } ?? false
    if isDenied { evaluatedFor[group] = -1 }
    guard let first = grants.first else { return isDenied }
    if isConditional {
      reach(group, grants, step)
      return isDenied
    }
    if first.condition == nil { reach(group, grants, step) }
    let conditional = grants.filter { $0.condition != nil }
    if !conditional.isEmpty, isOpen(group) {
      var later = step
      later.isConditional = true
      postpone(.group(group, conditional, later), step.depth)
    }
    return isDenied
  }
}
