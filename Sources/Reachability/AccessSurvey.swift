package import Directory
internal import WindowsSecurity

/// The rights of one principal on every object that is not deleted.
package struct AccessSurvey: Sendable {
  /// Objects on which the principal has the same rights, for the same reasons.
  package struct Group: Sendable {
    package let access: EffectiveAccess
    /// In the order of their numbers; never empty.
    package let objects: [ObjectID]
  }

  /// Most powerful first: control of the descriptor, then the number of rights.
  package let groups: [Group]
  /// Objects whose descriptor was not read, and whose descriptor is malformed.
  package let unread: [ObjectID]
  package let malformed: [ObjectID]
}

extension AccessReader {
  /// The rights of `who` on everything.
  ///
  /// A forest has far fewer distinct descriptors than objects. Each is evaluated once for every class of objects and every
  /// relation to the principal; equal answers are then put together.
  package mutating func survey(of who: ObjectID) -> AccessSurvey { survey(of: .object(who)) }

  package mutating func survey(of who: TokenBearer) -> AccessSurvey {
    var unread: [ObjectID] = []
    var malformed: [ObjectID] = []
    var numbers: [Situation: Int] = [:]
    var alike: [[ObjectID]] = []
    for object in snapshot.objectIDs where !snapshot.isDeleted(object) {
      guard let descriptor = snapshot.descriptor(of: object) else {
        unread.append(object)
        continue
      }
      guard snapshot.descriptor(descriptor) != nil else {
        malformed.append(object)
        continue
      }
      let situation = Situation(object, token(of: who, on: object), in: snapshot)
      if let number = numbers[situation] {
        alike[number].append(object)
      } else {
        numbers[situation] = alike.count
        alike.append([object])
      }
    }
    var places: [EffectiveAccess: Int] = [:]
    var answers: [(access: EffectiveAccess, objects: [ObjectID])] = []
    for objects in alike {
      let access = access(of: who, on: objects[0])
      if let place = places[access] {
        answers[place].objects += objects
      } else {
        places[access] = answers.count
        answers.append((access, objects))
      }
    }
    return AccessSurvey(
      groups: answers.map { AccessSurvey.Group(access: $0.access, objects: $0.objects.sorted()) }
        .sorted(by: AccessSurvey.precedes),
      unread: unread, malformed: malformed)
  }
}

extension AccessSurvey {
  fileprivate static func precedes(_ a: Group, _ b: Group) -> Bool {
    func rank(_ group: Group) -> (Int, Int, ObjectID) {
      let access = group.access
      let count = access.writes.count + access.creates.count + access.controls.count
      return (-Int(access.sd ?? 0), -count, group.objects[0])
    }
    return rank(a) < rank(b)
  }
}

/// Everything about an object that a domain controller looks at to decide the rights of one token.
private struct Situation: Hashable {
  private let own: Place
  /// Whether an object can be seen is decided by its parent, too.
  private let parent: Place?
  /// Local groups count in one domain only.
  private let scope: Int32

  init(_ object: ObjectID, _ token: Token, in snapshot: Snapshot) {
    own = Place(object, token, in: snapshot)
    parent = snapshot.parent(object).map { Place($0, token, in: snapshot) }
    scope = GroupScope.deciding(about: object, in: snapshot)
  }

  private struct Place: Hashable {
    let descriptor: DescriptorID?
    let classes: UInt32?
    let isSelf: Bool
    let keepsOwnerRights: Bool

    init(_ object: ObjectID, _ token: Token, in snapshot: Snapshot) {
      descriptor = snapshot.descriptor(of: object)
      classes = snapshot.classList(object)
      isSelf = snapshot.sid(object).map(token.sids.contains) ?? false
      keepsOwnerRights =
        snapshot.blocksOwnerRights != false && snapshot.keepsOwnerRights(token.sids, on: object)
    }
  }
}
