package import Directory

/// What happened in the window, gathered in one pass so that rules need not walk the forest again.
package struct ChangeIndex: Sendable {
  package struct Change: Sendable {
    package let object: ObjectID
    package let stamp: AttributeStamp
  }

  /// Objects created in the window, deleted ones included.
  package let created: [ObjectID]
  /// Deleted objects that the input holds, whenever deleted; those of application partitions, which hold no accounts,
  /// aside.
  package let deleted: [ObjectID]
  /// Virtual directories of Exchange that still exist.
  package let virtualDirectories: [ObjectID]
  /// Zones of DNS that still exist.
  package let zones: [ObjectID]
  /// Nodes of zones that answer for what others ask for, deleted ones included.
  package let divertingNames: [ObjectID]
  /// Accounts with a key credential, present or removed.
  package let keyHolders: [ObjectID]
  private let byAttribute: [String: [Change]]

  /// Changes of an account attribute in the window. Only ``attributes`` are indexed.
  package func changes(of attribute: String) -> [Change] { byAttribute[attribute.lowercased()] ?? [] }

  /// Security-relevant attributes of accounts; lower-cased.
  static let attributes: Set<String> = [
    "useraccountcontrol", "samaccountname", "serviceprincipalname", "primarygroupid", "admincount",
    "altsecurityidentities", "msds-allowedtodelegateto", "msds-allowedtoactonbehalfofotheridentity",
    "msds-keycredentiallink", "sidhistory", "msds-groupmsamembership", "unicodepwd", "scriptpath",
  ]

  private static let diverting: Set<String> = ["*", "wpad", "isatap"]

  /// The name of a node within its zone; that of a deleted one carries a line feed, `DEL:` and its GUID.
  static func label(of node: ObjectID, in snapshot: Snapshot) -> String {
    String(snapshot.name(node).prefix { $0 != "\n" })
  }

  init(_ snapshot: Snapshot, window: TimeWindow) {
    var created: [ObjectID] = []
    var deleted: [ObjectID] = []
    var virtualDirectories: [ObjectID] = []
    var keyHolders: [ObjectID] = []
    var zones: [ObjectID] = []
    var divertingNames: [ObjectID] = []
    var byAttribute: [String: [Change]] = [:]
    for id in snapshot.objectIDs {
      // The container of deleted objects is marked deleted itself; reading it is not reading what lies in it.
      if snapshot.isDeleted(id), !snapshot.isInApplicationPartition(id),
        !snapshot.dn(id).lowercased().hasPrefix("cn=deleted objects,")
      {
        deleted.append(id)
      }
      if let instant = snapshot.created(id), window.contains(instant) { created.append(id) }
      guard snapshot.sid(id) != nil else {
        if snapshot.isA(id, "msExchVirtualDirectory"), !snapshot.isDeleted(id) {
          virtualDirectories.append(id)
        } else if snapshot.isA(id, "dnsNode") {
          if Self.diverting.contains(Self.label(of: id, in: snapshot).lowercased()) {
            divertingNames.append(id)
          }
        } else if snapshot.isA(id, "dnsZone"), !snapshot.isDeleted(id) {
          zones.append(id)
        }
        continue
      }
      // Only accounts hold keys; building the thousands of links of a group to see that would be waste.
      if snapshot.isA(id, "user"),
        !snapshot.values(id, "msDS-KeyCredentialLink").isEmpty
          || snapshot.links(id).contains(where: { $0.isLink("msDS-KeyCredentialLink") })
      {
        keyHolders.append(id)
      }
      for stamp in snapshot.stamps(id, since: window.since) where window.contains(stamp.changed) {
        let key = stamp.attribute.lowercased()
        if Self.attributes.contains(key) {
          byAttribute[key, default: []].append(Change(object: id, stamp: stamp))
        }
      }
    }
    self.created = created
    self.deleted = deleted
    self.virtualDirectories = virtualDirectories
    self.keyHolders = keyHolders
    self.zones = zones
    self.divertingNames = divertingNames
    self.byAttribute = byAttribute
  }
}
