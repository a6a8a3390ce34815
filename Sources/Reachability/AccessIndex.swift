internal import Directory
internal import WindowsSecurity

/// Objects that every access check treats alike: same descriptor, same class, same domain.
struct AccessGroup: Sendable {
  struct Key: Hashable {
    let descriptor: DescriptorID
    let kind: ObjectKind
    let className: String
    let domain: Int32
    let scope: Int32
  }
  let descriptor: DescriptorID
  let kind: ObjectKind
  let className: String
  /// Position in ``Snapshot/domains``; -1 = none.
  let domain: Int32
  /// Whose local groups count, of ``GroupScope/deciding(about:in:)``.
  let scope: Int32
  var objects: [ObjectID]
}

/// A trustee in descriptors: a SID, and for Builtin groups the domain they belong to, because every domain has its own
/// S-1-5-32-544.
struct TrusteeKey: Hashable, Sendable {
  let sid: SID
  let domain: Int32

  init(_ sid: SID, domain: Int32) {
    self.sid = sid
    self.domain = sid.isBuiltin ? domain : -1
  }
}

extension SID {
  /// S-1-5-32-…
  var isBuiltin: Bool {
    domain == nil && bytes.count == 16 && bytes[7] == 5 && bytes[8] == 32 && bytes[9] == 0
  }
}

/// All descriptors of a snapshot, decoded once, with an index from each trustee to the groups of objects where an entry
/// may give it control.
struct AccessIndex: Sendable {
  typealias TrusteeID = UInt32

  private(set) var groups: [AccessGroup] = []
  /// Index into ``groups`` for each object; -1 without a readable descriptor.
  private(set) var groupOf: [Int32]
  private(set) var kinds: [ObjectKind]
  private(set) var descriptors: [SecurityDescriptor?]
  /// Parallel to ``groups``.
  private(set) var plans: [ControlPlan] = []
  private(set) var trustees: [TrusteeKey: TrusteeID] = [:]
  private(set) var trusteeKeys: [TrusteeKey] = []
  /// Object behind a trustee; nil for Everyone and the like, and for foreign or deleted ones.
  private(set) var trusteeObjects: [ObjectID?] = []
  /// Groups of objects where an allowing entry (or ownership) of the trustee may give control.
  private(set) var controlled: [[Int32]] = []
  /// Trustees that some entry denies something that matters, or that a condition asks for.
  private(set) var discriminates: [Bool] = []
  /// Those of ``discriminates`` in the descriptor of each group; parallel to ``groups``.
  private(set) var discriminating: [[TrusteeID]] = []
  /// Trustee of each object with a SID that matters; -1 otherwise.
  private(set) var trusteeOf: [Int32]
  /// Objects whose descriptor was not read, and whose descriptor is malformed.
  private(set) var unread: [ObjectID] = []
  private(set) var malformed: [ObjectID] = []
  let rules: ControlRules
  /// nil = not read.
  let ownerRightsAreBlocked: Bool?
  /// Position of the domain of each domain-local group by its SID; empty where there is only one domain.
  private let localDomains: [SID: Int32]

  init(_ snapshot: Snapshot, interesting: Set<TrusteeKey>, discriminatingElsewhere: Set<TrusteeKey> = []) {
    let count = snapshot.count
    rules = ControlRules(snapshot)
    ownerRightsAreBlocked = snapshot.blocksOwnerRights
    localDomains = GroupScope.localDomains(snapshot)
    groupOf = [Int32](repeating: -1, count: count)
    trusteeOf = [Int32](repeating: -1, count: count)
    kinds = [ObjectKind](repeating: .other, count: count)
    descriptors = (0..<snapshot.descriptorCount).map {
      snapshot.descriptor(DescriptorID(UInt32(truncatingIfNeeded: $0)))
    }
    collectGroups(snapshot)
    var checks = [AccessCheck?](repeating: nil, count: descriptors.count)
    for index in groups.indices { register(groupAt: index, &checks) }
    for key in interesting.sorted(by: { ($0.domain, $0.sid) < ($1.domain, $1.sid) }) { _ = trustee(key) }
    for key in discriminatingElsewhere.sorted(by: { ($0.domain, $0.sid) < ($1.domain, $1.sid) }) {
      discriminates[Int(trustee(key))] = true
    }
    bindTrustees(snapshot)
  }

  private mutating func collectGroups(_ snapshot: Snapshot) {
    var known: [AccessGroup.Key: Int32] = [:]
    for object in snapshot.objectIDs {
      let kind = ObjectKind(object, in: snapshot)
      kinds[Int(object.index)] = kind
      guard !snapshot.isDeleted(object) else { continue }
      guard let id = snapshot.descriptor(of: object) else {
        unread.append(object)
        continue
      }
      guard Int(id.index) < descriptors.count, descriptors[Int(id.index)] != nil else {
        malformed.append(object)
        continue
      }
      let key = AccessGroup.Key(
        descriptor: id, kind: kind, className: snapshot.structuralClass(object),
        domain: Self.domain(of: object, in: snapshot),
        scope: GroupScope.deciding(about: object, in: snapshot))
      if let index = known[key] {
        groups[Int(index)].objects.append(object)
        groupOf[Int(object.index)] = index
      } else {
        let index = Int32(truncatingIfNeeded: groups.count)
        known[key] = index
        groups.append(
          AccessGroup(
            descriptor: id, kind: kind, className: key.className, domain: key.domain, scope: key.scope,
            objects: [object]))
        groupOf[Int(object.index)] = index
      }
    }
  }

  /// The domain whose Builtin groups answer for an object; the forest root's for configuration and schema.
  static func domain(of object: ObjectID, in snapshot: Snapshot) -> Int32 {
    if let domain = snapshot.domain(of: object) { return Int32(truncatingIfNeeded: domain) }
    return Int32(truncatingIfNeeded: snapshot.domains.firstIndex { $0.isForestRoot } ?? 0)
  }

  private mutating func trustee(_ key: TrusteeKey) -> TrusteeID {
    if let id = trustees[key] { return id }
    let id = TrusteeID(truncatingIfNeeded: trusteeKeys.count)
    trustees[key] = id
    trusteeKeys.append(key)
    trusteeObjects.append(nil)
    controlled.append([])
    discriminates.append(false)
    return id
  }

  private mutating func register(groupAt index: Int, _ checks: inout [AccessCheck?]) {
    let group = groups[index]
    let position = Int(group.descriptor.index)
    guard let descriptor = descriptors[position] else { return }
    let check = checks[position] ?? AccessCheck(descriptor, schema: rules.schema)
    checks[position] = check
    let plan = ControlPlan(
      check, descriptor, kind: group.kind, objectClass: rules.schema.objectClass(named: group.className),
      rules)
    plans.append(plan)
    for sid in plan.candidates where sid != .system {
      let id = Int(trustee(TrusteeKey(sid, domain: group.domain)))
      controlled[id].append(Int32(truncatingIfNeeded: index))
    }
    let control: AccessMask = [
      .writeDACL, .writeOwner, .writeProperty, .selfWrite, .controlAccess, .readProperty, .createChild,
    ]
    let discriminating = check.discriminating(about: control).map {
      trustee(TrusteeKey($0, domain: group.domain))
    }
    for id in discriminating { discriminates[Int(id)] = true }
    self.discriminating.append(discriminating)
  }

  /// How the holder of some trustees controls the objects of a group.
  func grants(on group: Int, holding isHeld: (TrusteeKey) -> Bool) -> [Grant] {
    grants(on: group, isSelf: false, holding: isHeld, orPossibly: nil)
  }

  /// How a token controls the objects of a group.
  /// - Parameters:
  ///   - isSelf: whether each of the objects is asked about what it may do with itself.
  ///   - more: trustees held beside those of the token.
  func grants(
    on group: Int, isSelf: Bool = false, of token: TokenTable.Entry, and more: [TrusteeID] = []
  ) -> [Grant] {
    func isHeld(_ key: TrusteeKey) -> Bool {
      trustees[key].map { token.set.contains($0) || more.contains($0) } ?? false
    }
    guard !token.conditional.isEmpty else {
      return grants(on: group, isSelf: isSelf, holding: isHeld, orPossibly: nil)
    }
    return grants(on: group, isSelf: isSelf, holding: isHeld) {
      trustees[$0].flatMap { token.conditional[$0] }
    }
  }

  private func grants(
    on group: Int, isSelf: Bool, holding isHeld: (TrusteeKey) -> Bool,
    orPossibly circumstance: ((TrusteeKey) -> LogonCircumstance?)?
  ) -> [Grant] {
    let (domain, scope) = (groups[group].domain, groups[group].scope)
    return plans[group].grants(
      ownerRightsAreBlocked: ownerRightsAreBlocked, isSelf: isSelf,
      holding: { counts($0, in: scope) && isHeld(TrusteeKey($0, domain: domain)) },
      orPossibly: circumstance.map { known in
        { counts($0, in: scope) ? known(TrusteeKey($0, domain: domain)) : nil }
      })
  }

  /// Whether a SID can be in a token on the controllers of a domain, or is that of another domain's local group.
  private func counts(_ sid: SID, in scope: Int32) -> Bool {
    guard !localDomains.isEmpty, scope != GroupScope.everywhere, let local = localDomains[sid] else {
      return true
    }
    return local == scope
  }

  private mutating func bindTrustees(_ snapshot: Snapshot) {
    var builtin: [TrusteeKey: ObjectID] = [:]
    for (number, domain) in snapshot.domains.enumerated() {
      for container in domain.head.map({ snapshot.children($0) }) ?? []
      where snapshot.isA(container, "builtinDomain") {
        for group in snapshot.children(container) {
          guard let sid = snapshot.sid(group) else { continue }
          builtin[TrusteeKey(sid, domain: Int32(truncatingIfNeeded: number))] = group
        }
      }
    }
    for (id, key) in trusteeKeys.enumerated() {
      guard let object = builtin[key] ?? snapshot.object(sid: key.sid) else { continue }
      trusteeOf[Int(object.index)] = Int32(truncatingIfNeeded: id)
      trusteeObjects[id] = object
    }
  }

  func descriptor(of object: ObjectID) -> SecurityDescriptor? {
    let group = groupOf[Int(object.index)]
    guard group >= 0 else { return nil }
    return descriptors[Int(groups[Int(group)].descriptor.index)]
  }
}
