import Foundation
import Testing

/// Each ends in one clear line and the exit code of its kind.
@Suite struct BadInputTests {
  @Test func `what is no LDIF is refused`() throws {
    let scratch = try Scratch()
    let path = try scratch.file("notes.txt", "Dear colleagues,\n\nplease find attached nothing.\n")
    let run = try Tool.run(["assess", path])
    #expect(run.exitCode == 65)
    #expect(run.errorLines.count == 1)
    #expect(run.errors.contains(path))
  }

  @Test func `a missing file is named`() throws {
    let run = try Tool.run(["assess", "/nonexistent/corp.ldif"])
    #expect(run.exitCode == 66)
    #expect(run.errorLines.count == 1)
    #expect(run.errors.contains("/nonexistent/corp.ldif"))
  }

  @Test func `a result that cannot be written is known before the work`() throws {
    let run = try Tool.run(["assess", "/nonexistent/corp.ldif", "--json", "/nonexistent/out.json"])
    #expect(run.exitCode == 73)
    #expect(run.errorLines.count == 1)
  }

  @Test func `a result never replaces the evidence, another result, or a device`() throws {
    let scratch = try Scratch()
    let path = try scratch.file("corp.ldif", "dn: DC=example\nobjectClass: domainDNS\n")
    let link = scratch.path("link.ldif")
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: path)
    #expect(try Tool.run(["assess", path, "--json", link]).exitCode == 64)
    #expect(
      try Tool.run(["assess", path, "--json", scratch.path("x"), "--csv", scratch.path("x")]).exitCode == 64)
    #expect(try scratch.text("corp.ldif").hasPrefix("dn: DC=example"))
    let device = scratch.path("device")
    #expect(mkfifo(device, 0o600) == 0)
    let reader = open(device, O_RDONLY | O_NONBLOCK)
    defer { close(reader) }
    #expect(try Tool.run(["timeline", path, "--csv", device]).exitCode == 0)
    var status = stat()
    #expect(lstat(device, &status) == 0 && status.st_mode & S_IFMT == S_IFIFO)
  }

  @Test func `a folder may have spaces and umlauts in its name`() throws {
    let scratch = try Scratch()
    let folder = scratch.folder.appending(path: "Fall Müller 1%20")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let result = folder.appending(path: "ü.csv").path(percentEncoded: false)
    let run = try Tool.run(["timeline", Tool.evidence("unharmed.ldif"), "--csv", result])
    #expect(run.exitCode == 0)
    #expect(FileManager.default.fileExists(atPath: result))
  }

  @Test func `an answer that a full disk did not take is no success`() throws {
    let run = try Tool.run(
      ["query", "(objectClass=*)", Tool.evidence("unharmed.ldif")], output: "/dev/full")
    #expect(run.exitCode == 73)
    #expect(run.errorLines.count == 1)
  }

  @Test func `a reader that has enough ends a query quietly, without failure`() throws {
    let scratch = try Scratch()
    _ = try Tool.shell(
      "{ \"$0\" query '(objectClass=*)' \"$1\"; echo $? > \"$2\"; } | head -n 1",
      [Tool.evidence("attacked.ldif"), scratch.path("code")], in: scratch)
    #expect(try scratch.text("out") == "version: 1\n")
    #expect(try scratch.text("err").isEmpty)
    // The end of the pipe does not wait for what stands before it.
    while try !FileManager.default.fileExists(atPath: scratch.path("code")) || scratch.text("code").isEmpty {
      usleep(10_000)
    }
    #expect(try scratch.text("code") == "0\n")
  }

  @Test(arguments: [
    ("manifest.json", "{", "is no JSON"),
    ("manifest.json", "{}", "'schema' is missing"),
    ("manifest.json", #"{"schema": "foothold.evidence/1", "tool": 3}"#, "'tool' is not an object"),
    ("case.json", #"{"logonsKnown": "yes"}"#, "'logonsKnown' is not true or false"),
    ("case.json", #"{"exchange": "E9"}"#, "'exchange' has the value 'E9'"),
    ("case.json", "[]", "it is not an object"),
    ("pairs.json", "{}", "it is not a list"),
    ("pairs.json", #"[["a", "b"], ["a"]]"#, "'[1]' holds 1 names"),
    ("pairs.json", #"[["a", 7]]"#, "'[0][1]' is not a text"),
  ])
  func `JSON that cannot be used is one line with the place`(file: String, text: String, words: String) throws
  {
    let scratch = try Scratch()
    let path = try scratch.file(file, text)
    let evidence = Tool.evidence("unharmed.ldif")
    let commands =
      switch file {
      case "manifest.json":
        [["verify", scratch.folder.path()], ["assess", "--quiet", scratch.folder.path()]]
      case "case.json": [["assess", evidence, "--case", path]]
      default: [["access", evidence, "--pairs", path]]
      }
    for command in commands {
      let run = try Tool.run(command)
      #expect(run.exitCode == 65 && run.errorLines.count == 1, "\(run.errors)")
      #expect(run.errors.contains(words) && run.errors.contains(path), "\(run.errors)")
      #expect(!run.errors.contains("CodingKeys") && !run.errors.contains("Decoding"))
    }
  }

  @Test func `an unreachable server is one line`() throws {
    let run = try Tool.run(
      [
        "collect", "--server", "ldaps://127.0.0.1:1", "--user", "analyst", "--password-file", "-",
      ],
      input: "secret-of-the-test\n")
    #expect(run.exitCode == 69)
    #expect(run.errorLines.count == 1)
    #expect(!run.errors.contains("secret-of-the-test"))
  }

  @Test func `a host that is not there is a usage error that names the candidates`() throws {
    let run = try Tool.run(["assess", Tool.evidence("unharmed.ldif"), "--from", "EX99"])
    #expect(run.exitCode == 64)
    #expect(run.errors.contains("EX01"))
  }

  @Test(arguments: [
    ["assess"], ["assess", "-", "-"], ["assess", "x.ldif", "--since", "yesterday"],
    ["paths", "x.ldif", "--from", "a"],
    ["collect"], ["frobnicate"],
  ])
  func `wrong usage is 64`(arguments: [String]) throws {
    #expect(try Tool.run(arguments).exitCode == 64)
  }

  /// One flaw in an otherwise readable input: named by file and line, counted as a gap, and the rest is assessed.
  static let flaws: [(flaw: String, lines: String, mentions: String)] = [
    (
      "base64 that ends early", "dn: CN=a,DC=example\nobjectClass: user\nobjectSid:: AQUAAAAAAA=VAAA\n",
      "objectSid"
    ),
    ("an entry without a DN", "objectClass: user\ncn: lost\n", "line"),
    (
      "a descriptor cut short",
      "dn: CN=b,DC=example\nobjectClass: user\nnTSecurityDescriptor:: AQAEgBQAAAA=\n", "CN=b,DC=example"
    ),
    (
      "a group with a missing range",
      "dn: CN=g,DC=example\nobjectClass: group\nmember;range=0-1: CN=a,DC=example\nmember;range=0-1: CN=b,DC=example\n",
      "CN=g,DC=example"
    ),
  ]

  @Test(arguments: flaws.indices) func `a flaw is counted and the rest is assessed`(index: Int) throws {
    let (flaw, lines, mentions) = Self.flaws[index]
    let scratch = try Scratch()
    let path = try scratch.file(
      "corp.ldif", "version: 1\n\ndn: DC=example\nobjectClass: domainDNS\ndc: example\n\n\(lines)\n")
    let run = try Tool.run([
      "assess", path, "--json", scratch.path("a.json"), "--now", "2021-04-12T08:00:00Z",
    ])
    #expect(run.exitCode == 20, "\(flaw) leaves the question open")
    let text = try scratch.text("a.json") + run.errors
    #expect(text.contains(mentions), "\(flaw) is named")
  }
}
