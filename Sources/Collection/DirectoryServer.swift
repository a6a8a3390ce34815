import Foundation
import LDAPClient
import LDAPTypes
import QueryCatalogue

/// A domain controller that takes part in a collection, as its rootDSE describes it.
struct DirectoryServer: Sendable {
  let options: LDAPConnectionOptions
  let rootDSE: RootDSE
  private(set) var contexts: NamingContexts

  /// - Throws: ``CollectionError/notADirectory(url:)`` when the server names neither a domain nor a configuration.
  init(_ options: LDAPConnectionOptions, _ rootDSE: RootDSE) throws(CollectionError) {
    self.options = options
    self.rootDSE = rootDSE
    contexts = NamingContexts(rootDSE)
    guard contexts.domain != nil || contexts.configuration != nil else {
      throw .notADirectory(url: options.url)
    }
  }

  /// Takes what is known to be something else out of its application partitions.
  mutating func leaveOut(_ others: [String]) { contexts.leaveOut(others) }

  var url: String { options.url }

  /// Whether the URL leads to the global catalogue, which holds a part of the attributes of every domain.
  /// [MS-ADTS] 3.1.1.3.2
  var isGlobalCatalog: Bool {
    URLComponents(string: options.url)?.port.map { [3268, 3269].contains($0) } ?? false
  }

  /// Whether it is a read-only domain controller: LDAP_CAP_ACTIVE_DIRECTORY_PARTIAL_SECRETS_OID, [MS-ADTS] 3.1.1.3.4.3.
  var isReadOnly: Bool {
    rootDSE.strings("supportedCapabilities").contains("1.2.840.113556.1.4.1920")
  }

  /// The distinguished name of its nTDSDSA object, which stays the same whatever address leads to it; the URL when the
  /// server does not say.
  var identity: String { rootDSE.string("dsServiceName") ?? options.url }
}
