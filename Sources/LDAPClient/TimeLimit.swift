import Dispatch
import Synchronization

/// Calls of C libraries that wait for the network without asking how long: name resolution, and Kerberos looking for its
/// server.
enum TimeLimit {
  /// Runs `work` on a thread of its own.
  ///
  /// - Returns: nil when it did not end in time; the thread is left to itself then, so `work` must own all it touches.
  /// - Throws: ``LDAPError/Code/userCancelled`` when the user wants to stop.
  static func run<Result: Sendable>(
    seconds: Int, _ operation: @autoclosure () -> String, _ work: @escaping @Sendable () -> Result
  ) throws(LDAPError) -> Result? {
    let outcome = Outcome<Result>()
    DispatchQueue(label: "blocking call").async {
      let result = work()
      outcome.value.withLock { $0 = result }
      outcome.done.signal()
    }
    // Short slices, so that Ctrl-C is seen.
    for _ in 0..<max(1, seconds) * 4 {
      if outcome.done.wait(timeout: .now() + .milliseconds(250)) == .success {
        return outcome.value.withLock { $0 }
      }
      if Interruption.isRequested {
        throw LDAPError(code: .userCancelled, operation: operation(), meaning: "interrupted")
      }
    }
    return nil
  }

  private final class Outcome<Result: Sendable>: Sendable {
    let value = Mutex<Result?>(nil)
    let done = DispatchSemaphore(value: 0)
  }
}
