import LDAPClient
import LDAPTypes
import QueryCatalogue

/// A domain controller that takes part in a collection, as its rootDSE describes it.
struct DirectoryServer: Sendable {
  let options: LDAPConnectionOptions
  let rootDSE: RootDSE
  let contexts: NamingContexts

  /// - Throws: ``CollectionError/notADirectory(url:)`` when the server names neither a domain nor a configuration.
  init(_ options: LDAPConnectionOptions, _ rootDSE: RootDSE) throws(CollectionError) {
    self.options = options
    self.rootDSE = rootDSE
    contexts = NamingContexts(
      domain: rootDSE.string("defaultNamingContext"), root: rootDSE.string("rootDomainNamingContext"),
      configuration: rootDSE.string("configurationNamingContext"),
      schema: rootDSE.string("schemaNamingContext"))
    guard contexts.domain != nil || contexts.configuration != nil else {
      throw .notADirectory(url: options.url)
    }
  }

  var url: String { options.url }

  /// The distinguished name of its nTDSDSA object, which stays the same whatever address leads to it; the URL when the
  /// server does not say.
  var identity: String { rootDSE.string("dsServiceName") ?? options.url }
}
