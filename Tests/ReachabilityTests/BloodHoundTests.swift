import Directory
import Foundation
import Testing
import WindowsSecurity

@testable import Reachability

/// The edges of the graph beside those that BloodHound's collectors found in the same data, in both directions: what they
/// have and we do not, and what we have and they do not. Every difference needs a rule of `Tests/Differences/bloodhound.json`, and every rule a difference.
@Suite struct BloodHoundTests {
  private struct File: Decodable {
    struct Object: Decodable {
      let ObjectIdentifier: String
      let Aces: [Entry]?
    }
    struct Entry: Decodable {
      let PrincipalSID: String
      let RightName: String
    }
    let data: [Object]
  }

  /// A reason why the two answers differ.
  private struct Rule: Decodable {
    let rule: String
    /// `ours`: only we have it; `theirs`: only they do.
    let side: String
    let rights: [String]
    /// What must hold together: `alsoHolds`, another of our steps from the same principal; `objectClass`; `openBy`, the
    /// condition on which our step hangs.
    let when: [String: String]
    let why: String
    let source: String
  }

  private struct Right: Hashable, Comparable {
    let name: String
    let principal: SID

    static func < (a: Right, b: Right) -> Bool { (a.name, a.principal) < (b.name, b.principal) }
  }

  private static let names = ["GenericAll", "WriteDacl", "WriteOwner", "Owns"]
  private static let sets = ["detectionlab", "windomain.local", "ez.lab-bof"]

  /// One object with a descriptor, in the answers of both.
  private struct Compared {
    let dn: String
    let className: String
    let theirs: Set<Right>
    let ours: Set<Right>
    /// Steps of ours that hang on a condition, with its name.
    let open: [Right: String]

    func explains(_ rule: Rule, _ right: Right, side: String) -> Bool {
      guard rule.side == side, rule.rights.contains(right.name) else { return false }
      return rule.when.allSatisfy { condition, value in
        switch condition {
        case "alsoHolds": ours.contains(Right(name: value, principal: right.principal))
        case "objectClass": className == value
        case "openBy": open[right] == value
        default: false
        }
      }
    }
  }

  private static func sid(_ text: String) -> SID? {
    text.range(of: "S-1-").flatMap { SID(String(text[$0.lowerBound...])) }
  }

  /// The steps, each with the condition it hangs on, that the search for paths takes to an object from each trustee that its descriptor names, for a token
  /// of that trustee alone.
  private static func ours(_ object: ObjectID, in graph: ControlGraph) -> [Right: Condition?] {
    let index = graph.index
    let group = index.groupOf[Int(object.index)]
    guard group >= 0 else { return [:] }
    var found: [Right: Condition?] = [:]
    for (trustee, key) in index.trusteeKeys.enumerated() where index.controlled[trustee].contains(group) {
      for grant in index.grants(on: Int(group), holding: { $0 == key }) where grant.gain == .object {
        guard names.contains(grant.kind.rawValue) else { continue }
        found[Right(name: grant.kind.rawValue, principal: key.sid)] = .some(grant.condition)
      }
    }
    return found
  }

  private static func compared(_ name: String) throws -> [Compared] {
    guard let fixtures, let snapshot = try fixture("\(name).ldif") else { return [] }
    let folder = fixtures.appending(path: "answers/bloodhound-\(name)")
    let graph = ControlGraph(snapshot)
    var found: [Compared] = []
    for file in try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil) {
      for object in try JSONDecoder().decode(File.self, from: Data(contentsOf: file)).data {
        let theirs = (object.Aces ?? []).filter { names.contains($0.RightName) }.compactMap { entry in
          sid(entry.PrincipalSID).map { Right(name: entry.RightName, principal: $0) }
        }
        let id =
          sid(object.ObjectIdentifier).flatMap { snapshot.object(sid: $0) }
          ?? GUID(object.ObjectIdentifier).flatMap { snapshot.object(guid: $0) }
        // The collectors make up an object for Everyone and the like, which nobody has rights on.
        guard let id else {
          #expect(theirs.isEmpty, "\(object.ObjectIdentifier) is not in the directory")
          continue
        }
        let steps = ours(id, in: graph)
        found.append(
          Compared(
            dn: snapshot.dn(id), className: snapshot.structuralClass(id), theirs: Set(theirs),
            ours: Set(steps.filter { $0.value == nil }.keys),
            open: steps.compactMapValues { $0.map { "\($0)" } }))
      }
    }
    return found
  }

  @Test func `control of the field's tools is ours, and every difference has a rule`() throws {
    guard fixtures != nil else { return }
    let file = packageRoot.appending(path: "Tests/Differences/bloodhound.json")
    let rules = try JSONDecoder().decode([Rule].self, from: Data(contentsOf: file))
    var same = 0
    var uses: [String: Int] = [:]
    var unexplained: [String] = []
    for name in Self.sets {
      for object in try Self.compared(name) {
        let ours = object.ours
        same += ours.intersection(object.theirs).count
        let differences =
          ours.subtracting(object.theirs).sorted().map { ($0, "ours") }
          + object.theirs.subtracting(ours).sorted().map { ($0, "theirs") }
        for (right, side) in differences {
          if let rule = rules.first(where: { object.explains($0, right, side: side) }) {
            uses[rule.rule, default: 0] += 1
          } else {
            unexplained.append("\(name), only \(side): \(right.name) of \(right.principal) on \(object.dn)")
          }
        }
      }
    }
    #expect(unexplained == [])
    #expect(rules.filter { uses[$0.rule] == nil }.map(\.rule) == [], "rules that explain nothing")
    #expect(rules.allSatisfy { !$0.why.isEmpty && !$0.source.isEmpty })
    #expect(same == 1377, "\(same) agree; explained: \(uses)")
  }
}
