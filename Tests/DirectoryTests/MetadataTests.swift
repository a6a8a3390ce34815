import LDAPTypes
import Testing
import WindowsSecurity

@testable import Directory

@Suite struct PropertyMetadataTests {
  @Test func `A vector of two records is read as the directory stores it`() throws {
    var records: [MetadataRecord] = []
    try vector.withUnsafeBytes { try readPropertyMetadata($0) { records.append($0) } }
    #expect(records.count == 2)
    #expect(records[0].attribute == .number(0x0009_0008))
    #expect(records[0].version == 3)
    #expect(Instant(seconds: records[0].changed).description == "2021-03-05T09:12:33Z")
    #expect(try GUID(records[0].originator.bytes).description == "29bded81-10df-44a3-8ed6-19f582cb8b4e")
    #expect(records[0].originatingUSN == 343_946)
    #expect(records[0].localUSN == 343_947)
    #expect(records[1].attribute == .number(0x0009_0060))
  }

  @Test func `Every truncation is refused`() {
    for length in 0..<vector.count {
      #expect(throws: MalformedMetadata.self) {
        try vector.prefix(length).withUnsafeBytes { try readPropertyMetadata($0) { _ in } }
      }
    }
  }

  @Test func `A byte too many, another version and an impossible count are refused`() {
    var version = vector
    version[0] = 2
    var count = vector
    count.replaceSubrange(8..<12, with: [0xff, 0xff, 0xff, 0xff])
    for broken in [vector + [0], version, count] {
      #expect(throws: MalformedMetadata.self) {
        try broken.withUnsafeBytes { try readPropertyMetadata($0) { _ in } }
      }
    }
  }

  @Test(arguments: [Int64.min, -1, 265_046_774_400, .max])
  func `A time outside the years 1601 to 9999 is refused`(_ time: Int64) {
    let broken = propertyVector([(attid: 3, version: 1, time: time, usn: 1)])
    #expect(throws: MalformedMetadata.self) {
      try broken.withUnsafeBytes { try readPropertyMetadata($0) { _ in } }
    }
  }

  private let vector = propertyVector([
    (attid: 0x0009_0008, version: 3, time: 13_259_409_153, usn: 343_946),
    (attid: 0x0009_0060, version: 1, time: 13_259_409_153, usn: 343_950),
  ])
}

@Suite struct MetadataXMLTests {
  @Test func `An attribute record is read with everything around it`() throws {
    let record = try #require(try read(attributeXML + "\n\0").first)
    #expect(record.attribute == .name(Array("lastLogonTimestamp".utf8)))
    #expect(record.version == 2)
    #expect(Instant(seconds: record.changed).description == "2017-06-20T00:17:22Z")
    #expect(record.originatingUSN == 343_946)
    #expect(record.link == nil)
  }

  @Test func `A value record tells a present value from a removed one`() throws {
    let present = try #require(try read(valueXML(deleted: "1601-01-01T00:00:00Z")).first)
    #expect(present.link?.deleted == nil)
    #expect(present.link?.target == Array("CN=Müller & Söhne,DC=x".utf8))
    #expect(present.link.map { Instant(seconds: $0.created).description } == "2021-03-05T09:12:33Z")
    let removed = try #require(try read(valueXML(deleted: "2021-03-06T01:02:03")).first)
    #expect(removed.link?.deleted.map { Instant(seconds: $0).description } == "2021-03-06T01:02:03Z")
  }

  @Test func `Several fragments in one value are several records`() throws {
    #expect(try read(attributeXML + attributeXML).count == 2)
  }

  @Test func `Every truncation that loses a field is refused`() throws {
    let bytes = Array(attributeXML.utf8)
    for length in 0..<(bytes.count - 1) {
      #expect(throws: MalformedMetadata.self, "\(length) bytes") {
        try bytes.prefix(length).withUnsafeBytes { _ = try MetadataXML.read($0) { _ in } }
      }
    }
  }

  @Test(arguments: [
    ("<dwVersion>2<", "<dwVersion>4294967296<"), ("<dwVersion>2<", "<dwVersion>-1<"),
    ("<dwVersion>2<", "<dwVersion>two<"), ("2017-06-20T00:17:22Z", "2017-13-20T00:17:22Z"),
    ("343946", "99999999999999999999"), ("29bded81-10df", "29bded8110df"),
  ])
  func `A field out of range is refused`(_ field: String, _ broken: String) {
    #expect(throws: MalformedMetadata.self) {
      _ = try read(attributeXML.replacing(field, with: broken))
    }
  }

  private func read(_ text: String) throws -> [MetadataRecord] {
    var records: [MetadataRecord] = []
    try Array(text.utf8).withUnsafeBytes { _ = try MetadataXML.read($0) { records.append($0) } }
    return records
  }

  private func valueXML(deleted: String) -> String {
    """
    <DS_REPL_VALUE_META_DATA>
    \t<pszAttributeName>member</pszAttributeName>
    \t<pszObjectDn>CN=Müller &amp; Söhne,DC=x</pszObjectDn>
    \t<cbData>0</cbData>
    \t<pbData></pbData>
    \t<ftimeDeleted>\(deleted)</ftimeDeleted>
    \t<ftimeCreated>2021-03-05T09:12:33Z</ftimeCreated>
    \t<dwVersion>1</dwVersion>
    \t<ftimeLastOriginatingChange>2021-03-05T09:12:33Z</ftimeLastOriginatingChange>
    \t<uuidLastOriginatingDsaInvocationID>29bded81-10df-44a3-8ed6-19f582cb8b4e</uuidLastOriginatingDsaInvocationID>
    \t<usnOriginatingChange>1</usnOriginatingChange>
    \t<usnLocalChange>2</usnLocalChange>
    \t<pszLastOriginatingDsaDN>CN=NTDS Settings,CN=DC01,CN=Servers,DC=x</pszLastOriginatingDsaDN>
    </DS_REPL_VALUE_META_DATA>
    """
  }
}

@Suite struct MetadataBlobTests {
  @Test func `An attribute structure is read`() throws {
    let record = try attributeBlob.withUnsafeBytes { try MetadataBlob.readAttribute($0) }
    #expect(record.attribute == .name(Array("pwdLastSet".utf8)))
    #expect(record.version == 7)
    #expect(Instant(seconds: record.changed).description == "2021-03-05T09:12:33Z")
    #expect(record.localUSN == 12)
  }

  @Test func `A value structure is read, and so is its longer form`() throws {
    for appended in [0, 12] {
      let record = try valueBlob(appended).withUnsafeBytes { try MetadataBlob.readValue($0) }
      #expect(record.attribute == .name(Array("member".utf8)))
      #expect(record.link?.target == Array("CN=a,DC=x".utf8))
      #expect(record.link?.deleted == nil)
      #expect(record.version == 1)
      #expect(record.originatingUSN == 11)
    }
  }

  @Test func `Every truncation is refused`() {
    let blob = attributeBlob
    for length in 0..<blob.count {
      #expect(throws: MalformedMetadata.self) {
        try blob.prefix(length).withUnsafeBytes { _ = try MetadataBlob.readAttribute($0) }
      }
    }
    let value = valueBlob(0)
    for length in 0..<value.count {
      #expect(throws: MalformedMetadata.self) {
        try value.prefix(length).withUnsafeBytes { _ = try MetadataBlob.readValue($0) }
      }
    }
  }

  private var attributeBlob: [UInt8] {
    le(UInt32(56)) + le(UInt32(7)) + le(fileTime) + invocation + le(Int64(11)) + le(Int64(12)) + le(UInt32(0))
      + le(UInt32(0)) + utf16("pwdLastSet")
  }

  private func valueBlob(_ appended: Int) -> [UInt8] {
    let start = UInt32(88 + appended)
    var blob = le(start) + le(start + 14) + le(UInt32(0)) + le(UInt32(0))
    blob += le(Int64(0)) + le(fileTime) + le(UInt32(1)) + le(fileTime) + invocation
    blob += le(UInt32(0)) + le(Int64(11)) + le(Int64(12)) + le(UInt32(0)) + le(UInt32(0))
    return blob + [UInt8](repeating: 0, count: appended) + utf16("member") + utf16("CN=a,DC=x")
  }

  private let fileTime = Int64(13_259_409_153) * 10_000_000

  private func utf16(_ text: String) -> [UInt8] {
    (Array(text.utf16) + [0]).flatMap { le($0) }
  }
}

/// invocationId 29bded81-10df-44a3-8ed6-19f582cb8b4e as stored.
let invocation: [UInt8] = [
  0x81, 0xed, 0xbd, 0x29, 0xdf, 0x10, 0xa3, 0x44, 0x8e, 0xd6, 0x19, 0xf5, 0x82, 0xcb, 0x8b, 0x4e,
]

let attributeXML = """
  <DS_REPL_ATTR_META_DATA>
  \t<pszAttributeName>lastLogonTimestamp</pszAttributeName>
  \t<dwVersion>2</dwVersion>
  \t<ftimeLastOriginatingChange>2017-06-20T00:17:22Z</ftimeLastOriginatingChange>
  \t<uuidLastOriginatingDsaInvocationID>29bded81-10df-44a3-8ed6-19f582cb8b4e</uuidLastOriginatingDsaInvocationID>
  \t<usnOriginatingChange>343946</usnOriginatingChange>
  \t<usnLocalChange>343946</usnLocalChange>
  \t<pszLastOriginatingDsaDN></pszLastOriginatingDsaDN>
  </DS_REPL_ATTR_META_DATA>
  """

func le(_ value: some FixedWidthInteger) -> [UInt8] {
  withUnsafeBytes(of: value.littleEndian) { Array($0) }
}

/// A replPropertyMetaData vector; times in seconds since 1601.
func propertyVector(_ records: [(attid: UInt32, version: UInt32, time: Int64, usn: Int64)]) -> [UInt8] {
  var bytes = le(UInt32(1)) + le(UInt32(0)) + le(UInt32(records.count)) + le(UInt32(0))
  for record in records {
    bytes += le(record.attid) + le(record.version) + le(record.time) + invocation + le(record.usn)
    bytes += le(record.usn + 1)
  }
  return bytes
}
