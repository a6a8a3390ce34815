import Testing

/// Where `foothold query` looks for what a filter asks.
@Suite struct QueryTests {
  private static let domain = "DC=nordwind,DC=example"
  private static let schema = "CN=Schema,CN=Configuration,\(domain)"

  private func names(_ arguments: [String]) throws -> [Substring] {
    let run = try Tool.run(["query"] + arguments + ["--attributes", "cn"])
    #expect(run.exitCode == 0, Comment(rawValue: run.errors))
    return run.output.split(separator: "\n").filter { $0.hasPrefix("dn:") }
  }

  @Test func `a filter searches all of the evidence, and below a base only that`() throws {
    let evidence = Tool.evidence("attacked.ldif")
    let filter = "(objectClass=attributeSchema)"
    let all = try names([filter, evidence])
    #expect(all.count > 1000)
    #expect(try names([filter, evidence, "--base", Self.schema]) == all)
    #expect(try names([filter, evidence, "--base", Self.domain]).isEmpty, "another naming context")
    let people = try names(["(objectClass=user)", evidence, "--base", "CN=Users,\(Self.domain)"])
    #expect(!people.isEmpty)
    #expect(try names(["(objectClass=user)", evidence]).count > people.count)
    #expect(try !names(["(objectClass=*)", evidence]).contains("dn:"), "the root DSE is no entry")
  }

  @Test(arguments: [
    (["(cn=a)", "--base", "CN=Nobody,DC=example"], "CN=Nobody,DC=example"),
    (["privileged-groups", "--base", "DC=example"], "--base goes with a filter"),
  ])
  func `a base that does not help is refused`(arguments: [String], words: String) throws {
    let run = try Tool.run(["query", arguments[0], Tool.evidence("unharmed.ldif")] + arguments.dropFirst())
    #expect(run.exitCode == 64)
    #expect(run.errors.contains(words))
    #expect(run.output.isEmpty)
  }
}
