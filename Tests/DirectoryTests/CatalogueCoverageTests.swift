import Foundation
import QueryCatalogue
import Testing

@testable import Directory

@Suite struct CatalogueCoverageTests {
  @Test func `a collection asks for every attribute the snapshot reads`() throws {
    let asked = Set(try QueryCatalogue.builtIn().collection.flatMap(\.attributes).map { $0.lowercased() })
    let missing = Snapshot.attributesRead.filter { !asked.contains($0.lowercased()) }.sorted()
    #expect(missing == [])
  }

  /// What the schema of the bundled forest does not have: it is that of Samba with a part of Exchange.
  private static let further = [
    // Exchange.
    """
    altRecipient deliverAndRedirect msExchComponentStates msExchConfigRestrictionLink msExchDelegateListLink
    msExchDomainRestrictionLink msExchGenericForwardingAddress msExchInternetWebProxy msExchMDBAvailabilityGroupLink
    msExchMRSRequestType msExchMasterAccountSid msExchProductID msExchRoleAssignmentFlags msExchRoleEntries msExchRoleLink
    msExchServerRole msExchTransportRuleXml msExchUserAccountControl msExchUserLink targetAddress
    """,
    // LAPS, that of Windows and the older one.
    "msLAPS-PasswordExpirationTime ms-Mcs-AdmPwdExpirationTime",
    // Windows Server 2016 and 2025.
    """
    msDS-ShadowPrincipalSid msDS-DelegatedMSAState msDS-ManagedAccountPrecededByLink msDS-SupersededManagedAccountLink
    """,
  ]
  /// The rootDSE. [MS-ADTS] 3.1.1.3.2, RFC 4512 §5.1
  private static let ofServer = """
    configurationNamingContext currentTime defaultNamingContext domainControllerFunctionality domainFunctionality
    dsServiceName forestFunctionality highestCommittedUSN isGlobalCatalogReady isSynchronized ldapServiceName
    namingContexts rootDomainNamingContext schemaNamingContext supportedCapabilities supportedControl
    supportedLDAPPolicies supportedLDAPVersion supportedSASLMechanisms vendorName dnsHostName serverName
    """

  @Test func `every attribute that is asked for is one that a schema knows`() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Evidence/attacked.ldif")
    let schema = snapshot(try String(contentsOf: file, encoding: .utf8)).schema
    #expect(!schema.isFallback)
    let further = Set(Self.further.flatMap { $0.split(whereSeparator: \.isWhitespace).map(String.init) })
    #expect(further.filter { schema.attribute(named: $0) != nil } == [])
    let ofServer = Set(Self.ofServer.split(whereSeparator: \.isWhitespace).map { $0.lowercased() })
    var unknown: Set<String> = []
    for query in try QueryCatalogue.builtIn().queries {
      for name in query.attributes where schema.attribute(named: name) == nil && !further.contains(name) {
        if query.base != .rootDSE || !ofServer.contains(name.lowercased()) {
          unknown.insert("\(query.id): \(name)")
        }
      }
    }
    #expect(unknown.sorted() == [])
  }
}
