import LDAPTypes
import QueryCatalogue

/// How queries map to the files and gaps of an evidence folder.
enum EvidenceNames {
  /// One file per naming context: `domain-corp.example.ldif`, `configuration-corp.example.ldif`.
  static func file(for query: Query, _ contexts: NamingContexts) -> String {
    let kind: String
    let head: String?
    switch query.base {
    case .domain, .deleted: (kind, head) = ("domain", contexts.domain)
    case .root: (kind, head) = ("domain", contexts.root)
    case .configuration: (kind, head) = ("configuration", contexts.configuration)
    case .schema: (kind, head) = ("schema", contexts.schema)
    case .rootDSE: (kind, head) = ("rootdse", nil)
    }
    guard let head else { return "\(kind).ldif" }
    return "\(kind)-\(domainName(head)).ldif"
  }

  /// The DNS name in a distinguished name: `CN=Configuration,DC=corp,DC=example` → `corp.example`. Only characters that
  /// are harmless in a file name; the name comes from a server.
  static func domainName(_ dn: String) -> String {
    let labels = ((try? DistinguishedName(dn))?.description ?? "").split(separator: ",").compactMap { part in
      part.lowercased().hasPrefix("dc=") ? part.dropFirst(3).lowercased() : nil
    }
    let name = labels.joined(separator: ".").filter {
      $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == ".")
    }
    let bounded = String(name.prefix(200))
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
    if isDeletedObjects(query) { return .deletedObjectsMissing }
    if query.attributes.contains("msDS-ReplValueMetaData"), !query.attributes.contains("objectClass") {
      return .linkMetadataMissing
    }
    switch query.base {
    case .domain, .root, .deleted: return .domainMissing
    case .configuration: return .configurationMissing
    case .schema: return .schemaMissing
    case .rootDSE: return .collectionIncomplete
    }
  }

  static func isNeverEmpty(_ query: Query) -> Bool {
    isDeletedObjects(query) || query.scope == .base || query.filterTemplate == "(objectClass=*)"
      || query.base == .schema
  }

  private static func isDeletedObjects(_ query: Query) -> Bool {
    query.base == .deleted || query.under?.lowercased().hasPrefix("cn=deleted objects") == true
  }
}
