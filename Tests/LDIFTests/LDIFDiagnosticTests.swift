import LDAPTypes
import Testing

@testable import LDIF

@Suite struct LDIFDiagnosticTests {
  struct Expectation: Sendable, CustomTestStringConvertible {
    let text: String
    let kind: LDIFDiagnostic.Kind
    let line: Int
    /// The entries that remain, `dn: attributes`.
    let entries: [String]
    var testDescription: String { "\(kind)" }
  }

  @Test(
    "what cannot be read is named by its line, and the rest goes on",
    arguments: [
      Expectation(
        text: "dn: DC=a\ncn:: QUJ\nsn: x\n\ndn: DC=b\n", kind: .malformedBase64, line: 2,
        entries: ["DC=a: sn=x", "DC=b: "]),
      Expectation(
        text: "dn: DC=a\ncn:< file:///etc/passwd\nsn: x\n", kind: .urlValue, line: 2, entries: ["DC=a: sn=x"]),
      Expectation(
        text: "dn: DC=a\nchangetype: delete\n\ndn: DC=b\n", kind: .changeRecord, line: 2, entries: ["DC=b: "]),
      Expectation(
        text: "dn: DC=a\ncontrol: 1.2.3 true\nchangetype: modify\nadd: x\nx: y\n-\n\ndn: DC=b\n",
        kind: .changeRecord,
        line: 2, entries: ["DC=b: "]),
      Expectation(text: "cn: x\nsn: y\n\ndn: DC=b\n", kind: .missingDN, line: 1, entries: ["DC=b: "]),
      Expectation(text: "dn:: QQ\ncn: x\n\ndn: DC=b\n", kind: .missingDN, line: 1, entries: ["DC=b: "]),
      Expectation(
        text: "dn:< file:///x\ncn: x\n\ndn: DC=b\n", kind: .missingDN, line: 1, entries: ["DC=b: "]),
      Expectation(
        text: "dn: DC=a\rcn: x\r\rdn: DC=b\r\n\ndn: DC=c\n", kind: .missingDN, line: 1, entries: ["DC=c: "]),
      Expectation(
        text: "dn: DC=a\ncn x\nsn: y\n", kind: .malformedLine, line: 2, entries: ["DC=a: sn=y"]),
      Expectation(
        text: "dn: DC=a\ncn: x\ndn: DC=b\n", kind: .malformedLine, line: 3, entries: ["DC=a: cn=x", "DC=b: "]),
      Expectation(text: "dn: DC=a\n:: QQ==\n", kind: .malformedLine, line: 2, entries: ["DC=a: "]),
      Expectation(text: "dn: DC=a\ncn;: x\n", kind: .malformedLine, line: 2, entries: ["DC=a: "]),
      Expectation(text: "version: 2\n\ndn: DC=a\n", kind: .version, line: 1, entries: ["DC=a: "]),
      Expectation(
        text:
          "dn: DC=a\n\n# search result\nsearch: 2\nresult: 11 Administrative limit exceeded\ntext: 00002024\n",
        kind: .searchIncomplete, line: 5, entries: ["DC=a: "]),
    ])
  func diagnosed(_ expected: Expectation) {
    let (entries, report) = ReadEntry.read(expected.text)
    #expect(report.diagnostics.map(\.kind) == [expected.kind])
    #expect(report.diagnostics.map(\.line) == [expected.line])
    #expect(entries.map { "\($0.dn): \($0.attributes.joined(separator: " "))" } == expected.entries)
  }

  @Test(
    "what search tools write beside the entries is no problem",
    arguments: [
      "# search result\nsearch: 2\nresult: 0 Success\ncontrol: 1.2.840.113556.1.4.319 false MAUCAQAEAA==\npagedresults: cookie=\n",
      "# search reference\nref: ldap://dc.example/DC=a\n", "# refldap://dc.example/DC=a\n",
      "Press [1000] Enter for the next {1000|size} entries.\n", "# numResponses: 2\n# numEntries: 1\n",
    ])
  func trailer(text: String) {
    let (entries, report) = ReadEntry.read("dn: DC=a\ncn: x\n\n" + text + "\ndn: DC=b\n")
    #expect(report.diagnostics == [])
    #expect(entries.map(\.dn) == ["DC=a", "DC=b"])
  }

  @Test func namesTheAttributeAndTheAdvice() throws {
    let text = "dn: DC=a\n\ndn: CN=x,\n DC=a\nmember;range=0-1:: QUJ\n"
    let diagnostic = try #require(ReadEntry.read(text).report.diagnostics.first)
    #expect(diagnostic.attribute == "member;range=0-1")
    #expect(
      diagnostic.description
        == "test.ldif line 5: base64 of 'member;range=0-1' ends early (CN=x,DC=a). "
        + "Was the file cut? Collect again with a smaller page size.")
  }

  @Test func aForeignByteInBase64IsFoundWhenTheValueIsAskedFor() {
    var failure: MalformedAttribute?
    _ = LDIFParser(path: "x").forEachEntry(in: Array("\ndn: DC=a\nsn: x\n y\ncn:: QU-C\n".utf8)) { view in
      do throws(MalformedAttribute) { _ = try view.value(1) } catch { failure = error }
    }
    #expect(
      failure
        == MalformedAttribute(dn: "DC=a", attribute: "cn", line: 5, reason: "base64 holds the byte 0x2d"))
  }

  @Test func readsALineThatIsFoldedBeforeItsColon() {
    let (entries, report) = ReadEntry.read(
      "dn: DC=a\nobject\n Class: t\n op\ncn\n : x\nsn:\n : eHg=\nbad\n line\n\ndn: DC=b\n")
    #expect(entries.map(\.attributes) == [["objectClass=top", "cn=x", "sn=xx"], []])
    #expect(report.diagnostics.map(\.line) == [9])
    #expect(report.entries == 2)
  }

  @Test func countsWhatItDoesNotKeep() {
    let text = "dn: DC=a\n" + String(repeating: "broken\n", count: 1000)
    let report = ReadEntry.read(text).report
    #expect(report.diagnostics.count == LDIFBlockReport.diagnosticLimit + 1)
    #expect(report.diagnostics.reduce(0) { $0 + $1.count } == 1000)
  }
}
