import Testing

@testable import LDAPTypes

@Suite struct DistinguishedNameTests {
  @Test(
    "names that differ only in writing are equal",
    arguments: [
      ("CN=Anna,DC=example", "cn=anna, dc=EXAMPLE"),
      ("CN=Ülker,DC=example", "CN=ülker,DC=example"),
      (#"CN=Lastname\, Anna,DC=example"#, #"CN="Lastname, Anna",DC=example"#),
      (#"CN=Lastname\, Anna,DC=example"#, #"CN=Lastname\2C Anna,DC=example"#),
      (#"CN=a\C3\BC,DC=example"#, "CN=aü,DC=example"),
      ("CN=a+OU=b,DC=example", "OU=b + CN=a,DC=example"),
      ("CN=a=b,DC=example", #"CN=a\3Db,DC=example"#),
      ("1.2.3=#04024869,DC=example", "1.2.3=Hi;DC=example"),
      (#"CN=x\0ADEL:1,DC=example"#, #"cn=X\0adel:1,dc=example"#),
    ])
  func equal(a: String, b: String) throws {
    #expect(try DistinguishedName(a) == DistinguishedName(b))
    #expect(try DistinguishedName.key(of: Array(a.utf8)) == DistinguishedName.key(of: Array(b.utf8)))
  }

  @Test(
    "names that differ stay different",
    arguments: [
      ("CN=a,DC=example", "CN=ab,DC=example"), ("CN=a,CN=b", "CN=a\\,CN=b"), ("CN=a ,DC=b", #"CN=a\ ,DC=b"#),
      ("CN=u", "CN=ü"), ("CN=a,DC=b", "OU=a,DC=b"),
    ])
  func different(a: String, b: String) throws {
    #expect(try DistinguishedName(a) != DistinguishedName(b))
  }

  @Test(
    "the text form can be read back",
    arguments: [
      "CN=Anna,OU=Staff,DC=example", ##"CN=\#tag\, \"q\" \\ \<x\>\; \+,DC=example"##, #"CN=\ a\ ,DC=example"#,
      #"CN=x\0ADEL:6a3c,CN=Deleted Objects,DC=example"#, "CN=a+UID=b,DC=example", "",
    ])
  func readBack(text: String) throws {
    let name = try DistinguishedName(text)
    #expect(name.description == text)
    #expect(try DistinguishedName(name.description) == name)
  }

  @Test func knowsParentAndFirstName() throws {
    let name = try DistinguishedName(#"CN=Lastname\, Anna,OU=Staff,DC=example"#)
    #expect(name.rdn?.value == "Lastname, Anna")
    #expect(name.rdn?.type == "CN")
    #expect(name.parent?.description == "OU=Staff,DC=example")
    #expect(try name.isWithin(DistinguishedName("dc=EXAMPLE")))
    #expect(try !name.isWithin(DistinguishedName("DC=example2")))
    #expect(try DistinguishedName("").parent == nil)
  }

  @Test(
    "what is not a name is refused",
    arguments: [
      "CN", "CN=a,", ",CN=a", "=a", "CN=a,,DC=b", #"CN=a\"#, #"CN=a\4"#, #"CN="a"#, "CN=#0", "CN=#0401",
      "CN=a+",
      "example.com", #"CN="a"b"#,
    ])
  func refused(text: String) {
    #expect(throws: MalformedName.self) { try DistinguishedName(text) }
    #expect(throws: MalformedName.self) { try DistinguishedName.key(of: Array(text.utf8)) }
  }

  @Test func theShortWayToTheKeyAgreesWithTheLongOne() throws {
    var generator = Seeded(state: 7)
    let alphabet = Array("CNac=,+ \\\"#;<>.-_0é\u{0}".utf8)
    for _ in 0..<20_000 {
      let text = (0..<Int.random(in: 0..<12, using: &generator)).map { _ in
        alphabet[Int.random(in: 0..<alphabet.count, using: &generator)]
      }
      let long = try? DistinguishedName(text).key
      #expect(long == (try? DistinguishedName.key(of: text)), "\(text)")
    }
  }
}

/// SplitMix64: the same numbers in every run.
struct Seeded: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }
}
