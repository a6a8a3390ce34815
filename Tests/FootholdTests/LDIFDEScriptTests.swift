import Foundation
import Testing

/// The batch file for Windows' ldifde, and the page that shows it.
@Suite struct LDIFDEScriptTests {
  private static func script(_ arguments: [String] = []) throws -> String {
    let run = try Tool.run(["queries", "--as", "ldifde"] + arguments)
    #expect(run.exitCode == 0)
    return run.output
  }

  @Test func `a command interpreter can run every line`() throws {
    let script = try Self.script()
    let lines = script.split(separator: "\r\n", omittingEmptySubsequences: false)
    #expect(!script.replacing("\r\n", with: "").contains("\n"))
    for line in lines {
      // The longest line cmd.exe takes.
      #expect(line.utf8.count < 8191)
      #expect(line.count { $0 == "\"" } % 2 == 0)
    }
    let commands = lines.filter { $0.hasPrefix("ldifde ") }
    #expect(commands.count >= 12)
    for command in commands {
      #expect(command.contains(" -s %SERVER% -h -f ") && command.contains(" -l \""))
      // Nothing that imports, leaves out binary values, or thins out the metadata.
      for option in [" -i", " -n", " -m", " -1", " -g", " -k"] { #expect(!command.hasSuffix(option)) }
      #expect(!command.contains("1.2.840.113556.1.4.801") && !command.contains("WKGUID"))
    }
    #expect(commands.count { $0.contains("%DOMAINZONES%") } == 2)
    #expect(commands.count { $0.contains("%FORESTZONES%") } == 2)
    #expect(commands.filter { $0.contains(" -x ") }.allSatisfy { $0.contains("CN=Deleted Objects,") })
  }

  @Test func `a server's name cannot become a command`() throws {
    let script = try Self.script(["--server", "dc01 & del *\r\nrem %x%"])
    #expect(script.contains("\r\nset SERVER=dc01  del rem x\r\n"))
  }

  @Test func `the page on collecting by hand shows the same commands`() throws {
    let page = try String(
      contentsOf: Tool.package.appending(path: "docs/collecting-by-hand.md"), encoding: .utf8)
    let commands = try Self.script().split(separator: "\r\n").filter { $0.hasPrefix("ldifde ") }
    let shown = page.split(separator: "\n").filter { $0.hasPrefix("ldifde -d") }
    #expect(shown.map(String.init) == commands.map(String.init))
  }

  /// The bundled evidence as ldifde writes it; without permissions as it writes them for whoever may not read the SACL.
  private static func exported(_ name: String, withPermissions: Bool) throws -> String {
    var isLeftOut = false
    var lines: [String] = []
    let text = try String(contentsOfFile: Tool.evidence(name), encoding: .utf8)
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      // A folded line belongs to the one before it.
      if !line.hasPrefix(" ") { isLeftOut = !withPermissions && line.hasPrefix("nTSecurityDescriptor") }
      guard !isLeftOut, !line.hasPrefix("version:") else { continue }
      if !line.hasPrefix(" "), lines.last?.hasPrefix("dn:") == true { lines.append("changetype: add") }
      if line.hasPrefix(" "), let last = lines.last, last.hasPrefix("dn:") {
        lines[lines.count - 1] = last + line.dropFirst()
      } else {
        lines.append(String(line))
      }
    }
    return lines.joined(separator: "\r\n")
  }

  @Test func `an export of ldifde assesses to the same result`() throws {
    let scratch = try Scratch()
    let files = [
      Tool.evidence("attacked.ldif"),
      try scratch.file("ldifde.ldif", Self.exported("attacked.ldif", withPermissions: true)),
    ]
    let verdicts = try files.map { file in
      let run = try Tool.run(
        ["assess", file, "--from", "EX01", "--now", "2021-04-12T08:00:00Z", "--json", "-", "--quiet"])
      #expect(run.exitCode == 10)
      let report = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
      let compared = (report ?? [:]).filter { ["verdict", "reach", "findings", "gaps"].contains($0.key) }
      #expect(compared.count == 4)
      return try JSONSerialization.data(withJSONObject: compared, options: .sortedKeys)
    }
    #expect(verdicts[0] == verdicts[1])
  }

  @Test func `an export without permissions is never called clean`() throws {
    let scratch = try Scratch()
    let file = try scratch.file("ldifde.ldif", Self.exported("unharmed.ldif", withPermissions: false))
    let run = try Tool.run(["assess", file, "--from", "EX01", "--now", "2021-04-12T08:00:00Z", "--json", "-"])
    #expect(run.exitCode == 20)
    #expect(run.output.contains("descriptor"))
  }
}
