import Directory
import Testing

@Suite struct InstantTextTests {
  @Test(
    "reads ISO 8601 with and without time and offset",
    arguments: [
      ("1970-01-01T00:00:00Z", 0), ("2021-03-02", 1_614_643_200), ("2021-03-02T10:20Z", 1_614_680_400),
      ("2021-03-02T10:20:30.999Z", 1_614_680_430), ("2021-03-02T10:20:30+01:00", 1_614_676_830),
      ("2021-03-02T10:20:30-0130", 1_614_685_830), ("2021-03-02T10:20:30+01", 1_614_676_830),
      ("2000-02-29T00:00:00Z", 951_782_400), ("1601-01-01T00:00:00Z", -11_644_473_600),
    ])
  func reads(text: String, seconds: Int64) {
    #expect(Instant(iso8601: text)?.seconds == seconds)
  }

  @Test(
    "gives back what it reads",
    arguments: [
      "0000-03-01T00:00:00Z", "1969-12-31T23:59:59Z", "2024-02-29T12:00:00Z", "9999-12-31T23:59:59Z",
    ])
  func roundTrip(text: String) {
    #expect(Instant(iso8601: text)?.description == text)
  }

  @Test(
    "refuses anything else",
    arguments: [
      "", "2021", "2021-3-2", "2021-02-29", "2021-13-01", "2021-03-02T24:00:00Z", "2021-03-02T10:60Z",
      "2021-03-02T10:20:30.Z",
      "2021-03-02T10:20:30Zx", "2021-03-02T10:20:30+1", "02.03.2021", "2021-03-02T10", "２０２１-03-02",
    ])
  func refuses(text: String) {
    #expect(Instant(iso8601: text) == nil)
  }
}
