import Directory
import Testing

/// Real directories, read by others; these tests run where the files are.
@Suite(.enabled(if: fixtureFolder != nil)) struct FixtureTests {
  @Test func `detectionlab is a whole forest with its schema`() throws {
    let snapshot = try #require(try fixture("detectionlab.ldif"))
    #expect(snapshot.count == 3_848)
    #expect(snapshot.objectIDs.count { snapshot.descriptor(of: $0) != nil } == 3_833)
    #expect(snapshot.gap(.descriptorMalformed) == nil)
    #expect(snapshot.schema.attributes.count == 1_497)
    #expect(snapshot.schema.classes.count == 269)
    #expect(snapshot.schema.controlAccessRights.count == 81)
    #expect(snapshot.gap(.schemaMissing) == nil)
    #expect(snapshot.configurationNC == "CN=Configuration,DC=windomain,DC=local")
    #expect(snapshot.schemaNC == "CN=Schema,CN=Configuration,DC=windomain,DC=local")
    let domain = try #require(snapshot.domains.first)
    #expect(snapshot.domains.count == 1)
    #expect(domain.isForestRoot)
    #expect(domain.netbios == "WINDOMAIN")
    #expect(domain.dnsName == "windomain.local")
    #expect(domain.head.map { snapshot.dn($0) } == "DC=windomain,DC=local")
    #expect(snapshot.names(snapshot.domainControllers) == ["DC$"])
    #expect(snapshot.exchange == nil)
    #expect(snapshot.gap(.exchangeMissing) != nil)
    #expect(snapshot.gap(.metadataMissing) != nil)
  }

  @Test(arguments: ["E16-Solo.local.ldif", "E19-Solo.com.ldif"])
  func `An Exchange organisation is found by its well-known objects`(_ name: String) throws {
    let snapshot = try #require(try fixture(name))
    let exchange = try #require(snapshot.exchange)
    #expect(exchange.groups.count == ExchangeGroup.allCases.count)
    #expect(exchange.organisation.map { snapshot.name($0) } == "SoloORG")
    #expect(exchange.servers.count == 1)
    let server = try #require(exchange.servers.first)
    let computer = try #require(server.computer)
    #expect(snapshot.isA(computer, "computer"))
    #expect(snapshot.name(computer) == server.name + "$")
    let subsystem = try #require(exchange.groups[.exchangeTrustedSubsystem])
    #expect(snapshot.members(subsystem) == [computer])
    #expect(snapshot.groupsContaining(computer).count == 4)
    #expect(exchange.splitPermissions == false)
    #expect(snapshot.descriptorCount == 3)
    #expect(snapshot.gap(.schemaMissing) != nil)
  }
}
