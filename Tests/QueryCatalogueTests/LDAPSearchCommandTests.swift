import LDAPTypes
import Testing

@testable import QueryCatalogue

@Suite struct LDAPSearchCommandTests {
  @Test func `a command asks with paging, controls and without folding`() throws {
    let query = try #require(try QueryCatalogue.builtIn()["domain-deleted"])
    let command = try query.ldapsearchCommand()
    #expect(command.hasPrefix("ldapsearch $auth -LLL -o ldif-wrap=no -E pr=1000/noprompt "))
    #expect(command.contains("-E '!1.2.840.113556.1.4.801=::MAMCAQc='"))
    #expect(command.contains("-E '!1.2.840.113556.1.4.417'"))
    #expect(command.contains("-E '1.2.840.113556.1.4.2064' -E '1.2.840.113556.1.4.2065'"))
    #expect(
      command.contains(#"-b "<WKGUID=18E2EA80684F11D2B9AA00C04F79F805,$domain>" -s sub '(isDeleted=TRUE)'"#))
    #expect(command.hasSuffix(query.attributes.joined(separator: " ")))
  }

  @Test func `a quote in a filter does not end the shell word`() throws {
    let text = QueryParserTests.valid.replacing("(cn=a)", with: "(cn=o'b)")
    let query = try QueryParser(id: "test", purpose: .question).parse(text)
    #expect(try query.ldapsearchCommand().contains(#"'(&(objectClass=user)(cn=o'\''b))'"#))
  }

  @Test func `a missing naming context is said`() throws {
    let query = try #require(try QueryCatalogue.builtIn()["schema"])
    let contexts = NamingContexts(domain: "DC=x", root: nil, configuration: nil, schema: nil)
    #expect(throws: QueryError.self) { try query.ldapsearchCommand(in: contexts) }
  }
}
