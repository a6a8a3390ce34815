import LDAPTypes
import Testing

@testable import LDIF

@Suite struct LDIFConformanceTests {
  struct Case: Decodable {
    let source: String
    let name: String
    let ldif: String
    let expect: String
  }

  /// Where the verdict of a case is not ours, by its name, and why.
  static let deviations: [String: String] = [
    "testLdifParserRFC2849Sample5": "holds a value by URL, which we refuse",
    "testRelativeFilePaths": "holds a value by URL, which we refuse",
    "testDecodeInvalidSyntaxWithoutSchema": "holds a value by URL, which we refuse",
    "testDecodeInvalidSyntaxWithSchema": "holds a value by URL, which we refuse",
    "testDecodeEntryDuplicateNonEmptyValueReadFromFileWithIgnore": "holds a value by URL, which we refuse",
    "testDecodeEntryNoContent":
      "nothing to object to in a block; an input without content is refused by its check",
    "testDecodeEntryOnlyBlanks": "empty lines only: Apache reads it, UnboundID does not; no entry is lost",
    "testDecodeChangeRecordNoChangetype": "asks for a change; as content it is a correct entry",
    "testDecodeChangeRecordSecondLineNotChangeTypeNoDefaultAdd":
      "asks for a change; as content it is a correct entry",
    "testDecodeAddChangeRecordNoAttrs":
      "an addition without attributes, as ldifde writes an entry of which nothing may be read",
    "testDecodeEntryDuplicateEmptyValueWithoutIgnore":
      "RFC 2849 does not forbid a value twice; an option there",
    "testDecodeEntryDuplicateNonEmptyValueWithoutIgnore":
      "RFC 2849 does not forbid a value twice; an option there",
    "testDecodeEntryDuplicateNonEmptyBase64ValueWithoutIgnore":
      "RFC 2849 does not forbid a value twice; an option there",
    "ldifVersionOnSecond": "files joined by `cat` have a version in the middle; nothing is ambiguous",
  ]

  @Test(
    "accepts and refuses what other implementations do",
    .enabled(if: Fixtures.exists("conformance/ldif-cases.json")))
  func agreement() throws {
    var unused = Set(Self.deviations.keys)
    for test in try Fixtures.json("conformance/ldif-cases.json", as: [Case].self) {
      let (entries, report) = ReadEntry.read(test.ldif)
      // Change records other than additions are refused, whether they are right or wrong.
      if report.diagnostics.contains(where: { $0.kind == .changeRecord }) { continue }
      let isClean =
        report.diagnostics.isEmpty && !entries.contains { $0.attributes.contains { $0.contains("!base64") } }
      // `see source`: the script that gathered the cases could not tell.
      guard ["ok", "error"].contains(test.expect) else { continue }
      let agrees = isClean == (test.expect == "ok")
      if !agrees { unused.remove(test.name) }
      #expect(agrees || Self.deviations[test.name] != nil, "\(test.name): \(report.diagnostics)")
    }
    #expect(unused == [])
  }
}
