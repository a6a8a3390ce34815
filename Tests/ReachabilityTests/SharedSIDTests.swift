import Directory
import Testing
import WindowsSecurity

@testable import Reachability

/// Work is counted, not timed: a busy machine must not decide.
@Suite struct SharedSIDTests {
  private static let foreignSID = "S-1-5-21-7-7-7-1001"

  /// - Parameter foreign: foreign security principals of one SID, each in a group of its own.
  private static func forest(foreign count: Int) -> Forest {
    var forest = Forest()
    forest.user("heir", rid: 1000, closed, ["sIDHistory:: \(Forest.encodedSID(foreignSID))"])
    for number in 0..<count {
      forest.entry(
        dn: "CN=F\(number),OU=\(number),\(Forest.dn)", ["foreignSecurityPrincipal"],
        ["objectSid:: \(Forest.encodedSID(foreignSID))"])
      forest.group("G\(number)", rid: 2000 + number)
      forest.entry(
        dn: "CN=L\(number),\(Forest.dn)", ["group"],
        [
          "objectSid:: \(Forest.encodedSID("\(Forest.domain)-\(5000 + number)"))",
          "member: CN=F\(number),OU=\(number),\(Forest.dn)",
        ], "O:SYG:SYD:(A;;GA;;;\(Forest.domain)-\(5000 + (number + 1) % count))")
    }
    return forest
  }

  private static let closed = Forest.closed

  @Test("objects of one SID hold what each of them is in, with links that grow as their number")
  func work() throws {
    let count = 150
    let snapshot = Self.forest(foreign: count).snapshot
    let graph = ControlGraph(snapshot)
    var table = TokenTable(graph, countsAssumed: true)
    let first = try #require(snapshot.object(dn: "CN=F0,OU=0,\(Forest.dn)"))
    for object in snapshot.objectIDs {
      let number = table.token(of: object)
      guard snapshot.sid(object) == SID(Self.foreignSID) else { continue }
      #expect(table.entries[number].trustees.count == count)
      #expect(graph.membership.closure(of: object).count == 2 * count)
    }
    #expect(table.token(of: try #require(snapshot.principal("heir"))) == table.token(of: first))
    #expect(table.linksFollowed <= 4 * count)
    #expect(graph.membership.linkCount <= 4 * count)
  }

  @Test("one step leads from an object to every other of its SID, the object of the SID first")
  func order() throws {
    let snapshot = Self.forest(foreign: 3).snapshot
    let membership = Membership(snapshot, since: nil)
    func names(_ dn: String) throws -> [String] {
      let object = try #require(snapshot.object(dn: "\(dn),\(Forest.dn)"))
      return membership.closure(of: object).map {
        snapshot.name($0.object) + ($0.before.map { "<\($0)" } ?? "")
      }
    }
    #expect(try names("CN=F1,OU=1") == ["F1", "L1<0", "F0<0", "F2<0", "L0<2", "L2<3"])
    #expect(try names("CN=heir") == ["heir", "F0<0", "F1<0", "F2<0", "L0<1", "L1<2", "L2<3"])
  }

  @Test("the hosts of many delegations are compared with the computers that bear their names")
  func hosts() throws {
    let count = 200
    var forest = Forest()
    forest.user(
      "svc", rid: 1000, Self.closed,
      (0..<count).map { "msDS-AllowedToDelegateTo: HTTP/h\($0).corp.example/x" })
    for number in 0..<count {
      forest.computer("h\(number)", rid: 2000 + number, Self.closed, ["dNSHostName: h\(number).corp.example"])
    }
    let snapshot = forest.snapshot
    let structure = StructuralEdges(snapshot)
    let edges = structure.outgoing[try #require(snapshot.principal("svc"))] ?? []
    #expect(Set(edges.map(\.to)).count == count)
    #expect(structure.hostsCompared <= 3 * count)
  }
}
