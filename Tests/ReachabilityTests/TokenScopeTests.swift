import Directory
import Reachability
import Testing
import WindowsSecurity

/// Tokens in a forest of two domains, and of those who are not ordinary users.
@Suite struct TokenScopeTests {
  static let child = "S-1-5-21-4-5-6"
  static let childDN = "DC=sub,\(Forest.dn)"
  static let universal = -2_147_483_640
  static let local = -2_147_483_644
  static let builtin = -2_147_483_643

  static func sid(_ text: String) -> String { "objectSid:: \(Forest.encodedSID(text))" }

  static func group(
    _ forest: inout Forest, _ dn: String, _ sid: String, _ type: Int?, _ members: [String]
  ) {
    forest.entry(
      dn: dn, ["group"],
      [Self.sid(sid), "sAMAccountName: \(dn.split(separator: ",")[0].dropFirst(3))"]
        + (type.map { ["groupType: \($0)"] } ?? []) + members.map { "member: \($0)" })
  }

  /// ana of the root is in a universal group; that is in local groups of both domains and in Administrators of the child.
  static func twoDomains() -> Forest {
    var forest = Forest()
    let ana = "CN=ana,\(Forest.dn)"
    forest.user("ana", rid: 1200, Forest.closed, ["primaryGroupID: 513"])
    forest.group("Domain Users", rid: 513)
    group(&forest, "CN=U,\(Forest.dn)", "\(Forest.domain)-1301", universal, [ana])
    group(&forest, "CN=L,\(Forest.dn)", "\(Forest.domain)-1302", local, ["CN=U,\(Forest.dn)"])
    forest.entry(dn: childDN, ["domain", "domainDNS"], [sid(child)])
    forest.entry(dn: "CN=Builtin,\(childDN)", ["builtinDomain"], [])
    group(&forest, "CN=L2,\(childDN)", "\(child)-1302", local, ["CN=U,\(Forest.dn)"])
    group(&forest, "CN=U2,\(childDN)", "\(child)-1303", universal, ["CN=U,\(Forest.dn)"])
    group(&forest, "CN=X,\(childDN)", "\(child)-1304", nil, ["CN=U,\(Forest.dn)"])
    group(&forest, "CN=Administrators,CN=Builtin,\(childDN)", "S-1-5-32-544", builtin, ["CN=L2,\(childDN)"])
    forest.entry(dn: "CN=box,\(childDN)", ["container"], [])
    forest.entry(dn: "CN=box,\(Forest.dn)", ["container"], [])
    forest.entry(dn: "CN=Configuration,\(Forest.dn)", ["configuration"], [])
    forest.entry(dn: "CN=zone,DC=ForestDnsZones,\(Forest.dn)", ["container"], [])
    return forest
  }

  @Test(
    "a domain-local group counts where the controllers of its domain decide",
    arguments: [
      ("CN=box,\(Forest.dn)", ["\(Forest.domain)-1302"]),
      ("CN=box,\(childDN)", ["\(child)-1302", "S-1-5-32-544"]),
      // Every controller of the forest holds the configuration.
      ("CN=Configuration,\(Forest.dn)", ["\(Forest.domain)-1302", "\(child)-1302", "S-1-5-32-544"]),
      (
        "CN=zone,dc=forestdnszones,\(Forest.dn)", ["\(Forest.domain)-1302", "\(child)-1302", "S-1-5-32-544"]
      ),
    ])
  func scope(object: String, expected: [String]) throws {
    let snapshot = Self.twoDomains().snapshot
    let target: ObjectID = try #require(snapshot.object(dn: object))
    let token = Token(of: try #require(snapshot.principal("ana")), on: target, in: snapshot)
    let local = ["\(Forest.domain)-1302", "\(Self.child)-1302", "S-1-5-32-544"].compactMap { SID($0) }
    #expect(token.sids.intersection(local) == Set(expected.compactMap { SID($0) }))
    // Universal and global groups count everywhere, and so does one whose scope nobody read.
    for text in ["\(Forest.domain)-513", "\(Forest.domain)-1301", "\(Self.child)-1303", "\(Self.child)-1304"]
    {
      #expect(token.sids.contains(try #require(SID(text))))
    }
    #expect(token.unresolved.contains { $0.contains("groupType was not read") })
  }

  @Test func `Users of one domain say nothing about Users of another`() throws {
    var forest = Self.twoDomains()
    // Somebody took Authenticated Users out of it.
    Self.group(&forest, "CN=Users,CN=Builtin,\(Self.childDN)", "S-1-5-32-545", Self.builtin, [])
    let snapshot = forest.snapshot
    let ana = try #require(snapshot.principal("ana"))
    let tokens = try [Forest.dn, Self.childDN].map { dn in
      let box: ObjectID = try #require(snapshot.object(dn: "CN=box,\(dn)"))
      return Token(of: ana, on: box, in: snapshot)
    }
    #expect(tokens.map { $0.sids.contains(.users) } == [true, false])
    #expect(
      tokens.map { $0.unresolved.contains { $0.contains("Users (S-1-5-32-545) is assumed") } } == [
        true, false,
      ])
  }

  @Test func `rights through a local group end at the domain of the group`() throws {
    var forest = Self.twoDomains()
    for dn in [Forest.dn, Self.childDN] {
      forest.entry(
        dn: "CN=target,\(dn)", ["container"], [], "O:SYG:SYD:(A;;WD;;;\(Self.child)-1302)(A;;WO;;;BA)")
    }
    let snapshot = forest.snapshot
    let ana = try #require(snapshot.principal("ana"))
    let rights = try [Forest.dn, Self.childDN].map { dn in
      EffectiveAccess.of(ana, on: try #require(snapshot.object(dn: "CN=target,\(dn)")), in: snapshot).sd
    }
    #expect(rights == [0, 15])
  }

  @Test func `paths through a local group end at the domain of the group`() throws {
    var forest = Self.twoDomains()
    let names = [Forest.dn, Self.childDN, "CN=Configuration,\(Forest.dn)"].map { "CN=target,\($0)" }
    for dn in names {
      forest.entry(dn: dn, ["container"], [], "O:SYG:SYD:(A;;WD;;;\(Self.child)-1302)")
    }
    let snapshot = forest.snapshot
    let ana = try #require(snapshot.principal("ana"))
    let reached = try names.map { dn in
      let target: ObjectID = try #require(snapshot.object(dn: dn))
      return !paths(from: ana, to: target, in: snapshot).isEmpty
    }
    #expect(reached == [false, true, true])
  }

  @Test func `a domain that was not read is a gap of the token`() throws {
    var forest = Forest()
    forest.user("ana", rid: 1200, Forest.closed, ["primaryGroupID: 513"])
    forest.entry(
      dn: "CN=SUB,CN=Partitions,CN=Configuration,\(Forest.dn)", ["crossRef"],
      ["nCName: \(Self.childDN)", "nETBIOSName: SUB", "systemFlags: 3", "dnsRoot: sub.corp.example"])
    let snapshot = forest.snapshot
    let token = Token(of: try #require(snapshot.principal("ana")), in: snapshot)
    #expect(token.unresolved.contains { $0.hasPrefix("sub.corp.example was not read") })
  }

  @Test func `a group that only memberOf names is a gap of the token`() throws {
    var forest = Forest()
    forest.user("ana", rid: 1200, Forest.closed, ["memberOf: CN=Gone,\(Forest.dn)", "primaryGroupID: 513"])
    let snapshot = forest.snapshot
    let token = Token(of: try #require(snapshot.principal("ana")), in: snapshot)
    #expect(token.unresolved.contains { $0.hasSuffix("is a member of CN=Gone,\(Forest.dn), not read") })
  }

  @Test("every foreign security principal of one SID is the same principal")
  func foreign() throws {
    var forest = Self.twoDomains()
    let stranger = "S-1-5-21-9-9-9-1234"
    let names = [Forest.dn, Self.childDN].map { "CN=\(stranger),CN=ForeignSecurityPrincipals,\($0)" }
    for name in names { forest.entry(dn: name, ["foreignSecurityPrincipal"], [Self.sid(stranger)]) }
    Self.group(&forest, "CN=A,\(Forest.dn)", "\(Forest.domain)-1401", Self.local, [names[0]])
    Self.group(&forest, "CN=B,\(Self.childDN)", "\(Self.child)-1401", Self.local, [names[1]])
    forest.user("old", rid: 1201, Forest.closed, ["sIDHistory:: \(Forest.encodedSID(stranger))"])
    let snapshot = forest.snapshot
    for who in [names[0], names[1], "CN=old,\(Forest.dn)"] {
      let token = Token(of: try #require(snapshot.object(dn: who)), in: snapshot)
      for text in [stranger, "\(Forest.domain)-1401", "\(Self.child)-1401"] {
        #expect(token.sids.contains(try #require(SID(text))), "\(who) \(text)")
      }
    }
    let token = Token(of: try #require(snapshot.object(dn: names[0])), in: snapshot)
    #expect(token.unresolved.contains { $0.hasSuffix("its groups in its own forest were not read") })
  }

  @Test(
    "who logs on decides which identities are added",
    arguments: [
      ("S-1-5-7", ["S-1-5-7", "S-1-5-2"]), ("S-1-1-0", ["S-1-1-0"]),
      ("\(Forest.domain)-501", ["\(Forest.domain)-501", "S-1-1-0", "S-1-5-2", "S-1-5-15"]),
      (
        "\(Forest.domain)-1001",
        ["\(Forest.domain)-1001", "S-1-1-0", "S-1-5-2", "S-1-5-11", "S-1-5-15", "S-1-5-9"]
      ),
      (
        "\(Forest.domain)-1002",
        [
          "\(Forest.domain)-1002", "S-1-1-0", "S-1-5-2", "S-1-5-11", "S-1-5-15",
          "\(Forest.domain)-498", "\(Forest.domain)-1500",
        ]
      ),
    ])
  func identities(who: String, expected: [String]) throws {
    var forest = Forest()
    forest.computer("DC01", rid: 1001, control: 0x82000)
    forest.computer("RODC", rid: 1002, control: 0x500_1000)
    forest.user("Guest", rid: 501)
    forest.group("Enterprise Read-only Domain Controllers", rid: 498)
    forest.group(
      "Readers", rid: 1500, members: ["Enterprise Read-only Domain Controllers"], type: Self.universal)
    for sid in ["S-1-5-7", "S-1-1-0", "S-1-5-11"] {
      forest.entry(
        dn: "CN=\(sid),CN=ForeignSecurityPrincipals,\(Forest.dn)", ["foreignSecurityPrincipal"],
        [Self.sid(sid)])
    }
    Self.group(
      &forest, "CN=Users,CN=Builtin,\(Forest.dn)", "S-1-5-32-545", Self.builtin,
      ["CN=S-1-5-11,CN=ForeignSecurityPrincipals,\(Forest.dn)"])
    let snapshot = forest.snapshot
    let principal = try #require(SID(who).flatMap { snapshot.object(sid: $0) })
    let token = Token(of: principal, in: snapshot)
    let users: Set<SID> = expected.contains("S-1-5-11") ? [.users] : []
    #expect(token.sids == Set(expected.compactMap { SID($0) }).union(users))
    #expect(token.sids == Set(token.entries.map(\.sid)))
  }

  @Test("the search for paths gives guests and controllers the same identities")
  func identitiesInPaths() throws {
    var forest = Forest(head: "O:SYG:SYD:(A;;WD;;;AU)")
    forest.user("Guest", rid: 501, Forest.closed, ["primaryGroupID: 514"])
    forest.user("ana", rid: 1200, Forest.closed, ["primaryGroupID: 513"])
    let snapshot = forest.snapshot
    func reaches(_ name: String) throws -> Bool {
      !reach(from: [try #require(snapshot.principal(name))], in: snapshot).paths.isEmpty
    }
    #expect(try reaches("ana"))
    #expect(try !reaches("Guest"))
  }

  @Test(
    "a shadow principal brings its SID, and the token says what that depends on",
    arguments: [
      (["msDS-EnabledFeature: CN=Privileged Access Management Feature,CN=Optional Features"], nil),
      (["msDS-EnabledFeature: CN=Recycle Bin Feature,CN=Optional Features"], "is not enabled"),
      ([], "was not read"),
    ] as [([String], String?)])
  func shadow(partitions: [String], doubt: String?) throws {
    var forest = Forest()
    forest.user("ana", rid: 1200, Forest.closed, ["primaryGroupID: 513"])
    forest.group("Domain Users", rid: 513)
    forest.group("PAM", rid: 1300, members: ["ana"])
    forest.entry(dn: "CN=Configuration,\(Forest.dn)", ["configuration"], [])
    forest.entry(dn: "CN=Partitions,CN=Configuration,\(Forest.dn)", ["crossRefContainer"], partitions)
    let other = "S-1-5-21-7-7-7-512"
    forest.entry(
      dn: "CN=PROD-Domain Admins,CN=Shadow Principal Configuration,CN=Services,CN=Configuration,\(Forest.dn)",
      ["msDS-ShadowPrincipal"],
      ["msDS-ShadowPrincipalSid:: \(Forest.encodedSID(other))", "member: CN=PAM,\(Forest.dn)"])
    let snapshot = forest.snapshot
    let token = Token(of: try #require(snapshot.principal("ana")), in: snapshot)
    #expect(token.sids.contains(try #require(SID(other))))
    let doubts = token.unresolved.filter { $0.contains("Privileged Access Management") }
    #expect(doubts.count == (doubt == nil ? 0 : 1))
    #expect(doubts.allSatisfy { $0.hasSuffix(doubt ?? "") })
    #expect(token.unresolved.contains { $0.contains("\(other) counts in the other forest") })
    #expect(!token.unresolved.contains { $0.contains("objectSid was not read") })
  }
}
