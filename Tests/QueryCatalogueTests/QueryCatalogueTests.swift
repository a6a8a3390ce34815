import LDAPTypes
import Testing

@testable import QueryCatalogue

@Suite struct QueryCatalogueTests {
  let catalogue: QueryCatalogue

  init() throws { catalogue = try QueryCatalogue.builtIn() }

  @Test func `every built-in query parses and is complete`() {
    #expect(catalogue.collection.count >= 12)
    #expect(catalogue.questions.count >= 20)
    for query in catalogue.queries {
      #expect(query.title != query.why)
      #expect(query.filterTemplate.first == "(" && query.filterTemplate.last == ")", "\(query.id)")
    }
  }

  @Test(arguments: [
    "privileged-groups", "recently-changed-accounts", "new-service-principals-users",
    "new-service-principals-computers", "managed-service-accounts", "new-service-accounts",
  ])
  func `the questions of the mission are there`(id: String) {
    #expect(catalogue[id]?.purpose == .question)
  }

  /// Attributes whose value is a secret or opens one. Their metadata is evidence, their value is never asked for.
  static let secrets: Set<String> = [
    "unicodepwd", "supplementalcredentials", "ntpwdhistory", "lmpwdhistory", "dbcspwd", "trustauthincoming",
    "trustauthoutgoing", "initialauthincoming", "initialauthoutgoing", "msds-managedpassword",
    "msds-managedpasswordid", "msds-managedpasswordpreviousid", "currentvalue", "priorvalue",
    "msfve-recoverypassword", "msfve-keypackage", "ms-mcs-admpwd", "mslaps-password",
    "mslaps-encryptedpassword",
    "mslaps-encryptedpasswordhistory", "mslaps-encrypteddsrmpassword", "mslaps-encrypteddsrmpasswordhistory",
    "userpassword", "unixuserpassword", "mssfu30password", "os400-password", "mskds-rootkeydata",
    "thumbnailphoto", "pekkey", "pekList".lowercased(), "mspki-accountcredentials", "mspkiaccountcredentials",
    "mspki-credentialroamingtokens", "mspkidpapimasterkeys", "msds-executescriptpassword",
    "mstpm-ownerinformation",
  ]

  @Test func `no query asks for a secret`() {
    for query in catalogue.queries {
      for attribute in query.attributes {
        #expect(!Self.secrets.contains(attribute.lowercased()), "\(query.id) asks for \(attribute)")
      }
    }
  }

  @Test func `descriptors are asked for with the control that an ordinary account needs`() {
    for query in catalogue.queries where query.attributes.contains("nTSecurityDescriptor") {
      // Without the control a server includes the SACL, and refuses the attribute to everyone who may not read it.
      #expect(query.controls.contains(.securityDescriptor(flags: 7)), "\(query.id)")
    }
  }

  @Test func `deleted objects are asked for with the controls that show them`() {
    for query in catalogue.queries
    where query.base == .deleted || query.filterTemplate.contains("(isDeleted=TRUE)") {
      #expect(query.controls.contains(.showDeleted) && query.controls.contains(.showRecycled), "\(query.id)")
    }
  }

  @Test func `members are read without links to deleted accounts`() {
    for query in catalogue.queries
    where query.attributes.contains("member") && !query.controls.contains(.showDeleted) {
      #expect(!query.controls.contains(.showDeactivatedLinks), "\(query.id)")
    }
  }

  @Test func `the window goes into the filter`() throws {
    let query = try #require(catalogue["new-accounts"])
    #expect(
      try query.filter(since: "20210103000000.0Z")
        == "(&(objectClass=user)(!(objectClass=computer))(whenCreated>=20210103000000.0Z))")
  }

  @Test(arguments: [
    "", "20210103", "20210103000000.0Z)(cn=*", "2021-01-03T00:00:00Z", "20210103000000.Z", "*",
  ])
  func `nothing but a time goes into the filter`(since: String) throws {
    let query = try #require(catalogue["new-accounts"])
    #expect(throws: QueryError.self) { try query.filter(since: since) }
  }

  @Test func `a window that is needed must be given`() throws {
    let query = try #require(catalogue["new-accounts"])
    #expect(throws: QueryError.self) { try query.filter() }
  }

  @Test func `bases follow the server's naming contexts`() throws {
    let contexts = NamingContexts(
      domain: "DC=child,DC=corp,DC=example", root: "DC=corp,DC=example",
      configuration: "CN=Configuration,DC=corp,DC=example", schema: nil)
    let exchange = try #require(catalogue["exchange-history"])
    #expect(
      exchange.bases(in: contexts)
        == ["CN=Microsoft Exchange,CN=Services,CN=Configuration,DC=corp,DC=example"])
    let deleted = try #require(catalogue["domain-deleted"])
    #expect(
      deleted.bases(in: contexts)
        == ["<WKGUID=18E2EA80684F11D2B9AA00C04F79F805,DC=child,DC=corp,DC=example>"])
    let schema = try #require(catalogue["schema"])
    #expect(schema.bases(in: contexts) == [])
  }

  @Test func `a query of application partitions starts in each that the server holds`() throws {
    let zones = ["DC=DomainDnsZones,DC=corp,DC=example", "DC=ForestDnsZones,DC=corp,DC=example"]
    let contexts = NamingContexts(
      domain: nil, root: nil, configuration: nil, schema: nil, applications: zones)
    let (all, deleted) = try (
      #require(catalogue["application-partitions"]), #require(catalogue["application-deleted"])
    )
    #expect(all.bases(in: contexts) == zones)
    #expect(try deleted.requests(in: contexts).map(\.base) == zones.map { "CN=Deleted Objects,\($0)" })
  }

  @Test func `of the names in DNS zones only those that divert others are asked for`() throws {
    let filter = try #require(catalogue["application-partitions"]).filter()
    #expect(filter == #"(|(!(objectClass=dnsNode))(name=\2a)(name=wpad)(name=isatap))"#)
  }
}
