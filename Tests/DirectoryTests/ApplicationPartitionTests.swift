import Testing

@testable import Directory

/// Naming contexts besides domain, configuration and schema: told from a domain, and missed when they were not read.
@Suite struct ApplicationPartitionTests {
  private static let forest = """
    dn: DC=corp,DC=example
    objectClass: domainDNS
    objectSid: S-1-5-21-1-2-3
    instanceType: 5

    dn: CN=CORP,CN=Partitions,CN=Configuration,DC=corp,DC=example
    objectClass: crossRef
    systemFlags: 3
    nCName: DC=corp,DC=example

    dn: CN=Enterprise Configuration,CN=Partitions,CN=Configuration,DC=corp,DC=example
    objectClass: crossRef
    systemFlags: 1
    nCName: CN=Configuration,DC=corp,DC=example

    dn: CN=Enterprise Schema,CN=Partitions,CN=Configuration,DC=corp,DC=example
    objectClass: crossRef
    systemFlags: 1
    nCName: CN=Schema,CN=Configuration,DC=corp,DC=example


    """

  private static let reference = """
    dn: CN=zones,CN=Partitions,CN=Configuration,DC=corp,DC=example
    objectClass: crossRef
    systemFlags: 5
    nCName: DC=DomainDnsZones,DC=Corp,DC=example


    """

  private static let head = """
    dn: DC=DomainDnsZones,DC=corp,DC=example
    objectClass: domainDNS
    instanceType: 13


    """

  private static let zone = """
    dn: DC=corp.example,CN=MicrosoftDNS,DC=DomainDnsZones,DC=corp,DC=example
    objectClass: dnsZone


    """

  @Test func `a partition that the forest names and the input lacks is a gap`() {
    let gap = snapshot(Self.forest + Self.reference).gap(.partitionMissing)
    #expect(gap?.objects == 1)
    #expect(gap?.detail == "DC=DomainDnsZones,DC=Corp,DC=example")
  }

  @Test func `a partition of DNS without any zone is a gap, with one it is none`() {
    #expect(
      snapshot(Self.forest + Self.reference + Self.head).gap(.partitionMissing)?.detail.contains("no zone")
        == true)
    #expect(snapshot(Self.forest + Self.reference + Self.head + Self.zone).gap(.partitionMissing) == nil)
  }

  @Test func `a forest without application partitions misses none`() {
    let snapshot = snapshot(Self.forest)
    #expect(snapshot.applicationPartitions == [] && snapshot.gap(.partitionMissing) == nil)
    #expect(snapshot.objectIDs.allSatisfy { !snapshot.isInApplicationPartition($0) })
  }

  @Test func `its head is no domain, and its objects are known for what they are`() throws {
    let snapshot = snapshot(Self.forest + Self.reference + Self.head + Self.zone)
    #expect(snapshot.domains.map(\.dn) == ["DC=corp,DC=example"])
    let zone = try #require(
      snapshot.object(dn: "DC=corp.example,CN=MicrosoftDNS,DC=DomainDnsZones,DC=corp,DC=example"))
    let domain = try #require(snapshot.object(dn: "DC=corp,DC=example"))
    #expect(snapshot.isInApplicationPartition(zone) && !snapshot.isInApplicationPartition(domain))
    let head = try #require(snapshot.applicationPartitions.first?.head)
    #expect(snapshot.isInApplicationPartition(head))
  }

  @Test func `without cross-references the heads tell`() {
    let domain = "dn: DC=corp,DC=example\nobjectClass: domainDNS\nobjectSid: S-1-5-21-1-2-3\n\n"
    let found = snapshot(domain + Self.head + Self.zone).applicationPartitions
    #expect(found.map(\.dn) == ["DC=DomainDnsZones,DC=corp,DC=example"])
  }

  @Test func `deleted objects of a partition do not stand in for those of the domain`() {
    let deleted = { (place: String) in
      "dn: DC=x\\0ADEL:1,CN=Deleted Objects,\(place)\nobjectClass: dnsNode\nisDeleted: TRUE\n\n"
    }
    let partition = "DC=DomainDnsZones,DC=corp,DC=example"
    let all = Self.forest + Self.reference + Self.head
    #expect(snapshot(all + deleted(partition)).gap(.deletedObjectsMissing) != nil)
    #expect(snapshot(all + deleted("DC=corp,DC=example")).gap(.deletedObjectsMissing) == nil)
  }
}
