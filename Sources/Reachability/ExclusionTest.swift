internal import Directory

/// Decides the exclusion of single edges against one snapshot and one start of the window.
struct ExclusionTest {
  let snapshot: Snapshot
  let since: Instant?
  /// Removed link values older than this many days are gone from the metadata. [MS-ADTS] 6.1.1.2.4.1.1
  let lifetimeDays: Int

  init(_ snapshot: Snapshot, since: Instant?) {
    self.snapshot = snapshot
    self.since = since
    // An absent tombstoneLifetime means 60 days.
    self.lifetimeDays = snapshot.tombstoneLifetimeDays ?? 60
  }

  /// Whether ``exclusion(of:on:)`` would exclude, without the words for it.
  func excludes(_ kind: EdgeKind, on target: ObjectID) -> Bool {
    guard let since, kind.isAccessRight, snapshot.hasStamps(target) else { return false }
    // Most objects were written in the window by somebody; the attribute that changes most is asked first.
    if kind == .forceChangePassword || kind == .allExtendedRights || kind == .genericAll,
      let stamp = snapshot.stamp(target, "pwdLastSet"), stamp.changed >= since
    {
      return false
    }
    return exclusion(of: kind, on: target)?.excluded == true
  }

  /// nil = the use of the edge leaves no trace, or the window has no start.
  func exclusion(of kind: EdgeKind, on target: ObjectID) -> RouteExclusion? {
    guard since != nil else { return nil }
    switch kind {
    case .addMember, .addSelf:
      return links("member", of: target)
    case .writeDacl, .writeOwner, .writeOwnerLimitedRights, .owns:
      return attributes(["nTSecurityDescriptor"], of: target)
    case .forceChangePassword, .allExtendedRights:
      return attributes(["unicodePwd", "pwdLastSet"], of: target)
    case .writeSPN:
      return attributes(["servicePrincipalName"], of: target)
    case .addKeyCredentialLink:
      return links("msDS-KeyCredentialLink", of: target)
    case .addAllowedToAct:
      return attributes(["msDS-AllowedToActOnBehalfOfOtherIdentity"], of: target)
    case .writeAccountRestrictions:
      return attributes(
        ["msDS-AllowedToActOnBehalfOfOtherIdentity", "userAccountControl"], of: target)
    case .writeUserAccountControl:
      return attributes(["userAccountControl"], of: target)
    // Of the whole set, what the step uses is the mapping; names of the same set are steps of their own.
    case .writeAltSecurityIdentities, .writePublicInformation:
      return attributes(["altSecurityIdentities"], of: target)
    case .writeScriptPath:
      return attributes(["scriptPath"], of: target)
    case .writeProfilePath:
      return attributes(["profilePath"], of: target)
    case .writeUserPrincipalName:
      return attributes(["userPrincipalName"], of: target)
    case .writeDNSHostName:
      return attributes(["dNSHostName"], of: target)
    case .writeAccountName:
      return attributes(["sAMAccountName"], of: target)
    case .writeGPLink:
      return attributes(["gPLink", "gPOptions"], of: target)
    case .occupyGPLink:
      return RouteExclusion(
        excluded: false,
        why: Bilingual(
          en:
            "a policy that took the name and was deleted again is not searched for among the deleted objects",
          de:
            "nach einer Richtlinie, die den Namen trug und wieder gelöscht wurde, wird unter den gelöschten Objekten "
            + "nicht gesucht"))
    case .genericAll, .genericWrite:
      // The content of a policy lies in SYSVOL, where the directory's metadata sees nothing.
      if snapshot.isA(target, "groupPolicyContainer") { return nil }
      return everyWrite(on: target, descriptor: kind == .genericAll)
    default:
      return nil
    }
  }

  /// A right to write everything is unused only when nothing at all was written that gives control.
  private func everyWrite(on target: ObjectID, descriptor: Bool) -> RouteExclusion {
    var names = [
      "servicePrincipalName", "altSecurityIdentities", "msDS-AllowedToActOnBehalfOfOtherIdentity",
      "userAccountControl", "scriptPath", "profilePath", "userPrincipalName", "dNSHostName", "sAMAccountName",
      "gPLink", "gPOptions", "gPCFileSysPath", "versionNumber",
      "unicodePwd",
      "pwdLastSet", "msDS-AllowedToDelegateTo", "msDS-GroupMSAMembership", "sIDHistory",
    ]
    if descriptor { names.append("nTSecurityDescriptor") }
    let written = attributes(names, of: target)
    guard written.excluded else { return written }
    for name in ["member", "msDS-KeyCredentialLink"] {
      let links = links(name, of: target)
      guard links.excluded else { return links }
    }
    return written
  }

  private func attributes(_ names: [String], of target: ObjectID) -> RouteExclusion {
    guard let since, snapshot.hasStamps(target) else { return Self.noMetadata }
    for name in names {
      guard let stamp = snapshot.stamp(target, name), stamp.changed >= since else { continue }
      return RouteExclusion(
        excluded: false,
        why: Bilingual(
          en: "\(name) was written at \(stamp.changed), inside the window",
          de: "\(name) wurde am \(stamp.changed) geschrieben, im Zeitfenster"))
    }
    let list = names.count > 3 ? "\(names[0]), …" : names.joined(separator: ", ")
    return RouteExclusion(
      excluded: true,
      why: Bilingual(
        en: "the replication metadata of \(snapshot.dn(target)) shows no write of \(list) since \(since)",
        de:
          "die Replikationsmetadaten von \(snapshot.dn(target)) zeigen kein Schreiben von \(list) seit \(since)"
      ))
  }

  private func links(_ attribute: String, of target: ObjectID) -> RouteExclusion {
    guard let since, snapshot.hasStamps(target) else { return Self.noMetadata }
    if let last = snapshot.newestLinkChange(target, attribute), last >= since {
      return RouteExclusion(
        excluded: false,
        why: Bilingual(
          en: "a value of \(attribute) was added or removed at \(last), inside the window",
          de: "ein Wert von \(attribute) wurde am \(last) hinzugefügt oder entfernt, im Zeitfenster"))
    }
    // Without linked-value replication the whole attribute carries one stamp.
    let stamp = snapshot.stamp(target, attribute)
    if let stamp, stamp.changed >= since { return attributes([attribute], of: target) }
    // Values present without a record are legacy values (before the 2003 forest level) or metadata nobody asked for.
    if stamp == nil, !snapshot.hasLinks(target), !snapshot.values(target, attribute).isEmpty {
      return Self.noMetadata
    }
    if let now = snapshot.collectedAt, now.seconds - since.seconds >= Int64(lifetimeDays) * 86_400 {
      return RouteExclusion(
        excluded: false,
        why: Bilingual(
          en: "removed values of \(attribute) are forgotten after \(lifetimeDays) days",
          de: "entfernte Werte von \(attribute) sind nach \(lifetimeDays) Tagen vergessen"))
    }
    return RouteExclusion(
      excluded: true,
      why: Bilingual(
        en: "no value of \(attribute) on \(snapshot.dn(target)) was added or removed since \(since)",
        de:
          "an \(snapshot.dn(target)) wurde seit \(since) kein Wert von \(attribute) hinzugefügt oder entfernt"
      ))
  }

  private static let noMetadata = RouteExclusion(
    excluded: false,
    why: Bilingual(
      en: "replication metadata that could exclude it was not read",
      de: "Replikationsmetadaten, die ihn ausschließen könnten, wurden nicht gelesen"))
}
