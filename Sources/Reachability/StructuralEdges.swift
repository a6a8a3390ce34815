internal import Directory
internal import WindowsSecurity

/// Steps that follow from attribute values and places, not from an entry in the target's descriptor.
struct StructuralEdges: Sendable {
  struct Edge: Sendable {
    let kind: EdgeKind
    let to: ObjectID
    let condition: Condition?
    let evidence: Evidence

    /// The same step, taken only when `condition` is met, too.
    func requiring(_ condition: Condition) -> Edge {
      Edge(kind: kind, to: to, condition: self.condition ?? condition, evidence: evidence)
    }
  }

  /// Steps from an object itself.
  private(set) var outgoing: [ObjectID: [Edge]] = [:]
  /// Steps open to whoever holds the trustee in its token.
  private(set) var byTrustee: [TrusteeKey: [Edge]] = [:]
  /// Steps open to whom a descriptor in an attribute allows it.
  private(set) var valueDescriptors: ValueDescriptors
  /// Places a policy is linked to.
  private(set) var placesOf: [ObjectID: [Place]] = [:]
  /// Places linked to a policy that is gone for certain, by the position of the domain whose policy it was.
  private(set) var danglingPlaces: [Int32: [Place]] = [:]
  let policyStores: PolicyStores
  let facts: ObjectFacts
  private var hosts: [String: ObjectID?] = [:]
  private var principals: PrincipalNames?
  /// Objects compared with the names of hosts: the work that many names make.
  private(set) var hostsCompared = 0

  struct Place: Sendable {
    let container: ObjectID
    let isEnforced: Bool
  }

  init(_ snapshot: Snapshot) {
    facts = ObjectFacts(snapshot)
    policyStores = PolicyStores(snapshot)
    valueDescriptors = ValueDescriptors(snapshot.schema.rights())
    var rootKeys: [ObjectID] = []
    var managed: [ObjectID] = []
    for object in snapshot.objectIDs where !snapshot.isDeleted(object) {
      switch ObjectKind(object, in: snapshot) {
      case .user: account(object, in: snapshot)
      case .computer:
        account(object, in: snapshot)
        serviceAccounts(of: object, in: snapshot)
      case .standaloneAccount: account(object, in: snapshot)
      case .managedAccount, .delegatedAccount:
        account(object, in: snapshot)
        managed.append(object)
      case .organizationalUnit, .domain, .site:
        for link in PolicyLink.links(of: object, in: snapshot) where !link.isDisabled {
          placesOf[link.policy, default: []].append(Place(container: object, isEnforced: link.isEnforced))
        }
        danglingLinks(of: object, in: snapshot)
      case .rootKey: rootKeys.append(object)
      default: break
      }
    }
    for key in rootKeys {
      for account in managed { managedPassword(of: account, from: key, in: snapshot) }
    }
    guests(of: snapshot)
    domainControllers(of: snapshot)
    operators(of: snapshot)
    exchangeServers(of: snapshot)
    nameServers(of: snapshot)
    authorities(of: snapshot)
    hosts = [:]
    principals = nil
  }

  mutating func add(_ edge: Edge, from object: ObjectID) {
    if edge.to != object { outgoing[object, default: []].append(edge) }
  }

  mutating func add(_ edge: Edge, forHolderOf sid: SID, domain: Int32) {
    byTrustee[TrusteeKey(sid, domain: domain), default: []].append(edge)
  }

  /// The account that goes by the name of a host; each name is looked up once.
  mutating func host(_ name: String, in snapshot: Snapshot) -> ObjectID? {
    let folded = name.lowercased()
    if let known = hosts[folded] { return known }
    var principals = principals ?? PrincipalNames(snapshot)
    let found = principals.principal(name)
    self.principals = principals
    hostsCompared = principals.compared
    hosts[folded] = .some(found)
    return found
  }

  static func head(of object: ObjectID, in snapshot: Snapshot) -> ObjectID? {
    guard let domain = snapshot.domain(of: object), domain < snapshot.domains.count else { return nil }
    return snapshot.domains[domain].head
  }

  private mutating func danglingLinks(of container: ObjectID, in snapshot: Snapshot) {
    var places: [Int32: Place] = [:]
    for link in PolicyLink.unresolved(of: container, in: snapshot) {
      guard let store = policyStores.storeLacking(link.policy, in: snapshot),
        let domain = policyStores.domain(of: store)
      else { continue }
      let isEnforced = link.isEnforced || places[domain]?.isEnforced ?? false
      places[domain] = Place(container: container, isEnforced: isEnforced)
    }
    for (domain, place) in places { danglingPlaces[domain, default: []].append(place) }
  }

  private mutating func account(_ object: ObjectID, in snapshot: Snapshot) {
    delegations(of: object, in: snapshot)
    valueDescriptors.collect(object, in: snapshot)
    roasting(of: object, in: snapshot)
    synchronisation(of: object, in: snapshot)
  }
}
