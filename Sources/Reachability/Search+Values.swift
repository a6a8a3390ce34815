internal import Directory
internal import WindowsSecurity

/// Rights in descriptors that are values of attributes.
extension Search {
  /// Offers what descriptors in attributes allow the token.
  /// - Parameter joined: the group that the token is of, when others must join it to act.
  /// - Returns: whether some of it is denied to all who could join.
  mutating func expandValues(
    of token: TokenTable.Entry, _ step: Arrival, _ joined: ObjectID?
  ) -> Bool {
    let known = graph.structure.valueDescriptors
    let index = graph.index
    let positions = (token.trustees + token.conditional.keys).flatMap {
      known.byTrustee[index.trusteeKeys[Int($0)]] ?? []
    }
    var isDenied = false
    for position in Set(positions).sorted() {
      let value = known.values[position]
      let (decision, circumstance) = known.decide(
        position, holding: { index.trustees[$0].map(token.set.contains) ?? false },
        orPossibly: { index.trustees[$0].flatMap { token.conditional[$0] } })
      guard decision.outcome != .denied else { continue }
      let isDeniedHere =
        decision.isGranted && joined.map { isValueDenied(position, token, to: $0) } ?? false
      isDenied = isDenied || isDeniedHere
      var arrival = step
      arrival.kind = value.kind
      arrival.ace = decision.ace.map { Int32(truncatingIfNeeded: $0) }
      for object in value.objects where arrivals[Int(object.index)] == nil {
        let entry = ValueDescriptors.entry(arrival.ace, value.kind, on: object, in: graph.snapshot)
        arrival.via = entry.flatMap {
          index.trustees[TrusteeKey($0.trustee, domain: value.domain)]
        }.flatMap { index.trusteeObjects[Int($0)] }
        arrival.condition =
          decision.outcome == .unknown
          ? circumstance.map(Condition.logon) ?? .accessUndecided : isDeniedHere ? .memberDenied : nil
        if value.kind == .allowedToAct, arrival.condition == nil {
          arrival.condition = graph.structure.facts.impersonation(towards: object)
        }
        arrival.isConditional = step.isConditional || arrival.condition != nil
        offer(object, arrival)
      }
    }
    return isDenied
  }

  /// Whether what the descriptor in an attribute grants a group's token is denied to all who could join the group.
  private mutating func isValueDenied(_ position: Int, _ token: TokenTable.Entry, to group: ObjectID) -> Bool
  {
    let index = graph.index
    let joiners = tokensJoining(group)
    return !joiners.isEmpty
      && !joiners.contains { joiner in
        let own = tokens.entries[joiner].set
        return graph.structure.valueDescriptors.decide(position) { key in
          index.trustees[key].map { token.set.contains($0) || own.contains($0) } ?? false
        }.decision.isGranted
      }
  }
}
