import Dispatch
import Foundation

/// Threads that do one thing together. libldap waits in the thread that asks, so each connection needs one.
enum Workers {
  /// Runs `body` `count` times side by side, once of it on the calling thread, and waits for all.
  static func run(_ count: Int, _ body: @escaping @Sendable (Int) -> Void) {
    let group = DispatchGroup()
    for index in stride(from: 1, to: count, by: 1) {
      group.enter()
      Thread {
        body(index)
        group.leave()
      }.start()
    }
    body(0)
    group.wait()
  }
}
