import QueryCatalogue
import Synchronization

/// Counts over all connections, for who watches.
final class CollectionTally: Sendable {
  private struct State {
    var finished = 0
    /// Entries and stored bytes of the answers that ended.
    var entries = 0
    /// Entries of the answers under way, by task.
    var arriving: [Int: Int] = [:]
  }

  let count: Int
  private let progress: (@Sendable (CollectionProgress) -> Void)?
  private let started = ContinuousClock.now
  private let state: Mutex<State>

  /// - Parameter entries: what earlier runs brought.
  init(
    count: Int, finished: Int = 0, entries: Int = 0, progress: (@Sendable (CollectionProgress) -> Void)?
  ) {
    self.count = count
    self.progress = progress
    state = Mutex(State(finished: finished, entries: entries))
  }

  var elapsed: Duration { ContinuousClock.now - started }

  func arrived(_ entries: Int, of task: CollectionTask, _ index: Int) {
    tell(task) { $0.arriving[index] = entries }
  }

  func ended(_ task: CollectionTask, _ index: Int, entries: Int) {
    tell(task) { state in
      state.arriving[index] = nil
      state.finished += 1
      state.entries += entries
    }
  }

  /// Tells under the lock, so that the lines of several workers do not mix.
  private func tell(_ task: CollectionTask, _ change: (inout State) -> Void) {
    state.withLock { state in
      change(&state)
      progress?(
        CollectionProgress(
          query: task.query.id, title: task.query.title, server: task.server.url, finished: state.finished,
          count: count, entries: state.arriving.values.reduce(state.entries, +), elapsed: elapsed))
    }
  }
}
