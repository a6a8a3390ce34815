/// What is known about the Exchange servers themselves (input E).
package enum ExchangeState: Int, Sendable, CaseIterable, Comparable {
  /// Not reachable from untrusted networks in the window, or not an affected product.
  case notExposed
  /// Reachable while vulnerable, nothing found on the host.
  case exposed
  /// Exploitation is shown, stated or assumed.
  case exploited
  /// Commands were run on the host: credential dumps, archives, a remote shell.
  case handsOn

  package static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}

/// What the account of the compromised host could reach in the directory (input R).
package enum ReachState: Int, Sendable, CaseIterable, Comparable {
  case none
  /// Only paths that need something the directory cannot show, such as an administrator who logs on.
  case conditional
  /// A deterministic path of two or more steps.
  case path
  /// One step to a Tier-0 object.
  case direct

  package static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}

/// Which credentials the attacker is taken to hold (input K).
package enum CredentialState: Int, Sendable, CaseIterable, Comparable {
  case none
  /// The machine account, service accounts and mailbox users of the host.
  case host
  /// A Tier-0 credential was on the host in the window.
  case tierZeroOnHost
  /// Secrets of the domain were taken: DCSync, a copy of `ntds.dit`, the krbtgt or a CA key.
  case domainSecrets

  package static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}

/// The strongest unattributed traces in the directory (input D).
package enum TraceState: Int, Sendable, CaseIterable, Comparable {
  case none
  case supporting
  case strong
  /// A decisive finding, or two strong ones in one cluster.
  case decisive
  /// Decisive and confirmed as malicious by an analyst.
  case confirmed

  package static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}

/// How much of what is needed for a statement was read (input C). Ordered from most to least.
package enum CoverageState: String, Sendable, CaseIterable, Comparable {
  case full
  case partial
  case insufficient

  package static func < (a: Self, b: Self) -> Bool { a.rank < b.rank }

  var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

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
