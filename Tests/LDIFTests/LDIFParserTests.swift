import LDAPTypes
import Testing

@testable import LDIF

/// What the parser hands out, copied so that a test can compare it.
struct ReadEntry: Equatable {
  let dn: String
  let line: Int
  /// `name;options=value`, values that cannot be decoded as `name!reason`.
  let attributes: [String]

  static func read(_ text: String) -> (entries: [ReadEntry], report: LDIFBlockReport) {
    read(Array(text.utf8))
  }

  static func read(_ text: [UInt8]) -> (entries: [ReadEntry], report: LDIFBlockReport) {
    var entries: [ReadEntry] = []
    let report = LDIFParser(path: "test.ldif").forEachEntry(in: text) { view in
      entries.append(
        ReadEntry(
          dn: String(decoding: view.dn, as: UTF8.self), line: view.line,
          attributes: view.attributes.indices.map { index in
            let name = view.name(index) + view.options(index)
            do throws(MalformedAttribute) {
              return "\(name)=\(String(decoding: try view.value(index), as: UTF8.self))"
            } catch {
              return "\(name)!\(error.reason)"
            }
          }))
    }
    return (entries, report)
  }
}

@Suite struct LDIFParserTests {
  @Test func `an entry that is written as its addition, as ldifde does, is an entry`() {
    let (entries, report) = ReadEntry.read(
      "dn: CN=Anna,DC=x\r\nchangetype: add\r\ncn: Anna\r\n\r\ndn: DC=x\r\nchangetype: ADD\r\n\r\n"
        + "dn: DC=y\r\nchangetype: address\r\ncn: y\r\n")
    #expect(entries.map(\.dn) == ["CN=Anna,DC=x", "DC=x"])
    #expect(entries.map(\.attributes) == [["cn=Anna"], []])
    #expect(report.diagnostics.map(\.kind) == [.changeRecord])
  }

  @Test func joinsFoldedLinesAndDecodesBase64AcrossThem() {
    let (entries, report) = ReadEntry.read(
      """
      version: 1

      # a comment
       that goes on
      dn: CN=Anna,DC=exa
       mple
      description: one
        two
      cn:: QW5u
       YQ==
      member;range=0-1: CN=x

      dn:: Q049w5w=
      cn:
      """)
    #expect(report.diagnostics.isEmpty)
    #expect(report.entries == 2)
    #expect(
      entries == [
        ReadEntry(
          dn: "CN=Anna,DC=example", line: 5,
          attributes: ["description=one two", "cn=Anna", "member;range=0-1=CN=x"]),
        ReadEntry(dn: "CN=Ü", line: 13, attributes: ["cn="]),
      ])
  }

  @Test("line ends do not change the entries", arguments: ["\n", "\r\n", "\r\r\n"])
  func lineEnds(end: String) {
    let text = ["dn: DC=a", "cn: one", " two", "sn:: QQ", " ==", "", "", "dn: DC=b"].joined(separator: end)
    let (entries, report) = ReadEntry.read(text)
    #expect(report.diagnostics.isEmpty)
    #expect(entries.map(\.attributes) == [["cn=onetwo", "sn=A"], []])
    #expect(entries.map(\.line) == [1, 8])
  }

  @Test func skipsAByteOrderMark() {
    let (entries, report) = ReadEntry.read([0xEF, 0xBB, 0xBF] + Array("dn: DC=a\n".utf8))
    #expect(entries.map(\.dn) == ["DC=a"])
    #expect(report.diagnostics.isEmpty)
  }
}
