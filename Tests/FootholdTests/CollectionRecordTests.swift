import Foundation
import LDIF
import Testing

/// An evidence folder from the manifest to the JSON.
@Suite struct CollectionRecordTests {
  private static func manifest(
    finished: String, sha256: String, entries: Int, contacts: [String] = ["", ""]
  ) -> String {
    """
    {"schema": "foothold.evidence/1", "tool": {"name": "foothold", "version": "0"},
     "catalogue": {"source": "built-in", "queries": 2}, "command": [], "started": "2021-04-10T18:20:00Z",
     "finished": "\(finished)", "complete": true, "gaps": [],
     "runs": [{"command": [], "started": "2021-04-10T18:20:00Z", "servers": [\(contacts[0])]},
       {"command": [], "started": "2021-04-10T18:21:00Z", "servers": [\(contacts[1])]}],
     "servers": [{"url": "ldaps://dc01.example", "credentials": "simple analyst@example", "namingContexts": [],
       "dnsHostName": "dc01.example", "clockSkewSeconds": 600, "certificateVerified": false,
       "certificateSHA256": "\(String(repeating: "ab", count: 32))", "started": "2021-04-10T18:20:01Z"}],
     "queries": [{"id": "one", "server": "ldaps://dc01.example", "base": "CN=x", "scope": "base", "filter": "(a=*)",
       "attributes": [], "controls": [], "omittedControls": [], "file": "a.ldif", "outcome": "refused",
       "entries": 0, "references": 0, "attempts": 1, "seconds": 0, "error": "no [50]"}],
     "files": [{"path": "a.ldif", "bytes": 1, "entries": \(entries), "sha256": "\(sha256)"}]}
    """
  }

  /// The JSON of an assessment of a folder that holds the bundled evidence.
  private static func assessment(
    finished: String = "2021-04-10T18:22:00Z", missing: Int = 0, contacts: [String] = ["", ""]
  ) throws -> (run: Tool.Run, json: [String: Any]) {
    let scratch = try Scratch()
    let evidence = try Data(contentsOf: URL(filePath: Tool.evidence("unharmed.ldif")))
    let sha256 = try #require(SHA256Digest.hexadecimal(of: Array(evidence)))
    let entries = String(decoding: evidence, as: UTF8.self).split(separator: "\n").filter {
      $0.hasPrefix("dn:")
    }
    _ = try scratch.file(
      "manifest.json",
      manifest(finished: finished, sha256: sha256, entries: entries.count - missing, contacts: contacts))
    try FileManager.default.copyItem(atPath: Tool.evidence("unharmed.ldif"), toPath: scratch.path("a.ldif"))
    let output = try Scratch()
    let run = try Tool.run(
      ["assess", scratch.folder.path(), "--from", "EX01", "--json", output.path("a.json")] + AssessTests.clock
    )
    return (
      run, try #require(try JSONSerialization.jsonObject(with: output.data("a.json")) as? [String: Any])
    )
  }

  private static func gaps(_ assessment: [String: Any]) throws -> [String] {
    try #require(assessment["gaps"] as? [[String: Any]]).compactMap { $0["id"] as? String }
  }

  @Test(arguments: ["2021-04-10T18:22:00Z", "yesterday"])
  func `an assessment of a folder carries what its manifest says`(finished: String) throws {
    let (run, assessment) = try Self.assessment(finished: finished)
    #expect(run.exitCode == 0, "\(run.errors)")
    let collection = try #require((assessment["collection"] as? [[String: Any]])?.first)
    #expect(collection["started"] as? String == "2021-04-10T18:20:00Z")
    // A time that is none is not invented.
    #expect(collection["finished"] as? String == (finished == "yesterday" ? nil : finished))
    #expect(collection["runs"] as? Int == 2)
    let server = try #require((collection["servers"] as? [[String: Any]])?.first)
    #expect(server["account"] as? String == "analyst@example")
    #expect(server["method"] as? String == "simple")
    let unanswered = try #require((collection["unanswered"] as? [[String: Any]])?.first)
    #expect(unanswered["id"] as? String == "one" && unanswered["outcome"] as? String == "refused")
    let gaps = try Self.gaps(assessment)
    #expect(gaps.contains("clockSkew-1") && gaps.contains("coverage-source"))
  }

  @Test func `a manifest that counts other entries than its file holds leaves the verdict open`() throws {
    let (run, assessment) = try Self.assessment(missing: 1)
    #expect(run.exitCode == 20, "\(run.errors)")
    #expect(try Self.gaps(assessment).contains { $0.hasPrefix("collectionIncomplete") })
  }

  private static func contact(_ account: String, verified: Bool) -> String {
    """
    {"url": "ldaps://dc01.example", "credentials": "simple \(account)", "certificateVerified": \(verified),
     "certificateSHA256": "\(String(repeating: "ab", count: 32))", "protection": "TLS1.3", "clockSkewSeconds": 600}
    """
  }

  @Test func `every account of a resumed collection is named, and what protected it`() throws {
    let contacts = [
      Self.contact("analyst@example", verified: false), Self.contact("eva@example", verified: true),
    ]
    let (run, assessment) = try Self.assessment(contacts: contacts)
    #expect(run.exitCode == 0, "\(run.errors)")
    let collection = try #require((assessment["collection"] as? [[String: Any]])?.first)
    let servers = try #require(collection["servers"] as? [[String: Any]])
    #expect(servers.map { $0["account"] as? String } == ["analyst@example", "eva@example"])
    #expect(servers.map { $0["certificateVerified"] as? Bool } == [false, true])
    #expect(servers.map { $0["started"] as? String } == ["2021-04-10T18:20:01Z", "2021-04-10T18:21:00Z"])
  }
}
