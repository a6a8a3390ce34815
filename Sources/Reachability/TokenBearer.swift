package import Directory
package import WindowsSecurity

/// Whoever is asked about.
package enum TokenBearer: Hashable, Sendable {
  case object(ObjectID)
  /// No object with the SID was read.
  case sid(SID)

  /// nil where only the SID is known.
  var object: ObjectID? { if case .object(let object) = self { object } else { nil } }

  /// nil for an object that shows none.
  func sid(in snapshot: Snapshot) -> SID? {
    switch self {
    case .object(let object): snapshot.sid(object)
    case .sid(let sid): sid
    }
  }

  /// SIDs that stand for somebody else in an entry, or for nobody: there is no token with them. [MS-DTYP] 2.4.2.4
  private static let placeholders: Set<SID> = [
    .nobody, .creatorOwner, .creatorGroup, .creatorOwnerServer, .creatorGroupServer, .ownerRights,
    .selfPrincipal,
  ]

  /// A principal of which only the SID is known; nil for the SID of a domain and for one that stands for nobody itself.
  package init?(bare sid: SID) {
    let isDomain = sid.authority == 5 && sid.subAuthority(0) == 21 && sid.subAuthorityCount < 5
    guard !isDomain, !Self.placeholders.contains(sid) else { return nil }
    self = .sid(sid)
  }

  /// An object that can be in a token; nil for one that is no security principal, such as an organizational unit or the head
  /// of a domain, whose SID is that of no account, and for the object of a placeholder.
  package init?(_ object: ObjectID, in snapshot: Snapshot) {
    let isPrincipal =
      switch snapshot.structuralClass(object) {
      case "foreignSecurityPrincipal", "msDS-ShadowPrincipal": true
      default: ObjectKind(object, in: snapshot).isPrincipal || snapshot.sid(object)?.domain != nil
      }
    guard isPrincipal, !(snapshot.sid(object).map(Self.placeholders.contains) ?? false) else { return nil }
    self = .object(object)
  }
}
