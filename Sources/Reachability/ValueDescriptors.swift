internal import Directory
internal import WindowsSecurity

/// Attribute values that are descriptors of their own: who may act on behalf of others towards an account, who may read the
/// password of a managed account. Each distinct value is decoded once and asked like the descriptor of an object.
struct ValueDescriptors: Sendable {
  struct Value: Sendable {
    let kind: EdgeKind
    let domain: Int32
    let check: AccessCheck
    var objects: [ObjectID]
  }

  private struct Key: Hashable {
    let kind: EdgeKind
    let bytes: [UInt8]
    let domain: Int32
  }

  private(set) var values: [Value] = []
  /// Positions in ``values`` by the trustees that an entry may give the right.
  private(set) var byTrustee: [TrusteeKey: [Int]] = [:]
  /// Trustees that an entry denies the right, or that a condition asks for.
  private(set) var discriminating: Set<TrusteeKey> = []
  /// Objects with a value that is no descriptor.
  private(set) var malformed: [ObjectID] = []
  private var positions: [Key: Int] = [:]
  private let schema: RightsSchema

  init(_ schema: RightsSchema) { self.schema = schema }

  /// The attribute that holds the descriptor.
  static func attribute(_ kind: EdgeKind) -> String {
    kind == .allowedToAct ? "msDS-AllowedToActOnBehalfOfOtherIdentity" : "msDS-GroupMSAMembership"
  }

  /// What the domain controller asks the descriptor for: reading, for a managed password ([MS-ADTS] 3.1.1.4.4), and control
  /// access for acting on behalf of others, which is all that the KDC of Windows asks for as measured by Samba's authors.
  private static func right(_ kind: EdgeKind) -> AccessRight {
    .object(kind == .allowedToAct ? .controlAccess : .readProperty)
  }

  mutating func collect(_ object: ObjectID, in snapshot: Snapshot) {
    for kind in [EdgeKind.allowedToAct, .readGMSAPassword] {
      guard let bytes = snapshot.values(object, Self.attribute(kind)).first else { continue }
      add(object, kind, bytes, domain: AccessIndex.domain(of: object, in: snapshot))
    }
  }

  private mutating func add(_ object: ObjectID, _ kind: EdgeKind, _ bytes: [UInt8], domain: Int32) {
    let key = Key(kind: kind, bytes: bytes, domain: domain)
    if let known = positions[key] {
      values[known].objects.append(object)
      return
    }
    guard let descriptor = try? SecurityDescriptor(bytes) else {
      malformed.append(object)
      return
    }
    let check = AccessCheck(descriptor, schema: schema)
    positions[key] = values.count
    var trustees = check.plan(for: [Self.right(kind)], objectClass: nil).grantees(0).map {
      check.trustees[$0]
    }
    if descriptor.dacl == nil { trustees = [.everyone] }
    for sid in trustees { byTrustee[TrusteeKey(sid, domain: domain), default: []].append(values.count) }
    for sid in check.discriminating(about: Self.right(kind).mask) {
      discriminating.insert(TrusteeKey(sid, domain: domain))
    }
    values.append(Value(kind: kind, domain: domain, check: check, objects: [object]))
  }

  /// - Parameter known: what decides whether a trustee is held that is not held in every log-on.
  /// - Returns: the decision, and of an open one what decides it, as far as that is the log-on.
  func decide(
    _ position: Int, holding isHeld: (TrusteeKey) -> Bool,
    orPossibly known: @escaping (TrusteeKey) -> LogonCircumstance? = { _ in nil }
  ) -> (decision: AccessDecision, circumstance: LogonCircumstance?) {
    let value = values[position]
    func circumstance(_ sid: SID) -> LogonCircumstance? { known(TrusteeKey(sid, domain: value.domain)) }
    let held = value.check.held {
      isHeld(TrusteeKey($0, domain: value.domain))
    } orPossibly: {
      circumstance($0) != nil
    }
    let decision = value.check.plan(for: [Self.right(value.kind)], objectClass: nil).decide(0, holding: held)
    guard decision.outcome == .unknown, let ace = decision.ace else { return (decision, nil) }
    return (
      decision, value.check.possibleTrustees(ofACE: ace, held).lazy.compactMap(circumstance).first
    )
  }

  /// The entry at a position of the value on an object.
  static func entry(_ position: Int32?, _ kind: EdgeKind, on object: ObjectID, in snapshot: Snapshot) -> ACE?
  {
    guard let position, let bytes = snapshot.values(object, attribute(kind)).first,
      let aces = (try? SecurityDescriptor(bytes))?.dacl?.aces, aces.indices.contains(Int(position))
    else { return nil }
    return aces[Int(position)]
  }
}
