import Directory
import Reachability
import Testing
import WindowsSecurity

/// Tokens of principals that only a SID is known of.
@Suite struct TokenBearerTests {
  private var forest: Forest {
    var forest = Forest(head: "O:SYG:SYD:P(A;;WD;;;AN)(A;;WO;;;AU)(A;;WD;;;S-1-5-21-9-9-9-1107)")
    forest.user("ana", rid: 1101)
    return forest
  }

  private func token(_ text: String) throws -> Token {
    let sid = try #require(SID(text))
    return Token(of: try #require(TokenBearer(bare: sid)), in: forest.snapshot)
  }

  @Test func `Anonymous is not authenticated, and may be in Everyone`() throws {
    let token = try token("S-1-5-7")
    #expect(token.sids == [.anonymous, .network])
    #expect(token.conditional == [.everyone: .anonymousSetting])
    #expect(token.unresolved.contains { $0.hasPrefix("S-1-5-7: not in the evidence") })
  }

  @Test func `Everyone holds itself alone`() throws {
    #expect(try token("S-1-1-0").sids == [.everyone])
  }

  @Test func `Authenticated Users holds what every token holds`() throws {
    let token = try token("S-1-5-11")
    #expect(token.sids == Token.everyTokenHolds.union([.users]))
    #expect(token.entries.map(\.sid).filter { $0 == .authenticatedUsers }.count == 1)
  }

  @Test func `An account of another forest holds itself, and the trust decides about its organization`()
    throws
  {
    let token = try token("S-1-5-21-9-9-9-1107")
    #expect(token.sids.isSuperset(of: [.everyone, .authenticatedUsers, .network]))
    #expect(token.sids.contains(try #require(SID("S-1-5-21-9-9-9-1107"))))
    #expect(token.conditional[.thisOrganization] == .trust)
    #expect(token.conditional[.otherOrganization] == .trust)
    #expect(token.unresolved.contains { $0.contains("not in the evidence") })
  }

  @Test func `The system of a domain controller is an administrator there`() throws {
    #expect(try token("S-1-5-18").sids.isSuperset(of: [.system, .administrators]))
  }

  @Test func `An unread account of the own forest is one of this organization`() throws {
    #expect(try token(Forest.domain + "-1999").sids.contains(.thisOrganization))
    #expect(try !token(Forest.domain + "-501").sids.contains(.authenticatedUsers))
  }

  @Test(
    "nobody has a token with the SID of a domain or of a placeholder",
    arguments: ["S-1-0-0", "S-1-3-0", "S-1-3-1", "S-1-3-4", "S-1-5-10", "S-1-5-21-1-2-3"])
  func nobody(sid: String) throws {
    let identifier = try #require(SID(sid))
    #expect(TokenBearer(bare: identifier) == nil)
  }

  @Test("rights follow from the SID alone", arguments: [("S-1-5-7", 4), ("S-1-5-21-9-9-9-1107", 7)])
  func rights(sid: String, sd: UInt32) throws {
    let snapshot = forest.snapshot
    var reader = AccessReader(snapshot)
    let identifier = try #require(SID(sid))
    let bearer = try #require(TokenBearer(bare: identifier))
    let access = reader.access(of: bearer, on: try #require(snapshot.domains.first?.head))
    #expect(access.sd == sd)
    #expect(access.unknown.contains { $0.contains("not in the evidence") })
  }

  @Test func `Objects that nobody logs on as bear no token`() throws {
    var forest = forest
    forest.add("OU=Staff", ["top", "organizationalUnit"], Forest.closed)
    forest.computer("EX01", rid: 1102)
    let snapshot = forest.snapshot
    let head = try #require(snapshot.domains.first?.head)
    let unit = try #require(snapshot.object(dn: "OU=Staff,\(Forest.dn)"))
    let computer = try #require(snapshot.principal("EX01"))
    #expect(TokenBearer(head, in: snapshot) == nil)
    #expect(TokenBearer(unit, in: snapshot) == nil)
    #expect(TokenBearer(computer, in: snapshot) == .object(computer))
  }
}
