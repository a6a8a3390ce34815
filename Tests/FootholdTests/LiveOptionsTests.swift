import Foundation
import Testing

/// How a server is named, and as whom to ask it, before anything is sent.
@Suite struct LiveOptionsTests {
  /// Nobody listens on port 1 of loopback.
  static let closed = "127.0.0.1:1"

  @Test(arguments: [
    (
      ["--server", "ldaps://\(closed)", "--insecure", "--user", "ana", "--password-file", "-"],
      "learn the password"
    ),
    (
      ["--server", "ldap://\(closed)", "--insecure", "--user", "ana", "--password-file", "-"],
      "travel in clear"
    ),
    (["--server", "ldaps://\(closed)", "--insecure", "--auth", "kerberos"], "pose as the server"),
    (["--server", "ldap://\(closed)", "--insecure", "--auth", "kerberos"], "signs and seals"),
  ])
  func `what is lost with --insecure is said`(arguments: [String], words: String) throws {
    let run = try Tool.run(["collect"] + arguments, input: "secret-of-the-test\n")
    #expect(run.exitCode == 69)
    #expect(run.errors.contains(words))
    #expect(!run.errors.contains("secret-of-the-test"))
  }

  @Test(arguments: [
    ["--server", "ldaps://dc", "--auth", "ntlm", "--user", "ana"],
    ["--server", "ldap://dc", "--start-tls", "--auth", "ntlm", "--user", "ana"],
    ["--server", "ldap://dc", "--auth", "external", "--certificate", "a", "--key", "b"],
    ["--server", "ldaps://dc", "--auth", "external"],
    ["--server", "ldaps://dc", "--auth", "simple"],
    ["--server", "ldaps://dc", "--auth", "simple", "--user", "ana", "--keytab", "k"],
    ["--server", "ldap://dc", "--ccache", "c", "--keytab", "k"],
    ["--server", "ldap://dc", "--keytab", "k", "--password-file", "p"],
    ["--server", "ldaps://dc", "--user", "ana", "--tls-name", ""],
    ["--server", "ldaps://dc", "--server", "http://dc", "--user", "ana"],
    ["--server", "ldaps://dc", "--domain", "corp.example", "--user", "ana"],
    ["--domain", "corp/example", "--user", "ana"],
    ["--server", "ldaps://dc:99999", "--user", "ana"],
    ["--server", "ldaps://dc:0", "--user", "ana"],
    ["--server", "ldaps://dc/dc=example", "--user", "ana"],
    ["--server", "ldaps://dc?sub", "--user", "ana"],
    ["--server", "ldaps://dc", "--user", "ana", "--connections", "17"],
    ["--user", "ana@corp.example", "--timeout", "0"],
    ["--user", "ana@corp.example", "--page-size", "0"],
    ["--server", "ldaps://dc", "--user", "ana", "--out", ""],
    ["--server", "ldaps://dc:", "--user", "ana"],
    ["--server", "ldaps://[::1]:/", "--user", "ana"],
    ["--server", "ldaps://dc", "--password-file", "p"],
    ["--server", "ldap://dc", "--auth", "kerberos", "--password-file", "p"],
    ["--server", "ldap://dc", "--auth", "ntlm", "--password-file", "p"],
    [
      "--server", "ldaps://dc", "--certificate", "c", "--key", "k", "--user", "ana", "--password-file", "p",
    ],
    ["--server", "ldaps://dc", "--user", ""],
    ["--server", "ldap://dc", "--auth", "kerberos", "--user", ""],
    ["--domain", "corp.example", "--password-file", "p"],
  ])
  func `what cannot go together is a usage error`(arguments: [String]) throws {
    let run = try Tool.run(["collect"] + arguments)
    #expect(run.exitCode == 64)
  }

  /// An option that is accepted and ignored makes people believe in something that is not so.
  @Test(arguments: [
    ["collect", "--server", "ldap://dc", "--auth", "kerberos", "--ca", "a"],
    ["collect", "--server", "ldaps://dc", "--user", "ana", "--insecure", "--ca", "a"],
    ["collect", "--server", "ldap://dc", "--insecure", "--user", "ana", "--tls-name", "dc"],
    ["collect", "--domain", "corp.example", "--user", "ana", "--tls-name", "dc"],
    ["collect", "--user", "ana@corp.example", "--tls-name", "dc"],
    ["collect", "--user", "ana@corp.example", "--auth", "kerberos", "--ca", "a"],
    ["collect", "--server", "ldaps://dc", "--auth", "simple", "--user", "ana", "--certificate", "a"],
    ["collect", "--server", "ldaps://dc", "--user", "ana", "--auth", "simple", "--key", "b"],
    ["collect", "--server", "ldaps://dc", "--certificate", "a", "--key", "b", "--user", "ana"],
    ["collect", "--server", "ldap://dc", "--ccache", "c", "--user", "ana"],
    ["collect", "--server", "ldap://dc", "--auth", "kerberos", "--password-file", "p"],
    ["collect", "--server", "ldap://dc", "--auth", "ntlm", "--password-file", "p"],
    ["assess", "corp.ldif", "--timeout", "5"], ["assess", "corp.ldif", "--ca", "a"],
    ["assess", "corp.ldif", "--forest"], ["paths", "corp.ldif", "--from", "a", "--to", "b", "--all-dcs"],
    ["timeline", "corp.ldif", "--connections", "2"],
    ["access", "corp.ldif", "--who", "a", "--throttle", "0"],
    ["timeline", "corp.ldif", "--queries", "folder"],
    ["queries", "--server", "ldaps://dc"], ["queries", "--as", "ldifde", "--user", "ana"],
    ["query", "(cn=a)", "corp.ldif", "--user", "ana"],
    ["query", "(cn=a)", "corp.ldif", "--since", "2021-01-01"],
    ["query", "(cn=a)", "corp.ldif", "--queries", "folder"],
    ["query", "privileged-groups", "corp.ldif", "--since", "2021-01-01"],
    ["query", "(cn=a)", "--server", "ldaps://dc", "--user", "ana", "--connections", "2"],
    ["query", "(cn=a)", "--server", "ldaps://dc", "--user", "ana", "--forest"],
    ["query", "(cn=a)", "--server", "ldaps://dc", "--user", "ana", "--all-dcs"],
    ["query", "(cn=a)", "--server", "ldaps://dc", "--server", "ldaps://other", "--user", "ana"],
  ])
  func `an option that would change nothing is refused`(arguments: [String]) throws {
    let run = try Tool.run(arguments)
    #expect(run.exitCode == 64)
    #expect(run.errorLines.contains { $0.hasPrefix("Error: ") || $0.hasPrefix("foothold: ") })
  }

  @Test func `a query does not offer what belongs to a collection`() throws {
    let query = try Tool.run(["query", "--help"]).output
    let assess = try Tool.run(["assess", "--help"]).output
    for option in ["--forest", "--all-dcs", "--connections"] {
      #expect(!query.contains(option + " ") && assess.contains(option + " "))
    }
  }

  @Test func `a folder that is not free is refused before anybody is asked`() throws {
    let listener = try Listener()
    let scratch = try Scratch()
    _ = try scratch.file("notes.txt", "kept\n")
    for (out, words) in [
      (scratch.folder.path(), "never overwritten"), (scratch.path("notes.txt"), "never overwritten"),
      (scratch.path("missing/evidence"), "No such file"),
    ] {
      let run = try Tool.run(
        ["collect", "--server", listener.url, "--user", "ana", "--password-file", "-", "--out", out],
        input: "secret-of-the-test\n")
      #expect(run.exitCode == 73 && run.errorLines.count == 1, "\(run.errors)")
      #expect(run.errors.contains(words))
    }
    #expect(!listener.wasCalled)
  }

  /// The second limit of the line is the hard one: nobody raises it again.
  @Test func `a process that holds a password leaves no core dump`() throws {
    let listener = try Listener()
    let scratch = try Scratch()
    let process = Process()
    process.executableURL = Tool.program
    process.arguments = [
      "collect", "--server", listener.url, "--user", "ana", "--password-file",
      try scratch.file("password", "secret-of-the-test\n"), "--out", scratch.path("evidence"),
    ]
    process.standardInput = FileHandle.nullDevice
    process.standardError = try scratch.handle("err")
    try process.run()
    defer {
      process.terminate()
      process.waitUntilExit()
    }
    // Whoever has connected has read the password.
    while !listener.wasCalled, process.isRunning { usleep(10_000) }
    let folder = "/proc/\(process.processIdentifier)"
    let limits = try String(contentsOfFile: folder + "/limits", encoding: .utf8)
    let line = limits.split(separator: "\n").first { $0.hasPrefix("Max core file size") } ?? ""
    #expect(line.split(separator: " ").dropFirst(4).prefix(2) == ["0", "0"], "\(line)")
    // What belongs to root instead of the user is that of a process that cannot be dumped, proc(5).
    var status = stat()
    #expect(stat(folder + "/environ", &status) == 0 && status.st_uid == 0)
  }

  static let byteOrderMark = "\u{FEFF}"

  @Test(arguments: [
    ("", Int32(64), "is empty"), ("\n", 64, "is empty"), ("\r\n", 64, "is empty"),
    ("\(byteOrderMark)\r\nsecond", 64, "is empty"),
    (String(repeating: "a", count: 4097), 65, "longer than any password"),
  ])
  func `a password file without a password is told`(content: String, code: Int32, said: String) throws {
    let scratch = try Scratch()
    let file = try scratch.file("password", content)
    for (path, input) in [(file, nil), ("-", content), ("/dev/stdin", content)] {
      let run = try Tool.run(
        ["collect", "--server", "ldaps://\(Self.closed)", "--user", "ana", "--password-file", path],
        input: input)
      #expect(run.exitCode == code && run.errors.contains(said), "\(path): \(run.exitCode) \(run.errors)")
    }
  }

  @Test func `a password file in UTF-16 is told`() throws {
    let scratch = try Scratch()
    let path = try scratch.file("password", "")
    try Data([0xFF, 0xFE, 0x61, 0]).write(to: URL(filePath: path))
    let run = try Tool.run(
      ["collect", "--server", "ldaps://\(Self.closed)", "--user", "ana", "--password-file", path])
    #expect(run.exitCode == 65 && run.errors.contains("UTF-16"))
  }

  /// The longest first line, and a pipe that gives it in parts and stays open behind it.
  @Test func `a password comes from a pipe`() throws {
    let scratch = try Scratch()
    let code = try Tool.shell(
      """
      mkfifo "$1"
      { printf sec; sleep 1; printf 'ret\\nsecond'; exec sleep 600; } > "$1" & writer=$!
      "$0" collect --server "ldaps://\(Self.closed)" --user ana --password-file "$1"
      code=$?
      kill "$writer"
      exit $code
      """, [scratch.path("pipe")], in: scratch)
    let said = try scratch.text("err")
    #expect(code == 69, "\(said)")
  }

  @Test(arguments: [
    ("", "is empty"), ("nothing in it", "no certificate in PEM"),
    ("\u{30}\u{82}\u{1}\u{2}", "no certificate in PEM"),
  ])
  func `a file without certificates is not the fault of the server`(content: String, said: String) throws {
    let scratch = try Scratch()
    let run = try Tool.run([
      "collect", "--server", "ldaps://\(Self.closed)", "--ca", try scratch.file("ca.pem", content),
    ])
    #expect(run.exitCode == 65 && run.errors.contains("ca.pem") && run.errors.contains(said), "\(run.errors)")
    #expect(run.errorLines.count == 1)
  }

  @Test(arguments: [
    ([0x30, 0x82, 0x03, 0x00, 0x30, 0x82] as [UInt8], "openssl x509 -inform der"),
    (
      [0x30, 0x82, 0x03, 0x00, 0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x02, 0xA0],
      "openssl pkcs7 -inform der"
    ),
  ])
  func `certificates in DER are told how to become PEM`(content: [UInt8], command: String) throws {
    let scratch = try Scratch()
    let path = try scratch.file("ca.der", "")
    try Data(content).write(to: URL(filePath: path))
    let run = try Tool.run(["collect", "--server", "ldaps://\(Self.closed)", "--ca", path])
    #expect(run.exitCode == 65 && run.errors.contains("\(command) -"), "\(run.errors)")
  }

  /// The command line is kept with the evidence.
  @Test(arguments: [
    "ldaps://ana:secret-of-the-test@dc", "ldaps://ana:secret-of-the-test@", "secret-of-the-test@dc",
  ])
  func `a password within the URL is refused and not repeated`(url: String) throws {
    let run = try Tool.run(["collect", "--server", url, "--user", "ana", "--password-file", "-"])
    #expect(run.exitCode == 64)
    #expect(!run.errors.contains("secret-of-the-test") && !run.output.contains("secret-of-the-test"))
  }

  @Test(arguments: ["--ca", "--ccache", "--keytab"])
  func `a file that is not there is named`(option: String) throws {
    let run = try Tool.run(["collect", "--server", "ldaps://\(Self.closed)", option, "/nowhere/at-all"])
    #expect(run.exitCode == 66)
    #expect(run.errors.contains("/nowhere/at-all") && run.errors.contains(option))
    #expect(run.errorLines.count == 1)
  }
}
