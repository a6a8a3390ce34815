@testable import WindowsSecurity

/// The rights over the object itself, as one mask, found in another way than ``AccessPlan`` does: in one walk for all bits.
/// What both must agree on is a check of either.
struct ObjectRights: Hashable, Sendable {
  /// Granted without an object type: a property right for every attribute, control access for every right, and so on,
  /// except for what ``restricted`` says.
  let granted: AccessMask
  /// Depends on the condition of a callback ACE, or on whether it stands in place of what ownership implies.
  let unknown: AccessMask
  /// Granted, but an earlier entry denies it for some attribute, right or class; ask for that one with a plan.
  let restricted: AccessMask

  /// The value of `sDRightsEffective`: 1 owner, 2 group, 4 DACL, 8 SACL. [MS-ADTS] 3.1.1.4.5.3.
  var sDRightsEffective: UInt32 {
    (granted.contains(.writeOwner) ? 3 : 0) | (granted.contains(.writeDACL) ? 4 : 0)
      | (granted.contains(.accessSystemSecurity) ? 8 : 0)
  }
}

extension AccessCheck {
  private static let typedByKind: AccessMask = [.controlAccess, .selfWrite, .createChild, .deleteChild]
  private static let typed: AccessMask = typedByKind.union([.readProperty, .writeProperty])

  /// All single bits at once, in one walk over the list.
  /// - Parameter objectClass: schemaIDGUID of the object's structural class.
  func objectRights(
    objectClass: GUID?, holding held: HeldTrustees, as requester: Requester = Requester()
  ) -> ObjectRights {
    var privileged: AccessMask = requester.mayManageSACLs ? .accessSystemSecurity : []
    guard !isNullDACL else {
      return ObjectRights(granted: privileged.union(.fullControl), unknown: [], restricted: [])
    }
    if requester.mayTakeOwnership { privileged.insert(.writeOwner) }
    let implied = impliedByOwnership(held, requester)
    var granted = privileged.union(implied.certain)
    var undecided = AccessMask.fullControl.subtracting(granted)
    var unknown: AccessMask = []
    var mayBeAllowed: AccessMask = []
    var mayBeDenied: AccessMask = []
    var partlyDenied: AccessMask = []
    for entry in entries {
      let application = application(of: entry, held, requester)
      guard application != .doesNotApply else { continue }
      var mask = entry.mask.intersection(undecided)
      if let type = entry.objectType {
        let whole = type == objectClass ? mask.subtracting(Self.typedByKind) : []
        if !entry.allows { partlyDenied.formUnion(mask.subtracting(whole).intersection(Self.typed)) }
        mask = whole
      }
      switch (application, entry.allows) {
      case (.doesNotApply, _): continue
      case (.mayApply, true): mayBeAllowed.formUnion(mask)
      case (.mayApply, false): mayBeDenied.formUnion(mask)
      case (.applies, true):
        granted.formUnion(mask.subtracting(mayBeDenied))
        unknown.formUnion(mask.intersection(mayBeDenied))
        undecided.subtract(mask)
      case (.applies, false):
        unknown.formUnion(mask.intersection(mayBeAllowed))
        undecided.subtract(mask)
      }
    }
    unknown.formUnion(undecided.intersection(mayBeAllowed))
    unknown.formUnion(implied.possible.subtracting(granted))
    return ObjectRights(granted: granted, unknown: unknown, restricted: granted.intersection(partlyDenied))
  }
}
