package import LDAPTypes

/// What a server says about itself before anything else: attribute names in lower case, values as bytes
/// ([MS-ADTS] 3.1.1.3.2).
package struct RootDSE: Sendable {
  package let attributes: [(name: String, values: [[UInt8]])]

  /// Everything an evidence folder keeps of it. Asked by name, because some of it is operational.
  package static let names = [
    "configurationNamingContext", "currentTime", "defaultNamingContext", "dnsHostName",
    "domainControllerFunctionality",
    "domainFunctionality", "dsServiceName", "forestFunctionality", "highestCommittedUSN",
    "isGlobalCatalogReady",
    "isSynchronized", "ldapServiceName", "namingContexts", "rootDomainNamingContext", "schemaNamingContext",
    "serverName", "subschemaSubentry", "supportedCapabilities", "supportedControl", "supportedLDAPPolicies",
    "supportedLDAPVersion", "supportedSASLMechanisms", "vendorName",
  ]

  package static let request = SearchRequest(
    base: "", scope: .base, filter: .everyObject, attributes: names)

  package func strings(_ name: String) -> [String] {
    attributes.filter { $0.name.lowercased() == name.lowercased() }
      .flatMap(\.values).map { String(decoding: $0, as: UTF8.self) }
  }

  package func string(_ name: String) -> String? { strings(name).first }

  /// The controls that the server does not know, sorted; empty when it does not list what it knows. A critical control
  /// that a server does not know makes it refuse the search (RFC 4511 §4.1.11).
  package func unsupported(_ controls: Set<SearchControl>) -> [SearchControl] {
    let known = Set(strings("supportedControl"))
    guard !known.isEmpty else { return [] }
    return controls.filter { !known.contains($0.objectIdentifier) }
      .sorted { $0.objectIdentifier < $1.objectIdentifier }
  }
}

extension LDAPSession {
  package func rootDSE() throws -> RootDSE {
    RootDSE(attributes: try entries(RootDSE.request, named: "rootDSE").first?.attributes ?? [])
  }

  /// The entries of a small answer, copied.
  package func entries(
    _ request: SearchRequest, named name: String
  ) throws -> [(dn: String, attributes: [(name: String, values: [[UInt8]])])] {
    var sink = EntryCopies()
    _ = try search(request, named: name, into: &sink)
    return sink.entries
  }
}

private struct EntryCopies: EntrySink {
  var entries: [(dn: String, attributes: [(name: String, values: [[UInt8]])])] = []
  private var dn = ""
  private var attributes: [(name: String, values: [[UInt8]])] = []

  mutating func begin(dn: UnsafeRawBufferPointer) {
    self.dn = String(decoding: dn, as: UTF8.self)
    attributes = []
  }

  mutating func values(_ values: AttributeValues, of description: UnsafeRawBufferPointer) {
    attributes.append((String(decoding: description, as: UTF8.self), values.map { Array($0) }))
  }

  mutating func end() { entries.append((dn, attributes)) }
}

extension Filter {
  /// `(objectClass=*)`, which every object matches.
  static let everyObject = Filter.present(attribute: "objectClass")
}
