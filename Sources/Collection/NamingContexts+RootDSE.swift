package import LDAPClient
package import QueryCatalogue

extension NamingContexts {
  /// What a server says of itself. Other domains of its forest, which it may hold in part, are among ``applications``.
  package init(_ rootDSE: RootDSE) {
    self.init(
      domain: rootDSE.string("defaultNamingContext"), root: rootDSE.string("rootDomainNamingContext"),
      configuration: rootDSE.string("configurationNamingContext"),
      schema: rootDSE.string("schemaNamingContext"), applications: rootDSE.strings("namingContexts").sorted())
    leaveOut([domain, root, configuration, schema].compactMap { $0 })
  }

  /// Takes what is known to be something else out of the application partitions.
  mutating func leaveOut(_ others: [String]) {
    let others = Set(others.map { $0.lowercased() })
    applications.removeAll { others.contains($0.lowercased()) }
  }
}
