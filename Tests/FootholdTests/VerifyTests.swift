import Foundation
import Testing

/// `foothold verify`, and compressed evidence, as a user meets them.
@Suite struct VerifyTests {
  /// A folder with one file, and a manifest that vouches for `bytes` of it.
  static func folder(
    _ text: String, vouching bytes: Int, sha256: String, complete: Bool = true
  ) throws -> Scratch {
    let scratch = try Scratch()
    _ = try scratch.file("a.ldif", text)
    _ = try scratch.file(
      "manifest.json",
      """
      {"schema": "foothold.evidence/1", "tool": {"name": "foothold", "version": "0"},
       "catalogue": {"source": "built-in", "queries": 1}, "command": [], "started": "2021-04-10T18:20:00Z",
       "complete": \(complete), "gaps": [], "servers": [], "runs": [],
       "queries": [{"id": "one", "server": "ldaps://dc01.example", "base": "CN=x", "scope": "base", "filter": "(a=*)",
         "attributes": [], "controls": [], "omittedControls": [], "file": "a.ldif", "outcome": "answered",
         "entries": 1, "references": 0, "attempts": 1, "seconds": 0}],
       "files": [{"path": "a.ldif", "bytes": \(bytes), "entries": 1, "sha256": "\(sha256)"}]}
      """)
    return scratch
  }

  static let entry = "dn: CN=x\ncn: x\n\n"
  /// `printf 'dn: CN=x\ncn: x\n\n' | sha256sum`
  static let sha256 = "ee6cfb5af4c8efebe9db7d1380af218bf231ae4074434c0e37b57631a5fe60c9"

  @Test func `an unaltered folder ends with 0 and one line per file`() throws {
    let scratch = try Self.folder(Self.entry, vouching: 16, sha256: Self.sha256)
    let run = try Tool.run(["verify", scratch.folder.path()])
    #expect(run.exitCode == 0, "\(run.output)\(run.errors)")
    #expect(run.output.contains("ok       a.ldif  16 bytes, 1 entries, SHA-256 \(Self.sha256)\n"))
    #expect(run.output.contains("\ncomplete: 1 entries in 1 files"))
    #expect(run.output.contains("open to others"))
  }

  @Test func `an altered folder ends with 65, and JSON says why`() throws {
    let scratch = try Self.folder(
      Self.entry.replacing("cn: x", with: "cn: y"), vouching: 16, sha256: Self.sha256)
    let run = try Tool.run(["verify", scratch.folder.path(), "--json", "-"])
    #expect(run.exitCode == 65 && run.errorLines.count == 1)
    let check = try #require(
      try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    #expect(check["schema"] as? String == "foothold.verification/1")
    #expect(check["isIntact"] as? Bool == false)
    let file = try #require((check["files"] as? [[String: Any]])?.first)
    #expect((file["problem"] as? String)?.hasPrefix("was changed") == true)
    let quiet = try Tool.run(["verify", scratch.folder.path(), "--quiet"])
    #expect(quiet.exitCode == 65 && quiet.output.isEmpty)
  }

  @Test func `an incomplete folder is checked and assessed as far as the manifest vouches for it`() throws {
    let scratch = try Self.folder(
      Self.entry + "dn: CN=half\ncn: ", vouching: 16, sha256: Self.sha256, complete: false)
    let run = try Tool.run(["verify", scratch.folder.path()])
    #expect(run.exitCode == 0, "\(run.output)\(run.errors)")
    #expect(run.output.contains("\nINCOMPLETE: 1 entries in 1 files"))
    let output = try Scratch()
    let assessed = try Tool.run(["assess", scratch.folder.path(), "--json", output.path("a.json")])
    #expect(assessed.exitCode == 20, "\(assessed.errors)")
    let text = try output.text("a.json")
    #expect(text.contains("16 bytes of answers that did not end were not read"))
    #expect(text.contains("\"entries\" : 1") || text.contains("\"entries\":1"))
  }

  @Test(arguments: [("/nonexistent", Int32(66)), ("", 66)])
  func `no evidence folder ends with 66`(path: String, code: Int32) throws {
    let scratch = try Scratch()
    #expect(try Tool.run(["verify", path.isEmpty ? scratch.folder.path() : path]).exitCode == code)
  }

  /// The program that adds such numbers up must not end by a trap.
  @Test(arguments: [
    ("\"entries\": 1, \"references\"", "\"entries\": 9223372036854775807, \"references\""),
    ("\"entries\": 1, \"references\"", "\"entries\": -1, \"references\""),
    ("\"gaps\": []", "\"gaps\": [\(gap), \(gap)]"),
  ])
  func `a manifest that counts what no directory holds is refused`(text: String, other: String) throws {
    let scratch = try Self.folder(Self.entry, vouching: 16, sha256: Self.sha256, complete: false)
    _ = try scratch.file("manifest.json", scratch.text("manifest.json").replacing(text, with: other))
    for command in [["verify"], ["assess", "--quiet"]] {
      let run = try Tool.run(command + [scratch.folder.path()])
      #expect(run.exitCode == 65 && run.errorLines.count == 1, "\(command) \(run.exitCode) \(run.errors)")
    }
  }

  private static let gap =
    "{\"kind\": \"rangeIncomplete\", \"objects\": 9223372036854775807, \"detail\": \"x\"}"

  @Test func `a pipe in place of a file is not waited for`() throws {
    let scratch = try Self.folder(Self.entry, vouching: 16, sha256: Self.sha256)
    try FileManager.default.removeItem(atPath: scratch.path("a.ldif"))
    #expect(mkfifo(scratch.path("a.ldif"), 0o600) == 0)
    for command in [["verify"], ["assess", "--quiet"]] {
      let run = try Tool.run(command + [scratch.folder.path()])
      #expect([65, 66].contains(run.exitCode) && run.errorLines.count == 1, "\(command) \(run.errors)")
    }
  }

  // MARK: compressed

  /// Compresses with the program of that name.
  static func gzip(_ path: String, to target: String) throws {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/gzip")
    process.arguments = ["-1", "-c", path]
    #expect(FileManager.default.createFile(atPath: target, contents: nil))
    process.standardOutput = try FileHandle(forWritingTo: URL(filePath: target))
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
  }

  @Test func `compressed LDIF is read by its content, as a file and from standard input`() throws {
    let scratch = try Scratch()
    try Self.gzip(Tool.evidence("attacked.ldif"), to: scratch.path("evidence.bin"))
    let arguments = ["assess", scratch.path("evidence.bin"), "--from", "EX01", "--quiet"] + AssessTests.clock
    #expect(try Tool.run(arguments).exitCode == 10)
    for command in [["timeline"], ["query", "privileged-groups"]] {
      let plain = try Tool.run(command + [Tool.evidence("attacked.ldif")])
      let compressed = try Tool.run(command + [scratch.path("evidence.bin")])
      #expect(plain.exitCode == 0 && plain.output == compressed.output && !plain.output.isEmpty)
    }
  }

  @Test func `a compressed file that was cut is a gap, a damaged one is malformed`() throws {
    let scratch = try Scratch()
    try Self.gzip(Tool.evidence("unharmed.ldif"), to: scratch.path("whole.gz"))
    var bytes = try scratch.data("whole.gz")
    try bytes.prefix(bytes.count * 2 / 3).write(to: URL(filePath: scratch.path("cut.gz")))
    let cut = try Tool.run(
      ["assess", scratch.path("cut.gz"), "--json", scratch.path("a.json")] + AssessTests.clock)
    #expect([0, 10, 20].contains(cut.exitCode))
    #expect(cut.errors.contains("the compressed data ends early"))
    #expect(try scratch.text("a.json").contains("inputTruncated"))
    bytes[bytes.count / 2] ^= 0xFF
    bytes[bytes.count / 2 + 1] ^= 0xFF
    try bytes.write(to: URL(filePath: scratch.path("damaged.gz")))
    let damaged = try Tool.run(["assess", scratch.path("damaged.gz")] + AssessTests.clock)
    #expect(
      damaged.exitCode == 65 && damaged.errorLines.last?.contains("is damaged") == true, "\(damaged.errors)")
  }
}
