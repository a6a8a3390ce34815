package import LDAPTypes

/// One question to a directory, as a checked value: what a file of `Queries/` says.
package struct Query: Hashable, Sendable {
  /// What the answer is for.
  package enum Purpose: String, Sendable, CaseIterable {
    /// Part of the evidence of an assessment; `collect` asks all of these.
    case collection
    /// Asked for its own sake, offline or live.
    case question = "questions"
    /// What each domain controller answers differently; `collect --all-dcs` asks all of them.
    case controller = "controllers"
  }

  /// The naming context a search starts in. Its name comes from the rootDSE of the server, never from the file.
  package enum Base: String, Sendable, CaseIterable {
    case domain
    /// The domain at the root of the forest.
    case root
    case configuration
    case schema
    /// Every application partition that the server holds: zones of DNS and others ([MS-ADTS] 6.1.1.2.1.1.5).
    case application
    /// The Deleted Objects container of the domain, by its well-known GUID ([MS-ADTS] 6.1.1.4.2).
    case deleted
    /// No naming context: what the server says about itself.
    case rootDSE
  }

  /// The file name without its extension; cited in reports, never reused for another question.
  package let id: String
  package let purpose: Purpose
  package let title: String
  package let titleGerman: String
  package let why: String
  package let base: Base
  /// RDNs below the base, e.g. `CN=Microsoft Exchange,CN=Services`; nil = the base itself.
  package let under: String?
  package let scope: SearchRequest.Scope
  /// RFC 4515; may contain `{since}` as an assertion value when ``parameters`` declares it.
  package let filterTemplate: String
  package let parameters: [Parameter]
  /// lDAPDisplayNames, in the order of the file. Never `*`.
  package let attributes: [String]
  package let controls: [SearchControl]
  /// Identifiers of MITRE ATT&CK.
  package let techniques: [String]
}

extension Query {
  /// A value the caller gives. There is one: the start of the time window.
  package enum Parameter: String, Sendable, CaseIterable {
    /// Generalised time in UTC, e.g. `20210103000000.0Z` (RFC 4517 §3.3.13).
    case since

    package var placeholder: String { "{\(rawValue)}" }
  }
}

extension Query {
  /// The filter with the parameters in place.
  ///
  /// - Parameter since: generalised time in UTC. Only digits, one point and a final `Z` pass, so that no value can
  ///   become part of the filter's syntax.
  package func filter(since: String? = nil) throws(QueryError) -> String {
    guard parameters.contains(.since) else { return filterTemplate }
    guard let since else { throw QueryError(query: id, reason: "needs a start of the window (--since)") }
    guard Self.isGeneralisedTime(since) else {
      throw QueryError(query: id, reason: "\(since) is not a generalised time like 20210103000000.0Z")
    }
    var result = ""
    var rest = filterTemplate[...]
    while let brace = rest.firstIndex(of: "{") {
      result += rest[..<brace] + since
      rest = rest[brace...].dropFirst(Parameter.since.placeholder.count)
    }
    return result + rest
  }

  /// The distinguished names the search starts at: one, or one for each application partition; none when the server
  /// does not name the context.
  package func bases(in contexts: NamingContexts) -> [String] {
    let heads =
      switch base {
      case .domain: [contexts.domain]
      case .root: [contexts.root]
      case .configuration: [contexts.configuration]
      case .schema: [contexts.schema]
      case .application: contexts.applications.map(Optional.some)
      case .rootDSE: [""]
      case .deleted: [contexts.domain.map { "<WKGUID=18E2EA80684F11D2B9AA00C04F79F805,\($0)>" }]
      }
    return heads.compactMap { $0 }.map { head in under.map { "\($0),\(head)" } ?? head }
  }

  /// The query as a directory takes it, live or over a snapshot, once for each base.
  package func requests(in contexts: NamingContexts, since: String? = nil) throws(QueryError)
    -> [SearchRequest]
  {
    let filter = try Self.parse(try filter(since: since), id)
    return bases(in: contexts).map { base in
      SearchRequest(
        base: base, scope: scope, filter: filter, attributes: attributes, controls: Set(controls))
    }
  }

  static func parse(_ filter: String, _ id: String, line: Int? = nil) throws(QueryError) -> Filter {
    do {
      return try Filter(filter)
    } catch {
      throw QueryError(query: id, line: line, reason: "the filter is not RFC 4515: \(error)")
    }
  }

  static func isGeneralisedTime(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard bytes.count >= 15, bytes.last == UInt8(ascii: "Z") else { return false }
    let isDigit = { (byte: UInt8) in UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte }
    guard bytes[..<14].allSatisfy(isDigit) else { return false }
    let fraction = bytes[14..<bytes.count - 1]
    return fraction.isEmpty
      || (fraction.first == UInt8(ascii: ".") && fraction.count > 1
        && fraction.dropFirst().allSatisfy(isDigit))
  }
}

/// The distinguished names of the naming contexts of one server, from its rootDSE ([MS-ADTS] 3.1.1.3.2).
package struct NamingContexts: Hashable, Sendable {
  package var domain: String?
  package var root: String?
  package var configuration: String?
  package var schema: String?
  /// Those that are none of the others and no other domain.
  package var applications: [String]

  package init(
    domain: String?, root: String?, configuration: String?, schema: String?, applications: [String] = []
  ) {
    self.applications = applications
    self.domain = domain
    self.root = root
    self.configuration = configuration
    self.schema = schema
  }
}
