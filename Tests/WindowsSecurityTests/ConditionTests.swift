import Testing
import WindowsSecurity

/// Conditions of callback ACEs in their postfix form. [MS-DTYP] 2.4.4.17.
@Suite struct ConditionTests {
  static func sized(_ token: UInt8, _ bytes: [UInt8]) -> [UInt8] {
    [token, UInt8(bytes.count), 0, 0, 0] + bytes
  }
  static func sids(_ sids: [SID]) -> [UInt8] { sized(0x50, sids.flatMap { sized(0x51, $0.bytes) }) }
  static let users = sids([.users])
  static let guests = sized(0x51, SID.guests.bytes)
  static let both = sids([.users, .guests])
  /// `@User.clearance`.
  static let claim = sized(0xF9, Array("c\0l\0".utf8))
  static let one: [UInt8] = [0x04, 1, 0, 0, 0, 0, 0, 0, 0, 3, 2]

  func outcome(
    _ condition: [UInt8], signature: String = "artx", type: ACEType = .accessAllowedCallback, sacl: ACL? = nil
  ) -> AccessDecision.Outcome {
    let ace = ACE(
      type: type, mask: .writeDACL, trustee: .everyone,
      applicationData: Array(signature.utf8) + condition)
    let everyone = ACE(type: .accessAllowed, mask: .writeDACL, trustee: .everyone)
    let check = AccessCheck(
      SecurityDescriptor(
        owner: nil, group: nil, sacl: sacl, dacl: ACL(aces: type.denies ? [ace, everyone] : [ace])),
      schema: .builtIn)
    let held = check.held { $0 == .users || $0 == .everyone }
    let decision = check.plan(for: [.object(.writeDACL)], objectClass: nil).decide(0, holding: held)
    let mask = check.objectRights(objectClass: nil, holding: held)
    #expect(mask.granted.contains(.writeDACL) == decision.isGranted)
    #expect(mask.unknown.contains(.writeDACL) == (decision.outcome == .unknown))
    return decision.outcome
  }

  @Test(
    "membership of the requester is decided",
    arguments: [
      (users + [0x89], AccessDecision.Outcome.granted), (guests + [0x89], .denied), (both + [0x89], .denied),
      (both + [0x8B], .granted), (users + [0x90], .denied), (guests + [0x90], .granted),
      (both + [0x90], .granted), (both + [0x92], .denied), (users + [0x89, 0xA2], .denied),
      (users + [0x89] + guests + [0x89, 0xA0], .denied), (users + [0x89] + guests + [0x89, 0xA1], .granted),
      (users + [0x89, 0, 0, 0], .granted),
    ])
  func membership(condition: [UInt8], expected: AccessDecision.Outcome) {
    #expect(outcome(condition) == expected)
  }

  @Test(
    "what is not in the directory is unknown unless it cannot matter",
    arguments: [
      (claim + one + [0x80], AccessDecision.Outcome.unknown), (claim + [0x87], .unknown), (claim, .unknown),
      (users + [0x8A], .unknown), (claim + one + [0x80, 0xA2], .unknown),
      (claim + one + [0x80] + users + [0x89, 0xA1], .granted),
      (claim + one + [0x80] + users + [0x89, 0xA0], .unknown),
      (claim + one + [0x80] + guests + [0x89, 0xA0], .denied),
    ])
  func undecidable(condition: [UInt8], expected: AccessDecision.Outcome) {
    #expect(outcome(condition) == expected)
  }

  @Test(
    "a malformed condition is unknown",
    arguments: [
      [], [0x89], [0xA0], users, users + [0x89] + users + [0x89], [0x51, 255, 255, 255, 255], [0x77],
      sized(0x50, []) + [0x89], [UInt8](repeating: 0x01, count: 40_000),
      users + [0x89] + [UInt8](repeating: 0xA2, count: 40_000),
    ])
  func malformed(condition: [UInt8]) {
    #expect(outcome(condition) == .unknown)
  }

  /// `@Resource.a`.
  static let resource = sized(0xFA, Array("a\0".utf8))

  /// An allowing entry needs TRUE; a denying one also applies when the attribute is not there. [MS-DTYP] 2.4.4.17.3
  /// A claim named "A" of two strings, both at the same place.
  static let sharedValues = "#180000000300000000000000020000001c0000001c0000004100000062000000"
  static let resourceConditions: [(String, [UInt8], AccessDecision.Outcome, AccessDecision.Outcome)] = [
    ("S:", resource + one + [0x80], AccessDecision.Outcome.denied, AccessDecision.Outcome.denied),
    ("S:", resource + one + [0x80, 0xA2], .denied, .denied),
    ("S:", resource + [0x87], .denied, .granted), ("S:", resource + [0x8D], .granted, .denied),
    ("S:", resource, .denied, .denied),
    ("S:", resource + one + [0x80] + guests + [0x89, 0xA0], .denied, .granted),
    ("S:", resource + one + [0x80] + users + [0x89, 0xA1], .granted, .denied),
    ("S:(RA;;;;;WD;(\"A\",TI,0x0,1))", resource + [0x87], .granted, .denied),
    ("S:(RA;;;;;WD;(\"A\",TI,0x0,1))", resource + one + [0x80], .unknown, .unknown),
    ("S:(RA;;;;;WD;#00)", resource + [0x87], .unknown, .unknown),
    ("S:(RA;;;;;WD;\(sharedValues))", resource + [0x87], .unknown, .unknown),
    ("", resource + [0x87], .unknown, .unknown), ("S:", claim + [0x87], .unknown, .unknown),
  ]

  @Test(
    "a resource attribute that the object does not have is decided when the SACL was read",
    arguments: resourceConditions)
  func resourceAttributes(
    sacl: String, condition: [UInt8], allowing: AccessDecision.Outcome, denying: AccessDecision.Outcome
  ) throws {
    let sacl = try SecurityDescriptor(sddl: sacl).sacl
    #expect(outcome(condition, sacl: sacl) == allowing)
    #expect(outcome(condition, type: .accessDeniedCallback, sacl: sacl) == denying)
  }

  @Test func anotherSignatureIsUnknown() {
    #expect(outcome(Self.users + [0x89], signature: "arty") == .unknown)
  }
}
