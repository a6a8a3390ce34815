import Foundation
import Testing

/// The bundled companies and data written by others, from the command line to the files.
@Suite struct AssessTests {
  static let clock = ["--now", "2021-04-12T08:00:00Z"]

  @Test func `the attacked company needs a rebuild, and every finding says what, when and whence`() throws {
    let scratch = try Scratch()
    let run = try Tool.run(
      ["assess", Tool.evidence("attacked.ldif"), "--from", "EX01", "--json", scratch.path("a.json")]
        + Self.clock)
    #expect(run.exitCode == 10)
    let assessment = try #require(
      try JSONSerialization.jsonObject(with: scratch.data("a.json")) as? [String: Any])
    #expect(assessment["schema"] as? String == "foothold.assessment/1")
    let verdict = try #require(assessment["verdict"] as? [String: Any])
    #expect(verdict["rebuild"] as? String == "indicated")
    let findings = try #require(assessment["findings"] as? [[String: Any]])
    #expect(findings.count >= 8)
    for finding in findings {
      let title = (finding["title"] as? [String: Any])?["en"] as? String ?? "a finding"
      #expect((finding["object"] as? String)?.contains("=") == true, "\(title) names its object")
      #expect((finding["attribute"] as? String)?.isEmpty == false, "\(title) names its attribute")
      #expect((finding["evidence"] as? [Any])?.isEmpty == false, "\(title) shows its evidence")
      #expect(finding["when"] is String || finding["weight"] as? String != "decisive", "\(title) is dated")
    }
  }

  @Test func `the unharmed company needs none, and its exposure is named`() throws {
    let scratch = try Scratch()
    let run = try Tool.run(
      ["assess", Tool.evidence("unharmed.ldif"), "--from", "EX01", "--json", scratch.path("u.json")]
        + Self.clock)
    #expect(run.exitCode == 0)
    let assessment = try #require(
      try JSONSerialization.jsonObject(with: scratch.data("u.json")) as? [String: Any])
    let reach = try #require(assessment["reach"] as? [String: Any])
    let paths = try #require(reach["paths"] as? [[String: Any]])
    #expect(!paths.isEmpty)
    #expect(paths.allSatisfy { ($0["steps"] as? [Any])?.isEmpty == false })
  }

  @Test func `the same input gives the same bytes`() throws {
    let scratch = try Scratch()
    for name in ["1", "2"] {
      _ = try Tool.run(
        [
          "assess", Tool.evidence("attacked.ldif"), "--from", "EX01", "--json", scratch.path("\(name).json"),
          "--report", scratch.path("\(name).html"), "--quiet",
        ] + Self.clock)
    }
    #expect(try scratch.data("1.json") == scratch.data("2.json"))
    #expect(try scratch.data("1.html") == scratch.data("2.html"))
  }

  @Test(arguments: ["en", "de"]) func `the summary fits 80 columns`(language: String) throws {
    let run = try Tool.run(
      ["assess", Tool.evidence("attacked.ldif"), "--from", "EX01", "--language", language] + Self.clock)
    #expect(!run.output.isEmpty)
    #expect(run.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
    #expect(!run.output.contains("\u{1B}"), "no colour without a terminal")
  }

  @Test func `quiet prints nothing; the exit code is the answer`() throws {
    let run = try Tool.run(
      ["assess", Tool.evidence("attacked.ldif"), "--from", "EX01", "--quiet"] + Self.clock)
    #expect(run.exitCode == 10)
    #expect(run.output.isEmpty && run.errors.isEmpty)
  }

  @Test(.enabled(if: Tool.fixture("ldif/E19-Solo.com.ldif") != nil))
  func `the fix of 2019 decides whether the Exchange host controls the domain head`() throws {
    let fixed = try #require(Tool.fixture("ldif/E19-Solo.com.ldif"))
    let before = try #require(Tool.fixture("ldif/E19-Solo.com-prefix2019.ldif"))
    let arguments = ["--from", "SOLO-E19A", "--to", "DC=Solo,DC=com", "--explain-none"]
    let closed = try Tool.run(["paths", fixed] + arguments)
    #expect(closed.exitCode == 20)
    #expect(closed.output.contains("inherit-only"))
    let open = try Tool.run(["paths", before] + arguments)
    #expect(open.exitCode == 0)
    #expect(open.output.contains("WriteDacl"))
    #expect(open.output.contains("(OA;CI;WDSD;;bf967aba-0de6-11d0-a285-00aa003049e2;"))
  }

  @Test(.enabled(if: Tool.fixture("ldif/detectionlab.ldif") != nil))
  func `a forest without Exchange and metadata cannot be decided`() throws {
    let scratch = try Scratch()
    let run = try Tool.run(
      [
        "assess", try #require(Tool.fixture("ldif/detectionlab.ldif")), "--now", "2021-12-12T08:00:00Z",
        "--json",
        scratch.path("d.json"),
      ])
    #expect(run.exitCode == 20)
    let assessment = try #require(
      try JSONSerialization.jsonObject(with: scratch.data("d.json")) as? [String: Any])
    let gaps = try #require(assessment["gaps"] as? [[String: Any]])
    #expect(gaps.contains { ($0["what"] as? String)?.contains("metadata") == true })
  }
}

/// How objects are called on the terminal.
@Suite struct ShownNameTests {
  @Test func `a path names the domain as people do, and takes that name`() throws {
    let run = try Tool.run(
      ["paths", Tool.evidence("unharmed.ldif"), "--from", "EX01", "--to", "nordwind.example"])
    #expect(run.exitCode == 0, "\(run.errors)")
    #expect(run.output.hasPrefix("EX01$ → nordwind.example\n"), "\(run.output.prefix(80))")
  }

  @Test(arguments: ["en", "de"]) func `report and terminal show no policy by its GUID`(language: String)
    throws
  {
    let scratch = try Scratch()
    let run = try Tool.run(
      [
        "assess", Tool.evidence("attacked.ldif"), "--from", "EX01", "--language", language, "--report",
        scratch.path("r.html"),
      ] + AssessTests.clock)
    #expect(run.output.contains("nordwind.example"))
    let html = String(decoding: try scratch.data("r.html"), as: UTF8.self)
    #expect(html.contains("Domänencontroller Wartung"))
    #expect(!html.contains("class=\"name\">{"))
  }
}

/// What the responder states is taken at its word, and held against the evidence.
extension AssessTests {
  @Test func `a period that begins after the attack decides nothing`() throws {
    let scratch = try Scratch()
    let run = try Tool.run(
      [
        "assess", Tool.evidence("attacked.ldif"), "--from", "EX01", "--since", "2021-04-01", "--json",
        scratch.path("a.json"),
      ] + Self.clock)
    #expect(run.exitCode == 20)
    #expect(try scratch.text("a.json").contains("before-period"))
  }

  @Test func `an end before the attack is told`() throws {
    let scratch = try Scratch()
    _ = try Tool.run(
      [
        "assess", Tool.evidence("attacked.ldif"), "--from", "EX01", "--until", "2021-01-05", "--json",
        scratch.path("a.json"),
      ] + Self.clock)
    #expect(try scratch.text("a.json").contains("after-period"))
  }

  @Test func `a review of an unknown finding is refused`() throws {
    let scratch = try Scratch()
    let known = try scratch.file("case.json", #"{"reviews": {"IND-X99-1": "malicious"}}"#)
    let run = try Tool.run(
      ["assess", Tool.evidence("attacked.ldif"), "--from", "EX01", "--case", known] + Self.clock)
    #expect(run.exitCode == 65)
    #expect(run.errors.contains("IND-X99-1"))
  }

  @Test func `only a computer can be the compromised host`() throws {
    let run = try Tool.run(
      ["assess", Tool.evidence("unharmed.ldif"), "--from", "Domain Users"] + Self.clock)
    #expect(run.exitCode == 64)
  }
}
