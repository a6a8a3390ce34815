package import LDAPClient
package import QueryCatalogue

/// Why evidence could not be collected, or not be read again.
package enum CollectionError: Error, Sendable, CustomStringConvertible {
  /// The server; `folder` holds what arrived before, marked incomplete.
  case server(LDAPError, folder: String?)
  case query(QueryError)
  /// The folder or a file in it cannot be written.
  case output(path: String, reason: String)
  /// A file of an earlier run cannot be read.
  case input(path: String, reason: String)
  /// An earlier run cannot be continued here.
  case notResumable(folder: String, reason: String, exitCode: Int32)
  /// The server names no naming context, so it is no domain controller.
  case notADirectory(url: String)

  package var description: String {
    switch self {
    case .server(let error, let folder):
      error.description
        + (folder.map {
          "; \($0) holds what arrived before, marked incomplete: collect --resume \($0) goes on"
        } ?? "")
    case .query(let error): error.description
    case .output(let path, let reason): "cannot write \(path): \(reason)"
    case .input(let path, let reason): "\(path): \(reason)"
    case .notResumable(let folder, let reason, _): "cannot resume \(folder): \(reason)"
    case .notADirectory(let url): "\(url) names no naming contexts: it is no domain controller"
    }
  }

  /// The same, of a collection that has begun: says how to go on where a file could not be written, as on a full disk.
  func resumable(in folder: String) -> CollectionError {
    guard case .output(let path, let reason) = self else { return self }
    return .output(
      path: path,
      reason:
        "\(reason); \(folder) holds what arrived before, marked incomplete: once there is room, collect --resume \(folder) goes on"
    )
  }

  /// After sysexits.h: 64 usage, 65 malformed input, 66 no input, 69 unavailable, 73 cannot create, 77 refused.
  package var exitCode: Int32 {
    switch self {
    case .server(let error, _): error.exitClass.rawValue
    case .query, .input: 65
    case .notResumable(_, _, let exitCode): exitCode
    case .output: 73
    case .notADirectory: 69
    }
  }
}
