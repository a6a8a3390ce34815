package import Directory

/// What only people know: what hosts and logs showed, and what reviews of findings concluded.
package struct CaseFile: Hashable, Sendable {
  /// The compromised hosts, as a person names them.
  package var from: [String]
  /// Start of the window; nil: nobody has said.
  package var since: Instant?
  /// Containment.
  package var until: Instant?
  /// What host analysis showed about Exchange; nil: nobody has said.
  package var exchange: ExchangeState?
  /// Which credentials are known to be exposed beyond those of the host.
  package var credentials: CredentialState?
  /// Attacker code was found on a domain controller.
  package var codeOnDomainController: Bool
  /// The security logs of all domain controllers reach back over the window and were searched for read-only routes.
  package var domainControllerLogsSearched: Bool
  /// The Exchange and IIS logs reach back over the window and were searched.
  package var exchangeLogsSearched: Bool
  /// It is known which Tier-0 accounts were logged on to the hosts in the window.
  package var logonsKnown: Bool
  /// When the controller became aware of the breach: start of the 72 hours of Art. 33 GDPR.
  package var awareSince: Instant?
  /// Reviews by finding identifier.
  package var reviews: [String: Review]

  package init(
    from: [String] = [], since: Instant? = nil, until: Instant? = nil, exchange: ExchangeState? = nil,
    credentials: CredentialState? = nil, codeOnDomainController: Bool = false,
    domainControllerLogsSearched: Bool = false, exchangeLogsSearched: Bool = false, logonsKnown: Bool = false,
    awareSince: Instant? = nil, reviews: [String: Review] = [:]
  ) {
    self.from = from
    self.since = since
    self.until = until
    self.exchange = exchange
    self.credentials = credentials
    self.codeOnDomainController = codeOnDomainController
    self.domainControllerLogsSearched = domainControllerLogsSearched
    self.exchangeLogsSearched = exchangeLogsSearched
    self.logonsKnown = logonsKnown
    self.awareSince = awareSince
    self.reviews = reviews
  }
}
