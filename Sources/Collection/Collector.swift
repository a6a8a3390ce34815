import Foundation
import Glibc
package import LDAPClient
import LDAPTypes
package import QueryCatalogue

/// Asks one or several domain controllers everything the catalogue collects, and keeps the answers.
///
/// A context that several servers hold (configuration, schema) is asked once, of the first that holds it.
package struct Collector: Sendable {
  package var servers: [LDAPConnectionOptions]
  package var catalogue: QueryCatalogue
  package var destination: String
  /// For the manifest.
  package var toolVersion: String
  package var catalogueSource = "built-in"
  package var command: [String] = []
  /// Milliseconds to wait between pages; nil = as fast as the server gives them.
  package var throttle: Int?
  /// How often a question is asked again after the connection broke.
  package var retries = 3
  package var progress: (@Sendable (CollectionProgress) -> Void)?

  package init(
    servers: [LDAPConnectionOptions], catalogue: QueryCatalogue, destination: String, toolVersion: String,
    progress: (@Sendable (CollectionProgress) -> Void)? = nil
  ) {
    self.servers = servers
    self.catalogue = catalogue
    self.destination = destination
    self.toolVersion = toolVersion
    self.progress = progress
  }

  /// Collects. Nothing is written before the first server let us in.
  package func run() throws(CollectionError) -> CollectionOutcome {
    var run: CollectionRun?
    do {
      for var options in servers {
        if let throttle { options.pagePause = throttle }
        let server = try ServerConversation(options, retries: retries)
        let current = try run ?? CollectionRun(self)
        run = current
        try current.collect(from: server)
      }
      guard let run else { throw CollectionError.notADirectory(url: "no server") }
      return try run.finish()
    } catch {
      throw Self.ended(error, run)
    }
  }

  /// Closes the folder as incomplete and says what ended the collection.
  private static func ended(_ error: any Error, _ run: CollectionRun?) -> CollectionError {
    let reason =
      switch error {
      case let error as CollectionError: error
      case let error as LDAPError: CollectionError.server(error, folder: run?.folder.path)
      case let error as QueryError: CollectionError.query(error)
      default: CollectionError.output(path: run?.folder.path ?? "", reason: String(describing: error))
      }
    // A folder that can no longer be written keeps the manifest of the last query, which says incomplete as well.
    if let run { try? run.close(because: reason) }
    return reason
  }
}
