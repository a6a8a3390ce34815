/// A scale of the decision whose codes sort in the order of their severity.
package protocol SeverityCode: RawRepresentable<String>, Codable, Comparable, CaseIterable, Hashable, Sendable
{}

extension SeverityCode {
  package static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}

/// The verdict levels, from "no indication" to "changes to Active Directory are proven".
package enum Level: String, SeverityCode {
  /// No indication.
  case v0 = "V0"
  /// Confined to Exchange as far as it can be checked.
  case v1 = "V1"
  /// Compromise of Active Directory is possible, not excluded.
  case v2 = "V2"
  /// Secrets of Active Directory were exposed, no change is shown.
  case v3a = "V3a"
  /// Active Directory is to be treated as compromised.
  case v3b = "V3b"
  /// Active Directory is compromised, changes are proven.
  case v4 = "V4"
}

/// The answer to "must the Windows environment be rebuilt?".
package enum Rebuild: String, Codable, CaseIterable, Hashable, Sendable {
  case indicated
  case notIndicated = "not-indicated"
  case undetermined

  /// Exit code of `foothold assess`.
  package var exitCode: Int32 {
    switch self {
    case .notIndicated: 0
    case .indicated: 10
    case .undetermined: 20
    }
  }
}

/// Input E: what is known about the exploitation of Exchange.
package enum ExchangeState: String, SeverityCode {
  case notExposed = "E0"
  case exposed = "E1"
  case exploited = "E2"
  case handsOn = "E3"
}

/// Input R: how far the graph leads from the compromised host.
package enum ReachState: String, SeverityCode {
  case none = "R0"
  case conditional = "R1"
  case path = "R2"
  case direct = "R3"
}

/// Input K: which credentials were exposed.
package enum CredentialState: String, SeverityCode {
  case none = "K0"
  case host = "K1"
  case tierZero = "K2"
  case domainSecrets = "K3"
}

/// Input D: which traces the directory shows.
package enum TraceState: String, SeverityCode {
  case none = "D0"
  case supporting = "D1"
  case strong = "D2"
  case decisive = "D3"
  case confirmed = "D4"
}

/// Input C: whether everything that the answer needs was read.
package enum CoverageState: String, Codable, CaseIterable, Hashable, Sendable, Comparable {
  case full, partial, insufficient

  /// Less coverage is greater: it never lowers a verdict.
  package static func < (a: Self, b: Self) -> Bool { a.rank < b.rank }

  private var rank: Int {
    switch self {
    case .full: 0
    case .partial: 1
    case .insufficient: 2
    }
  }
}
