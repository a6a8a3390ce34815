package import Directory
package import Reachability
import WindowsSecurity

/// What every indicator sees: the snapshot, the window, and what is worked out once for all of them.
package struct AssessmentContext: Sendable {
  package let snapshot: Snapshot
  package let window: TimeWindow
  package let footholds: Set<ObjectID>
  package let privileged: PrivilegedGroups
  /// Groups on a path from the footholds to Tier 0 that are not privileged by themselves.
  package let routeGroups: [ObjectID]
  package let changes: ChangeIndex
  let bursts: [AttributionBurst]
  let domainControllers: Set<ObjectID>
  /// krbtgt of every domain and of every read-only domain controller that names one.
  let krbtgt: Set<ObjectID>
  let exchangeComputers: Set<ObjectID>
  /// `CN=Directory Service,CN=Windows NT,CN=Services` of the configuration.
  let directoryService: ObjectID?
  /// Whether the directory service objects were read, so that an originator can be called unknown.
  let knowsOriginators: Bool
  /// invocationIds that a domain controller once had, as its own records and the replication cursors tell.
  private let retired: Set<GUID>

  package init(_ snapshot: Snapshot, window: TimeWindow, footholds: [ObjectID], routes: [Path] = []) {
    self.snapshot = snapshot
    self.window = window
    self.footholds = Set(footholds)
    privileged = PrivilegedGroups(snapshot)
    let known = privileged
    let onRoutes = Set(routes.flatMap { $0.steps.flatMap { [$0.from, $0.to] } })
    routeGroups = onRoutes.filter { snapshot.isA($0, "group") && known.group($0) == nil }.sorted()
    changes = ChangeIndex(snapshot, window: window)
    bursts = AttributionBurst.all(in: snapshot)
    domainControllers = Set(snapshot.domainControllers)
    krbtgt = Set(
      snapshot.domains.compactMap { snapshot.account(SID.DomainRID.krbtgt, of: $0) })
    exchangeComputers = Set(snapshot.exchange?.servers.compactMap(\.computer) ?? [])
    directoryService = snapshot.configurationNC.flatMap {
      snapshot.object(dn: "CN=Directory Service,CN=Windows NT,CN=Services,\($0)")
    }
    knowsOriginators = snapshot.originators.contains { snapshot.dsaName(invocation: $0) != nil }
    retired = Self.cursors(snapshot)
  }

  var virtualDirectories: [ObjectID] { changes.virtualDirectories }

  /// An invocationId that belongs to no domain controller, present or past.
  func isUnknownOriginator(_ invocation: GUID) -> Bool {
    knowsOriginators && snapshot.dsaName(invocation: invocation) == nil && !retired.contains(invocation)
  }

  /// The invocationIds in the replication cursors of the domain heads. UPTODATE_VECTOR_V1_EXT and V2_EXT,
  /// [MS-DRSR] 5.166: version, reserved, count, reserved (4 octets each), then cursors of 24 or 32 octets that begin
  /// with the invocationId.
  private static func cursors(_ snapshot: Snapshot) -> Set<GUID> {
    var ids: Set<GUID> = []
    for head in snapshot.domains.compactMap(\.head) {
      for vector in snapshot.values(head, "replUpToDateVector") where vector.count >= 16 {
        let size = vector[0] == 1 ? 24 : 32
        var offset = 16
        while offset + size <= vector.count {
          if let id = try? GUID(vector[offset..<offset + 16]) { ids.insert(id) }
          offset += size
        }
      }
    }
    return ids
  }

  /// An account whose control is control of the domain: Tier-0 member, domain controller, krbtgt.
  func isTierZeroAccount(_ id: ObjectID) -> Bool {
    domainControllers.contains(id) || krbtgt.contains(id) || privileged.tierZeroMembers.contains(id)
  }

  /// Whether a moment belongs to the creation of the domain that an object lies in: its own accounts, groups and first
  /// domain controller are made within the hour.
  func isFounding(_ instant: Instant?, of object: ObjectID) -> Bool {
    guard let instant, let domain = snapshot.domain(of: object),
      let founded = snapshot.domains[domain].head.flatMap(snapshot.created)
    else { return false }
    return abs(founded.seconds - instant.seconds) <= 3_600
  }

  func name(_ id: ObjectID) -> String { snapshot.name(id) }

  /// userAccountControl, [MS-ADTS] 2.2.16; 0 when it was not read.
  func accountControl(_ id: ObjectID) -> Int64 { snapshot.integer(id, "userAccountControl") ?? 0 }

  /// What the account is, for people.
  func kind(_ id: ObjectID) -> Text {
    if domainControllers.contains(id) { return Text(en: "domain controller", de: "Domänencontroller") }
    if krbtgt.contains(id) { return Text(en: "krbtgt account", de: "krbtgt-Konto") }
    if privileged.tierZeroMembers.contains(id) { return Text(en: "Tier-0 account", de: "Tier-0-Konto") }
    if exchangeComputers.contains(id) { return Text(en: "Exchange server", de: "Exchange-Server") }
    if snapshot.isA(id, "computer") { return Text(en: "computer", de: "Computer") }
    if snapshot.isA(id, "user") { return Text(en: "account", de: "Konto") }
    if snapshot.isA(id, "group") { return Text(en: "group", de: "Gruppe") }
    return Text(en: "object", de: "Objekt")
  }
}

/// Bits of userAccountControl. [MS-ADTS] 2.2.16
enum AccountControl {
  static let disabled: Int64 = 0x2
  static let serverTrust: Int64 = 0x2000
  static let trustedForDelegation: Int64 = 0x8_0000
  static let trustedToAuthenticate: Int64 = 0x100_0000
  static let partialSecrets: Int64 = 0x400_0000
}
