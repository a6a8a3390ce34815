internal import Directory
internal import WindowsSecurity

/// Which rights on an object of a kind give control of it, best first.
struct ControlRules: Sendable {
  struct Rule: Sendable {
    let kind: EdgeKind
    /// Granted together, by whatever entries.
    let rights: [AccessRight]
    /// nil = enough by itself.
    let condition: Condition?
  }

  private let rules: [[Rule]]
  let schema: RightsSchema

  /// The two halves of DCSync, the rarer one first. [MS-ADTS] 5.1.3.2.1
  static let replicateSecrets: [AccessRight] = [
    .control(GUID.ControlRight.dsReplicationGetChangesAll),
    .control(GUID.ControlRight.dsReplicationGetChanges),
  ]

  init(_ schema: RightsSchema) {
    self.schema = schema
    let reader = RuleTable(schema)
    rules = ObjectKind.allCases.map { reader.rules(for: $0) }
  }

  func rules(for kind: ObjectKind) -> [Rule] { rules[Int(kind.rawValue)] }
}

/// The rows of ``ControlRules``, in the names of the schema; a name the schema lacks makes no rule.
private struct RuleTable {
  let schema: RightsSchema

  init(_ schema: RightsSchema) { self.schema = schema }

  private func write(_ attribute: String) -> [AccessRight]? {
    schema.attribute(named: attribute).map { [.writeAttribute($0)] }
  }

  private func rule(_ kind: EdgeKind, _ rights: [AccessRight]?, _ condition: Condition? = nil)
    -> [ControlRules.Rule]
  {
    rights.map { [ControlRules.Rule(kind: kind, rights: $0, condition: condition)] } ?? []
  }

  func rules(for kind: ObjectKind) -> [ControlRules.Rule] {
    var rules =
      rule(.genericAll, [.object(.fullControl)]) + rule(.writeDacl, [.object(.writeDACL)])
      + rule(.writeOwner, [.object(.writeOwner)])
    switch kind {
    case .user: rules += user
    case .computer: rules += computer
    case .managedAccount:
      rules +=
        rule(.genericWrite, [.object(.writeProperty)]) + rule(.genericWrite, write("msDS-GroupMSAMembership"))
    case .group:
      rules += rule(.genericWrite, [.object(.writeProperty)]) + rule(.addMember, write("member"))
      rules += rule(.addSelf, [.validatedWrite(GUID.ValidatedWrite.selfMembership)])
    case .policy:
      rules += rule(.genericWrite, [.object(.writeProperty)]) + rule(.writeGPO, write("gPCFileSysPath"))
    case .domain:
      rules += rule(.dcSync, ControlRules.replicateSecrets) + link
    // Creating users, groups or computers gives nothing here: what is new is in no Tier-0 group and no entry names it.
    case .organizationalUnit, .site: rules += link
    // Writing the attributes of a bare container changes nothing for what lies below it.
    case .container: break
    case .other: rules += rule(.genericWrite, [.object(.writeProperty)])
    }
    return rules
  }

  private var link: [ControlRules.Rule] {
    rule(.genericWrite, [.object(.writeProperty)], .policySource)
      + rule(.writeGPLink, write("gPLink"), .policySource)
  }

  private var resetPassword: [ControlRules.Rule] {
    rule(.forceChangePassword, [.control(GUID.ControlRight.userForceChangePassword)])
  }

  private var user: [ControlRules.Rule] {
    resetPassword
      + rule(.genericWrite, [.object(.writeProperty)], .passwordCracked)
      + rule(.addKeyCredentialLink, write("msDS-KeyCredentialLink"), .pkinitCertificate)
      + rule(.writeAltSecurityIdentities, write("altSecurityIdentities"), .mappedCertificate)
      + rule(.writeSPN, write("servicePrincipalName"), .passwordCracked)
      + rule(.writeAccountRestrictions, write("userAccountControl"), .passwordCracked)
      + rule(.writeScriptPath, write("scriptPath"), .userLogon)
      + rule(.addAllowedToAct, write("msDS-AllowedToActOnBehalfOfOtherIdentity"), .spnAccount)
  }

  private var computer: [ControlRules.Rule] {
    // The foothold is a computer account and so has the service principal name that delegation asks for.
    rule(.genericWrite, [.object(.writeProperty)])
      + rule(.addAllowedToAct, write("msDS-AllowedToActOnBehalfOfOtherIdentity")) + resetPassword
      + rule(.readLAPSPassword, readSecret("ms-Mcs-AdmPwd"))
      + rule(.readLAPSPassword, readSecret("msLAPS-Password"))
      + rule(.addKeyCredentialLink, write("msDS-KeyCredentialLink"), .pkinitCertificate)
      + rule(.writeAltSecurityIdentities, write("altSecurityIdentities"), .mappedCertificate)
  }

  /// A confidential attribute needs READ_PROP and CONTROL_ACCESS. [MS-ADTS] 3.1.1.4.4
  private func readSecret(_ attribute: String) -> [AccessRight]? {
    schema.attribute(named: attribute).map { [.readAttribute($0), .accessConfidentialAttribute($0)] }
  }
}

/// One way in which a token controls the objects of one group.
struct Grant: Sendable {
  let kind: EdgeKind
  let condition: Condition?
  /// Position of the deciding entry in the DACL; nil = ownership or no DACL.
  let ace: Int32?
  /// Trustee of that entry, or the owner; nil = nobody in particular (no DACL).
  let trustee: SID?
  let furtherACEs: [Int32]
}

/// The rules of one kind of object, prepared for one descriptor.
struct ControlPlan: Sendable {
  private let rules: [ControlRules.Rule]
  private let check: AccessCheck
  private let plan: AccessPlan
  private let descriptor: SecurityDescriptor
  private let isComputerDerived: Bool
  private let objectClass: GUID?

  init(
    _ check: AccessCheck, _ descriptor: SecurityDescriptor, kind: ObjectKind, objectClass: GUID?,
    _ rules: ControlRules
  ) {
    self.check = check
    self.descriptor = descriptor
    self.rules = rules.rules(for: kind)
    self.plan = check.plan(for: self.rules.flatMap(\.rights), objectClass: objectClass)
    self.isComputerDerived = kind.isComputerDerived
    self.objectClass = objectClass
  }

  /// Trustees that some entry allows a right, whatever another denies.
  func grantees(of right: AccessRight) -> [SID] {
    check.plan(for: [right], objectClass: objectClass).grantees(0).map { check.trustees[$0] }
  }

  /// Whether the holder has one right, or may have it.
  func allows(_ right: AccessRight, holding isHeld: (SID) -> Bool) -> Bool {
    check.decide(right, objectClass: objectClass, holding: isHeld).outcome != .denied
  }

  /// Trustees that an entry may give some of the rights; with the owner, the only ones who can have them.
  var candidates: [SID] {
    if descriptor.dacl == nil { return [.everyone] }
    var found = Set(plan.rights.indices.flatMap { plan.grantees($0) })
    if let owner = check.owner { found.insert(owner) }
    return found.sorted().map { check.trustees[$0] }
  }

  /// Certain grants before conditional ones, otherwise in the order of the rules.
  func grants(ownerRightsAreBlocked: Bool, holding isHeld: (SID) -> Bool) -> [Grant] {
    let held = check.held(isHeld)
    let requester = Requester(ownerRightsAreBlocked: ownerRightsAreBlocked && isComputerDerived)
    var certain: [Grant] = []
    var conditional: [Grant] = []
    var position = 0
    for rule in rules {
      let decisions = rule.rights.indices.map { plan.decide(position + $0, holding: held, as: requester) }
      position += rule.rights.count
      guard let first = decisions.first, decisions.allSatisfy({ $0.outcome != .denied }) else { continue }
      let isUndecided = decisions.contains { $0.outcome == .unknown }
      let isOwner = first.basis == .owner
      let grant = Grant(
        kind: isOwner ? .owns : rule.kind, condition: isUndecided ? .accessUndecided : rule.condition,
        ace: first.ace.map { Int32(truncatingIfNeeded: $0) },
        trustee: isOwner ? descriptor.owner : first.ace.flatMap(trustee(ofACE:)),
        furtherACEs: decisions.dropFirst().compactMap { $0.ace.map { Int32(truncatingIfNeeded: $0) } })
      if grant.condition == nil { certain.append(grant) } else { conditional.append(grant) }
    }
    return certain + conditional
  }

  private func trustee(ofACE index: Int) -> SID? {
    guard let aces = descriptor.dacl?.aces, aces.indices.contains(index) else { return nil }
    return aces[index].trustee
  }
}
