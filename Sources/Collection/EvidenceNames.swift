import Foundation
import LDAPClient
import LDAPTypes
import LDIF
import QueryCatalogue

/// How queries map to the files and gaps of an evidence folder.
enum EvidenceNames {
  /// One file per naming context: `domain-corp.example.ldif`, `configuration-corp.example.ldif`.
  /// A compressed one ends in `.gz` or `.zst` besides.
  /// - Parameter application: the partition, when it is asked for one.
  static func file(
    for query: Query, _ contexts: NamingContexts, application: String? = nil,
    _ compression: Compression? = nil
  ) -> String {
    let kind: String
    let head: String?
    switch query.base {
    case .domain, .deleted: (kind, head) = ("domain", contexts.domain)
    case .root: (kind, head) = ("domain", contexts.root)
    case .configuration: (kind, head) = ("configuration", contexts.configuration)
    case .schema: (kind, head) = ("schema", contexts.schema)
    case .application: (kind, head) = ("application", application)
    case .rootDSE: (kind, head) = ("rootdse", nil)
    }
    let suffix = compression.map { ".ldif.\($0.rawValue)" } ?? ".ldif"
    guard let head else { return kind + suffix }
    return "\(kind)-\(domainName(head))\(suffix)"
  }

  /// What a domain controller keeps for itself: `controller-dc02.corp.example.ldif`.
  static func file(of server: DirectoryServer, _ compression: Compression? = nil) -> String {
    let host = harmless(server.rootDSE.string("dnsHostName")?.lowercased() ?? "")
    return "controller-\(host).ldif" + (compression.map { ".\($0.rawValue)" } ?? "")
  }

  /// The name of a file where another server has the usual one: `rootdse-dc02.corp.example.ldif`.
  /// - Parameter number: 1, 2, … as long as the name is taken.
  static func file(_ name: String, of server: DirectoryServer, number: Int) -> String {
    let host = harmless(server.rootDSE.string("dnsHostName")?.lowercased() ?? "")
    let end = name.range(of: ".ldif", options: .backwards)?.lowerBound ?? name.endIndex
    return name[..<end] + "-" + host + (number > 1 ? "-\(number)" : "") + name[end...]
  }

  /// The DNS name in a distinguished name: `CN=Configuration,DC=corp,DC=example` → `corp.example`. Only characters that
  /// are harmless in a file name; the name comes from a server.
  static func domainName(_ dn: String) -> String {
    let labels = ((try? DistinguishedName(dn))?.description ?? "").split(separator: ",").compactMap { part in
      part.lowercased().hasPrefix("dc=") ? part.dropFirst(3).lowercased() : nil
    }
    return harmless(labels.joined(separator: "."))
  }

  private static func harmless(_ name: String) -> String {
    let bounded = String(
      name.filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == ".") }.prefix(100))
    return bounded.isEmpty || bounded.hasPrefix(".") ? "unnamed" : bounded
  }

  static func scope(_ scope: SearchRequest.Scope) -> String {
    switch scope {
    case .base: "base"
    case .oneLevel: "one-level"
    case .subtree: "subtree"
    }
  }

  /// What is missing from an assessment when a query is not answered.
  static func gap(of query: Query) -> EvidenceGap.Kind {
    if query.purpose == .controller { return .controllerMissing }
    if isDeletedObjects(query), query.base != .application { return .deletedObjectsMissing }
    if query.attributes.contains("msDS-ReplValueMetaData"), !query.attributes.contains("objectClass") {
      return .linkMetadataMissing
    }
    switch query.base {
    case .domain, .root, .deleted: return .domainMissing
    case .configuration: return .configurationMissing
    case .schema: return .schemaMissing
    case .application: return .partitionMissing
    case .rootDSE: return .collectionIncomplete
    }
  }

  static func isNeverEmpty(_ query: Query) -> Bool {
    isDeletedObjects(query) || query.scope == .base || query.filterTemplate == "(objectClass=*)"
      || query.base == .schema || query.base == .application
  }

  static func isDeletedObjects(_ query: Query) -> Bool {
    query.base == .deleted || query.under?.lowercased().hasPrefix("cn=deleted objects") == true
  }
}
