import LDAPClient
import Synchronization

/// The connections of a collection. Each is held by one worker at a time and kept for the next task on its server.
final class ConversationPool: Sendable {
  private struct State: Sendable {
    var idle: [String: [ServerConversation]] = [:]
    /// Connections per server that stand or are about to.
    var count: [String: Int] = [:]
  }

  private let retries: Int
  private let state = Mutex(State())

  init(_ conversations: [ServerConversation], retries: Int) {
    self.retries = retries
    state.withLock { state in
      for conversation in conversations {
        state.idle[conversation.server.identity, default: []].append(conversation)
        state.count[conversation.server.identity, default: 0] += 1
      }
    }
  }

  /// A connection to `server`; nil when it takes no further one, while those it took are at work.
  ///
  /// - Throws: why the only connection to a server does not come about.
  func take(_ server: DirectoryServer) throws(LDAPError) -> ServerConversation? {
    let idle = state.withLock { state -> ServerConversation? in
      if let idle = state.idle[server.identity]?.popLast() { return idle }
      state.count[server.identity, default: 0] += 1
      return nil
    }
    if let idle { return idle }
    let conversation = ServerConversation(server, retries: retries)
    do throws(LDAPError) {
      try conversation.probe()
      return conversation
    } catch {
      let isAlone = state.withLock { state in
        state.count[server.identity, default: 1] -= 1
        return state.count[server.identity] == 0
      }
      if isAlone || error.code == .userCancelled { throw error }
      return nil
    }
  }

  func giveBack(_ conversation: ServerConversation) {
    state.withLock { $0.idle[conversation.server.identity, default: []].append(conversation) }
  }
}
