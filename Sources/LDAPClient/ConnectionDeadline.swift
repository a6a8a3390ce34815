import Dispatch
import Glibc
import Synchronization

/// Ends what still waits on a connection when the time is up: a handshake in libldap reads a record whose beginning has
/// arrived to its end, however long that takes.
final class ConnectionDeadline: Sendable {
  private struct State {
    /// A copy of the descriptor: the number of the original may belong to another connection by then.
    var descriptor: Int32?
    var hasPassed = false
  }

  private let state: Mutex<State>

  init(_ descriptor: Int32, seconds: Int) {
    let copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 0)
    state = Mutex(State(descriptor: copy < 0 ? nil : copy))
    DispatchQueue.global().asyncAfter(deadline: .now() + .seconds(max(1, seconds))) { [self] in
      state.withLock { state in
        guard let descriptor = state.descriptor else { return }
        state.hasPassed = true
        shutdown(descriptor, Int32(SHUT_RDWR))
      }
    }
  }

  /// Call once, when the wait is over.
  ///
  /// - Returns: true when the deadline had passed before, and the connection is of no use.
  func lift() -> Bool {
    state.withLock { state in
      if let descriptor = state.descriptor { close(descriptor) }
      state.descriptor = nil
      return state.hasPassed
    }
  }
}
