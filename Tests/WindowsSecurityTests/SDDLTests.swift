import Testing
import WindowsSecurity

@Suite struct SDDLTests {
  static let domain = SID("S-1-5-21-1-2-3")
  static let root = SID("S-1-5-21-7-8-9")

  @Test(
    "text is read and written back",
    arguments: [
      "D:", "D:NO_ACCESS_CONTROL", "O:BAG:SYD:PAI(A;CI;RPWPCRCCDCLCLORCWOWDSDDTSW;;;DA)(D;;SD;;;WD)",
      "O:EAG:SAD:AR(A;;GAGRGWGX;;;RO)(A;;0x00000200;;;EK)(A;;;;;KA)",
      "D:(OA;CIIO;RPWP;bf9679c0-0de6-11d0-a285-00aa003049e2;bf967a9c-0de6-11d0-a285-00aa003049e2;S-1-5-21-1-2-3-1105)",
      "D:(A;OICINPIOID;RC;;;OW)S:PARAI(AU;SAFA;WOWD;;;WD)(OU;CISA;WP;;bf967aba-0de6-11d0-a285-00aa003049e2;AN)",
      "D:(XA;;RP;;;AU;#6172747800000000)(SP;;;;;SY)(0x0c;CI;WP;bf9679c0-0de6-11d0-a285-00aa003049e2;;WD)",
      "S:(ML;;NW;;;ME)(ML;;NWNRNX;;;HI)(SP;;;;;S-1-17-1)(XU;SA;WD;;;WD)(0x0f;;WP;;;WD)(0x0e;;WP;;;WD)",
    ])
  func roundTrip(text: String) throws {
    let descriptor = try SecurityDescriptor(sddl: text, domain: Self.domain, forestRoot: Self.root)
    #expect(descriptor.sddl(domain: Self.domain, forestRoot: Self.root) == text)
    let decoded = try SecurityDescriptor(descriptor.encoded())
    #expect(decoded == descriptor)
  }

  @Test func readsWhatItWouldWriteDifferently() throws {
    let text =
      " S:(AU;SA;WP;;;WD) D: P (A;;CCCC;;;SY) (A;;0x20;;;S-1-5-18)(A;;32;;;SY)(A;;040;;;SY)(A;;FA;;;SY)"
    #expect(
      try SecurityDescriptor(sddl: text).sddl()
        == "D:P(A;;CC;;;SY)(A;;WP;;;SY)(A;;WP;;;SY)(A;;WP;;;SY)(A;;0x001f01ff;;;SY)S:(AU;SA;WP;;;WD)")
  }

  @Test func aliasesFollowDomainAndForestRoot() throws {
    let descriptor = try SecurityDescriptor(sddl: "O:DAG:EA", domain: Self.domain, forestRoot: Self.root)
    #expect(descriptor.owner?.description == "S-1-5-21-1-2-3-512")
    #expect(descriptor.group?.description == "S-1-5-21-7-8-9-519")
    #expect(descriptor.sddl() == "O:S-1-5-21-1-2-3-512G:S-1-5-21-7-8-9-519")
    // Domain Admins of the root and Enterprise Admins of a child domain have no alias here.
    #expect(descriptor.sddl(domain: Self.root, forestRoot: Self.domain) == descriptor.sddl())
  }

  @Test(
    "other text is refused",
    arguments: [
      "X:BA", "O:", "O:B", "O:QQ", "O:DA", "O:BAO:BA", "D:(A;;RP;;;WD", "D:(A;;RP;;WD)", "D:(Q;;RP;;;WD)",
      "D:(A;C;RP;;;WD)", "D:(A;XX;RP;;;WD)", "D:(A;;R;;;WD)", "D:(A;;ZZ;;;WD)", "D:(A;;0xfffffffff;;;WD)",
      "D:(A;;0x+5;;;WD)", "D:(OA;;RP;bf9679c0;;WD)", "D:(A;;RP;bf9679c0-0de6-11d0-a285-00aa003049e2;;WD)",
      "D:(A;;RP;;;WDX)", "D:(A;;RP;;;S-1)", "D:(XA;;RP;;;WD;#6)", "D:(XA;;RP;;;WD;zz)",
      "D:NO_ACCESS_CONTROL(A;;RP;;;WD)", "D:(A;;RP;;;WD)garbage",
    ])
  func malformed(text: String) {
    #expect(throws: MalformedValue.self) { try SecurityDescriptor(sddl: text) }
  }

  @Test func refusesAListThatNoACLCanHold() {
    let text = "D:" + String(repeating: "(A;;RP;;;WD)", count: 4_000)
    #expect(throws: MalformedValue.self) { try SecurityDescriptor(sddl: text) }
  }

  @Test func writesOneEntryForEvidence() throws {
    let text = "(OD;CI;WP;f3a64788-5306-11d1-a9c5-0000f80367c1;;S-1-5-21-1-2-3-1120)"
    #expect(try ACE(sddl: text).sddl() == text)
  }
}
