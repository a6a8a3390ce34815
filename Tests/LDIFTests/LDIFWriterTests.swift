import Testing

@testable import LDIF

@Suite struct LDIFWriterTests {
  @Test(
    "base64 where the standard demands it, text elsewhere",
    arguments: [
      ("plain", "x: plain"), ("", "x:"), (" a", "x:: IGE="), (":a", "x:: OmE="), ("<a", "x:: PGE="),
      ("a ", "x:: YSA="),
      ("é", "x:: w6k="), ("a\nb", "x:: YQpi"), ("#a", "x: #a"), ("a:b", "x: a:b"), ("\u{7}", "x:: Bw=="),
    ])
  func forms(value: String, line: String) {
    let text = LDIFWriter.entry(dn: "DC=a", [("x", Array(value.utf8))])
    #expect(String(decoding: text, as: UTF8.self) == "dn: DC=a\n\(line)\n\n")
  }

  @Test func foldsAt76() {
    let text = LDIFWriter.entry(dn: "DC=a", [("x", [UInt8](repeating: 0x61, count: 73 + 75 + 1))])
    let lines = String(decoding: text, as: UTF8.self).split(separator: "\n").map(\.count)
    #expect(lines == [8, 76, 76, 2])
  }

  @Test func aCommentStaysAComment() {
    #expect(LDIFWriter.comment("a\ndn: x") == Array("# a dn: x\n".utf8))
  }
}
