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
  ])
  func `what cannot go together is a usage error`(arguments: [String]) throws {
    let run = try Tool.run(["collect"] + arguments)
    #expect(run.exitCode == 64)
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
