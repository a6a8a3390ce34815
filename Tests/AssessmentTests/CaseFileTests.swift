import Testing

@testable import Assessment

@Suite struct CaseFileTests {
  @Test func readsWhatPeopleKnow() throws {
    let text = """
      {"from": ["EX01"], "since": "2021-02-26", "until": "2021-03-12T10:05:00Z", "exchange": "E3", "credentials": "K2",
       "exchangeLogsSearched": true, "awareSince": "2021-03-12T09:00:00+01:00", "reviews": {"IND-C02-1": "attributed"}}
      """
    let file = try CaseFile(json: Array(text.utf8))
    #expect(file.from == ["EX01"])
    #expect(file.since == time("2021-02-26T00:00:00Z"))
    #expect(file.exchange == .handsOn)
    #expect(file.credentials == .tierZero)
    #expect(file.exchangeLogsSearched && !file.logonsKnown)
    #expect(file.awareSince == time("2021-03-12T08:00:00Z"))
    #expect(file.reviews == ["IND-C02-1": .attributed])
  }

  @Test(
    "a case file that says something unknown is refused with the place",
    arguments: [
      ("{\"logonKnown\": true}", "logonKnown"), ("{\"exchange\": \"E9\"}", "exchange"),
      ("{\"since\": \"soon\"}", "since"), ("{\"reviews\": {\"IND-A01-1\": \"fine\"}}", "IND-A01-1"),
      ("[]", "case file"),
      ("{", "case file"),
    ])
  func refuses(text: String, place: String) {
    do throws(CaseFileError) {
      _ = try CaseFile(json: Array(text.utf8))
      Issue.record("accepted \(text)")
    } catch {
      #expect(error.description.contains(place), "\(error)")
    }
  }
}
