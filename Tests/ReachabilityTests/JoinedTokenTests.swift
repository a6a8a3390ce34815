import Directory
import Reachability
import Testing

/// What an entry denies to those who can be put into a group, they lack as its members, too.
@Suite struct JoinedTokenTests {
  private static let writeMember = "OA;;WP;bf9679c0-0de6-11d0-a285-00aa003049e2;"
  private static let addSelf = "OA;;SW;bf9679c0-0de6-11d0-a285-00aa003049e2;"
  private static let head = "O:SYG:SYD:P(D;;WDWO;;;\(Forest.domain)-1101)(A;;WD;;;\(Forest.domain)-1300)"

  /// EX01 controls membership in G, which controls the domain, but the domain denies EX01.
  private func forest(
    head: String = head, _ right: String = writeMember, members: [String] = [], more: (inout Forest) -> Void
  ) -> Forest {
    var forest = Forest(head: head)
    forest.computer("EX01", rid: 1101)
    forest.group("G", rid: 1300, "O:SYG:SYD:P(\(right);RID:1101)", members: members)
    more(&forest)
    return forest
  }

  @Test func `A right that is denied to the only one who can join is conditional, with the reason`() throws {
    let forest = forest { _ in }
    #expect(try forest.steps() == ["EX01$ -AddMember> G -WriteDacl?> corp.example"])
    let snapshot = forest.snapshot
    let result = reach(from: [try #require(snapshot.principal("EX01"))], in: snapshot)
    #expect(result.verdict == .conditional)
    let step = try #require(result.paths.first?.steps.last)
    #expect(step.certainty == .conditional(.memberDenied))
    #expect(step.evidence.contains { $0.value.contains("(A;;WD;;;\(Forest.domain)-1300)") })
  }

  @Test func `A deny behind the entry that allows, or of something else, changes nothing`() throws {
    for entries in ["(A;;WD;;;RID:1300)(D;;WD;;;RID:1101)", "(D;;RC;;;RID:1101)(A;;WD;;;RID:1300)"] {
      let forest = forest(
        head: "O:SYG:SYD:P" + entries.replacing("RID:", with: "\(Forest.domain)-"), more: { _ in })
      #expect(try forest.steps() == ["EX01$ -AddMember> G -WriteDacl> corp.example"])
    }
  }

  @Test func `A deny for another group of the one who joins counts`() throws {
    let forest = forest(head: "O:SYG:SYD:P(D;;GA;;;\(Forest.domain)-1301)(A;;WD;;;\(Forest.domain)-1300)") {
      $0.group("Servers", rid: 1301, members: ["EX01"])
    }
    #expect(try forest.steps() == ["EX01$ -AddMember> G -WriteDacl?> corp.example"])
  }

  @Test func `A right that is left to the one who joins is certain, whatever else is denied`() throws {
    let forest = forest(
      head: "O:SYG:SYD:P(D;;WD;;;\(Forest.domain)-1101)(A;;WDWO;;;\(Forest.domain)-1300)", more: { _ in })
    #expect(try forest.steps() == ["EX01$ -AddMember> G -WriteOwner> corp.example"])
  }

  @Test func `Another account under control is put into the group instead`() throws {
    let near = forest { $0.user("U2", rid: 1400, "O:SYG:SYD:P(A;;WD;;;RID:1101)") }
    #expect(try near.steps() == ["EX01$ -AddMember> G -WriteDacl> corp.example"])
    let head = "O:SYG:SYD:P(D;;WD;;;RID:1101)(D;;WD;;;RID:1302)(A;;WD;;;RID:1300)"
      .replacing("RID:", with: "\(Forest.domain)-")
    // The one that is not denied comes under control long after the group.
    let late = forest(head: head) {
      $0.user("U2", rid: 1400, "O:SYG:SYD:P(A;;WD;;;RID:1101)")
      $0.user("U3", rid: 1401, "O:SYG:SYD:P(A;;WD;;;RID:1400)")
      $0.user("U4", rid: 1402, "O:SYG:SYD:P(A;;WD;;;RID:1401)")
      $0.group("Denied", rid: 1302, members: ["U2", "U3"])
    }
    #expect(try late.steps() == ["EX01$ -AddMember> G -WriteDacl> corp.example"])
  }

  @Test func `An account whose control is not certain helps no further than that`() throws {
    let forest = forest {
      $0.user("U2", rid: 1400, "O:SYG:SYD:P(OA;;WP;f3a64788-5306-11d1-a9c5-0000f80367c1;;RID:1101)")
    }
    #expect(try forest.steps(to: "U2") == ["EX01$ -WriteSPN?> U2"])
    #expect(try forest.steps() == ["EX01$ -AddMember> G -WriteDacl?> corp.example"])
  }

  @Test func `Who may add nobody but himself is not replaced by another`() throws {
    let forest = forest(Self.addSelf) { $0.user("U2", rid: 1400, "O:SYG:SYD:P(A;;WD;;;RID:1101)") }
    #expect(try forest.steps() == ["EX01$ -AddSelf> G -WriteDacl?> corp.example"])
  }

  @Test(
    "whoever else may add himself, or is given the right to add others, will do",
    arguments: [addSelf, writeMember, "A;;WD;;"])
  func others(right: String) throws {
    var forest = Forest(head: Self.head)
    forest.computer("EX01", rid: 1101)
    forest.user("U2", rid: 1400, "O:SYG:SYD:P(A;;WD;;;RID:1101)")
    forest.user("U3", rid: 1401, "O:SYG:SYD:P(A;;WD;;;RID:1400)")
    forest.group("G", rid: 1300, "O:SYG:SYD:P(\(Self.addSelf);RID:1101)(\(right);RID:1401)")
    #expect(try forest.steps().first == "EX01$ -AddSelf> G -WriteDacl> corp.example")
  }

  @Test func `A member that comes under control later uses the right itself`() throws {
    let forest = forest(Self.addSelf, members: ["U4"]) {
      $0.user("U2", rid: 1400, "O:SYG:SYD:P(A;;WD;;;RID:1101)")
      $0.user("U3", rid: 1401, "O:SYG:SYD:P(A;;WD;;;RID:1400)")
      // Not named by any list, so that its token is that of the group.
      $0.user("U4", rid: 1402, "O:SYG:SYD:P(A;;WD;;;RID:1401)")
    }
    #expect(
      try forest.steps().first
        == "EX01$ -WriteDacl> U2 -WriteDacl> U3 -WriteDacl> U4 -MemberOf> G -WriteDacl> corp.example")
  }

  @Test func `A group as the start stands for members that nothing is known about`() throws {
    #expect(try forest { _ in }.steps(from: "G") == ["G -WriteDacl> corp.example"])
  }

  @Test func `A descriptor in an attribute denies in the same way`() throws {
    func steps(_ entries: String) throws -> [String] {
      let readers = try Forest.descriptor("msDS-GroupMSAMembership", "O:SYD:\(entries)(A;;RP;;;RID:1300)")
      return try forest {
        $0.add(
          "CN=GMSA",
          ["top", "person", "organizationalPerson", "user", "computer", "msDS-GroupManagedServiceAccount"],
          Forest.closed,
          [
            "objectSid:: \(Forest.encodedSID("\(Forest.domain)-1500"))", "sAMAccountName: GMSA$", readers,
          ])
      }.steps(to: "GMSA")
    }
    #expect(try steps("") == ["EX01$ -AddMember> G -ReadGMSAPassword> GMSA$"])
    #expect(try steps("(D;;RP;;;RID:1101)") == ["EX01$ -AddMember> G -ReadGMSAPassword?> GMSA$"])
  }
}
