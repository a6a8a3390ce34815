import Testing
import WindowsSecurity

/// Conditions and claims as text. [MS-DTYP] 2.5.1.1.
@Suite struct ConditionTextTests {
  static func name(_ token: UInt8, _ text: String) -> [UInt8] {
    ConditionTests.sized(token, text.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] })
  }
  static func number(_ value: [UInt8], sign: UInt8, base: UInt8) -> [UInt8] {
    [4] + value + [UInt8](repeating: 0, count: 8 - value.count) + [sign, base]
  }
  static func padded(_ data: [UInt8]) -> [UInt8] {
    data + [UInt8](repeating: 0, count: (4 - data.count % 4) % 4)
  }
  static let title = name(0xF9, "Title") + name(0x10, "PM") + [0x80]
  static let division =
    name(0xF9, "Division") + name(0x10, "Finance") + [0x80] + name(0xF9, "Division") + name(0x10, "Sales")
    + [0x80, 0xA1]
  static let minus = [UInt8](repeating: 0xFF, count: 8)

  static let conditions: [(String, [UInt8], String)] = [
    (
      #"(@User.Title=="PM" && (@User.Division=="Finance" || @User.Division =="Sales"))"#,
      title + division + [0xA0],
      #"((@USER.Title == "PM") && ((@USER.Division == "Finance") || (@USER.Division == "Sales")))"#
    ),
    (
      "(@User.Project Any_of @Resource.Project)",
      name(0xF9, "Project") + name(0xFA, "Project") + [0x88], "(@USER.Project Any_of @RESOURCE.Project)"
    ),
    (
      "(member_OF{SID(S-1-5-32-545) ,SID(BG)}&&!(@Device.Managed))",
      ConditionTests.both + [0x89] + name(0xFB, "Managed") + [0xA2, 0xA0],
      "((Member_of {SID(BU), SID(BG)}) && (!(@DEVICE.Managed)))"
    ),
    ("(Not_Member_of_Any((SID(BG))))", ConditionTests.guests + [0x92], "(Not_Member_of_Any SID(BG))"),
    (
      "(exists a/b:c.d_e || not_exists @Resource.x%0020y%007c)",
      name(0xF8, "a/b:c.d_e") + [0x87] + name(0xFA, "x y|") + [0x8D, 0xA1],
      "((Exists a/b:c.d_e) || (Not_Exists @RESOURCE.x%0020y%007c))"
    ),
    ("(a == 0)", name(0xF8, "a") + number([0], sign: 3, base: 2) + [0x80], "(a == 0)"),
    ("(a != +17)", name(0xF8, "a") + number([17], sign: 1, base: 2) + [0x81], "(a != +17)"),
    ("(a < -1)", name(0xF8, "a") + number(minus, sign: 2, base: 2) + [0x82], "(a < -1)"),
    ("(a <= 0XfF)", name(0xF8, "a") + number([255], sign: 3, base: 3) + [0x83], "(a <= 0xff)"),
    ("(a > -017)", name(0xF8, "a") + number([0xF1] + minus[1...], sign: 2, base: 1) + [0x84], "(a > -017)"),
    (
      "(a >= 0xffffffffffffffff)", name(0xF8, "a") + number(minus, sign: 3, base: 3) + [0x85],
      "(a >= 0xffffffffffffffff)"
    ),
    ("(a Contains #0aFF)", name(0xF8, "a") + sized(0x18, [10, 255]) + [0x86], "(a Contains #0aff)"),
    ("(a == #1#2)", name(0xF8, "a") + sized(0x18, [1, 2]) + [0x80], "(a == #0102)"),
    (
      #"(a Not_Contains {"x", 1, SID(WD)} || b not_any_of {})"#,
      name(0xF8, "a")
        + sized(
          0x50, name(0x10, "x") + number([1], sign: 3, base: 2) + sized(0x51, SID.everyone.bytes))
        + [0x8E] + name(0xF8, "b") + sized(0x50, []) + [0x8F, 0xA1],
      #"((a Not_Contains {"x", 1, SID(WD)}) || (b Not_Any_of {}))"#
    ),
    (
      "(a||b&&c||d)",
      name(0xF8, "a") + name(0xF8, "b") + name(0xF8, "c") + [0xA0, 0xA1] + name(0xF8, "d") + [0xA1],
      "(((a) || ((b) && (c))) || (d))"
    ),
    (
      #"(@User.ad://ext/Größe == "ä);(")"#, name(0xF9, "ad://ext/Größe") + name(0x10, "ä);(") + [0x80],
      #"(@USER.ad://ext/Gr%00f6%00dfe == "ä);(")"#
    ),
  ]

  @Test(
    "text becomes the tokens of the specification and the text that Windows writes", arguments: conditions)
  func condition(text: String, tokens: [UInt8], written: String) throws {
    let ace = try ACE(sddl: " (XA; CI ;RP;;;WD; \(text) )")
    #expect(ace.applicationData == Self.padded(Array("artx".utf8) + tokens))
    #expect(ace.sddl() == "(XA;CI;RP;;;WD;\(written))")
    #expect(try ACE(sddl: ace.sddl()) == ace)
    #expect(try SecurityDescriptor(sddl: "D:\(ace.sddl())S:").dacl?.aces == [ace])
  }

  static func sized(_ token: UInt8, _ bytes: [UInt8]) -> [UInt8] { ConditionTests.sized(token, bytes) }

  @Test func aliasesInAConditionFollowTheDomain() throws {
    let domain = SID("S-1-5-21-1-2-3")
    let ace = try ACE(sddl: "(XA;;CC;;;WD;(Member_of {SID(DA), SID(EA)}))", domain: domain)
    #expect(ace.sddl(domain: domain) == "(XA;;CC;;;WD;(Member_of {SID(DA), SID(EA)}))")
    #expect(
      ace.sddl() == "(XA;;CC;;;WD;(Member_of {SID(S-1-5-21-1-2-3-512), SID(S-1-5-21-1-2-3-519)}))")
  }

  @Test(
    "what Windows does not take is refused",
    arguments: [
      "()", "(a", "(a b)", "(a ==)", "(== 1)", "(a == b)", "(1 == a)", "(a && )", "(! Member_of{SID(BA)})",
      "(!!(a))", "(Member_of_AnySID(S-1-1-0))", "(Member_of {SID(ernie)})", "(Member_of)", "(Exists 'a')",
      "(@User.a == !(@User.a))", "(@Group.a)", "(@User.)", "(@User.%00g0)", #"(a == "x)"#, "(a == {1,})",
      "(a == {1 2})", "(a == {{1}})", "(a == 0x10000000000000000)", "(a == 9223372036854775808)",
      "(a == -9223372036854775809)", "(a == 055555624677746777766777767)", "(a == SID)", "(a == 1",
      "(a Exists b)", "(Contains 1)",
    ])
  func refused(text: String) {
    #expect(throws: MalformedValue.self) { try ACE(sddl: "(XA;;RP;;;WD;\(text))") }
  }

  @Test func deepNestingIsRefusedAndNotFollowed() {
    for text in ["(", "!(", "(a||"] {
      let deep = String(repeating: text, count: 60_000)
      #expect(throws: MalformedValue.self) { try ACE(sddl: "(XA;;RP;;;WD;(\(deep)") }
    }
  }

  static let unusual: [[UInt8]] = [
    // An integer of eight bits, a local attribute on the right, padding within, a quotation mark, half a surrogate.
    name(0xF8, "a") + [1, 5, 0, 0, 0, 0, 0, 0, 0, 3, 2, 0x80], name(0xF8, "a") + name(0xF8, "b") + [0x80],
    name(0xF8, "a") + [0, 0x87], name(0xF8, "a") + name(0x10, "\"") + [0x80],
    name(0xF8, "a") + sized(0x10, [0, 0xD8]) + [0x80], name(0xF8, "a") + [0x87, 0, 0, 0, 0, 0, 0, 0],
    name(0xF8, ""), name(0xF8, "exists"), [],
  ]

  @Test("a condition whose text would be read differently is written in hexadecimal", arguments: unusual)
  func hexadecimal(tokens: [UInt8]) throws {
    let ace = ACE(
      type: .accessDeniedCallbackObject, mask: .delete, objectType: .Attribute.member, trustee: .everyone,
      applicationData: Array("artx".utf8) + tokens)
    #expect(ace.sddl().contains(";WD;#61727478"))
    #expect(try ACE(sddl: ace.sddl()) == ace)
  }

  static let claims: [(String, String, [UInt8])] = [
    (
      #"("Name",TS,0,"a","b")"#, #"("Name",TS,0x0,"a","b")"#,
      [24, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 34, 0, 0, 0, 38, 0, 0, 0]
        + Array("N\0a\0m\0e\0\0\0a\0\0\0b\0\0\0".utf8)
    ),
    (
      #"( "n" , TI , 0x10 , -2 , 7 )"#, #"("n",TI,0x10,-2,7)"#,
      [24, 0, 0, 0, 1, 0, 0, 0, 16, 0, 0, 0, 2, 0, 0, 0, 28, 0, 0, 0, 36, 0, 0, 0, 0x6E, 0, 0, 0]
        + [0xFE] + minus[1...] + [7, 0, 0, 0, 0, 0, 0, 0]
    ),
    (
      #"("n",TU,2,18446744073709551615)"#, #"("n",TU,0x2,18446744073709551615)"#,
      [20, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 24, 0, 0, 0, 0x6E, 0, 0, 0] + minus
    ),
    (
      #"("n",TB,0,1)"#, #"("n",TB,0x0,1)"#,
      [20, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 24, 0, 0, 0, 0x6E, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0]
    ),
    (
      #"("n",TD,0,S-1-1-0)"#, #"("n",TD,0x0,WD)"#,
      [20, 0, 0, 0, 5, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 24, 0, 0, 0, 0x6E, 0, 0, 0, 12, 0, 0, 0]
        + SID.everyone.bytes
    ),
    (
      ##"("n%0016",TX,0,#1f)"##, #"("n%0016",TX,0x0,001f)"#,
      [
        20, 0, 0, 0, 16, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 26, 0, 0, 0, 0x6E, 0, 22, 0, 0, 0, 2, 0, 0, 0, 0,
        31,
      ]
    ),
    (#"("n",TI,0)"#, #"("n",TI,0x0)"#, [16, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x6E, 0, 0, 0]),
  ]

  @Test("the claim of a resource attribute has every type", arguments: claims)
  func claim(text: String, written: String, data: [UInt8]) throws {
    let ace = try ACE(sddl: "(RA;;;;;WD;\(text))")
    #expect(ace.applicationData == Self.padded(data))
    #expect(ace.sddl() == "(RA;;;;;WD;\(written))")
    #expect(try ACE(sddl: ace.sddl()) == ace)
  }

  @Test(
    "other claims are refused",
    arguments: [
      "(n,TI,0,1)", #"("n",TQ,0,1)"#, #"("n",TI,,1)"#, #"("n",TI,-1,1)"#, #"("n",TB,0,2)"#, #"("n",TU,0,-1)"#,
      #"("n",TS,0,a)"#, #"("n",TX,0,)"#, #"("n",TD,0,ernie)"#, #"("n",TI,0,1"#, #"("n%00",TI,0,1)"#,
      #"("n",TI,0x100000000,1)"#,
    ])
  func refusedClaim(text: String) {
    #expect(throws: MalformedValue.self) { try ACE(sddl: "(RA;;;;;WD;\(text))") }
  }

  /// Every truncation and every byte set to a few hostile values: an entry whose text gives its bytes, never a trap.
  @Test(
    "a damaged condition or claim keeps its bytes",
    arguments: [
      #"(XA;;CC;;;WD;(Member_of{SID(BA)} && a == {1, "x", #01, SID(WD)} || !(@User.b)))"#,
      #"(RA;;;;;WD;("n",TS,0,"a","b"))"#, #"(RA;;;;;WD;("n",TX,0,0102))"#, #"(RA;;;;;WD;("n",TD,0,WD))"#,
      #"(RA;;;;;WD;("n",TI,0,1,2))"#,
    ])
  func damaged(text: String) throws {
    let ace = try ACE(sddl: text)
    let data = ace.applicationData
    func check(_ data: [UInt8]) throws {
      let damaged = ACE(type: ace.type, mask: ace.mask, trustee: ace.trustee, applicationData: data)
      let read = try ACE(sddl: damaged.sddl())
      #expect(read == damaged)
    }
    for length in data.indices { try check(Array(data.prefix(length))) }
    for position in data.indices {
      for value: UInt8 in [0, 1, 3, 0x10, 0x50, 0x7F, 0x80, 0x89, 0xA0, 0xF8, 0xFF] {
        var changed = data
        changed[position] = value
        try check(changed)
      }
    }
  }

  /// What is still read after damage to the text is written and read as the same; nothing traps.
  @Test func `damaged text is refused or read`() throws {
    let text =
      #"O:BAD:PAI(XA;CI;RPWP;;;WD;(Member_of{SID(BA), SID(S-1-5-21-1-2-3-4)} && !(@User.a == {1,-0x2,"x"})))"#
      + "(ZA;;CC;bf9679c0-0de6-11d0-a285-00aa003049e2;;AU;(Exists @Resource.x%0020 || a Any_of #0a))"
      + #"S:(RA;;;;;WD;("n",TX,0x1,0aff))(RA;;;;;WD;("m",TS,0,"a","b"))(ML;;NW;;;HI)(SP;;;;;S-1-17-9)"#
    let alphabet = Array(#"()!&|<>=@%#"{},;:-+0x1SIDabcMember_of Exists.UserRATX"#.utf8)
    var random = Xorshift(state: 0x2545_F491)
    var read = 0
    for _ in 0..<4_000 {
      var bytes = Array(text.utf8)
      for _ in 0...Int(random.next() % 3) {
        let position = Int(random.next() % UInt64(bytes.count))
        switch random.next() % 3 {
        case 0: bytes.remove(at: position)
        case 1: bytes.insert(alphabet[Int(random.next() % UInt64(alphabet.count))], at: position)
        default: bytes[position] = alphabet[Int(random.next() % UInt64(alphabet.count))]
        }
      }
      guard let descriptor = try? SecurityDescriptor(sddl: String(decoding: bytes, as: UTF8.self)) else {
        continue
      }
      read += 1
      #expect(try SecurityDescriptor(sddl: descriptor.sddl()) == descriptor)
      #expect(try SecurityDescriptor(descriptor.encoded()) == descriptor)
    }
    #expect(read > 100)
    for length in 0..<text.utf8.count {
      _ = try? SecurityDescriptor(sddl: String(decoding: text.utf8.prefix(length), as: UTF8.self))
    }
  }
}
