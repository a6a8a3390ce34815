import Testing

@testable import LDAPTypes

@Suite struct GeneralizedTimeTests {
  @Test(
    "reads what directories write",
    arguments: [
      ("19700101000000.0Z", 0, 0), ("20210302150405.0Z", 1_614_697_445, 0),
      ("20000229235959Z", 951_868_799, 0),
      ("16010101000000.0Z", -11_644_473_600, 0), ("20210302170405+0200", 1_614_697_445, 0),
      ("20210302100405.25-05", 1_614_697_445, 250_000_000), ("202103021504.5Z", 1_614_697_470, 0),
      ("210302150405Z", 1_614_697_445, 0), ("991231235959Z", 946_684_799, 0),
      ("2021030215,5Z", 1_614_699_000, 0),
    ])
  func reads(text: String, seconds: Int, nanoseconds: Int) throws {
    let time = try #require(GeneralizedTime(Array(text.utf8)))
    #expect(time.seconds == Int64(seconds))
    #expect(time.nanoseconds == Int32(nanoseconds))
  }

  @Test(
    "what is no time is refused",
    arguments: [
      "", "Z", "2021", "20210302150405", "20210229000000Z", "20211301000000Z", "20210302240000Z",
      "20210302150405.Z",
      "20210302150405.0", "20210302150405+25", "20210302150405+02:00", "20210302150405ZZ", "00000000000000Z",
    ])
  func refuses(text: String) {
    #expect(GeneralizedTime(Array(text.utf8)) == nil)
  }
}
