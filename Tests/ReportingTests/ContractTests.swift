import Assessment
import Reporting
import Testing

@Suite struct ContractTests {
  @Test("a report validates against the published schema", arguments: [Sample.attacked, Sample.unharmed])
  func validates(report: AssessmentReport) throws {
    let schema = try #require(JSONSchema(Templates.builtIn.text(of: "assessment.schema.json")))
    #expect(try schema.violations(report.json()) == [])
  }

  @Test("the schema refuses a renamed key, a wrong code and a local time")
  func refuses() throws {
    let schema = try #require(JSONSchema(Templates.builtIn.text(of: "assessment.schema.json")))
    let text = String(decoding: try Sample.attacked.json(), as: UTF8.self)
    for (from, to) in [
      ("\"provisional\"", "\"preliminary\""), ("\"V3b\"", "\"V5\""),
      ("2021-04-12T09:00:00Z", "2021-04-12T09:00:00"),
      ("\"excluded\" : false", "\"excluded\" : \"no\""),
    ] {
      let changed = text.replacing(from, with: to)
      #expect(changed != text)
      #expect(try !schema.violations(Array(changed.utf8)).isEmpty, "\(from) → \(to)")
    }
  }

  @Test("the JSON reads back as the same report and writes the same bytes")
  func roundTrip() throws {
    let json = try Sample.attacked.json()
    let read = try AssessmentReport(json: json)
    #expect(read == Sample.attacked)
    #expect(try read.json() == json)
    #expect(json.last == 0x0A)
  }

  @Test("nothing to say is written as null, not left out")
  func nulls() throws {
    var report = Sample.unharmed
    report.verdict.level = nil
    report.reach.earliest = nil
    let text = String(decoding: try report.json(), as: UTF8.self)
    #expect(text.contains("\"level\" : null"))
    #expect(text.contains("\"earliest\" : null"))
  }

  @Test(
    "exit codes follow the answer",
    arguments: [(Rebuild.notIndicated, 0), (.indicated, 10), (.undetermined, 20)] as [(Rebuild, Int32)])
  func exitCodes(rebuild: Rebuild, code: Int32) {
    #expect(rebuild.exitCode == code)
  }

  @Test("levels sort by severity")
  func levels() {
    #expect(Level.allCases == Level.allCases.sorted())
    #expect(CoverageState.insufficient > .partial && CoverageState.partial > .full)
  }
}
