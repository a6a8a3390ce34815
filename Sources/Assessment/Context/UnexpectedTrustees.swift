import Directory
import WindowsSecurity

/// Which trustees of a security descriptor hold a right that the default access control lists do not give them.
///
/// The allow entries that apply to the object itself count; an explicit deny for the same trustee that stands before
/// an allow takes the right away again, as in the access check.
struct UnexpectedTrustees {
  struct Holder {
    let trustee: SID
    /// The entries that grant it.
    let aces: [ACE]
  }

  static let replicationGetChanges = GUID("1131f6aa-9c07-11d1-f79f-00c04fc2dcd2")
  static let replicationGetChangesAll = GUID("1131f6ad-9c07-11d1-f79f-00c04fc2dcd2")

  /// Trustees that may replicate secrets: both control access rights, or all of them, or full control.
  static func replicators(_ descriptor: SecurityDescriptor) -> [Holder] {
    holders(descriptor) { aces in
      let changes = aces.contains { grants($0, .controlAccess, replicationGetChanges) }
      let all = aces.contains { grants($0, .controlAccess, replicationGetChangesAll) }
      return changes && all
    }
  }

  /// Trustees that may rewrite the descriptor.
  static func rewriters(_ descriptor: SecurityDescriptor) -> [Holder] {
    holders(descriptor) { aces in aces.contains { controls($0) } }
  }

  /// Trustees that may write anything: rewrite the descriptor, set members, keys, names or passwords.
  static func writers(_ descriptor: SecurityDescriptor) -> [Holder] {
    holders(descriptor) { aces in
      aces.contains { ace in
        controls(ace) || !ace.mask.mapped.isDisjoint(with: [.writeProperty, .selfWrite])
          || (ace.mask.mapped.contains(.controlAccess)
            && (ace.objectType == nil || ace.objectType == resetPassword))
      }
    }
  }

  private static let resetPassword = GUID("00299570-246d-11d0-a768-00aa006e0529")

  /// Whether an entry gives the right to rewrite the descriptor of the object.
  static func controls(_ ace: ACE) -> Bool {
    !ace.mask.mapped.isDisjoint(with: [.writeDACL, .writeOwner])
  }

  private static func grants(_ ace: ACE, _ right: AccessMask, _ type: GUID?) -> Bool {
    ace.mask.mapped.contains(right) && (ace.objectType == nil || ace.objectType == type)
  }

  private static func holders(_ descriptor: SecurityDescriptor, where test: ([ACE]) -> Bool) -> [Holder] {
    var allowed: [SID: [ACE]] = [:]
    var denied: [SID: [ACE]] = [:]
    for ace in descriptor.dacl?.aces ?? [] where !ace.flags.contains(.inheritOnly) {
      if ace.type.denies { denied[ace.trustee, default: []].append(ace) }
      guard ace.type.allows else { continue }
      let refusals = denied[ace.trustee] ?? []
      let refused = refusals.contains { deny in
        (deny.objectType == nil || deny.objectType == ace.objectType)
          && deny.mask.mapped.isSuperset(of: ace.mask.mapped)
      }
      if !refused { allowed[ace.trustee, default: []].append(ace) }
    }
    return allowed.filter { test($0.value) }.map { Holder(trustee: $0.key, aces: $0.value) }.sorted {
      $0.trustee < $1.trustee
    }
  }
}

extension AssessmentContext {
  /// The trustees that hold power over a domain head or AdminSDHolder by default.
  func isDefaultTrustee(_ sid: SID) -> Bool {
    let wellKnown: [SID] = [
      .system, .administrators, .enterpriseDomainControllers, .creatorOwner, .selfPrincipal,
    ]
    if wellKnown.contains(sid) { return true }
    return snapshot.domains.contains { domain in
      [512, 516, 519].contains { domain.sid?.appending($0) == sid }
    }
  }

  /// Groups of Exchange whose rights its setup gives; they are told as exposure, not as a trace.
  func isExchangeTrustee(_ sid: SID) -> Bool {
    guard let id = snapshot.object(sid: sid) else { return false }
    return privileged.groups.contains {
      ($0.kind == .exchangePower || $0.kind == .exchange) && $0.id == id && !$0.isNested
    }
  }

  func trusteeName(_ sid: SID) -> String { snapshot.object(sid: sid).map(name) ?? "\(sid)" }
}
