import Testing

@testable import Assessment

/// Every combination of the inputs that the table looks at.
private let everyInput: [DecisionInputs] = {
  var all: [DecisionInputs] = []
  for exchange in ExchangeState.allCases {
    for reach in ReachState.allCases {
      for credentials in CredentialState.allCases {
        for traces in TraceState.allCases {
          for coverage in CoverageState.allCases {
            for flags in 0..<128 {
              var i = DecisionInputs(
                exchange: exchange, reach: reach, credentials: credentials, traces: traces, coverage: coverage
              )
              i.codeOnDomainController = flags & 1 != 0
              i.rogueDomainController = flags & 2 != 0
              i.publicKeyTakeover = flags & 4 != 0
              i.openRoute = flags & 8 != 0
              i.openDirectRoute = flags & 16 != 0
              i.forgedMetadata = flags & 32 != 0
              i.windowExceedsTombstone = flags & 64 != 0
              all.append(i)
            }
          }
        }
      }
    }
  }
  return all
}()

/// "Cannot be said" lies between V1 and V2: reading more can turn it into either.
private func severity(_ level: Level?) -> Int {
  guard let level else { return 3 }
  let rank = Level.allCases.firstIndex(of: level) ?? 0
  return level <= .v1 ? rank : rank + 2
}

extension CaseIterable where Self: Equatable {
  fileprivate var next: Self? {
    let all = Array(Self.allCases)
    guard let index = all.firstIndex(of: self), index + 1 < all.count else { return nil }
    return all[index + 1]
  }
}

@Suite struct DecisionTests {
  /// One step up in severity or down in coverage, for every input that has one.
  static let worsenings: [@Sendable (DecisionInputs) -> DecisionInputs?] = [
    { i in
      i.exchange.next.map {
        var j = i; j.exchange = $0; return j
      }
    },
    { i in
      i.reach.next.map {
        var j = i; j.reach = $0; return j
      }
    },
    { i in
      i.credentials.next.map {
        var j = i; j.credentials = $0; return j
      }
    },
    { i in
      i.traces.next.map {
        var j = i; j.traces = $0; return j
      }
    },
    { i in
      i.coverage.next.map {
        var j = i; j.coverage = $0; return j
      }
    },
    {
      var j = $0; j.codeOnDomainController = true; return j
    },
    {
      var j = $0; j.rogueDomainController = true; return j
    },
    {
      var j = $0; j.publicKeyTakeover = true; return j
    },
    {
      var j = $0; j.openRoute = true; return j
    },
    {
      var j = $0; j.openDirectRoute = true; return j
    },
    {
      var j = $0; j.forgedMetadata = true; return j
    },
    {
      var j = $0; j.windowExceedsTombstone = true; return j
    },
  ]

  @Test("more evidence or less coverage never lowers the level nor the bound", arguments: worsenings.indices)
  func monotone(worsening: Int) {
    var violations: [DecisionInputs] = []
    for inputs in everyInput {
      guard let worse = Self.worsenings[worsening](inputs) else { continue }
      let before = Decision(inputs)
      let after = Decision(worse)
      if severity(after.level) < severity(before.level) || after.notExcluded < before.notExcluded {
        violations.append(inputs)
      }
    }
    #expect(violations.isEmpty, "first: \(String(describing: violations.first))")
  }

  @Test func neverSaysLimitedOrNothingWithoutFullCoverage() {
    for inputs in everyInput where inputs.coverage != .full {
      let level = Decision(inputs).level
      if let level, level <= .v1 { Issue.record("\(inputs) gave \(level)") }
    }
  }

  @Test func theBoundIsNeverBelowTheLevel() {
    for inputs in everyInput {
      let decision = Decision(inputs)
      if let level = decision.level, decision.notExcluded < level { Issue.record("\(inputs)") }
    }
  }

  @Test func rebuildFollowsTheLevel() {
    for inputs in everyInput {
      let decision = Decision(inputs)
      let expected: Rebuild =
        switch decision.level {
        case .v4, .v3b: .indicated
        case .v2 where inputs.coverage == .insufficient: .undetermined
        case nil: .undetermined
        default: .notIndicated
        }
      if decision.rebuild != expected || decision.provisional != (decision.level == .v3b) {
        Issue.record("\(inputs) gave \(decision)")
      }
    }
  }

  @Test func everyRowOfTheTableIsReachable() {
    #expect(Set(everyInput.map { Decision($0).rule }) == Set(DecisionRule.allCases))
  }

  struct Row: Sendable {
    let inputs: DecisionInputs
    let level: Level?
    let bound: Level
    let rebuild: Rebuild
    init(
      _ e: ExchangeState, _ r: ReachState, _ k: CredentialState, _ d: TraceState, _ c: CoverageState,
      open: Bool = false, direct: Bool = false, is level: Level?, upTo bound: Level, _ rebuild: Rebuild
    ) {
      var i = DecisionInputs(exchange: e, reach: r, credentials: k, traces: d, coverage: c)
      i.openRoute = open
      i.openDirectRoute = direct
      self.inputs = i
      self.level = level
      self.bound = bound
      self.rebuild = rebuild
    }
  }

  @Test(
    "examples of the table",
    arguments: [
      Row(.notExposed, .none, .none, .none, .full, is: .v0, upTo: .v0, .notIndicated),
      Row(.notExposed, .none, .none, .none, .partial, is: nil, upTo: .v3b, .undetermined),
      Row(
        .exploited, .none, .host, .none, .full, is: .v1, upTo: .v1,
        .notIndicated),
      Row(
        .exploited, .path, .host, .supporting, .full, is: .v1, upTo: .v3b,
        .notIndicated),
      Row(
        .exploited, .path, .host, .none, .full, open: true, is: .v2, upTo: .v3b,
        .notIndicated),
      Row(
        .exploited, .direct, .host, .none, .partial, open: true, direct: true, is: .v2,
        upTo: .v3b, .notIndicated),
      Row(
        .handsOn, .direct, .host, .none, .partial, open: true, direct: true, is: .v3b,
        upTo: .v3b, .indicated),
      Row(
        .exploited, .path, .host, .none, .insufficient, is: .v2, upTo: .v3b,
        .undetermined),
      Row(
        .exploited, .path, .host, .decisive, .partial, is: .v3b, upTo: .v3b,
        .indicated),
      Row(
        .handsOn, .none, .tierZero, .supporting, .full, is: .v3a, upTo: .v3a,
        .notIndicated),
      Row(
        .handsOn, .none, .tierZero, .strong, .full, is: .v3b,
        upTo: .v3b,
        .indicated),
      Row(.notExposed, .none, .none, .strong, .full, is: .v2, upTo: .v2, .notIndicated),
      Row(.exploited, .path, .host, .confirmed, .partial, is: .v4, upTo: .v4, .indicated),
    ])
  func table(row: Row) {
    let decision = Decision(row.inputs)
    #expect(decision.level == row.level)
    #expect(decision.notExcluded == row.bound)
    #expect(decision.rebuild == row.rebuild)
  }
}
