package import Directory
internal import WindowsSecurity

/// Everything a search over control needs, built once per snapshot and window: memberships, access by descriptor,
/// structural steps, and the Tier-0 targets.
package struct ControlGraph: Sendable {
  package let snapshot: Snapshot
  package let tierZero: TierZero
  /// Start of the window: memberships removed since then still count, with their end.
  package let since: Instant?
  /// Objects asked for as the end of a path.
  let requested: Set<ObjectID>
  private let adminSDHolders: Set<ObjectID>
  /// krbtgt of each domain.
  let ticketSigners: Set<ObjectID>
  let membership: Membership
  let structure: StructuralEdges
  let index: AccessIndex

  /// - Parameters:
  ///   - since: start of the window; nil = the state as collected only.
  ///   - alsoTo: objects that will be asked for as the end of a path.
  package init(_ snapshot: Snapshot, since: Instant? = nil, alsoTo: [ObjectID] = []) {
    self.snapshot = snapshot
    self.since = since
    requested = Set(alsoTo)
    ticketSigners = Set(
      snapshot.domains.compactMap { $0.sid?.appending(SID.DomainRID.krbtgt).flatMap(snapshot.object(sid:)) })
    adminSDHolders = Set(
      snapshot.domains.compactMap { snapshot.object(dn: "CN=AdminSDHolder,CN=System,\($0.dn)") })
    membership = Membership(snapshot, since: since)
    tierZero = TierZero(snapshot, membership)
    structure = StructuralEdges(snapshot)
    var interesting = Set(structure.byTrustee.keys)
    for object in tierZero.targets + alsoTo {
      guard let sid = snapshot.sid(object) else { continue }
      interesting.insert(TrusteeKey(sid, domain: AccessIndex.domain(of: object, in: snapshot)))
    }
    for object in structure.outgoing.keys where ObjectKind(object, in: snapshot) == .group {
      guard let sid = snapshot.sid(object) else { continue }
      interesting.insert(TrusteeKey(sid, domain: AccessIndex.domain(of: object, in: snapshot)))
    }
    index = AccessIndex(snapshot, interesting: interesting)
  }

  func isAdminSDHolder(_ object: ObjectID) -> Bool { adminSDHolders.contains(object) }

  var scope: Scope { Scope(snapshot: snapshot, index: index) }
}
