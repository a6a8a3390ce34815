import LDAPTypes
import Testing
import WindowsSecurity

@testable import Directory

@Suite struct ValueTests {
  @Test func `Attribute names and well-known numbers of the catalogue are unique and complete`() {
    let names = AttributeCatalogue.attributes.map { $0.name.lowercased() }
    #expect(Set(names).count == names.count)
    #expect(!Snapshot.attributesRead.contains("unicodePwd"))
    for number in [
      Numbers.objectSid, Numbers.objectGUID, Numbers.member, Numbers.memberOf, Numbers.primaryGroupID,
      Numbers.sAMAccountName, Numbers.userPrincipalName, Numbers.dNSHostName, Numbers.whenCreated,
      Numbers.whenChanged, Numbers.currentTime, Numbers.isDeleted, Numbers.userAccountControl,
    ] { #expect(number != .max) }
  }

  @Test func `SIDs and GUIDs are the same from text and from octets`() throws {
    let sid = try #require(SID("S-1-5-21-1-2-3-1104"))
    let guid = try #require(GUID("29bded81-10df-44a3-8ed6-19f582cb8b4e"))
    let snapshot = snapshot(
      """
      dn: CN=a,DC=x
      objectClass: user
      objectSid: S-1-5-21-1-2-3-1104
      objectGUID: {29bded81-10df-44a3-8ed6-19f582cb8b4e}

      dn: CN=b,DC=x
      objectClass: user
      OBJECTSID:: \(base64(sid.appendingLast(7)))
      objectGUID:: \(base64(invocation))
      """)
    let a = try #require(snapshot.object(dn: "cn=A, dc=X"))
    #expect(snapshot.sid(a) == sid)
    #expect(snapshot.guid(a) == guid)
    #expect(snapshot.object(sid: sid) == a)
    #expect(snapshot.object(guid: guid) == a)
    #expect(snapshot.values(a, "objectsid") == [sid.bytes])
  }

  @Test func `A malformed SID is left out and told`() {
    let snapshot = snapshot("dn: CN=a,DC=x\nobjectClass: user\nobjectSid: nonsense\n")
    #expect(snapshot.gap(.valueMalformed)?.detail.contains("objectSid") == true)
    #expect(snapshot.gap(.valueMalformed)?.detail.contains(":1: CN=a,DC=x") == true)
  }

  @Test func `Secrets are not kept`() throws {
    let snapshot = snapshot("dn: CN=a,DC=x\nobjectClass: user\nunicodePwd: x\nms-Mcs-AdmPwd: y\n")
    let object = try #require(snapshot.object(dn: "CN=a,DC=x"))
    #expect(snapshot.values(object, "unicodePwd").isEmpty)
    #expect(snapshot.values(object, "ms-Mcs-AdmPwd").isEmpty)
  }

  @Test(arguments: [
    ("20210305091233.0Z", 1_614_935_553), ("20210305091233Z", 1_614_935_553),
    ("210305091233Z", 1_614_935_553), ("20210305101233.5+0100", 1_614_935_553),
    ("16010101000000.0Z", -11_644_473_600),
  ])
  func `Generalised time is read`(_ text: String, _ seconds: Int64) {
    #expect(Instant(generalizedTime: Array(text.utf8))?.seconds == seconds)
  }

  @Test(arguments: [
    "", "2021", "20210229000000.0Z", "20211305091233.0Z", "20210305251233.0Z", "20210305091233.0X",
  ])
  func `A time that is none is refused`(_ text: String) {
    #expect(Instant(generalizedTime: Array(text.utf8)) == nil)
  }

  @Test func `File times at the ends of their range mean no time`() {
    #expect(Instant(fileTime: 0) == nil)
    #expect(Instant(fileTime: .max) == nil)
    #expect(Instant(fileTime: 132_594_091_530_000_000)?.description == "2021-03-05T09:12:33Z")
  }

  @Test(arguments: [
    ("-9223372036854775808", Int64.min), ("TRUE", 1), ("0", 0), ("-", nil), ("9223372036854775808", nil),
  ])
  func `Integers are read over their whole range`(_ text: String, _ value: Int64?) {
    #expect(decimal(Array(text.utf8)[...]) == value)
  }
}

@Suite struct NameTests {
  @Test(arguments: [
    ("CN=Müller,DC=x", "cn=MÜLLER,dc=X"), ("CN=a\\,b,DC=x", "CN=a\\2Cb,DC=x"), ("CN=a, DC=x", "CN=a,DC=x"),
    ("CN=a\\=b,DC=x", "CN=a=b,DC=x"), ("<GUID=00>;<SID=01>;CN=a,DC=x", "CN=A,DC=X"),
  ])
  func `Two spellings of a name are one object`(_ first: String, _ second: String) throws {
    let snapshot = snapshot("dn: \(first.hasPrefix("<") ? second : first)\nobjectClass: user\n")
    #expect(snapshot.count == 1)
    #expect(snapshot.object(dn: first) != nil)
    #expect(snapshot.object(dn: second) != nil)
    #expect(snapshot.object(dn: second + "2") == nil)
  }

  @Test func `Parents and children are found over escaped commas`() throws {
    let snapshot = snapshot(
      """
      dn: CN=Meyer\\, Ana,OU=Staff,DC=x
      objectClass: user

      dn: ou=staff,dc=x
      objectClass: organizationalUnit
      """)
    let person = try #require(snapshot.object(dn: "CN=Meyer\\, Ana,OU=Staff,DC=x"))
    let unit = try #require(snapshot.object(dn: "OU=Staff,DC=x"))
    #expect(snapshot.parent(person) == unit)
    #expect(snapshot.children(unit) == [person])
    #expect(snapshot.parent(unit) == nil)
    #expect(snapshot.name(person) == "Meyer, Ana")
  }

  @Test func `A principal is found by every name it has`() throws {
    let snapshot = snapshot(
      """
      dn: DC=corp,DC=example
      objectClass: domainDNS
      objectSid: S-1-5-21-1-2-3

      dn: CN=EX01,CN=Computers,DC=corp,DC=example
      objectClass: computer
      objectSid: S-1-5-21-1-2-3-1104
      sAMAccountName: EX01$
      dNSHostName: ex01.corp.example
      userPrincipalName: host@corp.example
      """)
    let computer = snapshot.object(dn: "CN=EX01,CN=Computers,DC=corp,DC=example")
    #expect(computer != nil)
    for text in [
      "ex01", "EX01$", "corp\\ex01", "corp.example\\EX01$", "S-1-5-21-1-2-3-1104", "EX01.corp.example",
      "HOST@corp.example", "cn=ex01,cn=computers,dc=corp,dc=example",
    ] { #expect(snapshot.principal(text) == computer, "\(text)") }
    #expect(snapshot.principal("nobody") == nil)
    #expect(snapshot.principal("other\\ex01") == nil)
  }
}

@Suite struct DescriptorTests {
  private let descriptor = SecurityDescriptor(owner: SID("S-1-5-18"), group: nil, dacl: nil).encoded()

  @Test func `One descriptor in three transfer forms is one descriptor`() throws {
    let text = base64(descriptor)
    let split = text.index(text.startIndex, offsetBy: 9)
    let snapshot = snapshot(
      "dn: CN=a,DC=x\nnTSecurityDescriptor:: \(text)\n\ndn: CN=b,DC=x\nnTSecurityDescriptor:: "
        + "\(text[..<split])\n \(text[split...])\n\ndn: CN=c,DC=x\nntsecuritydescriptor:: \(text)\n",
      "dn: CN=d,DC=x\nnTSecurityDescriptor:: \(text)\n")
    #expect(snapshot.descriptorCount == 1)
    let ids = snapshot.objectIDs.map { snapshot.descriptor(of: $0) }
    #expect(ids.count == 4)
    #expect(Set(ids) == [DescriptorID(0)])
    #expect(snapshot.descriptor(DescriptorID(0))?.owner == SID("S-1-5-18"))
  }

  @Test func `The container of deleted objects needs no descriptor, whatever is named like it does`() throws {
    let text = """
      dn: CN=Deleted Objects,DC=x
      objectClass: container
      isDeleted: TRUE

      dn: CN=Deleted Objects,OU=Hidden,DC=x
      objectClass: container

      """
    let gap = try #require(snapshot(text).gap(.descriptorMissing))
    #expect(gap.objects == 1)
    #expect(gap.detail.contains("CN=Deleted Objects,OU=Hidden,DC=x"))
  }

  @Test func `A descriptor cut short is kept as unreadable, with its place`() throws {
    let snapshot = snapshot(
      "dn: CN=a,DC=x\nnTSecurityDescriptor:: \(base64(Array(descriptor.dropLast(3))))\n")
    let object = try #require(snapshot.object(dn: "CN=a,DC=x"))
    let id = try #require(snapshot.descriptor(of: object))
    #expect(snapshot.descriptor(id) == nil)
    #expect(snapshot.gap(.descriptorMalformed)?.objects == 1)
    #expect(snapshot.gap(.descriptorMalformed)?.detail.contains("1:1: CN=a,DC=x") == true)
  }

  @Test(
    "where the configuration was read, the container of certification authorities was, too",
    arguments: [true, false])
  func authorities(wereRead: Bool) {
    let reference = "dn: CN=CORP,CN=Partitions,CN=Configuration,DC=corp,DC=example\nobjectClass: crossRef\n\n"
    let container =
      "dn: CN=Enrollment Services,CN=Public Key Services,CN=Services,CN=Configuration,DC=corp,DC=example\n"
      + "objectClass: top\nobjectClass: container\n\n"
    let gap = snapshot(reference + (wereRead ? container : "")).gap(.configurationMissing)
    #expect(gap?.detail == (wereRead ? nil : "CN=Enrollment Services was not read"))
  }
}

extension SID {
  func appendingLast(_ rid: UInt32) -> [UInt8] { Array(bytes.dropLast(4)) + le(rid) }
}

func base64(_ bytes: [UInt8]) -> String {
  String(decoding: Base64.encode(bytes), as: UTF8.self)
}
