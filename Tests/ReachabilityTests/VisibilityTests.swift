import Directory
import Reachability
import Testing

/// Whether a principal can see that an object exists. [MS-ADTS] 5.1.3.3.6
@Suite struct VisibilityTests {
  static func isVisible(parent: String, object: String, heuristics: String) throws -> Bool? {
    var forest = Forest()
    forest.directoryService(dSHeuristics: "\(heuristics)")
    forest.user("ana", rid: 1100)
    forest.add("OU=Staff", ["top", "organizationalUnit"], parent.isEmpty ? "" : "O:SYG:SYD:P\(parent)")
    forest.add("CN=boss,OU=Staff", ["top", "contact"], "O:SYG:SYD:P\(object)")
    let snapshot = forest.snapshot
    return EffectiveAccess.of(
      try #require(snapshot.principal("ana")),
      on: try #require(snapshot.object(dn: "CN=boss,OU=Staff,\(Forest.dn)")), in: snapshot
    ).isVisible
  }

  @Test(
    "listing the parent shows an object; LIST_OBJECT on both only where dSHeuristics character 3 is 1",
    arguments: [
      ("(A;;LC;;;RID:1100)", "(A;;GA;;;SY)", "0", true),
      ("(A;;LO;;;RID:1100)", "(A;;LO;;;RID:1100)", "0", false),
      ("(A;;LO;;;RID:1100)", "(A;;LO;;;RID:1100)", "001", true),
      ("(A;;LO;;;RID:1100)", "(A;;RP;;;RID:1100)", "001", false),
      ("(D;;LC;;;RID:1100)(A;;LO;;;RID:1100)", "(A;;LO;;;WD)", "001", true),
      ("", "(A;;LO;;;RID:1100)", "001", nil),
    ] as [(String, String, String, Bool?)])
  func visibility(parent: String, object: String, heuristics: String, isVisible: Bool?) throws {
    #expect(try Self.isVisible(parent: parent, object: object, heuristics: heuristics) == isVisible)
  }
}
