package import Directory
internal import WindowsSecurity

/// Answers questions about effective access over one snapshot. Tokens, the contents of classes and the plans of distinct
/// descriptors are worked out once, so that thousands of pairs cost little more than their answers.
package struct AccessReader: Sendable {
  let snapshot: Snapshot
  private let membership: Membership
  private let schema: RightsSchema
  private let rules: ContentRules
  private let knowsContents: Bool
  private var tokens: [TokenKey: Token] = [:]
  private var attributesOfAll: [ContentRules.Attribute]?
  private var questions: [[String]: Questions] = [:]
  private var prepared: [PreparedKey: Prepared] = [:]

  private struct TokenKey: Hashable {
    let principal: TokenBearer
    let scope: Int32
  }

  private struct PreparedKey: Hashable {
    let descriptor: DescriptorID
    let objectClasses: [String]
  }

  /// What is asked about objects of one class, and under which names.
  private struct Questions {
    let objectClass: GUID?
    let attributes: [ContentRules.Attribute]
    let children: [ContentRules.Child]
    let controls: [(name: String, guid: GUID)]
    /// Those of the descriptor, then of attributes, children and controls in their orders; ``names`` beside them.
    let rights: [AccessRight]
    let names: [String]

    init(
      objectClass: GUID?, attributes: [ContentRules.Attribute], children: [ContentRules.Child],
      controls: [(name: String, guid: GUID)]
    ) {
      self.objectClass = objectClass
      self.attributes = attributes
      self.children = children
      self.controls = controls
      rights =
        [.object(.writeOwner), .object(.writeDACL), .object(.accessSystemSecurity)]
        + attributes.map { .writeAttribute($0.schemaIDGUID) }
        + children.map { .createChild($0.schemaIDGUID) } + controls.map { .control($0.guid) }
      names =
        ["WRITE_OWNER", "WRITE_DAC", "ACCESS_SYSTEM_SECURITY"] + attributes.map { "write \($0.name)" }
        + children.map { "create \($0.name)" } + controls.map(\.name)
    }
  }

  private struct Prepared {
    let descriptor: SecurityDescriptor
    let check: AccessCheck
    let plan: AccessPlan
  }

  package init(_ snapshot: Snapshot) {
    self.snapshot = snapshot
    membership = Membership(snapshot, since: nil)
    schema = snapshot.rights
    rules = ContentRules(snapshot)
    knowsContents = rules.areKnown
  }

  package mutating func access(of who: ObjectID, on object: ObjectID) -> EffectiveAccess {
    access(of: .object(who), on: object)
  }

  package mutating func access(of who: TokenBearer, on object: ObjectID) -> EffectiveAccess {
    let token = token(of: who, on: object)
    var unknown = token.unresolved
    guard let id = snapshot.descriptor(of: object) else {
      return Self.unread("nTSecurityDescriptor of \(snapshot.dn(object)) was not read", unknown)
    }
    let classes = snapshot.classes(object)
    let questions = questions(about: classes, structural: snapshot.structuralClass(object))
    guard let prepared = prepare(id, classes, questions) else {
      return Self.unread("nTSecurityDescriptor of \(snapshot.dn(object)) is malformed", unknown)
    }
    let held = prepared.check.held(token)
    let decisions = prepared.plan.decide(holding: held, as: requester(token, on: object))
    var tally = AccessTally(descriptor: prepared.descriptor) { ace in
      prepared.check.possibleTrustees(ofACE: ace, held).compactMap { token.conditional[$0] }
    }
    for (name, decision) in zip(questions.names, decisions) { tally.add(decision, name) }

    let descriptorRights: [UInt32] = [3, 4, 8]
    let attributes = questions.attributes.count
    let children = questions.children.count
    let writable = zip(questions.attributes, decisions.dropFirst(3)).filter(\.1.isGranted).map(\.0)
    unknown += tally.undecided + gaps(classes)
    return EffectiveAccess(
      sd: zip(descriptorRights, decisions).filter(\.1.isGranted).reduce(0) { $0 | $1.0 },
      writes: writable.filter { !$0.isSystemOnly }.map(\.name),
      systemOnly: writable.filter(\.isSystemOnly).map(\.name),
      creates: zip(questions.children, decisions.dropFirst(3 + attributes)).filter(\.1.isGranted).map(
        \.0.name),
      controls: zip(questions.controls, decisions.dropFirst(3 + attributes + children)).filter(\.1.isGranted)
        .map(\.0.name),
      isVisible: isVisible(object, to: token), decidedBy: tally.bases, unknown: unknown)
  }

  private static func unread(_ reason: String, _ unknown: [String]) -> EffectiveAccess {
    EffectiveAccess(
      sd: nil, writes: [], systemOnly: [], creates: [], controls: [], isVisible: nil, decidedBy: [],
      unknown: unknown + [reason])
  }

  // MARK: Who

  mutating func token(of who: TokenBearer, on object: ObjectID) -> Token {
    let key = TokenKey(principal: who, scope: GroupScope.deciding(about: object, in: snapshot))
    if let token = tokens[key] { return token }
    let token = Token(of: who, scope: key.scope, in: snapshot, membership)
    tokens[key] = token
    return token
  }

  private func requester(_ token: Token, on object: ObjectID) -> Requester {
    let mayBeBlocked =
      ObjectKind(object, in: snapshot).isComputerDerived && !snapshot.keepsOwnerRights(token.sids, on: object)
    return Requester(
      isSelf: snapshot.sid(object).map(token.sids.contains) ?? false,
      ownerRightsAreBlocked: snapshot.blocksOwnerRights == true && mayBeBlocked,
      ownerRightsMayBeBlocked: snapshot.blocksOwnerRights == nil && mayBeBlocked,
      mayTakeOwnership: token.sids.contains(.administrators),
      mayManageSACLs: token.sids.contains(.administrators))
  }

  // MARK: What

  private mutating func questions(about classes: [String], structural: String) -> Questions {
    if let known = questions[classes] { return known }
    let attributes: [ContentRules.Attribute] =
      if knowsContents {
        rules.attributes(of: classes)
      } else if snapshot.schema.isFallback {
        schema.attributes.map {
          ContentRules.Attribute(name: $0.value.name, schemaIDGUID: $0.key, isSystemOnly: false)
        }
        .sorted { ($0.name, $0.schemaIDGUID) < ($1.name, $1.schemaIDGUID) }
      } else {
        everyAttribute()
      }
    let children =
      snapshot.schema.classes.isEmpty
      ? schema.classes.map { ContentRules.Child(name: $0.value, schemaIDGUID: $0.key) }
        .sorted { ($0.name, $0.schemaIDGUID) < ($1.name, $1.schemaIDGUID) }
      : rules.children(of: classes)
    let made = Questions(
      objectClass: schema.objectClass(named: structural), attributes: attributes, children: children,
      controls: schema.controlRights.filter { applies($0.key, to: classes) }.map { ($0.value, $0.key) }
        .sorted { ($0.0, $0.1) < ($1.0, $1.1) })
    questions[classes] = made
    return made
  }

  /// What every class may hold as far as is known, sorted once.
  private mutating func everyAttribute() -> [ContentRules.Attribute] {
    let attributes = attributesOfAll ?? rules.allAttributes()
    attributesOfAll = attributes
    return attributes
  }

  /// Whether a control access right is defined for one of these classes; without the schema every right is asked for.
  private func applies(_ right: GUID, to classes: [String]) -> Bool {
    let definitions = snapshot.schema.controlAccessRights.filter {
      $0.rightsGUID == right && !$0.appliesTo.isEmpty
    }
    guard !definitions.isEmpty else { return true }
    let guids = classes.compactMap { schema.objectClass(named: $0) }
    return definitions.contains { definition in guids.contains { definition.appliesTo.contains($0) } }
  }

  private mutating func prepare(
    _ id: DescriptorID, _ classes: [String], _ questions: Questions
  ) -> Prepared? {
    let key = PreparedKey(descriptor: id, objectClasses: classes)
    if let known = prepared[key] { return known }
    guard let descriptor = snapshot.descriptor(id) else { return nil }
    let check = AccessCheck(descriptor, schema: schema)
    let made = Prepared(
      descriptor: descriptor, check: check,
      plan: check.plan(for: questions.rights, objectClass: questions.objectClass))
    prepared[key] = made
    return made
  }

  private func gaps(_ classes: [String]) -> [String] {
    if snapshot.schema.isFallback {
      return [
        "the schema was not read: built-in attributes and classes are listed, whatever the object's class"
      ]
    }
    if !knowsContents {
      return [
        "mayContain of the classes was not read: all attributes are listed, whatever the object's class"
      ]
    }
    return classes.filter { snapshot.schema.classNamed($0) == nil }.map {
      "the class \($0) is not in the schema that was read"
    }
  }

  // MARK: Visibility

  /// LIST_CONTENTS on the parent shows an object; in "List Object" mode LIST_OBJECT on both does, too.
  private func isVisible(_ object: ObjectID, to token: Token) -> Bool? {
    guard !["domaindns", "configuration", "dmd"].contains(snapshot.structuralClass(object).lowercased())
    else {
      return true
    }
    guard let parent = snapshot.parent(object), let contents = decide(.listContents, on: parent, token) else {
      return nil
    }
    if contents == .granted { return true }
    guard DSHeuristics(snapshot.dSHeuristics).listsObjects else { return contents == .denied ? false : nil }
    let both = [parent, object].map { decide(.listObject, on: $0, token) }
    if both.allSatisfy({ $0 == .granted }) { return true }
    return contents == .denied && both.contains(.denied) ? false : nil
  }

  private func decide(
    _ right: AccessMask, on object: ObjectID, _ token: Token
  ) -> AccessDecision.Outcome? {
    guard let descriptor = snapshot.descriptor(of: object).flatMap(snapshot.descriptor) else { return nil }
    let check = AccessCheck(descriptor, schema: schema)
    return check.plan(
      for: [.object(right)], objectClass: schema.objectClass(named: snapshot.structuralClass(object))
    ).decide(0, holding: check.held(token), as: requester(token, on: object)).outcome
  }
}

extension AccessCheck {
  fileprivate func held(_ token: Token) -> HeldTrustees {
    held {
      token.sids.contains($0)
    } orPossibly: {
      token.conditional[$0] != nil
    }
  }
}
