import Glibc
import Synchronization

/// The wish of the user to stop (Ctrl-C), seen by every operation that waits for a server.
package enum Interruption {
  private static let flag = Atomic<Bool>(false)

  package static var isRequested: Bool { flag.load(ordering: .relaxed) }

  package static func request() { flag.store(true, ordering: .relaxed) }

  /// Turns the first SIGINT, SIGTERM and SIGHUP (a terminal or connection that goes away) into a request; the second ends
  /// the program as it always does.
  package static func install() {
    // Touched here once, so that the handler finds the flag initialised: initialising takes a lock.
    _ = isRequested
    var former = sigaction()
    // Who started the program with nohup wants it to go on.
    let isHangUpIgnored =
      sigaction(SIGHUP, nil, &former) == 0
      && unsafeBitCast(former.__sigaction_handler.sa_handler, to: Int.self)
        == unsafeBitCast(SIG_IGN, to: Int.self)
    var heard = sigset_t()
    sigemptyset(&heard)
    for number in [SIGINT, SIGTERM, SIGHUP] where number != SIGHUP || !isHangUpIgnored {
      sigaddset(&heard, number)
      signal(number) { number in
        Interruption.request()
        signal(number, SIG_DFL)
      }
    }
    // A parent may have blocked them for itself, and a child inherits that.
    pthread_sigmask(SIG_UNBLOCK, &heard, nil)
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
