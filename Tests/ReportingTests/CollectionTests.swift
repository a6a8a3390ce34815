import Assessment
import Testing

@testable import Reporting

@Suite struct CollectionTests {
  @Test("says who was asked, when, as whom, and what was refused", arguments: Language.allCases)
  func origin(language: Language) throws {
    let html = try renderHTML(Sample.attacked, language: language)
    for part in [
      "ldaps://dc01.nordwind.example", "8d2f6a70-30a5-4d0b-9f1e-5a6b7c8d9e0f", "u:NORDWIND\\analyst",
      String(repeating: "ab", count: 32), "domain-deleted", "CN=Deleted Objects,", "Insufficient access [50]",
      "18:20 UTC",
    ] {
      #expect(html.contains(part), "\(part)")
    }
  }

  @Test("a wrong clock and an unverified certificate stand out, right ones do not")
  func warnings() throws {
    let wrong = try renderHTML(Sample.attacked, language: .english)
    #expect(wrong.contains("<b>behind by 1,420 s</b>"))
    #expect(wrong.contains("<b>not verified</b>"))
    var report = Sample.attacked
    report.collection?[0].servers[0].clockSkewSeconds = 2
    report.collection?[0].servers[0].certificateVerified = true
    let right = try renderHTML(report, language: .english)
    #expect(right.contains("<td>ahead by 2 s</td>") && right.contains("<td>verified<br>"))
  }

  @Test("without an evidence folder the report says that the origin is not recorded")
  func unrecorded() throws {
    #expect(Sample.unharmed.collection == nil)
    let html = try renderHTML(Sample.unharmed, language: .german)
    #expect(html.contains("Die Eingaben sind kein Belegordner"))
    #expect(!String(decoding: try Sample.unharmed.json(), as: UTF8.self).contains("\"collection\""))
  }
}
