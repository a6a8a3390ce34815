package import Directory

/// Where a change lies relative to the window in which an attacker may have acted.
package enum Timing: Sendable {
  case inWindow, before, after, undated
}

/// The time from the first possible exploitation to containment.
package struct TimeWindow: Hashable, Sendable {
  package let since: Instant
  package let until: Instant?

  package init(since: Instant, until: Instant?) {
    self.since = since
    self.until = until
  }

  package func contains(_ instant: Instant) -> Bool {
    since <= instant && until.map { instant <= $0 } ?? true
  }

  package func timing(of instant: Instant?) -> Timing {
    guard let instant else { return .undated }
    if instant < since { return .before }
    return contains(instant) ? .inWindow : .after
  }
}

extension Weight {
  var lowered: Weight {
    switch self {
    case .decisive: .strong
    case .strong: .supporting
    case .supporting, .context: .context
    }
  }

  /// The weight of something that would be `self` inside the window.
  ///
  /// A stamp is the time of the *last* change: one before the window proves that the attacker did not make it, while
  /// one after containment may be the responders' own and may hide an earlier one, so it keeps some weight.
  func at(_ timing: Timing) -> Weight {
    switch timing {
    case .inWindow: self
    case .undated: lowered
    case .before: .context
    case .after: min(self, .supporting)
    }
  }
}
