import Foundation
import Testing

/// `collect --resume` takes over what the earlier run was told, and nothing that weakens it.
@Suite struct ResumeCommandTests {
  /// A folder whose first run was given `words` in `/nowhere`.
  private static func folder(_ words: [String]) throws -> Scratch {
    let scratch = try Scratch()
    let command = (["foothold", "collect", "--server", "ldaps://\(LiveOptionsTests.closed)"] + words)
      .map { "\"\($0)\"" }.joined(separator: ", ")
    _ = try scratch.file(
      "manifest.json",
      """
      {"schema": "foothold.evidence/1", "tool": {"name": "foothold", "version": "0"},
       "catalogue": {"source": "built-in", "queries": 1}, "command": [\(command)], "started": "2021-04-10T18:20:00Z",
       "complete": false, "gaps": [], "servers": [], "queries": [], "files": [],
       "runs": [{"command": [\(command)], "folder": "/nowhere", "started": "2021-04-10T18:20:00Z", "servers": []}]}
      """)
    return scratch
  }

  @Test(arguments: [
    (["--ca", "site.pem"], [], Int32(66), "/nowhere/site.pem"),
    (["--ca=/elsewhere/site.pem"], [], 66, "/elsewhere/site.pem"),
    (["--ca", "site.pem"], ["--ca", "/given/now.pem"], 66, "/given/now.pem"),
    (["--queries", "mine"], [], 65, "/nowhere/mine"),
    (["--auth", "simple"], [], 64, "--auth simple needs --user"),
    (["--auth", "external"], [], 64, "--auth external needs --certificate"),
    (["--throttle", "-1"], [], 64, "--throttle"),
    ([], ["--domain", "corp.example"], 64, "--resume asks ldaps://127.0.0.1:1 again"),
    ([], ["--domain", "corp.example", "--server", "ldaps://127.0.0.1:1"], 64, "nothing to find"),
  ])
  func `what the earlier run was told holds, unless it is given anew`(
    words: [String], now: [String], code: Int32, said: String
  ) throws {
    let scratch = try Self.folder(words)
    let run = try Tool.run(["collect", "--resume", scratch.folder.path()] + now)
    #expect(run.exitCode == code && run.errors.contains(said), "\(run.exitCode) \(run.errors)")
  }

  @Test func `that a server need not prove itself is not taken over`() throws {
    let scratch = try Self.folder(["--insecure", "--user", "ana"])
    let run = try Tool.run(
      ["collect", "--resume", scratch.folder.path(), "--user", "ana", "--password-file", "-"], input: "x\n")
    #expect(!run.errors.contains("--insecure"), "\(run.errors)")
  }
}
