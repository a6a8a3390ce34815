import Testing
import WindowsSecurity

/// The two-letter names: all of [MS-DTYP] 2.5.1.1, and the same as Samba's wherever it knows them.
@Suite struct SDDLNameTests {
  static let domain = SID("S-1-5-21-1-2-3")
  static let pairs: [String] = {
    let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    return letters.flatMap { first in letters.map { "\(first)\($0)" } }
  }()

  /// sid-token of the grammar, and those that came later: Protected Users, the key administrators, asserted identities.
  static let aliases = """
    DA DG DU ED DD DC BA BG BU LA LG AO BO PO SO AU PS CO CG SY PU WD RE IU NU SU RC WR AN SA CA RS EA PA RU LS NS RD NO
    MU LU IS CY OW ER RO CD AC RA ES MS UD HA CN AA RM LW ME MP HI SI AP KA EK AS SS
    """.split { $0 == " " || $0 == "\n" }.map(String.init)

  private static func sid(_ name: String) -> SID? {
    try? SecurityDescriptor(sddl: "O:\(name)", domain: domain).owner
  }

  @Test("every alias of the specification is read and written", arguments: aliases)
  func alias(name: String) throws {
    let descriptor = try SecurityDescriptor(
      sddl: "O:\(name)G:\(name)D:(A;;RP;;;\(name))", domain: Self.domain)
    #expect(descriptor.sddl(domain: Self.domain) == "O:\(name)G:\(name)D:(A;;RP;;;\(name))")
  }

  @Test func `no other alias is read`() {
    #expect(Set(Self.pairs.filter { Self.sid($0) != nil }) == Set(Self.aliases))
  }

  @Test(.enabled(if: Samba.isPresent))
  func `aliases, rights, flags and types are those of Samba`() throws {
    // A name that Samba does not know gives no line. It reads unknown types by their beginning, so those are named; and
    // its file rights lack the standard rights, as Windows has them: FILE_ALL_ACCESS is 0x001F01FF.
    let program = """
      from samba.dcerpc import security
      domain = security.dom_sid("\(Self.domain?.description ?? "")")
      names = [a + b for a in "ABCDEFGHIJKLMNOPQRSTUVWXYZ" for b in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"]
      forms = (("sid", "O:{}"), ("right", "D:(A;;{};;;WD)"), ("flag", "D:(A;{};RP;;;WD)"), ("type", "D:({};;RP;;;WD)"))
      types = ["A", "D", "AU", "AL", "OA", "OD", "OU", "OL"]
      for kind, form in forms:
          for name in types if kind == "type" else names:
              try:
                  read = security.descriptor.from_sddl(form.format(name), domain)
              except (TypeError, ValueError):
                  continue
              ace = read.dacl.aces[0] if kind != "sid" else None
              value = {"sid": lambda: read.owner_sid, "right": lambda: ace.access_mask, "flag": lambda: ace.flags,
                       "type": lambda: ace.type}[kind]()
              print(kind, name, value)
      """
    var compared: [String: Int] = [:]
    for line in try Samba.run(program).split(separator: "\n") {
      let words = line.split(separator: " ").map(String.init)
      try #require(words.count == 3)
      let (kind, name, expected) = (words[0], words[1], words[2])
      func first(_ text: String) -> ACE? { (try? SecurityDescriptor(sddl: text))?.dacl?.aces.first }
      let ours: String? =
        switch kind {
        case "sid": Self.sid(name)?.description
        case "right": first("D:(A;;\(name);;;WD)").map { String($0.mask.rawValue) }
        case "flag": first("D:(A;\(name);RP;;;WD)").map { String($0.flags.rawValue) }
        default: first("D:(\(name);;RP;;;WD)").map { String($0.type.rawValue) }
        }
      #expect(ours == (name == "FA" && kind == "right" ? "2032127" : expected), "\(kind) \(name)")
      compared[kind, default: 0] += 1
    }
    #expect(compared["sid", default: 0] > 40 && compared["right", default: 0] > 15)
    #expect(compared["flag", default: 0] >= 7 && compared["type", default: 0] >= 6)
  }
}
