import Foundation

/// The queries a program runs with: those built in, or those of a folder.
///
/// The layout is `collection/<id>.query`, `controllers/<id>.query` and `questions/<id>.query`; the folder says what a
/// query is for, the file name is its identifier.
package struct QueryCatalogue: Sendable {
  /// Sorted by identifier.
  package let queries: [Query]

  /// The catalogue of the source folder `Queries/`, carried by the binary.
  package static func builtIn() throws(QueryError) -> QueryCatalogue {
    try QueryCatalogue(files: EmbeddedFiles.all)
  }

  /// A catalogue from a folder, which replaces the built-in one as a whole.
  package init(folder: String) throws(QueryError) {
    let root = URL(filePath: folder, directoryHint: .isDirectory)
    let paths: [String]
    do {
      paths = try FileManager.default.subpathsOfDirectory(atPath: root.path(percentEncoded: false))
    } catch {
      throw QueryError(query: folder, reason: "the folder cannot be read: \(error.localizedDescription)")
    }
    var files: [(path: String, text: String)] = []
    for path in paths.sorted() where path.hasSuffix(Self.suffix) {
      do {
        files.append((path, try String(contentsOf: root.appending(path: path), encoding: .utf8)))
      } catch {
        throw QueryError(
          query: path, reason: "the file cannot be read as UTF-8: \(error.localizedDescription)")
      }
    }
    guard !files.isEmpty else { throw QueryError(query: folder, reason: "holds no query files") }
    try self.init(files: files)
  }

  init(files: [(path: String, text: String)]) throws(QueryError) {
    var queries: [String: Query] = [:]
    for file in files where file.path.hasSuffix(Self.suffix) {
      let parts = file.path.split(separator: "/").map(String.init)
      guard parts.count == 2, let purpose = Query.Purpose(rawValue: parts[0]) else {
        throw QueryError(
          query: file.path, reason: "stands in none of collection/, controllers/ and questions/")
      }
      let id = String(parts[1].dropLast(Self.suffix.count))
      guard Self.isIdentifier(id) else {
        throw QueryError(query: file.path, reason: "the file name is not an identifier (a-z, 0-9, hyphen)")
      }
      let query = try QueryParser(id: id, purpose: purpose).parse(file.text)
      guard queries.updateValue(query, forKey: id) == nil else {
        throw QueryError(query: file.path, reason: "the identifier \(id) is used twice")
      }
    }
    self.queries = queries.values.sorted { $0.id < $1.id }
  }

  /// What an assessment needs.
  package var collection: [Query] { queries.filter { $0.purpose == .collection } }
  /// What every domain controller is asked.
  package var controllers: [Query] { queries.filter { $0.purpose == .controller } }
  package var questions: [Query] { queries.filter { $0.purpose == .question } }

  package subscript(id: String) -> Query? { queries.first { $0.id == id } }

  private static let suffix = ".query"

  private static func isIdentifier(_ text: String) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy {
        UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0 || UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0
          || $0 == UInt8(ascii: "-")
      }
  }
}
