/// What the assessment concludes, with the inputs of the decision and what would change it.
package struct Verdict: Codable, Hashable, Sendable {
  package var rebuild: Rebuild
  /// True while the findings that `rebuild` rests on have not been reviewed.
  package var provisional: Bool
  /// Proven at least; nil when coverage allows no statement.
  @Nullable package var level: Level?
  /// Cannot be excluded up to.
  package var notExcluded: Level
  package var summary: Text
  package var inputs: Inputs
  /// Where each input comes from, in the order E, R, K, D, C.
  package var basis: [Basis]
  /// Identifiers of the findings that decide, the weightiest first.
  package var reasons: [String]
  package var flips: [Flip]

  package init(
    rebuild: Rebuild, provisional: Bool, level: Level?, notExcluded: Level, summary: Text, inputs: Inputs,
    basis: [Basis] = [], reasons: [String], flips: [Flip] = []
  ) {
    self.rebuild = rebuild
    self.provisional = provisional
    self.level = level
    self.notExcluded = notExcluded
    self.summary = summary
    self.inputs = inputs
    self.basis = basis
    self.reasons = reasons
    self.flips = flips
  }
}

extension Verdict {
  /// The five inputs of the decision table.
  package struct Inputs: Codable, Hashable, Sendable {
    package var exchange: ExchangeState
    package var reach: ReachState
    package var credentials: CredentialState
    package var traces: TraceState
    package var coverage: CoverageState

    private enum CodingKeys: String, CodingKey {
      case exchange = "E"
      case reach = "R"
      case credentials = "K"
      case traces = "D"
      case coverage = "C"
    }

    package init(
      exchange: ExchangeState, reach: ReachState, credentials: CredentialState, traces: TraceState,
      coverage: CoverageState
    ) {
      self.exchange = exchange
      self.reach = reach
      self.credentials = credentials
      self.traces = traces
      self.coverage = coverage
    }
  }

  /// Why one input has its value.
  package struct Basis: Codable, Hashable, Sendable {
    package enum Source: String, Codable, Hashable, Sendable {
      /// Read from the directory.
      case evidence
      /// The responder said so, by `--from` or in the case file.
      case stated
      /// Nobody said otherwise.
      case assumed
    }

    /// `E`, `R`, `K`, `D` or `C`.
    package var input: String
    package var value: String
    package var source: Source
    package var because: Text
    /// Identifiers of the findings it rests on.
    package var findings: [String]

    package init(input: String, value: String, source: Source, because: Text, findings: [String] = []) {
      self.input = input
      self.value = value
      self.source = source
      self.because = because
      self.findings = findings
    }
  }

  /// What would change the verdict, and to what.
  package struct Flip: Codable, Hashable, Sendable {
    package var condition: Text
    package var to: Outcome

    private enum CodingKeys: String, CodingKey {
      case condition = "if"
      case to
    }

    package init(condition: Text, to: Outcome) {
      self.condition = condition
      self.to = to
    }
  }

  package struct Outcome: Codable, Hashable, Sendable {
    package var rebuild: Rebuild
    @Nullable package var level: Level?

    package init(rebuild: Rebuild, level: Level?) {
      self.rebuild = rebuild
      self.level = level
    }
  }
}
