import LDAPClient
import LDAPTypes

/// One connection to one server during a collection: its session, opened anew when it breaks.
///
/// At any time one thread holds a conversation; ``ConversationPool`` hands it on.
final class ServerConversation: @unchecked Sendable {
  let server: DirectoryServer
  private let options: LDAPConnectionOptions
  private let patience: Patience
  private let retries: Int
  private var session: LDAPSession?
  private var pageSize: Int

  /// The smallest page that a time-out leads to.
  private static let smallestPage = 50

  /// Opens the first connection to a server and asks who it is.
  static func begin(_ options: LDAPConnectionOptions, retries: Int) throws -> ServerConversation {
    var options = options
    let patience = Patience(timeout: options.timeout)
    options.patience = patience
    let session = try LDAPSession.open(options)
    let server = try DirectoryServer(options, try session.rootDSE())
    let conversation = ServerConversation(server, retries: retries, patience)
    conversation.session = consume session
    conversation.asides = [RootDSE.request]
    return conversation
  }

  /// A further connection, not opened yet.
  ///
  /// - Parameter patience: nil = that of the server, which all connections to it share.
  init(_ server: DirectoryServer, retries: Int, _ patience: Patience? = nil) {
    self.server = server
    self.retries = retries
    let patience = patience ?? server.options.patience ?? Patience(timeout: server.options.timeout)
    var options = server.options
    options.patience = patience
    self.options = options
    self.patience = patience
    pageSize = server.options.pageSize
  }

  /// Questions besides the queries, in the order asked, for the manifest.
  private(set) var asides: [SearchRequest] = []

  func whoAmI() -> String? {
    do {
      return try session?.whoAmI() ?? nil
    } catch {
      session = nil
      return nil
    }
  }
  func protection() -> String? { session?.protection ?? nil }
  func peerCertificate() -> [UInt8]? { session?.peerCertificate() ?? nil }

  func entries(
    _ request: SearchRequest, named name: String
  ) throws -> [(dn: String, attributes: [(name: String, values: [[UInt8]])])] {
    try open()
    asides.append(request)
    do {
      return try session?.entries(request, named: name) ?? []
    } catch let error as LDAPError where error.isTransient {
      // A server that fell silent once is not waited for again on the same connection.
      session = nil
      throw error
    }
  }

  /// Asks until the answer is complete: after a broken connection once more on a fresh one, after a time limit in
  /// smaller pages, each time a little later, as long as there is patience. After an answer that succeeded the pages grow
  /// again.
  ///
  /// - Parameters:
  ///   - restart: takes back what the broken answer left.
  /// - Returns: the summary, and how often was asked.
  func search(
    _ request: SearchRequest, named name: String, into sink: () -> EvidenceSink, restart: () throws -> Void
  ) throws -> (SearchSummary, attempts: Int) {
    var attempt = 1
    while true {
      do {
        try open()
        var sink = sink()
        guard let summary = try session?.search(request, named: name, pageSize: pageSize, into: &sink) else {
          throw LDAPError(code: .serverDown, operation: "search \(name)", meaning: "there is no connection")
        }
        if attempt == 1 { pageSize = min(server.options.pageSize, pageSize * 2) }
        return (summary, attempt)
      } catch let error as LDAPError where error.isTransient && attempt <= retries {
        session = nil
        let seconds = 1 << (attempt - 1)
        guard patience.secondsLeft > seconds else { throw error }
        if [.timeout, .timeLimitExceeded, .adminLimitExceeded].contains(error.code) {
          pageSize = max(min(Self.smallestPage, pageSize), pageSize / 2)
        }
        try restart()
        try pause(seconds: seconds, error)
        attempt += 1
      }
    }
  }

  /// Finds out whether the connection is one over which questions are answered.
  func probe() throws(LDAPError) {
    let request = SearchRequest(
      base: "", scope: .base, filter: .present(attribute: "objectClass"), attributes: ["currentTime"])
    do {
      _ = try entries(request, named: "rootDSE")
    } catch {
      session = nil
      throw error as? LDAPError
        ?? LDAPError(code: .localError, operation: "search rootDSE", meaning: String(describing: error))
    }
  }

  private func open() throws(LDAPError) {
    if session == nil { session = try LDAPSession.open(options) }
  }

  /// Waits, unless the user wants to stop.
  private func pause(seconds: Int, _ error: LDAPError) throws(LDAPError) {
    Interruption.pause(milliseconds: seconds * 1000)
    if Interruption.isRequested {
      throw LDAPError(code: .userCancelled, operation: error.operation, meaning: "interrupted")
    }
  }
}
