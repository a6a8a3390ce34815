import Directory
import WindowsSecurity

/// A known administrative action that rewrites many security descriptors at once, recognised by the version marks it
/// leaves: Exchange setup, adprep, promotion of a domain controller.
struct AttributionBurst: Hashable, Sendable {
  let when: Instant
  /// nil when the mark does not tell where it originated.
  let originator: GUID?
  let cause: Text
  let evidence: Evidence

  /// Setup runs for minutes; 15 on either side of its mark hold all its writes.
  static let reach: Int64 = 15 * 60

  func explains(_ instant: Instant, from source: GUID?) -> Bool {
    guard abs(instant.seconds - when.seconds) <= Self.reach else { return false }
    guard let originator, let source else { return true }
    return originator == source
  }

  static func all(in snapshot: Snapshot) -> [AttributionBurst] {
    var marks: [(object: ObjectID?, attribute: String, cause: Text)] = []
    let setup = Text(en: "Exchange setup", de: "Exchange-Setup")
    let adprep = Text(en: "adprep", de: "adprep")
    for domain in snapshot.domains {
      marks.append(
        (snapshot.object(dn: "CN=Microsoft Exchange System Objects,\(domain.dn)"), "objectVersion", setup))
      let update = "CN=ActiveDirectoryUpdate,CN=DomainUpdates,CN=System,\(domain.dn)"
      marks.append((snapshot.object(dn: update), "revision", adprep))
    }
    if let schema = snapshot.schemaNC {
      marks.append((snapshot.object(dn: "CN=ms-Exch-Schema-Version-Pt,\(schema)"), "rangeUpper", setup))
      marks.append((snapshot.object(dn: schema), "objectVersion", adprep))
    }
    if let configuration = snapshot.configurationNC {
      let update = "CN=ActiveDirectoryUpdate,CN=ForestUpdates,\(configuration)"
      marks.append((snapshot.object(dn: update), "revision", adprep))
    }
    marks.append((snapshot.exchange?.organisation, "objectVersion", setup))
    return marks.compactMap { mark in
      guard let object = mark.object, let stamp = snapshot.stamp(object, mark.attribute) else { return nil }
      return AttributionBurst(
        when: stamp.changed, originator: stamp.originator, cause: mark.cause,
        evidence: snapshot.evidence(stamp, of: object))
    }
  }
}
