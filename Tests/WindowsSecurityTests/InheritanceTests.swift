import Testing
import WindowsSecurity

@Suite struct InheritanceTests {
  static let user = "bf967aba-0de6-11d0-a285-00aa003049e2"

  @Test(
    "a user inherits",
    arguments: [
      ("(A;;RP;;;WD)", []),
      ("(A;OI;RP;;;WD)", []),
      ("(A;CI;RP;;;WD)", ["(A;CIID;RP;;;WD)"]),
      ("(A;CIIO;RP;;;WD)", ["(A;CIID;RP;;;WD)"]),
      ("(A;CINP;RP;;;WD)", ["(A;ID;RP;;;WD)"]),
      ("(OA;CIIO;WD;;\(user);WD)", ["(OA;CIID;WD;;\(user);WD)"]),
      // Not for users: kept for whatever is created below.
      (
        "(OA;CI;WD;;bf967a86-0de6-11d0-a285-00aa003049e2;WD)",
        ["(OA;CIIOID;WD;;bf967a86-0de6-11d0-a285-00aa003049e2;WD)"]
      ),
      ("(OA;CINPIO;WD;;bf967a86-0de6-11d0-a285-00aa003049e2;WD)", []),
      ("(A;CIIO;GA;;;SY)", ["(A;ID;RPWPCRCCDCLCLORCWOWDSDDTSW;;;SY)", "(A;CIIOID;GA;;;SY)"]),
      ("(A;CIIO;RP;;;CO)", ["(A;ID;RP;;;AO)", "(A;CIIOID;RP;;;CO)"]),
      ("(A;CIIO;RP;;;CG)", ["(A;ID;RP;;;BG)", "(A;CIIOID;RP;;;CG)"]),
    ])
  func inherits(ace: String, expected: [String]) throws {
    let inherited = try ACE(sddl: ace)
      .inherited(byChildOf: .Class.user, owner: .accountOperators, group: .guests)
    #expect(inherited.map { $0.sddl() } == expected)
  }

  @Test(
    "a new object of a class has",
    arguments: [
      ("(A;;GA;;;S-1-5-21-1-2-3-512)", true), ("(A;;RP;;;BO)", true), ("(A;CIIO;RP;;;CO)", true),
      ("(A;CIIO;GA;;;SY)", true), ("(A;;RPWPCRCCDCLCLORCWOWDSDDTSW;;;SY)", true),
      ("(OA;;CR;ab721a53-1e2f-11d0-9819-00aa0040529b;;PS)", true),
      // The effective form is the owner's alone, and nothing of another class or right is a default.
      ("(A;;RP;;;BG)", false), ("(A;CIIO;RP;;;BO)", false), ("(A;;GA;;;BO)", false), ("(D;;RP;;;BO)", false),
      ("(OA;;CR;ab721a54-1e2f-11d0-9819-00aa0040529b;;PS)", false), ("(A;CI;GA;;;S-1-5-21-1-2-3-512)", false),
    ])
  func defaults(ace: String, isDefault: Bool) throws {
    let standard = try DefaultDescriptor(
      sddl:
        "D:(A;;RPWPCRCCDCLCLORCWOWDSDDTSW;;;DA)(A;CI;RP;;;CO)(A;CI;GA;;;SY)"
        + "(OA;;CR;ab721a53-1e2f-11d0-9819-00aa0040529b;;PS)",
      domain: SID("S-1-5-21-1-2-3"), forestRoot: nil)
    #expect(standard.contains(try ACE(sddl: ace), owner: .backupOperators, group: nil) == isDefault)
  }
}
