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
    notExcluded = max(level ?? .noIndication, Self.bound(inputs))
    provisional = level == .presumedCompromised
    rebuild =
      switch level {
      case .compromised, .presumedCompromised: .indicated
      case .noIndication, .limitedToExchange, .secretsExposed: .notIndicated
      case .possible: inputs.coverage == .insufficient ? .undetermined : .notIndicated
      case nil: .undetermined
      }
  }

  /// The rows in order of severity. A confirmed modification ends the question because a directory changed with Tier-0
  /// power cannot be restored to trust without a complete record of the changes.
  private static func firstMatch(_ i: DecisionInputs) -> (Level?, DecisionRule) {
    let secrets =
      i.credentials == .domainSecrets || (i.credentials == .tierZeroOnHost && i.exchange == .handsOn)
    if i.traces == .confirmed { return (.compromised, .confirmedModification) }
    if i.codeOnDomainController || i.rogueDomainController || i.publicKeyTakeover {
      return (.compromised, .attackerOnDomainController)
    }
    if i.traces == .decisive { return (.presumedCompromised, .decisiveTrace) }
    if secrets && (i.coverage != .full || i.traces >= .strong) {
      return (.presumedCompromised, .secretsWithoutCompleteRecord)
    }
    if i.reach == .direct && i.exchange == .handsOn && i.openDirectRoute {
      return (.presumedCompromised, .openDirectRoute)
    }
    if secrets { return (.secretsExposed, .secretsExposed) }
    if i.exchange >= .exploited {
      if i.traces == .strong { return (.possible, .exploitedWithTraces) }
      if i.coverage == .insufficient { return (.possible, .exploitedWithInsufficientCoverage) }
      if i.reach >= .path && i.openRoute { return (.possible, .exploitedWithOpenRoute) }
    }
    if i.exchange == .exposed && i.reach >= .path && i.coverage != .full {
      return (.possible, .exposedWithPath)
    }
    if i.exchange >= .exploited {
      return i.coverage == .full
        ? (.limitedToExchange, .exploitedAndContained) : (.possible, .exploitedPartlyRead)
    }
    if i.traces >= .strong { return (.possible, .tracesWithoutExchange) }
    if i.coverage != .full { return (nil, .notEverythingRead) }
    return (.noIndication, .nothingFound)
  }

  private static func bound(_ i: DecisionInputs) -> Level {
    if i.forgedMetadata || i.windowExceedsTombstone { return .compromised }
    let pathWithCredentials = i.credentials >= .host && i.reach >= .conditional
    let openRoute = i.reach >= .path && (i.openRoute || i.openDirectRoute)
    if openRoute || pathWithCredentials || i.coverage != .full { return .presumedCompromised }
    return .noIndication
  }
}
