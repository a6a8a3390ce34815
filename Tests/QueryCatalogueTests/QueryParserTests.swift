import LDAPTypes
import Testing

@testable import QueryCatalogue

@Suite struct QueryParserTests {
  static let valid = """
    # A comment
     that goes on
    title: Domain controllers
    title;lang-de: Domänencontroller
    why: Who answers
      for the domain.
    base: domain
    scope: subtree
    filter: (&(objectClass=user)
     (cn=a))
    attributes: cn objectSid
    control: security-descriptor owner group dacl
    control: show-deleted
    technique: T1018 T1087.002

    """

  func parse(_ text: String) throws -> Query { try QueryParser(id: "test", purpose: .question).parse(text) }

  @Test func `folding and comments are those of LDIF`() throws {
    let query = try parse(Self.valid)
    #expect(query.why == "Who answers for the domain.")
    #expect(query.filterTemplate == "(&(objectClass=user)(cn=a))")
    #expect(query.titleGerman == "Domänencontroller")
    #expect(query.controls == [.securityDescriptor(flags: 7), .showDeleted])
    #expect(query.techniques == ["T1018", "T1087.002"])
  }

  @Test func `line ends of Windows change nothing`() throws {
    #expect(try parse(Self.valid.replacing("\n", with: "\r\n")) == parse(Self.valid))
  }

  @Test func `titel is another word for the German title`() throws {
    #expect(try parse(Self.valid.replacing("title;lang-de", with: "titel")) == parse(Self.valid))
  }

  @Test(arguments: [
    ("base: domain", "base: forest", "base forest is none of"),
    ("base: domain", "bases: domain", "unknown key bases"),
    ("base: domain", "", "base is missing"),
    ("base: domain", "base:", "base has no value"),
    ("scope: subtree", "scope: subtree\nscope: base", "scope stands twice"),
    ("attributes: cn objectSid", "attributes: *", "not the name of an attribute"),
    ("attributes: cn objectSid", "attributes: cn CN", "stands twice"),
    ("attributes: cn objectSid", "attributes: member;range=0-9", "not the name of an attribute"),
    ("control: show-deleted", "control: show-everything", "unknown control"),
    ("control: show-deleted", "control: security-descriptor label", "none of owner"),
    ("(cn=a)", "(cn={since})", "without declaring"),
    ("(cn=a)", "(cn={domain})", "only parameter"),
    ("technique:", "parameter: since\ntechnique:", "does not use it"),
    ("scope: subtree", "scope subtree", "key: value"),
  ])
  func `a mistake is named`(original: String, mistake: String, reason: String) {
    let error = #expect(throws: QueryError.self) { try parse(Self.valid.replacing(original, with: mistake)) }
    #expect(error?.description.contains(reason) == true, "\(String(describing: error))")
  }

  @Test func `a file outside the two folders is refused`() {
    #expect(throws: QueryError.self) { try QueryCatalogue(files: [("other/a.query", Self.valid)]) }
    #expect(throws: QueryError.self) { try QueryCatalogue(files: [("collection/A b.query", Self.valid)]) }
    #expect(throws: QueryError.self) {
      try QueryCatalogue(files: [("collection/a.query", Self.valid), ("questions/a.query", Self.valid)])
    }
  }
}
