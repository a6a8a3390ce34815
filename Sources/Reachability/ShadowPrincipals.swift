internal import Directory
internal import WindowsSecurity

/// Groups of another forest that members of this one hold in their tokens, for as long as the membership lasts: objects of
/// class msDS-ShadowPrincipal, with the SID of the other forest's principal. [MS-ADA2] msDS-ShadowPrincipalSid
///
/// They came with the optional feature Privileged Access Management, which ends memberships by themselves; no
/// specification says that they do nothing without it. [MS-ADTS] 3.1.1.9.2
struct ShadowPrincipals {
  /// msDS-ShadowPrincipalSid of each shadow principal.
  let sids: [ObjectID: SID]
  /// Of the optional feature; nil = not read.
  let isEnabled: Bool?

  private static let feature = GUID(0xec43e873_cce8_4640, 0xb4ab_07ffe4ab5bcd)
  private static let featureName = "privileged access management feature"

  init(_ snapshot: Snapshot) {
    var sids: [ObjectID: SID] = [:]
    for object in snapshot.objectIDs where snapshot.structuralClass(object) == "msDS-ShadowPrincipal" {
      guard let bytes = snapshot.values(object, "msDS-ShadowPrincipalSid").first, let sid = try? SID(bytes)
      else { continue }
      sids[object] = sid
    }
    isEnabled = sids.isEmpty ? nil : Self.isEnabled(snapshot)
    self.sids = sids
  }

  private static func isEnabled(_ snapshot: Snapshot) -> Bool? {
    guard let configuration = snapshot.configurationNC,
      let partitions = snapshot.object(dn: "CN=Partitions,\(configuration)")
    else { return nil }
    let enabled = snapshot.values(partitions, "msDS-EnabledFeature")
    if enabled.isEmpty { return nil }
    return enabled.contains { name in
      if let object = snapshot.object(dn: name),
        let guid = snapshot.values(object, "msDS-OptionalFeatureGUID").first
      {
        return Array(guid) == feature.bytes
      }
      return String(decoding: name, as: UTF8.self).lowercased().hasPrefix("cn=\(featureName),")
    }
  }
}
