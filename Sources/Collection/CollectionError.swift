package import LDAPClient
package import QueryCatalogue

/// Why evidence could not be collected, or not be read again.
package enum CollectionError: Error, Sendable, CustomStringConvertible {
  /// The server; `folder` holds what arrived before, marked incomplete.
  case server(LDAPError, folder: String?)
  case query(QueryError)
  /// The folder or a file in it cannot be written.
  case output(path: String, reason: String)
  /// The server names no naming context, so it is no domain controller.
  case notADirectory(url: String)

  package var description: String {
    switch self {
    case .server(let error, let folder):
      error.description + (folder.map { "; \($0) holds what arrived before, marked incomplete" } ?? "")
    case .query(let error): error.description
    case .output(let path, let reason): "cannot write \(path): \(reason)"
    case .notADirectory(let url): "\(url) names no naming contexts: it is no domain controller"
    }
  }

  /// After sysexits.h: 65 malformed input, 69 unavailable, 73 cannot create, 77 refused.
  package var exitCode: Int32 {
    switch self {
    case .server(let error, _): error.exitClass.rawValue
    case .query: 65
    case .output: 73
    case .notADirectory: 69
    }
  }
}
