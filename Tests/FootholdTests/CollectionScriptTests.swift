import Foundation
import Testing

/// The script for collecting by hand, run by a shell with a stand-in for ldapsearch that writes down how it was called.
@Suite struct CollectionScriptTests {
  /// Answers the rootDSE, refuses what `REFUSED` names with its exit code, and gives one entry for the rest.
  private static let ldapsearch = #"""
    #!/bin/sh
    [ -t 0 ] || case " $* " in *' -y /dev/stdin '*) cat >>"$LOG.passwords"; echo >>"$LOG.passwords" ;; esac
    printf '%s\n' "$*" >>"$LOG"
    case "$*" in
    *"-b  -s base"*rootDomainNamingContext*schemaNamingContext)
      [ "${DEAD:-}" ] && exit 255
      for name in default rootDomain configuration schema; do
        [ "$name" = "${MISSING:-}" ] || echo "${name}NamingContext: DC=$name,DC=example"
        echo "namingContexts: DC=$name,DC=example"
      done
      echo "namingContexts: DC=DomainDnsZones,DC=example"
      echo "namingContexts: DC=\$(touch pwned)/../x,DC=example" ;;
    *) echo "dn: DC=x"; case "$*" in *"${REFUSED:-nothing}"*) exit "$CODE" ;; esac ;;
    esac
    """#

  private struct Run {
    let exitCode: Int32
    let errors: String
    /// Names of the files in the folder where the script ran.
    let files: [String]
    let calls: [Substring]
    let passwords: String
  }

  private static func script(_ arguments: [String] = []) throws -> String {
    let run = try Tool.run(["queries", "--as", "ldapsearch"] + arguments)
    #expect(run.exitCode == 0)
    return run.output
  }

  private static func run(
    _ arguments: [String] = [], password: String = "pa ss'w\"ö$rd\\n", _ environment: [String: String] = [:],
    before: [String] = [], edit: (from: String, to: String) = ("", "")
  ) throws -> Run {
    let (tools, folder) = (try Scratch(), try Scratch())
    for name in before { _ = try folder.file(name, "earlier") }
    let path = try tools.file("ldapsearch", Self.ldapsearch)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    let text = try script(arguments)
    let edited = edit.from == edit.to ? text : text.replacing("'\(edit.from)'", with: "'\(edit.to)'")
    process.arguments = [try tools.file("collect.sh", edited)]
    process.currentDirectoryURL = folder.folder
    process.environment = [
      "PATH": "\(tools.folder.path()):/usr/bin:/bin", "LOG": tools.path("log"), "TMPDIR": folder.path(""),
    ].merging(environment) { _, new in new }
    process.standardInput = try FileHandle(forReadingFrom: URL(filePath: tools.file("in", password + "\n")))
    process.standardError = try tools.handle("err")
    try process.run()
    process.waitUntilExit()
    return Run(
      exitCode: process.terminationStatus, errors: try tools.text("err"),
      files: try FileManager.default.contentsOfDirectory(atPath: folder.folder.path()).sorted(),
      calls: (try? tools.text("log"))?.split(separator: "\n") ?? [],
      passwords: (try? tools.text("log.passwords")) ?? "")
  }

  @Test func `every query becomes one file in the current folder and nothing else`() throws {
    let run = try Self.run()
    #expect(run.exitCode == 0, "\(run.errors)")
    #expect(run.files.contains("domain-principals.ldif") && run.files.contains("schema.ldif"))
    #expect(run.files.allSatisfy { $0.hasSuffix(".ldif") })
    #expect(run.calls.count == run.files.count + 1)
    let script = try Self.script()
    // Two questions are asked of each of two application partitions.
    let commands = script.matches(of: /\n *collect [a-z]/).count
    #expect(commands == run.files.count - 2)
    // The only redirections into files are those of the answers.
    let targets = script.matches(of: /[0-9]?>>?\s*(&?"?[^\s"]+)/).map { String($0.1) }
    #expect(Set(targets) == ["/dev/null", "&2", "\"$name.ldif.partial"])
  }

  @Test
  func `every application partition is asked for, whatever its name, and nothing else the server names`()
    throws
  {
    let run = try Self.run()
    let asked = run.calls.filter { $0.contains("(objectClass=dnsNode)") }
    #expect(asked.count == 4, "\(asked)")
    #expect(asked.count { $0.contains(" -b DC=DomainDnsZones,DC=example ") } == 1)
    #expect(asked.count { $0.contains(" -b CN=Deleted Objects,DC=$(touch pwned)/../x,DC=example ") } == 1)
    #expect(run.files.contains("application-partitions-domaindnszones.example.ldif"))
    #expect(run.files.contains("application-deleted-__touch_pwned__.._x.example.ldif"), "\(run.files)")
    #expect(!run.files.contains("pwned"))
  }

  @Test func `an application partition that is refused is named, and the others are asked`() throws {
    let run = try Self.run([], ["REFUSED": "-b DC=DomainDnsZones", "CODE": "50"])
    #expect(run.exitCode == 1)
    #expect(run.errors.contains("not complete: application-partitions-domaindnszones.example"))
    #expect(run.files.contains("application-deleted-domaindnszones.example.ldif"))
  }

  @Test func `the password is asked for once, reaches ldapsearch unchanged and stands in no argument`() throws
  {
    let run = try Self.run(password: "pa ss'w\"ö$rd\\n")
    #expect(run.errors.components(separatedBy: "Password of").count == 2)
    #expect(Set(run.passwords.split(separator: "\n")) == ["pa ss'w\"ö$rd\\n"])
    #expect(run.passwords.split(separator: "\n").count == run.calls.count)
    #expect(!run.calls.contains { $0.contains("pa ss") })
  }

  @Test func `an empty password stops before anything is asked`() throws {
    let run = try Self.run(password: "")
    #expect(run.exitCode == 77 && run.calls.isEmpty && run.files.isEmpty)
    #expect(run.errors.contains("no password given"))
  }

  @Test func `server and account are taken as they are, and no account means Kerberos`() throws {
    let server = "ldaps://dc'$(touch pwned)`touch pwned`"
    let named = try Self.run(["--server", server, "--user", "a\"b'c"])
    #expect(named.calls.allSatisfy { $0.hasPrefix("-x -H \(server) -D a\"b'c -y /dev/stdin ") })
    #expect(!named.files.contains("pwned"))
    let ticket = try Self.run(["--user", ""])
    #expect(ticket.exitCode == 0 && ticket.passwords.isEmpty && !ticket.errors.contains("Password"))
    #expect(ticket.calls.allSatisfy { $0.hasPrefix("-Q -Y GSSAPI -H ") })
  }

  /// The lines at the top of the script can be edited, so the shell decides.
  @Test(arguments: [
    ("ldap://dc", true), ("LDAP://dc:389", true), ("ldaps://dc:636", false), ("LDAPS://dc", false),
    ("dc", true), ("ldaps://dc ldap://dc", true),
  ])
  func `a password is sent within TLS only`(server: String, beginsTLS: Bool) throws {
    for edit in [("ldaps://x", server), (server, server)] {
      let run = try Self.run(["--server", edit.0], edit: (edit.0, edit.1))
      let start = (beginsTLS ? "-x -ZZ" : "-x") + " -H \(server) -D "
      #expect(run.calls.count > 1 && run.calls.allSatisfy { $0.hasPrefix(start) }, "\(run.calls.first ?? "")")
    }
    let ticket = try Self.run(["--server", server, "--user", ""])
    #expect(ticket.calls.allSatisfy { !$0.contains("-ZZ") })
  }

  @Test(arguments: [["DEAD": "1"], ["MISSING": "configuration"]])
  func `without a rootDSE it stops, says so and leaves nothing`(environment: [String: String]) throws {
    let run = try Self.run([], environment)
    #expect(run.exitCode == 69)
    #expect(run.errors.contains("ldaps://dc01.corp.example: the rootDSE"))
    #expect(run.calls.count == 1 && run.files.isEmpty)
  }

  @Test func `an answer that broke off is not taken for a whole one`() throws {
    let run = try Self.run([], ["REFUSED": "(objectClass=classSchema)", "CODE": "4"])
    #expect(run.exitCode == 1)
    #expect(run.errors.contains("not complete: schema"))
    #expect(run.files.contains("schema.ldif.partial") && !run.files.contains("schema.ldif"))
    #expect(run.files.contains("domain-trusts.ldif"), "the others are still asked")
  }

  @Test func `a place that does not exist is said and is no failure`() throws {
    let run = try Self.run([], ["REFUSED": "CN=Microsoft Exchange", "CODE": "32"])
    #expect(run.exitCode == 0)
    #expect(run.errors.contains("exchange-history: its place does not exist"))
    #expect(!run.files.contains { $0.hasPrefix("exchange-history") })
  }

  @Test func `what was collected before is not written over`() throws {
    let run = try Self.run(before: ["configuration.ldif"])
    #expect(run.exitCode == 73 && run.errors.contains("configuration.ldif is here already"))
  }

  @Test func `a shell and a checker of shell scripts find nothing wrong`() throws {
    let scratch = try Scratch()
    let path = try scratch.file("collect.sh", Self.script(["--server", "ldaps://o'dc", "--user", "x y"]))
    let checkers = [["/bin/sh", "-n"], ["/usr/bin/shellcheck", "--shell=sh"]]
    for checker in checkers where FileManager.default.isExecutableFile(atPath: checker[0]) {
      let process = Process()
      process.executableURL = URL(filePath: checker[0])
      process.arguments = checker.dropFirst() + [path]
      process.standardOutput = try scratch.handle("out")
      process.standardError = try scratch.handle("err")
      try process.run()
      process.waitUntilExit()
      let said = try scratch.text("out") + scratch.text("err")
      #expect(process.terminationStatus == 0, "\(said)")
    }
  }
}
