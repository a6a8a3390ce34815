internal import Directory
internal import WindowsSecurity

/// Which rights on an object of a kind give control of it, or of something else, best first.
struct ControlRules: Sendable {
  struct Rule: Sendable {
    let kind: EdgeKind
    /// Granted together, by whatever entries.
    let rights: [AccessRight]
    /// nil = enough by itself.
    let condition: Condition?
    let need: ObjectNeed
    let gain: Gain
    /// Where its rights stand among those of all rules of the kind.
    var range = 0..<0
  }

  /// What the right on an object gives control of.
  enum Gain: Sendable {
    case object
    /// The head of the object's domain, and that of the schema.
    case domain, schema
    /// The head of the domain, when the object is controlled as well: the account then passes for another.
    case domainByName
    /// Computers of the domain whose passwords LAPS manages.
    case managedComputers
    /// Deleted accounts of the domain that descriptors still name.
    case deletedAccounts
    /// Places linked to a policy of the domain that is gone, and what such a policy would apply to.
    case danglingLinks
  }

  private let rules: [[Rule]]
  let schema: RightsSchema
  let facts: ForestFacts

  /// The two halves of DCSync, the rarer one first. [MS-ADTS] 5.1.3.2.1
  static let replicateSecrets: [AccessRight] = [
    .control(GUID.ControlRight.dsReplicationGetChangesAll),
    .control(GUID.ControlRight.dsReplicationGetChanges),
  ]

  init(_ snapshot: Snapshot) {
    schema = snapshot.schema.rights()
    facts = ForestFacts(snapshot)
    let table = RuleTable(schema: schema, facts: facts)
    rules = ObjectKind.allCases.map { kind in
      var end = 0
      return table.rules(for: kind).map { rule in
        var rule = rule
        rule.range = end..<(end + rule.rights.count)
        end = rule.range.upperBound
        return rule
      }
    }
  }

  func rules(for kind: ObjectKind) -> [Rule] { rules[Int(kind.rawValue)] }
}

/// What an object itself must show before a rule holds for it; ``ObjectFacts`` decides.
enum ObjectNeed: Sendable {
  case nothing
  /// A password somebody can set: krbtgt gets a random one whatever is set.
  case settablePassword
  /// Somebody may be impersonated towards the object who has rights on it.
  case impersonation
  /// A password of LAPS in ms-Mcs-AdmPwd, msLAPS-Password, msLAPS-EncryptedPassword, or any of them.
  case legacyPassword, clearPassword, encryptedPassword, anyPassword
  /// A domain controller whose DSRM password Windows LAPS manages.
  case restorePassword
}

/// One way in which a token controls the objects of one group.
struct Grant: Sendable {
  let kind: EdgeKind
  var condition: Condition?
  let need: ObjectNeed
  let gain: ControlRules.Gain
  /// Position of the deciding entry in the DACL; nil = ownership or no DACL.
  let ace: Int32?
  /// Trustee of that entry, or the owner; nil = nobody in particular (no DACL).
  let trustee: SID?
  let furtherACEs: [Int32]
}
