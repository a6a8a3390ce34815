package import Directory

/// Whose passwords a read-only domain controller may keep: the members of msDS-RevealOnDemandGroup that msDS-NeverRevealGroup
/// does not refuse. [MS-DRSR] 4.1.10.5.14
package struct PasswordReplicationPolicy: Sendable {
  /// Sorted; without the controller itself and its own krbtgt, whose secrets it has anyway.
  package let accounts: [ObjectID]
  /// Whether everything that the refusing list names was read.
  package let isComplete: Bool

  package init(of controller: ObjectID, in snapshot: Snapshot) {
    self.init(of: controller, in: snapshot, ObjectFacts(snapshot))
  }

  init(of controller: ObjectID, in snapshot: Snapshot, _ facts: ObjectFacts) {
    isComplete = snapshot.values(controller, "msDS-NeverRevealGroup").allSatisfy {
      snapshot.object(dn: $0) != nil
    }
    let refused = Self.members(of: controller, "msDS-NeverRevealGroup", in: snapshot)
    accounts = Self.members(of: controller, "msDS-RevealOnDemandGroup", in: snapshot).subtracting(refused)
      .filter { account in
        // Trusts (0x800) and krbtgt are refused whatever the lists say.
        snapshot.isA(account, "user") && account != controller && !facts.isTicketSigner(account)
          && facts.control(account) & 0x800 == 0
      }.sorted()
  }

  /// What the groups and accounts in an attribute hold together.
  private static func members(
    of object: ObjectID, _ attribute: String, in snapshot: Snapshot
  ) -> Set<ObjectID> {
    var pending = snapshot.values(object, attribute).compactMap { snapshot.object(dn: $0) }
    var found = Set(pending)
    while let next = pending.popLast() {
      for member in snapshot.members(next) + snapshot.primaryGroupMembers(next)
      where found.insert(member).inserted { pending.append(member) }
    }
    return found
  }
}

extension Snapshot {
  /// Domain controllers with PARTIAL_SECRETS_ACCOUNT (0x4000000) in userAccountControl. [MS-ADTS] 2.2.16
  package var readOnlyControllers: [ObjectID] {
    domainControllers.filter { (integer($0, "userAccountControl") ?? 0) & 0x400_0000 != 0 }
  }
}
