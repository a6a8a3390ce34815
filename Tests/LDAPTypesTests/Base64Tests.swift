import Testing

@testable import LDAPTypes

@Suite struct Base64Tests {
  static func decode(_ text: String) throws -> [UInt8] {
    try Array(text.utf8).withUnsafeBytes { try Base64.decode($0) }
  }

  /// RFC 4648 §10.
  @Test(
    "the vectors of the standard",
    arguments: [
      ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
      ("foobar", "Zm9vYmFy"),
    ])
  func standard(text: String, base64: String) throws {
    #expect(Base64.encode(text.utf8) == Array(base64.utf8))
    #expect(try Self.decode(base64) == Array(text.utf8))
  }

  @Test(
    "folding may stand anywhere", arguments: ["Z\n m9vYg==", "Zm9vYg\r\n ==", "Zm9vYg=\n =", " Zm9vYg== "])
  func folded(text: String) throws {
    #expect(try Self.decode(text) == Array("foob".utf8))
  }

  @Test(
    "what is damaged says how",
    arguments: [
      ("Z", Base64.Malformed.endsEarly), ("Zg", .endsEarly), ("Zg=", .endsEarly), ("Zm9vY", .endsEarly),
      ("Z===", .dataAfterPadding), ("Zg==Zg==", .dataAfterPadding), ("====", .dataAfterPadding),
      ("Zm-v", .foreignByte(0x2D)), ("Zm9v\u{e9}", .foreignByte(0xC3)), ("Zg=!", .foreignByte(0x21)),
    ])
  func damaged(text: String, reason: Base64.Malformed) {
    #expect(throws: reason) { try Self.decode(text) }
  }

  @Test func everyLengthSurvives() throws {
    var generator = Seeded(state: 1)
    for length in 0..<300 {
      let octets = (0..<length).map { _ in UInt8.random(in: 0...255, using: &generator) }
      #expect(try Self.decode(String(decoding: Base64.encode(octets), as: UTF8.self)) == octets)
    }
  }
}
