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
  let membership: Membership
  let structure: StructuralEdges
  let index: AccessIndex
  /// Deleted accounts that entries still name, by domain.
  private let deletedAccounts: [Int32: [ObjectID]]

  /// - Parameters:
  ///   - since: start of the window; nil = the state as collected only.
  ///   - alsoTo: objects that will be asked for as the end of a path.
  package init(_ snapshot: Snapshot, since: Instant? = nil, alsoTo: [ObjectID] = []) {
    self.snapshot = snapshot
    self.since = since
    requested = Set(alsoTo)
    adminSDHolders = Set(
      snapshot.domains.compactMap { snapshot.object(dn: "CN=AdminSDHolder,CN=System,\($0.dn)") })
    membership = Membership(snapshot, since: since)
    tierZero = TierZero(snapshot, membership)
    structure = StructuralEdges(snapshot)
    var interesting = Set(structure.byTrustee.keys).union(structure.valueDescriptors.byTrustee.keys)
    for object in tierZero.targets + alsoTo {
      guard let sid = snapshot.sid(object) else { continue }
      interesting.insert(TrusteeKey(sid, domain: AccessIndex.domain(of: object, in: snapshot)))
    }
    for object in structure.outgoing.keys where ObjectKind(object, in: snapshot) == .group {
      guard let sid = snapshot.sid(object) else { continue }
      interesting.insert(TrusteeKey(sid, domain: AccessIndex.domain(of: object, in: snapshot)))
    }
    index = AccessIndex(
      snapshot, interesting: interesting, discriminatingElsewhere: structure.valueDescriptors.discriminating)
    deletedAccounts = Dictionary(
      grouping: snapshot.objectIDs.filter { [index] object in
        snapshot.isDeleted(object) && snapshot.integer(object, "isRecycled") != 1
          && index.trusteeOf[Int(object.index)] >= 0
          && index.kinds[Int(object.index)].isPrincipal
      }, by: { AccessIndex.domain(of: $0, in: snapshot) })
  }

  /// The objects that a right leading elsewhere gives, for rights on objects of one domain.
  func objects(of gain: ControlRules.Gain, domain: Int32) -> [ObjectID] {
    let head =
      snapshot.domains.indices.contains(Int(domain)) ? snapshot.domains[Int(domain)].head : nil
    switch gain {
    case .object: return []
    case .danglingLinks: return structure.danglingPlaces[domain]?.map(\.container) ?? []
    case .domain, .domainByName: return [head].compactMap { $0 }
    case .schema: return [snapshot.schemaNC.flatMap { snapshot.object(dn: $0) }].compactMap { $0 }
    case .deletedAccounts: return deletedAccounts[domain] ?? []
    case .managedComputers:
      return index.groups.lazy.filter { $0.kind == .computer && $0.domain == domain }.flatMap(\.objects)
    }
  }

  func isAdminSDHolder(_ object: ObjectID) -> Bool { adminSDHolders.contains(object) }

  var scope: Scope { Scope(snapshot: snapshot, index: index) }
}
