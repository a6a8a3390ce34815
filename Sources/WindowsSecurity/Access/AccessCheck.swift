/// The access check of a domain controller for one descriptor. [MS-ADTS] 5.1.3.3, [MS-DTYP] 2.5.3.2.
///
/// The entries are walked in stored order, never sorted; for every right the first entry that says anything about it
/// decides. Build it once per distinct descriptor, a ``AccessPlan`` once per object class, and ask as often as there are
/// distinct sets of held trustees:
///
/// ```
/// let check = AccessCheck(descriptor, schema: schema)
/// let plan = check.plan(for: [.object(.writeDACL), .writeAttribute(.Attribute.member)], objectClass: .Class.group)
/// let held = check.held { token.contains($0) }
/// let decisions = plan.decide(holding: held, as: Requester())
/// ```
package struct AccessCheck: Sendable {
  /// An entry that can decide something about the object itself.
  struct Entry: Sendable {
    enum Trustee: Hashable, Sendable {
      case principal(Int)
      case selfPrincipal
      case ownerRights
    }
    /// Index in the DACL.
    let index: Int
    let trustee: Trustee
    let mask: AccessMask
    let objectType: GUID?
    let allows: Bool
    /// Of a callback ACE; nil for every other.
    let condition: Condition?
  }

  /// Whether an entry concerns a requester.
  enum Application {
    case applies
    case mayApply
    case doesNotApply
  }

  package let schema: RightsSchema
  /// Every distinct SID whose presence in a token can matter, the owner's included; PRINCIPAL SELF and OWNER RIGHTS are
  /// not among them, because no token holds them.
  package let trustees: [SID]
  let entries: [Entry]
  /// Indices into ``trustees`` of the SIDs that conditions ask for.
  private let conditionTrustees: Set<Int>
  /// Index of the owner in ``trustees``.
  package let owner: Int?
  /// There is no DACL: everything is allowed.
  package let isNullDACL: Bool
  /// An effective entry for OWNER RIGHTS stands in place of the owner's implied rights. [MS-DTYP] 2.5.3.2.
  private let hasOwnerRightsEntry: Bool
  /// Effective entries for OWNER RIGHTS that have a condition, in stored order.
  private let conditionalOwnerRights: [Entry]

  package init(_ descriptor: SecurityDescriptor, schema: RightsSchema) {
    self.schema = schema
    var numbers: [SID: Int] = [:]
    var trustees: [SID] = []
    func number(_ sid: SID) -> Int {
      if let known = numbers[sid] { return known }
      numbers[sid] = trustees.count
      trustees.append(sid)
      return trustees.count - 1
    }
    var entries: [Entry] = []
    var conditionTrustees: Set<Int> = []
    var hasOwnerRightsEntry = false
    let aces = descriptor.dacl?.aces ?? []
    // Read once: both lists may have thousands of entries.
    let resourceAttributes = aces.contains(where: \.type.isCallback) ? descriptor.resourceAttributes : nil
    for (index, ace) in aces.enumerated() {
      guard !ace.flags.contains(.inheritOnly), ace.type.allows || ace.type.denies else { continue }
      let trustee: Entry.Trustee
      switch ace.trustee {
      case .selfPrincipal: trustee = .selfPrincipal
      case .ownerRights:
        trustee = .ownerRights
        hasOwnerRightsEntry = hasOwnerRightsEntry || !ace.type.isCallback
      case let sid: trustee = .principal(number(sid))
      }
      entries.append(
        Entry(
          index: index, trustee: trustee, mask: ace.mask.mapped, objectType: ace.objectType,
          allows: ace.type.allows,
          condition: ace.type.isCallback
            ? Condition(
              applicationData: ace.applicationData, resourceAttributes: resourceAttributes
            ) { sid in
              let index = number(sid)
              conditionTrustees.insert(index)
              return index
            } : nil))
    }
    self.owner = descriptor.owner.map(number)
    self.entries = entries
    self.trustees = trustees
    self.conditionTrustees = conditionTrustees
    self.isNullDACL = descriptor.dacl == nil
    self.hasOwnerRightsEntry = hasOwnerRightsEntry
    self.conditionalOwnerRights = entries.filter { $0.trustee == .ownerRights && $0.condition != nil }
  }

  /// The trustees whose presence in a token can take one of `rights` away, or decides a condition: of two tokens with the
  /// same ones, whoever holds the trustee of an allowing entry is granted the same by it.
  package func discriminating(about rights: AccessMask) -> [SID] {
    var found = conditionTrustees
    for entry in entries where !entry.allows && !entry.mask.isDisjoint(with: rights) {
      switch entry.trustee {
      case .principal(let index): found.insert(index)
      case .ownerRights: if let owner { found.insert(owner) }
      case .selfPrincipal: break
      }
    }
    return found.sorted().map { trustees[$0] }
  }

  /// Which of ``trustees`` a token holds.
  /// - Parameter mayBeHeld: asked about those that it does not hold for certain; nil where there is no doubt.
  package func held(
    _ isHeld: (SID) -> Bool, orPossibly mayBeHeld: ((SID) -> Bool)? = nil
  ) -> HeldTrustees {
    var held = HeldTrustees(count: trustees.count)
    for (index, sid) in trustees.enumerated() {
      if isHeld(sid) {
        held.insert(index)
      } else if let mayBeHeld, mayBeHeld(sid) {
        held.insertPossibly(index)
      }
    }
    return held
  }

  /// The SIDs on which it depends whether an entry applies to a token that may hold them or not.
  /// - Parameter index: position of the entry in the DACL.
  package func possibleTrustees(ofACE index: Int, _ held: HeldTrustees) -> [SID] {
    guard let entry = entries.first(where: { $0.index == index }) else { return [] }
    var asked = entry.condition?.trustees ?? []
    switch entry.trustee {
    case .principal(let trustee): asked.insert(trustee, at: 0)
    case .ownerRights: if let owner { asked.insert(owner, at: 0) }
    case .selfPrincipal: break
    }
    return asked.filter(held.mayContain).map { trustees[$0] }
  }

  /// Prepares the answers to `rights` for objects of one class.
  /// - Parameter objectClass: schemaIDGUID of the object's most specific structural class; nil when not known, and then
  ///   no entry that names a class of objects applies.
  package func plan(for rights: [AccessRight], objectClass: GUID?) -> AccessPlan {
    AccessPlan(self, rights, objectClass)
  }

  /// One answer for one token; for many, make a ``AccessPlan``.
  package func decide(
    _ right: AccessRight, objectClass: GUID?, as requester: Requester = Requester(),
    holding isHeld: (SID) -> Bool, orPossibly mayBeHeld: ((SID) -> Bool)? = nil
  ) -> AccessDecision {
    plan(for: [right], objectClass: objectClass)
      .decide(0, holding: held(isHeld, orPossibly: mayBeHeld), as: requester)
  }

  private static func application(of trustee: Int, _ held: HeldTrustees) -> Application {
    if held.contains(trustee) { return .applies }
    return held.mayContain(trustee) ? .mayApply : .doesNotApply
  }

  private func ownership(_ held: HeldTrustees) -> Application {
    owner.map { Self.application(of: $0, held) } ?? .doesNotApply
  }

  func application(of entry: Entry, _ held: HeldTrustees, _ requester: Requester) -> Application {
    let application: Application =
      switch entry.trustee {
      case .principal(let index): Self.application(of: index, held)
      case .selfPrincipal: requester.isSelf ? .applies : .doesNotApply
      case .ownerRights: ownership(held)
      }
    guard application != .doesNotApply, let condition = entry.condition else { return application }
    // An allowing entry takes TRUE; a denying one also applies when the condition is UNKNOWN. [MS-DTYP] 2.4.4.17.3
    let outcomes = condition.evaluate(held)
    let applying: ConditionOutcomes = entry.allows ? .isTrue : [.isTrue, .isUnknown]
    if outcomes.isSubset(of: applying) { return application }
    return outcomes.isDisjoint(with: applying) ? .doesNotApply : .mayApply
  }

  /// What being the owner implies.
  struct ImpliedRights {
    /// Granted before any entry is read: a deny cannot take it away.
    var certain: AccessMask = []
    /// Granted unless an entry for OWNER RIGHTS, whose condition is not met for certain, stands in its place; or only if the
    /// requester is the owner, or the forest does not withhold it, which is not known.
    var possible: AccessMask = []
    /// Index of that entry in the DACL.
    var entry: Int?
  }

  /// What being the owner implies. [MS-DTYP] 2.5.3.2.
  ///
  /// [MS-ADTS] 5.1.3.3.2 adds WRITE_OWNER. Whoever may write the DACL can grant that to himself, and a domain controller of
  /// Samba 4.17 does not report it in `sDRightsEffective`; so it is not counted here.
  ///
  /// An entry for OWNER RIGHTS takes its place. Whether one does whose condition is not met is not specified: it is among
  /// the entries of the list, which is what [MS-DTYP] 2.5.3.2 asks for, but it is not applied, which is how 2.4.2.4 puts it.
  func impliedByOwnership(_ held: HeldTrustees, _ requester: Requester) -> ImpliedRights {
    let ownership = ownership(held)
    guard !hasOwnerRightsEntry, ownership != .doesNotApply else { return ImpliedRights() }
    let implied: AccessMask = requester.ownerRightsAreBlocked ? .readControl : [.readControl, .writeDACL]
    let certain = requester.ownerRightsMayBeBlocked ? implied.intersection(.readControl) : implied
    guard let first = conditionalOwnerRights.first else {
      return ownership == .applies
        ? ImpliedRights(certain: certain, possible: implied.subtracting(certain))
        : ImpliedRights(possible: implied)
    }
    let isReplaced = conditionalOwnerRights.contains { application(of: $0, held, requester) == .applies }
    return isReplaced ? ImpliedRights() : ImpliedRights(possible: implied, entry: first.index)
  }
}
