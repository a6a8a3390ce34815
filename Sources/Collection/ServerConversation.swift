import Glibc
import LDAPClient
import LDAPTypes
import QueryCatalogue

/// One server during a collection: its session, opened anew when it breaks, and what the server says about itself.
final class ServerConversation {
  let options: LDAPConnectionOptions
  let rootDSE: RootDSE
  let contexts: NamingContexts
  let retries: Int
  private var session: LDAPSession?
  private var pageSize: Int

  init(_ options: LDAPConnectionOptions, retries: Int) throws {
    self.options = options
    self.retries = retries
    pageSize = options.pageSize
    let session = try LDAPSession.open(options)
    rootDSE = try session.rootDSE()
    contexts = NamingContexts(
      domain: rootDSE.string("defaultNamingContext"), root: rootDSE.string("rootDomainNamingContext"),
      configuration: rootDSE.string("configurationNamingContext"),
      schema: rootDSE.string("schemaNamingContext"))
    guard contexts.domain != nil || contexts.configuration != nil else {
      throw CollectionError.notADirectory(url: options.url)
    }
    self.session = consume session
  }

  /// As ``RootDSE/unsupported(_:)``.
  func unsupported(_ controls: Set<SearchControl>) -> [SearchControl] {
    rootDSE.unsupported(controls)
  }

  func whoAmI() -> String? { session?.whoAmI() ?? nil }
  func peerCertificate() -> [UInt8]? { session?.peerCertificate() ?? nil }

  func entries(
    _ request: SearchRequest, named name: String
  ) throws -> [(dn: String, attributes: [(name: String, values: [[UInt8]])])] {
    try open()
    return try session?.entries(request, named: name) ?? []
  }

  /// Asks until the answer is complete: after a broken connection once more on a fresh one, after a time limit in
  /// smaller pages, each time a little later.
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
        return (summary, attempt)
      } catch let error as LDAPError where error.isTransient && attempt <= retries {
        session = nil
        if [.timeout, .timeLimitExceeded, .adminLimitExceeded].contains(error.code) {
          pageSize = max(50, pageSize / 2)
        }
        try restart()
        try pause(seconds: 1 << (attempt - 1), error)
        attempt += 1
      }
    }
  }

  private func open() throws(LDAPError) {
    if session == nil { session = try LDAPSession.open(options) }
  }

  /// Waits, unless the user wants to stop.
  private func pause(seconds: Int, _ error: LDAPError) throws(LDAPError) {
    for _ in 0..<seconds * 10 {
      if Interruption.isRequested {
        throw LDAPError(code: .userCancelled, operation: error.operation, meaning: "interrupted")
      }
      usleep(100_000)
    }
  }
}
