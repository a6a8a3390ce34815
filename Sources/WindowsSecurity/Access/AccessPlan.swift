/// The entries of one descriptor that can decide each of a list of rights, for objects of one class.
///
/// Most rights are about two or three entries of a list of sixty; the plan finds those once, so that an answer for one
/// more token costs only them.
package struct AccessPlan: Sendable {
  package let rights: [AccessRight]
  private let check: AccessCheck
  /// For each right, indices into `check.entries`, in stored order.
  private let relevant: [[Int32]]

  init(_ check: AccessCheck, _ rights: [AccessRight], _ objectClass: GUID?) {
    self.check = check
    self.rights = rights
    // Hundreds of rights of a class share one bit.
    var byMask: [AccessMask: [(index: Int32, type: GUID?)]] = [:]
    relevant = rights.map { right in
      let types = right.objectTypes(objectClass: objectClass, schema: check.schema)
      let entries = byMask[right.mask] ?? Self.entries(of: check, about: right.mask)
      byMask[right.mask] = entries
      var indices: [Int32] = []
      for entry in entries where entry.type.map(types.contains) ?? true { indices.append(entry.index) }
      return indices
    }
  }

  private static func entries(
    of check: AccessCheck, about mask: AccessMask
  ) -> [(index: Int32, type: GUID?)] {
    var found: [(index: Int32, type: GUID?)] = []
    for (index, entry) in check.entries.enumerated()
    where entry.allows ? entry.mask.isSuperset(of: mask) : !entry.mask.isDisjoint(with: mask) {
      found.append((Int32(truncatingIfNeeded: index), entry.objectType))
    }
    return found
  }

  /// Whether any token at all could be granted the right, or might be.
  package func canBeGranted(_ right: Int) -> Bool {
    check.isNullDACL || relevant[right].contains { check.entries[Int($0)].allows }
      || !rights[right].mask.isDisjoint(with: [.readControl, .writeDACL, .writeOwner, .accessSystemSecurity])
  }

  /// The trustees that an entry allows `right`, as indices into ``AccessCheck/trustees``, ascending and distinct: only
  /// who holds one of them, owns the object, is the object or has a privilege can be granted it.
  package func grantees(_ right: Int) -> [Int] {
    var found: Set<Int> = []
    for index in relevant[right] {
      let entry = check.entries[Int(index)]
      if entry.allows, case .principal(let trustee) = entry.trustee { found.insert(trustee) }
    }
    return found.sorted()
  }

  /// Whether an entry for PRINCIPAL_SELF allows `right`.
  package func isGivenToSelf(_ right: Int) -> Bool {
    relevant[right].contains {
      let entry = check.entries[Int($0)]
      return entry.allows && entry.trustee == .selfPrincipal
    }
  }

  /// One decision per right, in their order.
  package func decide(holding held: HeldTrustees, as requester: Requester = Requester()) -> [AccessDecision] {
    rights.indices.map { decide($0, holding: held, as: requester) }
  }

  /// The decision about `rights[right]`.
  package func decide(
    _ right: Int, holding held: HeldTrustees, as requester: Requester = Requester()
  ) -> AccessDecision {
    let mask = rights[right].mask
    // The right to the SACL is a privilege; an entry that names it does not grant it. [MS-DTYP] 2.5.3.2.
    if mask.contains(.accessSystemSecurity) {
      return requester.mayManageSACLs
        ? AccessDecision(.granted, .privilege) : AccessDecision(.denied, .nothing)
    }
    if check.isNullDACL { return AccessDecision(.granted, .nullDACL) }
    guard rights[right].subject == .object else { return walk(right, held, requester) }
    let implied = check.impliedByOwnership(held, requester)
    if implied.certain.isSuperset(of: mask) { return AccessDecision(.granted, .owner) }
    if mask == .writeOwner, requester.mayTakeOwnership { return AccessDecision(.granted, .privilege) }
    let decision = walk(right, held, requester)
    guard implied.possible.isSuperset(of: mask), !decision.isGranted else { return decision }
    // Of an undecided walk the basis is an entry that may apply, too.
    let undecided = decision.outcome == .unknown ? decision.ace : nil
    guard let first = [undecided, implied.entry].compactMap({ $0 }).min() else {
      return AccessDecision(.unknown, .owner)
    }
    return AccessDecision(.unknown, .ace(first))
  }

  /// The decision of the entries alone.
  private func walk(_ right: Int, _ held: HeldTrustees, _ requester: Requester) -> AccessDecision {
    var firstConditionalAllow: Int?
    var firstConditionalDeny: Int?
    for index in relevant[right] {
      let entry = check.entries[Int(index)]
      switch (check.application(of: entry, held, requester), entry.allows) {
      case (.doesNotApply, _): continue
      case (.mayApply, true): firstConditionalAllow = firstConditionalAllow ?? entry.index
      case (.mayApply, false): firstConditionalDeny = firstConditionalDeny ?? entry.index
      case (.applies, true):
        if let condition = firstConditionalDeny {
          return AccessDecision(.unknown, .ace(min(condition, firstConditionalAllow ?? condition)))
        }
        return AccessDecision(.granted, .ace(entry.index))
      case (.applies, false):
        if let condition = firstConditionalAllow {
          return AccessDecision(.unknown, .ace(min(condition, firstConditionalDeny ?? condition)))
        }
        return AccessDecision(.denied, .ace(entry.index))
      }
    }
    if let condition = firstConditionalAllow {
      return AccessDecision(.unknown, .ace(min(condition, firstConditionalDeny ?? condition)))
    }
    return AccessDecision(.denied, .nothing)
  }
}
