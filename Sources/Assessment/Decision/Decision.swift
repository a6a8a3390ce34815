/// The row of the decision table that was the first to match.
package enum DecisionRule: String, Sendable, CaseIterable {
  case confirmedModification, attackerOnDomainController
  case decisiveTrace, secretsWithoutCompleteRecord, openDirectRoute
  case secretsExposed
  case exploitedWithTraces, exploitedWithInsufficientCoverage, exploitedWithOpenRoute, exposedWithPath
  case exploitedAndContained, exploitedPartlyRead
  case tracesWithoutExchange
  case notEverythingRead
  case nothingFound
}

/// A verdict level with the row that gave it and the bound that cannot be excluded.
package struct Decision: Hashable, Sendable {
  /// Proven at least; nil when the evidence allows no statement.
  package let level: Level?
  /// Cannot be excluded up to.
  package let notExcluded: Level
  package let rebuild: Rebuild
  /// The verdict holds unless a review attributes the findings it rests on.
  package let provisional: Bool
  package let rule: DecisionRule

  package init(_ inputs: DecisionInputs) {
    let (level, rule) = Self.firstMatch(inputs)
    self.level = level
    self.rule = rule
    notExcluded = max(level ?? .v0, Self.bound(inputs))
    provisional = level == .v3b
    rebuild =
      switch level {
      case .v4, .v3b: .indicated
      case .v0, .v1, .v3a: .notIndicated
      case .v2: inputs.coverage == .insufficient ? .undetermined : .notIndicated
      case nil: .undetermined
      }
  }

  /// The rows in order of severity. A confirmed modification ends the question because a directory changed with Tier-0
  /// power cannot be restored to trust without a complete record of the changes.
  private static func firstMatch(_ i: DecisionInputs) -> (Level?, DecisionRule) {
    let secrets =
      i.credentials == .domainSecrets || (i.credentials == .tierZero && i.exchange == .handsOn)
    if i.traces == .confirmed { return (.v4, .confirmedModification) }
    if i.codeOnDomainController || i.rogueDomainController || i.publicKeyTakeover {
      return (.v4, .attackerOnDomainController)
    }
    if i.traces == .decisive { return (.v3b, .decisiveTrace) }
    if secrets && (i.coverage != .full || i.traces >= .strong) {
      return (.v3b, .secretsWithoutCompleteRecord)
    }
    if i.reach == .direct && i.exchange == .handsOn && i.openDirectRoute {
      return (.v3b, .openDirectRoute)
    }
    if secrets { return (.v3a, .secretsExposed) }
    if i.exchange >= .exploited {
      if i.traces == .strong { return (.v2, .exploitedWithTraces) }
      if i.coverage == .insufficient { return (.v2, .exploitedWithInsufficientCoverage) }
      if i.reach >= .path && i.openRoute { return (.v2, .exploitedWithOpenRoute) }
    }
    if i.exchange == .exposed && i.reach >= .path && i.coverage != .full {
      return (.v2, .exposedWithPath)
    }
    if i.exchange >= .exploited {
      return i.coverage == .full
        ? (.v1, .exploitedAndContained) : (.v2, .exploitedPartlyRead)
    }
    if i.traces >= .strong { return (.v2, .tracesWithoutExchange) }
    if i.coverage != .full { return (nil, .notEverythingRead) }
    return (.v0, .nothingFound)
  }

  private static func bound(_ i: DecisionInputs) -> Level {
    if i.forgedMetadata || i.windowExceedsTombstone { return .v4 }
    let pathWithCredentials = i.credentials >= .host && i.reach >= .conditional
    let openRoute = i.reach >= .path && (i.openRoute || i.openDirectRoute)
    if openRoute || pathWithCredentials || i.coverage != .full { return .v3b }
    return .v0
  }
}
