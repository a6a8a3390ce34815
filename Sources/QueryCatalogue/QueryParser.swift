import LDAPTypes

/// Turns the text of one query file into a ``Query``, or says in which line it is wrong.
struct QueryParser {
  let id: String
  let purpose: Query.Purpose

  /// Every key a file may have; only `control` may stand several times.
  static let keys: Set<String> = [
    "title", "title;lang-de", "titel", "why", "base", "under", "scope", "parameter", "filter", "attributes",
    "control", "technique",
  ]

  func parse(_ text: String) throws(QueryError) -> Query {
    let file = try QueryFile(text, name: id)
    var values: [String: QueryFile.Line] = [:]
    var controls: [SearchControl] = []
    for line in file.lines {
      guard Self.keys.contains(line.key) else {
        throw QueryError(query: id, line: line.number, reason: "unknown key \(line.key)")
      }
      guard !line.value.isEmpty else {
        throw QueryError(query: id, line: line.number, reason: "\(line.key) has no value")
      }
      if line.key == "control" {
        controls.append(try control(line))
      } else if values.updateValue(line, forKey: line.key == "titel" ? "title;lang-de" : line.key) != nil {
        throw QueryError(query: id, line: line.number, reason: "\(line.key) stands twice")
      }
    }
    func required(_ key: String) throws(QueryError) -> QueryFile.Line {
      guard let line = values[key] else { throw QueryError(query: id, reason: "\(key) is missing") }
      return line
    }
    let filter = try required("filter")
    let parameters = try values["parameter"].map { (line) throws(QueryError) in
      [try member(Query.Parameter.self, line)]
    }
    let query = Query(
      id: id, purpose: purpose, title: try required("title").value,
      titleGerman: try required("title;lang-de").value, why: try required("why").value,
      base: try member(Query.Base.self, try required("base")), under: values["under"]?.value,
      scope: try scope(try required("scope")), filterTemplate: filter.value,
      parameters: parameters ?? [], attributes: try attributes(try required("attributes")),
      controls: controls, techniques: values["technique"].map { words($0.value) } ?? [])
    try check(query, filter)
    return query
  }

  private func check(_ query: Query, _ filter: QueryFile.Line) throws(QueryError) {
    guard query.base != .rootDSE || (query.scope == .base && query.under == nil) else {
      throw QueryError(query: id, reason: "the rootDSE is one entry: scope base, nothing under it")
    }
    let braces = query.filterTemplate.filter { $0 == "{" || $0 == "}" }.count
    let uses = query.filterTemplate.split(separator: "{since}", omittingEmptySubsequences: false).count - 1
    guard braces == uses * 2 else {
      throw QueryError(query: id, line: filter.number, reason: "the only parameter of a filter is {since}")
    }
    guard (uses > 0) == query.parameters.contains(.since) else {
      throw QueryError(
        query: id, line: filter.number,
        reason: uses > 0
          ? "uses {since} without declaring parameter: since" : "declares since and does not use it")
    }
  }

  private func scope(_ line: QueryFile.Line) throws(QueryError) -> SearchRequest.Scope {
    switch line.value {
    case "base": return .base
    case "one-level": return .oneLevel
    case "subtree": return .subtree
    default:
      throw QueryError(
        query: id, line: line.number, reason: "scope \(line.value) is none of base, one-level, subtree")
    }
  }

  private func words(_ text: String) -> [String] {
    text.split(separator: " ").map(String.init)
  }

  private func member<Value: RawRepresentable<String> & CaseIterable>(
    _ type: Value.Type, _ line: QueryFile.Line
  ) throws(QueryError) -> Value {
    guard let value = Value(rawValue: line.value) else {
      let known = Value.allCases.map(\.rawValue).joined(separator: ", ")
      throw QueryError(query: id, line: line.number, reason: "\(line.key) \(line.value) is none of \(known)")
    }
    return value
  }

  private func attributes(_ line: QueryFile.Line) throws(QueryError) -> [String] {
    let names = words(line.value)
    var seen: Set<String> = []
    for name in names {
      // RFC 4512 §1.4 keystring; it excludes `*`, which would ask for more than the file says.
      let isKeystring =
        name.utf8.first.map(Self.isLetter) == true
        && name.utf8.allSatisfy { Self.isLetter($0) || Self.isDigit($0) || $0 == UInt8(ascii: "-") }
      guard isKeystring else {
        throw QueryError(query: id, line: line.number, reason: "\(name) is not the name of an attribute")
      }
      guard seen.insert(name.lowercased()).inserted else {
        throw QueryError(query: id, line: line.number, reason: "\(name) stands twice")
      }
    }
    return names
  }

  private func control(_ line: QueryFile.Line) throws(QueryError) -> SearchControl {
    let words = words(line.value)
    switch words.first {
    case "show-deleted" where words.count == 1: return .showDeleted
    case "show-recycled" where words.count == 1: return .showRecycled
    case "show-deactivated-links" where words.count == 1: return .showDeactivatedLinks
    case "security-descriptor" where words.count > 1:
      var flags: UInt32 = 0
      for part in words.dropFirst() {
        guard let bit = ["owner": 1, "group": 2, "dacl": 4, "sacl": 8][part] as UInt32? else {
          throw QueryError(
            query: id, line: line.number, reason: "\(part) is none of owner, group, dacl, sacl")
        }
        flags |= bit
      }
      return .securityDescriptor(flags: flags)
    default:
      throw QueryError(query: id, line: line.number, reason: "unknown control \(line.value)")
    }
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
  }
}
