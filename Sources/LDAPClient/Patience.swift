import Synchronization

/// For how long a server may give nothing, whatever it is asked meanwhile and over however many connections. Each single
/// wait has a limit of its own; this is the one over all that follow each other.
///
/// An answer or a part of one renews it. A log-on does not: a server that lets in and then gives nothing would never end.
package final class Patience: Sendable {
  /// Times the limit of one wait: a silence, and two more on fresh connections.
  package static let multiple = 3
  /// Seconds; with a short limit the pauses between attempts need their room.
  package static let least = 10

  /// Seconds.
  package let limit: Int
  /// Since when there is nothing; nil = something came, and nobody has waited since.
  private let since = Mutex<ContinuousClock.Instant?>(nil)

  /// - Parameter timeout: seconds of one wait.
  package convenience init(timeout: Int) {
    self.init(seconds: max(Self.least, timeout * Self.multiple))
  }

  package init(seconds: Int) { limit = seconds }

  package func renew() { since.withLock { $0 = nil } }

  /// Whole seconds, 0 when there is no more. Time counts from the first call after something came, so that a connection
  /// nobody asked anything of does not grow old.
  package var secondsLeft: Int {
    let now = ContinuousClock.now
    let passed = since.withLock { since in
      since = since ?? now
      return since.map { now - $0 } ?? .zero
    }
    return max(0, limit - Int(clamping: passed.components.seconds))
  }
}

extension LDAPConnectionOptions {
  /// The seconds a wait may take: `limit`, or what is left of the patience.
  ///
  /// - Throws: when nothing is left.
  func seconds(_ limit: Int, _ operation: @autoclosure () -> String) throws(LDAPError) -> Int {
    guard let patience else { return limit }
    let left = patience.secondsLeft
    guard left > 0 else { throw patience.exhaustion(operation()) }
    return min(limit, left)
  }
}

extension Patience {
  func exhaustion(_ operation: String) -> LDAPError {
    LDAPError(
      code: .timeout, operation: operation, meaning: "the server gave nothing for \(limit) seconds")
  }
}
