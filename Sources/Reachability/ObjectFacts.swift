internal import Directory
internal import WindowsSecurity

/// Decides for one object whether a right that gives control of its kind is worth anything there.
struct ObjectFacts: Sendable {
  private let snapshot: Snapshot
  /// krbtgt of each domain and of each read-only domain controller.
  private let ticketSigners: Set<ObjectID>
  /// Positions of the domains all of whose administrators may not be impersonated.
  private let shieldedDomains: Set<Int>

  init(_ snapshot: Snapshot) {
    self.snapshot = snapshot
    var signers = Set(
      snapshot.domains.compactMap { $0.sid?.appending(SID.DomainRID.krbtgt).flatMap(snapshot.object(sid:)) })
    for controller in snapshot.domainControllers {
      if let signer = snapshot.string(controller, "msDS-KrbTgtLink").flatMap({ snapshot.object(dn: $0) }) {
        signers.insert(signer)
      }
    }
    ticketSigners = signers
    shieldedDomains = Set(
      snapshot.domains.indices.filter { Self.shieldsAdministrators(snapshot.domains[$0], snapshot) })
  }

  func isTicketSigner(_ object: ObjectID) -> Bool { ticketSigners.contains(object) }

  /// ACCOUNTDISABLE. [MS-ADTS] 2.2.16
  func isDisabled(_ object: ObjectID) -> Bool { control(object) & 2 != 0 }

  func control(_ object: ObjectID) -> Int64 { snapshot.integer(object, "userAccountControl") ?? 0 }

  /// What a step still needs at one object.
  struct Answer { let condition: Condition? }

  /// - Returns: nil when the right is worth nothing there.
  func answer(_ need: ObjectNeed, _ condition: Condition?, on object: ObjectID) -> Answer? {
    switch need {
    case .nothing: return Answer(condition: condition)
    case .settablePassword:
      if isTicketSigner(object) { return nil }
      return Answer(condition: condition ?? (isDisabled(object) ? .accountDisabled : nil))
    case .impersonation: return Answer(condition: condition ?? impersonation(towards: object))
    case .legacyPassword:
      return snapshot.integer(object, "ms-Mcs-AdmPwdExpirationTime").map { _ in Answer(condition: condition) }
    case .clearPassword: return clearPassword(of: object).map { Answer(condition: condition ?? $0.condition) }
    case .encryptedPassword:
      guard hasManagedPassword(object), isStored("msLAPS-EncryptedPassword", on: object) != false else {
        return nil
      }
      return Answer(condition: condition)
    case .restorePassword:
      guard control(object) & 0x2000 != 0, hasManagedPassword(object),
        isStored("msLAPS-EncryptedDSRMPassword", on: object) != false
      else { return nil }
      return Answer(condition: condition)
    case .anyPassword:
      if snapshot.integer(object, "ms-Mcs-AdmPwdExpirationTime") != nil {
        return Answer(condition: condition)
      }
      return clearPassword(of: object)
        ?? (hasManagedPassword(object) ? Answer(condition: .passwordDecryption) : nil)
    }
  }

  /// What acting for an administrator towards a computer still needs. A domain controller can be addressed in the name of
  /// a controller's own account, which cannot be shielded.
  func impersonation(towards object: ObjectID) -> Condition? {
    guard control(object) & 0x2000 == 0, let domain = snapshot.domain(of: object) else { return nil }
    return shieldedDomains.contains(domain) ? .delegationTarget : nil
  }

  /// Windows LAPS sets the time for either form of the password.
  private func hasManagedPassword(_ object: ObjectID) -> Bool {
    snapshot.integer(object, "msLAPS-PasswordExpirationTime") != nil
  }

  private func clearPassword(of object: ObjectID) -> Answer? {
    guard hasManagedPassword(object) else { return nil }
    switch isStored("msLAPS-Password", on: object) {
    case true?: return Answer(condition: nil)
    case false?: return nil
    case nil: return Answer(condition: .clearTextPassword)
    }
  }

  /// Whether an attribute was ever written, by its metadata, which everybody may read; nil = no metadata.
  private func isStored(_ attribute: String, on object: ObjectID) -> Bool? {
    snapshot.hasStamps(object) ? snapshot.stamp(object, attribute) != nil : nil
  }

  /// Whether every enabled administrator that was read is marked NOT_DELEGATED or a protected user; without any that was
  /// read, nothing speaks against the default, in which none is.
  private static func shieldsAdministrators(_ domain: Domain, _ snapshot: Snapshot) -> Bool {
    guard let sid = domain.sid else { return false }
    func closure(_ rid: UInt32) -> Set<ObjectID> {
      guard let group = sid.appending(rid).flatMap(snapshot.object(sid:)) else { return [] }
      var found: Set<ObjectID> = [group]
      var pending = [group]
      while let next = pending.popLast() {
        for member in snapshot.members(next) + snapshot.primaryGroupMembers(next)
        where found.insert(member).inserted { pending.append(member) }
      }
      return found
    }
    var accounts = closure(SID.DomainRID.domainAdmins)
    if let administrator = sid.appending(SID.DomainRID.administrator).flatMap(snapshot.object(sid:)) {
      accounts.insert(administrator)
    }
    let users = accounts.filter { account in
      ObjectKind(account, in: snapshot) == .user
        && (snapshot.integer(account, "userAccountControl") ?? 0) & 2 == 0
    }
    let protected = closure(SID.DomainRID.protectedUsers)
    return !users.isEmpty
      && users.allSatisfy { account in
        (snapshot.integer(account, "userAccountControl") ?? 0) & 0x10_0000 != 0 || protected.contains(account)
      }
  }
}
