/// Everything the decision rests on. Two equal values always give the same decision.
package struct DecisionInputs: Hashable, Sendable {
  package var exchange: ExchangeState
  package var reach: ReachState
  package var credentials: CredentialState
  package var traces: TraceState
  package var coverage: CoverageState
  /// Attacker code ran on a domain controller.
  package var codeOnDomainController = false
  /// A domain controller that is none, confirmed by an analyst.
  package var rogueDomainController = false
  /// A foreign certification authority is trusted for logon.
  package var publicKeyTakeover = false
  /// A path to Tier 0 exists whose use would have left no trace, or whose trace was overwritten.
  package var openRoute = false
  /// A one-step route to Tier 0 exists whose use cannot be excluded.
  package var openDirectRoute = false
  /// An indicator says that replication metadata may be forged; then no route is excluded.
  package var forgedMetadata = false
  /// The window began longer ago than deleted objects and removed links are kept.
  package var windowExceedsTombstone = false

  package init(
    exchange: ExchangeState = .notExposed, reach: ReachState = .none, credentials: CredentialState = .none,
    traces: TraceState = .none, coverage: CoverageState = .full
  ) {
    self.exchange = exchange
    self.reach = reach
    self.credentials = credentials
    self.traces = traces
    self.coverage = coverage
  }
}
