internal import WindowsSecurity

/// The rules of one kind of object, prepared for one descriptor.
struct ControlPlan: Sendable {
  private let rules: [ControlRules.Rule]
  private let check: AccessCheck
  private let plan: AccessPlan
  private let descriptor: SecurityDescriptor
  private let isComputerDerived: Bool
  private let objectClass: GUID?
  /// What the rules lead to, besides the object: nothing, the head of its domain, or other objects as well.
  enum Reach { case object, domain, elsewhere }
  let reach: Reach
  /// Whether an entry may give the object itself a right that leads elsewhere. What leads to the object gives it nothing.
  let leadsItselfElsewhere: Bool
  /// What a new owner gets, where an entry for OWNER RIGHTS stays when the owner changes.
  private let newOwner: (check: AccessCheck, plan: AccessPlan)?

  init(
    _ check: AccessCheck, _ descriptor: SecurityDescriptor, kind: ObjectKind, objectClass: GUID?,
    _ rules: ControlRules
  ) {
    self.check = check
    self.descriptor = descriptor
    self.rules = rules.rules(for: kind)
    let rights = self.rules.flatMap(\.rights)
    let plan = check.plan(for: rights, objectClass: objectClass)
    self.plan = plan
    self.isComputerDerived = kind.isComputerDerived
    self.objectClass = objectClass
    let gains = self.rules.map(\.gain).filter { $0 != .object }
    reach =
      gains.isEmpty
      ? .object : gains.allSatisfy { $0 == .domain || $0 == .domainByName } ? .domain : .elsewhere
    leadsItselfElsewhere = self.rules.contains { rule in
      rule.gain != .object && rule.range.contains(where: plan.isGivenToSelf)
    }
    newOwner = Self.taken(descriptor).map { taken in
      let check = AccessCheck(taken, schema: check.schema)
      return (check, check.plan(for: rights, objectClass: objectClass))
    }
  }

  /// The descriptor after somebody took ownership; nil when no entry for OWNER RIGHTS would be left.
  ///
  /// Entries for OWNER RIGHTS that were not inherited are removed with the change of the owner; BloodHound models it so,
  /// no specification says it, and it was not measured.
  private static func taken(_ descriptor: SecurityDescriptor) -> SecurityDescriptor? {
    guard let dacl = descriptor.dacl,
      dacl.aces.contains(where: { isOwnerRights($0) && $0.flags.contains(.inherited) })
    else { return nil }
    let aces = dacl.aces.filter { !isOwnerRights($0) || $0.flags.contains(.inherited) }
    return SecurityDescriptor(
      control: descriptor.control, owner: .nobody, group: descriptor.group,
      dacl: ACL(revision: dacl.revision, aces: aces))
  }

  private static func isOwnerRights(_ ace: ACE) -> Bool {
    ace.trustee == .ownerRights && !ace.flags.contains(.inheritOnly)
  }

  /// Where the halves of DCSync stand among the rights of the rules; nil = the object has no such rule.
  private var replicationHalves: Range<Int>? {
    rules.first { $0.kind == .dcSync }?.range
  }

  var mayReplicate: Bool { replicationHalves?.allSatisfy { plan.canBeGranted($0) } ?? false }

  /// Position of the entry that grants one half of DCSync, all secrets first; nil = not granted by an entry.
  func replicationACE(_ half: Int, holding isHeld: (SID) -> Bool) -> Int32? {
    guard let halves = replicationHalves, half < halves.count else { return nil }
    let decision = plan.decide(halves.lowerBound + half, holding: check.held(isHeld))
    return decision.isGranted ? decision.ace.map { Int32(truncatingIfNeeded: $0) } : nil
  }

  /// Trustees that an entry may give some of the rights; with the owner, the only ones who can have them.
  var candidates: [SID] {
    if descriptor.dacl == nil { return [.everyone] }
    var found = Set(plan.rights.indices.flatMap { plan.grantees($0) })
    if let owner = check.owner { found.insert(owner) }
    return found.sorted().map { check.trustees[$0] }
  }

  /// Certain grants before conditional ones, otherwise in the order of the rules.
  ///
  /// - Parameters:
  ///   - ownerRightsAreBlocked: as dSHeuristics has it; nil = not read.
  ///   - isSelf: whether the object itself asks; then only what leads elsewhere is granted.
  ///   - circumstance: what decides whether a SID is held that is not held in every log-on; nil where nothing does.
  func grants(
    ownerRightsAreBlocked: Bool?, isSelf: Bool, holding isHeld: (SID) -> Bool,
    orPossibly circumstance: ((SID) -> LogonCircumstance?)? = nil
  ) -> [Grant] {
    let held = check.held(isHeld, orPossibly: circumstance.map { known in { known($0) != nil } })
    let requester = Requester(
      isSelf: isSelf, ownerRightsAreBlocked: ownerRightsAreBlocked == true && isComputerDerived,
      ownerRightsMayBeBlocked: ownerRightsAreBlocked == nil && isComputerDerived)
    var certain: [Grant] = []
    var conditional: [Grant] = []
    for rule in rules where !isSelf || rule.gain != .object {
      let decisions = rule.range.map { plan.decide($0, holding: held, as: requester) }
      guard let first = decisions.first, decisions.allSatisfy({ $0.outcome != .denied }) else { continue }
      var kind = name(of: rule, decidedBy: first)
      var condition = rule.condition
      var need = rule.need
      if rule.kind == .writeOwner {
        guard let gained = ownership(requester, holding: isHeld) else { continue }
        condition = gained.condition
        if !gained.rule.kind.givesDescriptor {
          kind = .writeOwnerLimitedRights
          need = gained.rule.need
        }
      }
      let undecided = decisions.first { $0.outcome == .unknown }
      let isOwner = first.basis == .owner
      let grant = Grant(
        kind: kind, condition: undecided.map { why($0, held, circumstance) } ?? condition, need: need,
        gain: rule.gain,
        ace: first.ace.map { Int32(truncatingIfNeeded: $0) },
        trustee: isOwner ? descriptor.owner : first.ace.flatMap(trustee(ofACE:)),
        furtherACEs: decisions.dropFirst().compactMap { $0.ace.map { Int32(truncatingIfNeeded: $0) } })
      if grant.condition == nil { certain.append(grant) } else { conditional.append(grant) }
    }
    return certain + conditional
  }

  /// Why a decision is open.
  private func why(
    _ decision: AccessDecision, _ held: HeldTrustees, _ circumstance: ((SID) -> LogonCircumstance?)?
  ) -> Condition {
    let doubtful =
      decision.ace.map { check.possibleTrustees(ofACE: $0, held) } ?? [descriptor.owner].compactMap { $0 }
    if let circumstance, let first = doubtful.lazy.compactMap(circumstance).first { return .logon(first) }
    return decision.basis == .owner ? .ownerRightsUnread : .accessUndecided
  }

  /// Owners have what ownership implies, or what an entry for OWNER RIGHTS says instead.
  private func name(of rule: ControlRules.Rule, decidedBy decision: AccessDecision) -> EdgeKind {
    // What leads elsewhere keeps its name whoever holds it.
    guard rule.gain == .object else { return rule.kind }
    if decision.basis == .owner { return .owns }
    guard let ace = decision.ace.flatMap(entry), ace.trustee == .ownerRights else { return rule.kind }
    return rule.kind.givesDescriptor ? .owns : .ownsLimitedRights
  }

  /// The first rule that being the owner would satisfy, a certain one before one that hangs on a conditional entry, and what
  /// it still needs; nil = ownership gives no control.
  private func ownership(
    _ requester: Requester, holding isHeld: (SID) -> Bool
  ) -> (rule: ControlRules.Rule, condition: Condition?)? {
    guard let newOwner else {
      // A new owner has the implied right to write the DACL, unless the forest withholds it.
      guard !requester.ownerRightsAreBlocked else { return nil }
      return rules.first { $0.kind == .writeDacl }.map {
        ($0, requester.ownerRightsMayBeBlocked ? .ownerRightsUnread : $0.condition)
      }
    }
    let held = newOwner.check.held { $0 == .nobody || isHeld($0) }
    var undecided: ControlRules.Rule?
    for rule in rules where rule.kind != .writeOwner && rule.gain == .object {
      let decisions = rule.range.map { newOwner.plan.decide($0, holding: held, as: requester).outcome }
      if decisions.allSatisfy({ $0 == .granted }) { return (rule, rule.condition) }
      if undecided == nil, !decisions.contains(.denied) { undecided = rule }
    }
    return undecided.map { ($0, .accessUndecided) }
  }

  private func entry(_ index: Int) -> ACE? {
    guard let aces = descriptor.dacl?.aces, aces.indices.contains(index) else { return nil }
    return aces[index]
  }

  private func trustee(ofACE index: Int) -> SID? {
    guard let trustee = entry(index)?.trustee else { return nil }
    return trustee == .ownerRights ? descriptor.owner : trustee
  }
}
