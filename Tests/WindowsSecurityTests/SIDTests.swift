import Testing
import WindowsSecurity

@Suite struct SIDTests {
  static let administrators: [UInt8] = [1, 2, 0, 0, 0, 0, 0, 5, 32, 0, 0, 0, 32, 2, 0, 0]

  @Test func readsTheWireForm() throws {
    let sid = try SID(Self.administrators)
    #expect(sid == .administrators)
    #expect(sid.description == "S-1-5-32-544")
    #expect(sid.rid == 544)
    #expect(sid.domain == nil)
  }

  @Test("every truncation is refused", arguments: administrators.indices)
  func truncated(length: Int) {
    #expect(throws: MalformedValue.self) { try SID(Self.administrators.prefix(length)) }
  }

  @Test func refusesWhatIsLeftOver() {
    #expect(throws: MalformedValue.self) { try SID(Self.administrators + [0]) }
  }

  @Test func namesTheFieldAndTheOffset() {
    let error = #expect(throws: MalformedValue.self) { try SID(Self.administrators.dropLast()) }
    #expect(error?.description == "SID sub-authorities at byte 8: needs 8 bytes, 7 left")
  }

  @Test func refusesMoreThanFifteenSubAuthorities() {
    #expect(throws: MalformedValue.self) {
      try SID([1, 16, 0, 0, 0, 0, 0, 5] + [UInt8](repeating: 0, count: 64))
    }
    #expect(SID("S-1-5-1-2-3-4-5-6-7-8-9-10-11-12-13-14-15-16") == nil)
  }

  @Test(
    "text is read and written back",
    arguments: [
      "S-1-0-0", "S-1-1-0", "S-1-5-21-3966804624-2143408355-627260183-1120", "S-1-5-21-4294967295-0-1-500",
      "S-1-0x0A0000000000-7", "S-1-5-1-2-3-4-5-6-7-8-9-10-11-12-13-14-15",
    ])
  func roundTrip(text: String) throws {
    let sid = try #require(SID(text))
    #expect(sid.description == text)
    #expect(try SID(sid.bytes) == sid)
  }

  @Test(
    "other text is refused",
    arguments: [
      "", "S-1", "S-1-", "S-2-5-18", "S-1-5-", "S-1-5--18", "S-1-5-4294967296", "S-1-281474976710656-1",
      "S-1-5-+18", "S-1-5-18 ", "X-1-5-18", "S-1-5-18x", "S-1-5-0x+1",
    ])
  func notASID(text: String) {
    #expect(SID(text) == nil)
  }

  @Test func knowsTheDomainOfAnAccount() throws {
    let account = try #require(SID("S-1-5-21-1-2-3-512"))
    let domain = try #require(SID("S-1-5-21-1-2-3"))
    #expect(account.domain == domain)
    #expect(domain.domain == nil)
    #expect(domain.appending(512) == account)
  }

  @Test func comparesNumbersAsNumbers() throws {
    let texts = ["S-1-5-21-1-2-3-1000", "S-1-5-21-1-2-3-500", "S-1-5-18", "S-1-5-21-1-2-3", "S-1-1-0"]
    #expect(
      texts.compactMap { SID($0) }.sorted().map(\.description) == [
        "S-1-1-0", "S-1-5-18", "S-1-5-21-1-2-3", "S-1-5-21-1-2-3-500", "S-1-5-21-1-2-3-1000",
      ])
  }
}

@Suite struct GUIDTests {
  @Test func readsTheFirstThreeFieldsLittleEndian() throws {
    let guid = try GUID([
      0xC0, 0x79, 0x96, 0xBF, 0xE6, 0x0D, 0xD0, 0x11, 0xA2, 0x85, 0, 0xAA, 0, 0x30, 0x49, 0xE2,
    ])
    #expect(guid.description == "bf9679c0-0de6-11d0-a285-00aa003049e2")
    #expect(guid == .Attribute.member)
    #expect(guid.bytes.prefix(4) == [0xC0, 0x79, 0x96, 0xBF])
  }

  @Test("any other length is refused", arguments: [0, 1, 15, 17])
  func wrongLength(count: Int) {
    #expect(throws: MalformedValue.self) { try GUID([UInt8](repeating: 1, count: count)) }
  }

  @Test func readsTextInEitherCaseAndWithBraces() {
    #expect(GUID("{BF9679C0-0DE6-11D0-A285-00AA003049E2}") == .Attribute.member)
    #expect(GUID("bf9679c0-0de6-11d0-a285-00aa003049e2") == .Attribute.member)
  }

  @Test(
    "other text is refused",
    arguments: [
      "", "bf9679c0-0de6-11d0-a285-00aa003049e", "bf9679c00-de6-11d0-a285-00aa003049e2",
      "gf9679c0-0de6-11d0-a285-00aa003049e2", "{bf9679c0-0de6-11d0-a285-00aa003049e2",
    ])
  func notAGUID(text: String) {
    #expect(GUID(text) == nil)
  }

  @Test func sortsLikeItsText() {
    let sorted = [GUID.Attribute.member, .ControlRight.dsReplicationGetChangesAll, .zero].sorted()
    #expect(sorted.map(\.description) == sorted.map(\.description).sorted())
  }
}
