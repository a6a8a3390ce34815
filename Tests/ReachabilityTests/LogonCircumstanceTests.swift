import Directory
import Reachability
import Testing
import WindowsSecurity

/// SIDs that a token holds after some log-ons only.
@Suite struct LogonCircumstanceTests {
  private static let authenticated = "S-1-5-11"

  /// EX01 and a domain head with these entries.
  private func forest(_ entries: String, more: (inout Forest) -> Void = { _ in }) -> Forest {
    var forest = Forest(head: "O:SYG:SYD:P\(entries.replacing("RID:", with: "\(Forest.domain)-"))")
    forest.computer("EX01", rid: 1101)
    more(&forest)
    return forest
  }

  /// The rights of EX01 on the head.
  private func access(_ forest: Forest) throws -> EffectiveAccess {
    let snapshot = forest.snapshot
    return EffectiveAccess.of(
      try #require(snapshot.principal("EX01")), on: try #require(snapshot.domains.first?.head), in: snapshot)
  }

  private static func identity(_ sid: String, in forest: inout Forest) {
    forest.add(
      "CN=\(sid)", ["top", "foreignSecurityPrincipal"], Forest.closed,
      ["objectSid:: \(Forest.encodedSID(sid))"])
  }

  @Test(
    "what a log-on may bring is neither granted nor refused, and the SID is named",
    arguments: [
      ("S-1-5-64-10", LogonCircumstance.ntlm), ("S-1-5-64-14", .clientCertificate), ("S-1-5-64-21", .digest),
      ("S-1-18-1", .kerberos), ("S-1-18-2", .serviceTicket), ("S-1-18-3", .publicKey),
      ("S-1-18-4", .publicKey), ("S-1-18-5", .publicKey), ("S-1-18-6", .publicKey),
      ("S-1-5-65-1", .publicKey), ("S-1-5-21-0-0-0-497", .claims),
      ("S-1-5-21-0-0-0-496", .compoundIdentity), ("S-1-5-3", .controllerSession),
      ("S-1-5-4", .controllerSession), ("S-1-5-6", .controllerSession), ("S-1-5-14", .controllerSession),
    ])
  func possible(sid: String, circumstance: LogonCircumstance) throws {
    let forest = forest("(A;;WD;;;\(sid))")
    let access = try access(forest)
    #expect(access.sd == 0)
    let line = try #require(access.unknown.first { $0.hasPrefix("WRITE_DAC: ") })
    #expect(line.contains(circumstance.reason.en) && line.contains("(A;;WD;;;"))
    #expect(try forest.steps() == ["EX01$ -WriteDacl?> corp.example"])
    let snapshot = forest.snapshot
    let result = reach(from: [try #require(snapshot.principal("EX01"))], in: snapshot)
    let step = try #require(result.paths.first?.steps.last)
    #expect(step.certainty == .conditional(.logon(circumstance)))
    #expect(result.verdict == .conditional)
  }

  @Test(
    "the reason names each SID that it is about, in both languages", arguments: LogonCircumstance.allCases)
  func texts(circumstance: LogonCircumstance) {
    #expect(circumstance.reason.en.contains("S-1-"))
    #expect(circumstance.reason.de.contains("S-1-"))
  }

  @Test(
    "what every log-on over the network brings is certain",
    arguments: ["S-1-1-0", "S-1-5-2", "S-1-5-11", "S-1-5-15"])
  func certain(sid: String) throws {
    let forest = forest("(A;;WD;;;\(sid))")
    #expect(try access(forest).sd == 4)
    #expect(try forest.steps() == ["EX01$ -WriteDacl> corp.example"])
  }

  @Test(
    "what no log-on of an account of the forest brings is absent",
    arguments: [
      "S-1-2-0", "S-1-2-1", "S-1-5-1", "S-1-5-7", "S-1-5-12", "S-1-5-18", "S-1-5-19", "S-1-5-1000",
    ])
  func absent(sid: String) throws {
    let forest = forest("(A;;WD;;;\(sid))")
    let access = try access(forest)
    #expect(access.sd == 0)
    #expect(!access.unknown.contains { $0.hasPrefix("WRITE_DAC") })
    #expect(try forest.steps() == [])
  }

  @Test(
    "an entry that denies it to some log-ons leaves open what another allows", arguments: ["18-1", "5-64-10"])
  func denied(sid: String) throws {
    let forest = forest("(D;;WD;;;S-1-\(sid))(A;;WD;;;AU)")
    let access = try access(forest)
    #expect(access.sd == 0)
    #expect(access.unknown.contains { $0.hasPrefix("WRITE_DAC: it depends on the log-on") })
    #expect(try forest.steps() == ["EX01$ -WriteDacl?> corp.example"])
  }

  @Test func `A deny behind what is allowed for certain changes nothing`() throws {
    let forest = forest("(A;;WD;;;AU)(D;;WD;;;S-1-5-64-10)")
    #expect(try access(forest).sd == 4)
    #expect(try forest.steps() == ["EX01$ -WriteDacl> corp.example"])
  }

  @Test func `A condition that asks for such a SID is open, and closed where another operand decides`() throws
  {
    let open = forest("(XA;;WD;;;AU;(Member_of {SID(S-1-5-64-10)}))")
    let access = try access(open)
    #expect(access.sd == 0)
    #expect(access.unknown.contains { $0.hasPrefix("WRITE_DAC: ") && $0.contains("S-1-5-64-10") })
    #expect(try open.steps() == ["EX01$ -WriteDacl?> corp.example"])
    let met = forest("(XA;;WD;;;AU;(Member_of_Any {SID(S-1-5-64-10), SID(AU)}))")
    #expect(try self.access(met).sd == 4)
    let unmet = forest("(XA;;WD;;;AU;(Member_of {SID(S-1-5-64-10), SID(BA)}))")
    #expect(try self.access(unmet).sd == 0)
    #expect(try unmet.steps() == [])
  }

  @Test func `A group that lists such an identity is in the token of those who log on that way`() throws {
    let forest = forest("(A;;WD;;;RID:1300)") {
      Self.identity("S-1-5-64-10", in: &$0)
      $0.group("Legacy", rid: 1300, members: ["S-1-5-64-10"])
    }
    #expect(try access(forest).unknown.contains { $0.contains("S-1-5-64-10") })
    #expect(try forest.steps() == ["EX01$ -MemberOf?> Legacy -WriteDacl?> corp.example"])
    let snapshot = forest.snapshot
    let start = try #require(snapshot.principal("EX01"))
    let head = try #require(snapshot.domains.first?.head)
    let path = try #require(paths(from: start, to: head, in: snapshot).first)
    #expect(path.steps.first?.evidence.first?.value == "CN=S-1-5-64-10,\(Forest.dn)")
  }

  @Test func `Such an identity in a group of Tier 0 makes everybody a member on a condition`() throws {
    let forest = forest("") {
      Self.identity("S-1-5-64-10", in: &$0)
      $0.group("Domain Admins", rid: 512, members: ["S-1-5-64-10"])
    }
    let snapshot = forest.snapshot
    let result = reach(from: [try #require(snapshot.principal("EX01"))], in: snapshot)
    #expect(result.verdict == .conditional)
    #expect(result.paths.map { text($0, snapshot) } == ["EX01$ -MemberOf?> Domain Admins"])
  }

  @Test func `Who holds the group by a membership needs no log-on of a kind`() throws {
    let forest = forest("(A;;WD;;;RID:1300)") {
      Self.identity("S-1-5-64-10", in: &$0)
      $0.group("Legacy", rid: 1300, members: ["S-1-5-64-10", "EX01"])
    }
    #expect(try forest.steps() == ["EX01$ -MemberOf> Legacy -WriteDacl> corp.example"])
  }

  @Test func `Delegation that is allowed after one kind of log-on is a step on a condition`() throws {
    let value = try Forest.descriptor(
      "msDS-AllowedToActOnBehalfOfOtherIdentity", "O:SYD:(A;;CR;;;S-1-5-64-10)")
    let forest = forest("(A;;GA;;;SY)") { $0.computer("WEB01", rid: 1200, Forest.closed, [value]) }
    #expect(try forest.steps(to: "WEB01") == ["EX01$ -AllowedToAct?> WEB01$"])
  }

  @Test func `Rights on all objects that only a log-on brings are in the table of all tokens`() throws {
    let forest = forest("(A;;WD;;;S-1-5-64-10)")
    #expect(ControlTable(ControlGraph(forest.snapshot)).pairCount == 1)
  }

  @Test func `Both halves of DCSync for one kind of log-on make nobody Tier 0`() throws {
    let forest = forest(
      "(OA;;CR;1131f6aa-9c07-11d1-f79f-00c04fc2dcd2;;S-1-5-64-10)"
        + "(OA;;CR;1131f6ad-9c07-11d1-f79f-00c04fc2dcd2;;S-1-5-64-10)"
    ) { Self.identity("S-1-5-64-10", in: &$0) }
    let snapshot = forest.snapshot
    let identity = try #require(snapshot.object(sid: .ntlmAuthentication))
    #expect(!ControlGraph(snapshot).tierZero.contains(identity))
    #expect(try forest.steps() == ["EX01$ -DCSync?> corp.example"])
  }
}
