import Directory
import Foundation
import Testing
import WindowsSecurity

@testable import Reachability

/// The search for paths and the question about one right must see the same token.
@Suite struct TokenAgreementTests {
  @Test(
    "the search holds the same trustees as the token, principal by principal",
    arguments: [
      "Evidence/attacked.ldif", "detectionlab.ldif", "windomain.local.ldif", "ez.lab-bof.ldif",
      "E16-Solo.local.ldif",
    ])
  func same(name: String) throws {
    let bundled = name.hasPrefix("Evidence/")
    let loaded = try bundled ? snapshot(of: packageRoot.appending(path: "Tests/\(name)")) : fixture(name)
    guard let snapshot = loaded else { return }
    let graph = ControlGraph(snapshot)
    var table = TokenTable(graph, countsAssumed: true)
    let trustees = Set(graph.index.trusteeKeys.map(\.sid))
    var compared = 0
    for object in snapshot.objectIDs where ObjectKind(object, in: snapshot).isPrincipal {
      guard !snapshot.isDeleted(object) else { continue }
      let token = Token(of: object, in: snapshot, graph.membership)
      let number = table.token(of: object)
      let held = Set(table.entries[number].trustees.map { graph.index.trusteeKeys[Int($0)].sid })
      #expect(held == token.sids.intersection(trustees), "\(snapshot.dn(object))")
      let conditional = Set(
        table.entries[number].conditional.keys.map { graph.index.trusteeKeys[Int($0)].sid })
      #expect(conditional == Set(token.conditional.keys).intersection(trustees), "\(snapshot.dn(object))")
      compared += 1
    }
    #expect(compared > 5)
  }
}
