import Glibc
import Synchronization

/// The wish of the user to stop (Ctrl-C), seen by every operation that waits for a server.
package enum Interruption {
  private static let flag = Atomic<Bool>(false)

  package static var isRequested: Bool { flag.load(ordering: .relaxed) }

  package static func request() { flag.store(true, ordering: .relaxed) }

  /// Bit n = signal n was heard.
  private static let heard = Atomic<UInt64>(0)
  /// Address of the last words, which end with a zero byte; 0 = none. Kept for ever, since the handler may be reading them.
  private static let parting = Atomic<UInt>(0)

  /// What the program says on standard error when a second signal ends it at once.
  package static func say(whenForced text: String) {
    parting.store(UInt(bitPattern: strdup(text)), ordering: .releasing)
  }

  /// Turns the first SIGINT, SIGTERM and SIGHUP (a terminal or connection that goes away) into a request; the second ends
  /// the program as it always does. SIGQUIT ends it always, without Swift's backtrace of a process that holds a password.
  package static func install() {
    // Touched here once, so that the handler finds them initialised: initialising takes a lock.
    _ = isRequested
    _ = heard.load(ordering: .relaxed)
    _ = parting.load(ordering: .relaxed)
    let isHangUpIgnored = isIgnored(SIGHUP)
    var wanted = sigset_t()
    sigemptyset(&wanted)
    if !isIgnored(SIGQUIT) {
      signal(SIGQUIT, SIG_DFL)
      sigaddset(&wanted, SIGQUIT)
    }
    for number in [SIGINT, SIGTERM, SIGHUP] where number != SIGHUP || !isHangUpIgnored {
      sigaddset(&wanted, number)
      signal(number) { Interruption.hear($0) }
    }
    // A parent may have blocked them for itself, and a child inherits that.
    pthread_sigmask(SIG_UNBLOCK, &wanted, nil)
  }

  /// Runs as a signal handler: nothing but what signal-safety(7) allows.
  private static func hear(_ number: Int32) {
    request()
    let bit = UInt64(1) << UInt64(number & 63)
    guard heard.bitwiseOr(bit, ordering: .relaxed).oldValue & bit != 0 else { return }
    if let text = UnsafePointer<CChar>(bitPattern: parting.load(ordering: .acquiring)) {
      _ = write(STDERR_FILENO, text, strlen(text))
    }
    signal(number, SIG_DFL)
    raise(number)
  }

  /// Who started the program with nohup, or in the background of a script, wants it to go on.
  private static func isIgnored(_ number: Int32) -> Bool {
    var former = sigaction()
    return sigaction(number, nil, &former) == 0
      && unsafeBitCast(former.__sigaction_handler.sa_handler, to: Int.self)
        == unsafeBitCast(SIG_IGN, to: Int.self)
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
