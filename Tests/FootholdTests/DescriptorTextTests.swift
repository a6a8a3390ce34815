import Foundation
import Testing

/// Descriptors and tokens as people read them.
@Suite struct DescriptorTextTests {
  private static let evidence = Tool.evidence("attacked.ldif")

  @Test func `query shows a descriptor as text in a comment and keeps its bytes`() throws {
    let plain = try Tool.run(
      ["query", "(cn=AdminSDHolder)", Self.evidence, "--attributes", "nTSecurityDescriptor"])
    let text = try Tool.run(
      ["query", "(cn=AdminSDHolder)", Self.evidence, "--attributes", "nTSecurityDescriptor", "--sddl"])
    #expect(plain.exitCode == 0 && text.exitCode == 0)
    let comments = text.output.split(separator: "\n").filter { $0.hasPrefix("#") }
    #expect(comments.count == 1)
    #expect(comments.first?.hasPrefix("# nTSecurityDescriptor: O:DAG:DAD:PAI(") == true)
    let kept = text.output.split(separator: "\n", omittingEmptySubsequences: false)
      .filter { !$0.hasPrefix("#") }
    #expect(kept.joined(separator: "\n") == plain.output)
  }

  @Test func `a malformed descriptor is said to be one`() throws {
    let value = Data([1, 0, 4, 0x80, 0, 0]).base64EncodedString()
    let dn = "DC=corp,DC=example"
    let run = try Tool.run(
      ["query", "(objectClass=*)", "-", "--attributes", "msDS-GroupMSAMembership", "--sddl"],
      input:
        "version: 1\n\ndn: \(dn)\nobjectClass: domainDNS\nobjectSid:: AQQAAAAAAAUVAAAAAQAAAAIAAAADAAAA\n"
        + "msDS-GroupMSAMembership:: \(value)\n")
    #expect(run.exitCode == 0)
    #expect(run.output.contains("# msDS-GroupMSAMembership: malformed, OffsetOwner at byte 4: needs 4 bytes"))
  }

  private struct Answer: Decodable {
    struct Entry: Decodable {
      let sid: String
      let name: String?
      let through: String?
    }
    let who: String
    let token: [Entry]
    let unknown: [String]
  }

  @Test func `access without an object shows the token and the way each group came`() throws {
    let run = try Tool.run(["access", Self.evidence, "--who", "EX01", "--json", "-"])
    #expect(run.exitCode == 0)
    let answer = try JSONDecoder().decode(Answer.self, from: Data(run.output.utf8))
    #expect(answer.token.first?.name == "EX01$")
    let permissions = try #require(answer.token.first { $0.name == "Exchange Windows Permissions" })
    #expect(permissions.through?.hasPrefix("CN=Exchange Trusted Subsystem,") == true)
    #expect(answer.token.contains { $0.sid == "S-1-5-11" })
    #expect(Set(answer.token.map(\.sid)).count == answer.token.count)
    let text = try Tool.run(["access", Self.evidence, "--who", "EX01"])
    #expect(text.output.contains("Exchange Windows Permissions  through Exchange Trusted Subsystem\n"))
  }

  private struct Rights: Decodable {
    struct Basis: Decodable {
      let entry: String
      let through: [String]?
    }
    let decidedBy: [Basis]
  }

  @Test func `access names the groups that lead to the trustee of an entry`() throws {
    let head = "DC=nordwind,DC=example"
    let run = try Tool.run(["access", Self.evidence, "--who", "EX01", "--on", head, "--json", "-"])
    let rights = try JSONDecoder().decode(Rights.self, from: Data(run.output.utf8))
    let ways = rights.decidedBy.compactMap(\.through)
    #expect(
      ways.contains { way in
        way.map { $0.split(separator: ",")[0] } == [
          "CN=Exchange Trusted Subsystem", "CN=Exchange Windows Permissions",
        ]
      })
    let text = try Tool.run(["access", Self.evidence, "--who", "EX01", "--on", head])
    #expect(text.output.contains("      through Exchange Trusted Subsystem, Exchange Windows Permissions\n"))
  }

  @Test func `access wants somebody`() throws {
    let run = try Tool.run(["access", Self.evidence])
    #expect(run.exitCode == 64)
  }
}
