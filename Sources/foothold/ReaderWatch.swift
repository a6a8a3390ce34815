import Foundation
import LDAPClient
import Synchronization

/// Whoever read standard output has gone (`| head`), and nothing that is written arrives. No failure.
struct ReaderGone: Error {}

/// Notices when the reader of standard output goes while the program waits for a server and writes nothing.
enum ReaderWatch {
  private static let flag = Atomic<Bool>(false)

  static var isGone: Bool { flag.load(ordering: .relaxed) }

  static func note() { flag.store(true, ordering: .relaxed) }

  /// From here on whatever waits for a server is interrupted when the reader goes.
  static func install() {
    var status = stat()
    guard fstat(STDOUT_FILENO, &status) == 0, [S_IFIFO, S_IFSOCK].contains(status.st_mode & S_IFMT) else {
      return
    }
    // Touched here once, as Interruption does.
    _ = isGone
    Thread.detachNewThread {
      // No event is asked for: the end of the other side is always told, poll(2).
      var request = pollfd(fd: STDOUT_FILENO, events: 0, revents: 0)
      while poll(&request, 1, -1) < 0 { guard errno == EINTR else { return } }
      guard Int32(request.revents) & (POLLERR | POLLHUP) != 0 else { return }
      note()
      Interruption.request()
    }
  }
}
