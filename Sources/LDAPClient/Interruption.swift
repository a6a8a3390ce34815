import Glibc
import Synchronization

/// The wish of the user to stop (Ctrl-C), seen by every operation that waits for a server.
package enum Interruption {
  private static let flag = Atomic<Bool>(false)

  package static var isRequested: Bool { flag.load(ordering: .relaxed) }

  package static func request() { flag.store(true, ordering: .relaxed) }

  /// Turns the first SIGINT and SIGTERM into a request; the second ends the program as it always does.
  package static func install() {
    // Touched here once, so that the handler finds the flag initialised: initialising takes a lock.
    _ = isRequested
    for number in [SIGINT, SIGTERM] {
      signal(number) { number in
        Interruption.request()
        signal(number, SIG_DFL)
      }
    }
  }

  /// Waits, but not for longer than until the user wants to stop.
  package static func pause(milliseconds: Int) {
    var left = milliseconds
    while left > 0, !isRequested {
      let slice = min(left, 100)
      usleep(UInt32(slice) * 1000)
      left -= slice
    }
  }
}
