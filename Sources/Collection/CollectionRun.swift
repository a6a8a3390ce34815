import LDAPClient
import QueryCatalogue
import Synchronization

/// One collection under way: workers take lanes of the plan, each with a connection of its own, until nothing is left
/// or a server is lost.
final class CollectionRun: Sendable {
  private struct State {
    var lanes: [CollectionPlan.Lane]
    /// By ``DirectoryServer/identity``: why it is asked no more.
    var lost: [String: LDAPError] = [:]
    var failure: CollectionError?
    /// The first one.
    var refusal: LDAPError?
  }

  private let plan: CollectionPlan
  private let keeper: ManifestKeeper
  private let pool: ConversationPool
  private let tally: CollectionTally
  private let interval: Duration
  /// By name: where files of earlier runs go on.
  private let places: Mutex<[String: EvidenceFile.Mark]>
  private let state: Mutex<State>

  init(
    _ plan: CollectionPlan, _ keeper: ManifestKeeper, _ pool: ConversationPool, _ tally: CollectionTally,
    places: sending [String: EvidenceFile.Mark] = [:], interval: Duration
  ) {
    self.interval = interval
    self.plan = plan
    self.keeper = keeper
    self.pool = pool
    self.tally = tally
    self.places = Mutex(places)
    let lanes = plan.lanes.compactMap { lane in
      var lane = lane
      lane.tasks.removeAll(where: keeper.isAnswered)
      return lane.tasks.isEmpty ? nil : lane
    }
    // The last is taken first.
    state = Mutex(State(lanes: lanes.reversed()))
  }

  /// - Throws: the first failure after which something was left unasked; what arrived is in the folder.
  func run(connections: Int) throws(CollectionError) {
    Workers.run(min(connections, plan.lanes.count)) { [self] _ in work() }
    // What a worker gave back when the others were done already.
    work()
    let state = state.withLock { $0 }
    if let failure = state.failure { throw failure }
    for lane in plan.lanes {
      if let lost = state.lost[lane.server.identity] { throw .server(lost, folder: keeper.folder.path) }
    }
    // Refusals are gaps; nothing but refusals is no evidence.
    if keeper.entries == 0, let refusal = state.refusal { throw .server(refusal, folder: keeper.folder.path) }
  }

  private func work() {
    while let lane = state.withLock({ $0.failure == nil ? $0.lanes.popLast() : nil }) {
      let server = lane.server.identity
      guard !isLost(server) else { continue }
      do throws(LDAPError) {
        guard let conversation = try pool.take(lane.server) else {
          // No further connection to be had: those that stand do it.
          return state.withLock { $0.lanes.append(lane) }
        }
        defer { pool.giveBack(conversation) }
        do throws(CollectionError) {
          try run(lane, conversation)
        } catch {
          state.withLock { $0.failure = $0.failure ?? error }
        }
      } catch {
        state.withLock { $0.lost[server] = $0.lost[server] ?? error }
      }
    }
  }

  private func isLost(_ server: String) -> Bool {
    state.withLock { $0.lost[server] != nil || $0.failure != nil }
  }

  private func run(_ lane: CollectionPlan.Lane, _ conversation: ServerConversation) throws(CollectionError) {
    try keeper.expect(lane.file)
    let place = places.withLock { $0.removeValue(forKey: lane.file) }
    let file = try EvidenceFile(path: keeper.folder.file(lane.file), at: place, compression: plan.compression)
    for index in lane.tasks where !isLost(lane.server.identity) {
      let task = plan.tasks[index]
      let run = QueryRun(
        task: task, conversation: conversation, file: file, interval: interval,
        report: { self.tally.arrived($0, of: task, index) },
        keep: { try self.keeper.keep($0, of: index, in: lane.file, $1) })
      let (result, written) = try run.run()
      try keeper.keep(result, of: index, in: lane.file, written)
      tally.ended(task, index, entries: result.asked.entries)
      note(result, from: lane.server.identity)
    }
  }

  private func note(_ result: QueryRun.Result, from server: String) {
    state.withLock { state in
      guard let failure = result.failure else { return }
      if result.asked.outcome == .cut {
        state.lost[server] = state.lost[server] ?? failure
      } else {
        state.refusal = state.refusal ?? failure
      }
    }
  }
}
