/// A query file that cannot be used, or a query asked without what it needs.
package struct QueryError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Identifier of the query or path of the file.
  package let query: String
  /// 1-based; nil when the file as a whole is meant.
  package let line: Int?
  package let reason: String

  package init(query: String, line: Int? = nil, reason: String) {
    self.query = query
    self.line = line
    self.reason = reason
  }

  package var description: String {
    line.map { "query \(query), line \($0): \(reason)" } ?? "query \(query): \(reason)"
  }
}
