package import Directory
internal import WindowsSecurity

/// The effective rights of one principal on one object, in the terms in which a domain controller answers
/// `sDRightsEffective`, `allowedAttributesEffective` and `allowedChildClassesEffective`. [MS-ADTS] 3.1.1.4.5
package struct EffectiveAccess: Sendable {
  /// Why one right is there: the right and the entry (as SDDL) or circumstance that decided it.
  package struct Basis: Hashable, Sendable {
    package let right: String
    package let entry: String
    /// Position of the entry in the DACL; nil for a circumstance such as ownership.
    package let ace: Int?
  }

  /// Owner and group 1|2, DACL 4, SACL 8 as in sDRightsEffective; nil when the descriptor was not read.
  package let sd: UInt32?
  /// lDAPDisplayNames of writable attributes, sorted.
  package let writes: [String]
  /// lDAPDisplayNames of classes that may be created below the object, sorted.
  package let creates: [String]
  /// Names of the control access rights, sorted.
  package let controls: [String]
  package let decidedBy: [Basis]
  /// What could not be decided or was not read.
  package let unknown: [String]

  /// The rights of `who` on `on`. For many pairs build one ``AccessReader``.
  package static func of(_ who: ObjectID, on object: ObjectID, in snapshot: Snapshot) -> EffectiveAccess {
    AccessReader(snapshot).access(of: who, on: object)
  }
}

/// Answers questions about effective access over one snapshot, reading schema and memberships once.
package struct AccessReader: Sendable {
  private let snapshot: Snapshot
  private let membership: Membership
  private let schema: RightsSchema
  private let attributes: [(name: String, guid: GUID)]
  private let classes: [(name: String, guid: GUID)]
  private let controls: [(name: String, guid: GUID)]

  package init(_ snapshot: Snapshot) {
    self.snapshot = snapshot
    membership = Membership(snapshot, since: nil)
    schema = snapshot.schema.rights()
    // A back link is computed from the other side and cannot be written.
    let backLinks = Set(
      snapshot.schema.attributes.values.filter { ($0.linkID ?? 0) & 1 == 1 }.compactMap(\.schemaIDGUID))
    attributes = schema.attributes.filter { !backLinks.contains($0.key) }.map { ($0.value.name, $0.key) }
      .sorted { ($0.0, $0.1) < ($1.0, $1.1) }
    classes = schema.classes.map { ($0.value, $0.key) }.sorted { ($0.0, $0.1) < ($1.0, $1.1) }
    controls = schema.controlRights.map { ($0.value, $0.key) }.sorted { ($0.0, $0.1) < ($1.0, $1.1) }
  }

  package func access(of who: ObjectID, on object: ObjectID) -> EffectiveAccess {
    let token = Token(of: who, on: object, in: snapshot, membership)
    var unknown = token.unresolved
    guard let id = snapshot.descriptor(of: object) else {
      return Self.unread("nTSecurityDescriptor of \(snapshot.dn(object)) was not read", unknown)
    }
    guard let descriptor = snapshot.descriptor(id) else {
      return Self.unread("nTSecurityDescriptor of \(snapshot.dn(object)) is malformed", unknown)
    }
    var question = Question(
      check: AccessCheck(descriptor, schema: schema), descriptor: descriptor,
      objectClass: schema.objectClass(named: snapshot.structuralClass(object)),
      requester: Requester(
        isSelf: snapshot.sid(object).map(token.sids.contains) ?? false,
        ownerRightsAreBlocked: snapshot.blocksOwnerRights
          && ObjectKind(object, in: snapshot).isComputerDerived
          && !snapshot.keepsOwnerRights(token.sids, on: object),
        mayTakeOwnership: token.sids.contains(.administrators),
        mayManageSACLs: token.sids.contains(.administrators)),
      sids: token.sids)
    var sd: UInt32 = 0
    if question.ask(.object(.writeOwner), "WRITE_OWNER") { sd |= 3 }
    if question.ask(.object(.writeDACL), "WRITE_DAC") { sd |= 4 }
    if question.ask(.object(.accessSystemSecurity), "ACCESS_SYSTEM_SECURITY") { sd |= 8 }
    let writes = attributes.filter { question.ask(.writeAttribute($0.guid), "write \($0.name)") }.map(\.name)
    let creates = classes.filter {
      mayHold(object, child: $0.name) && question.ask(.createChild($0.guid), "create \($0.name)")
    }.map(\.name)
    let controls = controls.filter {
      applies($0.guid, to: object) && question.ask(.control($0.guid), $0.name)
    }.map(\.name)
    unknown += question.undecided
    if snapshot.schema.isFallback {
      unknown.append("the schema was not read: only built-in attributes are listed")
    }
    return EffectiveAccess(
      sd: sd, writes: writes, creates: creates, controls: controls, decidedBy: question.decided,
      unknown: unknown)
  }

  private static func unread(_ reason: String, _ unknown: [String]) -> EffectiveAccess {
    EffectiveAccess(
      sd: nil, writes: [], creates: [], controls: [], decidedBy: [], unknown: unknown + [reason])
  }

  /// Whether the schema lets a class live below the object; the superclasses' superiors count. [MS-ADTS] 3.1.1.2.4
  private func mayHold(_ object: ObjectID, child: String) -> Bool {
    guard let definition = snapshot.schema.classNamed(child) else { return snapshot.schema.classes.isEmpty }
    guard definition.category <= 1 else { return false }
    var superiors = Set(definition.possibleSuperiors.map { $0.lowercased() })
    for name in snapshot.schema.superclasses(of: child) {
      superiors.formUnion((snapshot.schema.classNamed(name)?.possibleSuperiors ?? []).map { $0.lowercased() })
    }
    return snapshot.classes(object).contains { superiors.contains($0.lowercased()) }
  }

  /// Whether a control access right is defined for the object's class; without the schema every right is asked for.
  private func applies(_ right: GUID, to object: ObjectID) -> Bool {
    let definitions = snapshot.schema.controlAccessRights.filter {
      $0.rightsGUID == right && !$0.appliesTo.isEmpty
    }
    guard !definitions.isEmpty else { return true }
    let classes = snapshot.classes(object).compactMap { schema.objectClass(named: $0) }
    return definitions.contains { definition in classes.contains { definition.appliesTo.contains($0) } }
  }

  private struct Question {
    let check: AccessCheck
    let descriptor: SecurityDescriptor
    let objectClass: GUID?
    let requester: Requester
    let sids: Set<SID>
    var decided: [EffectiveAccess.Basis] = []
    var undecided: [String] = []

    mutating func ask(_ right: AccessRight, _ name: String) -> Bool {
      let decision = check.decide(right, objectClass: objectClass, as: requester) { sids.contains($0) }
      switch decision.outcome {
      case .granted:
        decided.append(EffectiveAccess.Basis(right: name, entry: text(decision.basis), ace: decision.ace))
      case .unknown: undecided.append("\(name): a conditional entry, \(text(decision.basis))")
      case .denied: return false
      }
      return decision.isGranted
    }

    private func text(_ basis: AccessDecision.Basis) -> String {
      switch basis {
      case .ace(let index):
        guard let aces = descriptor.dacl?.aces, aces.indices.contains(index) else { return "entry \(index)" }
        return aces[index].sddl()
      case .owner: return "owner \(descriptor.owner?.description ?? "")"
      case .nullDACL: return "no DACL"
      case .privilege: return "user right of the domain controller"
      case .nothing: return "nothing"
      }
    }
  }
}
