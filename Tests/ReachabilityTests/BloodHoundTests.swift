import Directory
import Foundation
import Testing
import WindowsSecurity

/// What BloodHound's collectors say about the same data, in both directions: what they have and we do not, and what we have
/// and they do not. Every difference needs a rule of `Tests/Differences/bloodhound.json`, and every rule a difference.
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

  /// A reason why the two answers differ. What stands in `when` must hold together.
  private struct Rule: Decodable {
    struct When: Decodable {
      let principal: String?
      let alsoHolds: String?
      let decidedBy: String?
      let objectClass: String?
    }
    let rule: String
    /// `ours`: only we have it; `theirs`: only they do.
    let side: String
    let rights: [String]
    let when: When
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
    /// With what decided each: `owner`, or nothing for an entry.
    let ours: [Right: String?]

    func explains(_ rule: Rule, _ right: Right, side: String) -> Bool {
      guard rule.side == side, rule.rights.contains(right.name) else { return false }
      if let principal = rule.when.principal, right.principal.description != principal { return false }
      if let objectClass = rule.when.objectClass, className != objectClass { return false }
      if let other = rule.when.alsoHolds, ours[Right(name: other, principal: right.principal)] == nil {
        return false
      }
      if let basis = rule.when.decidedBy, ours[right] != basis { return false }
      return true
    }
  }

  private static func sid(_ text: String) -> SID? {
    text.range(of: "S-1-").flatMap { SID(String(text[$0.lowerBound...])) }
  }

  private static func ours(_ descriptor: SecurityDescriptor, _ check: AccessCheck, _ objectClass: GUID?)
    -> [Right: String?]
  {
    let rights: [(String, AccessRight)] = [
      ("GenericAll", .object(.fullControl)), ("WriteDacl", .object(.writeDACL)),
      ("WriteOwner", .object(.writeOwner)),
    ]
    var found: [Right: String?] = [:]
    var principals = Set((descriptor.dacl?.aces ?? []).map(\.trustee))
    if let owner = descriptor.owner {
      principals.insert(owner)
      found[Right(name: "Owns", principal: owner)] = .some(nil)
    }
    for principal in principals {
      for (name, right) in rights {
        let decision = check.decide(right, objectClass: objectClass) { $0 == principal }
        guard decision.isGranted else { continue }
        found[Right(name: name, principal: principal)] = .some(decision.basis == .owner ? "owner" : nil)
      }
    }
    return found
  }

  private static func compared(_ name: String) throws -> [Compared] {
    guard let fixtures, let snapshot = try fixture("\(name).ldif") else { return [] }
    let folder = fixtures.appending(path: "answers/bloodhound-\(name)")
    let schema = snapshot.schema.rights()
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
        let descriptor = try #require(snapshot.descriptor(of: id).flatMap { snapshot.descriptor($0) })
        let className = snapshot.structuralClass(id)
        found.append(
          Compared(
            dn: snapshot.dn(id), className: className, theirs: Set(theirs),
            ours: ours(
              descriptor, AccessCheck(descriptor, schema: schema), schema.objectClass(named: className))))
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
        let ours = Set(object.ours.keys)
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
    #expect(same == 1549, "\(same) agree; explained: \(uses)")
  }
}
