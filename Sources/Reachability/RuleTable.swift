internal import WindowsSecurity

/// The rows of ``ControlRules``, in the names of the schema; a name the schema lacks makes no rule.
///
/// Deliberately not in it:
/// - `msDS-AllowedToDelegateTo` and the TRUSTED bits of `userAccountControl`: a domain controller asks for a privilege.
///   [MS-ADTS] 3.1.1.5.3.1
/// - `primaryGroupID`: it may only name a group the account is in already. [MS-SAMR] 3.1.1.8.2
/// - `managedBy` of anything but a read-only domain controller: it grants nothing.
/// - Preauthentication of a computer, and the service principal name of one as a ticket to crack: its password is random.
/// - Changing a password: the old one must be known.
/// - Validated writes: of names, they take the account's own only; of keys, the account may write nobody's but its own.
///   [MS-ADTS] 3.1.1.5.3.1.1
/// - Creating users, groups, computers or policies: what is new is in no Tier-0 group, named by no entry, linked nowhere;
///   but for a policy that takes the name of one that is gone and still linked.
/// - One half of DCSync: a domain controller asks one caller for both. [MS-DRSR] 5.101
struct RuleTable {
  let schema: RightsSchema
  let facts: ForestFacts

  private typealias Rule = ControlRules.Rule

  func rules(for kind: ObjectKind) -> [ControlRules.Rule] {
    let whole =
      rule(.genericAll, [.object(.fullControl)]) + rule(.writeDacl, [.object(.writeDACL)])
      + rule(.writeOwner, [.object(.writeOwner)])
    switch kind {
    case .user: return whole + user
    case .computer: return whole + computer
    case .standaloneAccount: return whole + standaloneAccount
    case .managedAccount: return whole + managedAccount
    case .delegatedAccount: return whole + managedAccount + supersession
    case .group: return whole + group
    case .policy:
      return whole + rule(.genericWrite, all("gPCFileSysPath")) + rule(.writeGPO, write("gPCFileSysPath"))
    case .domain: return whole + replication + link + successor
    case .organizationalUnit: return whole + link + successor
    case .site: return whole + link
    // Writing the attributes of a bare container changes nothing for what lies below it.
    case .container: return whole + successor
    case .policyStore: return whole + successor + policyCreation
    case .schemaClass: return whole + schemaClass
    case .rootKey: return whole + rule(.readRootKey, readSecret("msKds-RootKeyData"))
    case .other: return whole + rule(.genericWrite, [.object(.writeProperty)])
    }
  }

  private func rule(
    _ kind: EdgeKind, _ rights: [AccessRight]?, _ condition: Condition? = nil, need: ObjectNeed = .nothing,
    gain: ControlRules.Gain = .object
  ) -> [ControlRules.Rule] {
    rights.map { [Rule(kind: kind, rights: $0, condition: condition, need: need, gain: gain)] } ?? []
  }

  private func write(_ attribute: String) -> [AccessRight]? {
    schema.attribute(named: attribute).map { [.writeAttribute($0)] }
  }

  /// Writing everything: all attributes together, and the one that gives control in spite of any entry that denies it.
  private func all(_ attribute: String) -> [AccessRight]? {
    write(attribute).map { [.object(.writeProperty)] + $0 }
  }

  /// Writing an attribute by an entry for its property set, or for everything.
  private func write(_ attribute: String, in set: GUID) -> [AccessRight]? {
    write(attribute).map { [.writeAttribute(set)] + $0 }
  }

  /// A confidential attribute needs READ_PROP and CONTROL_ACCESS. [MS-ADTS] 3.1.1.4.4
  private func readSecret(_ attribute: String) -> [AccessRight]? {
    schema.attribute(named: attribute).map { [.readAttribute($0), .accessConfidentialAttribute($0)] }
  }

  private var password: [ControlRules.Rule] {
    let reset = AccessRight.control(GUID.ControlRight.userForceChangePassword)
    return rule(.allExtendedRights, [.object(.controlAccess), reset], need: .settablePassword)
      + rule(.forceChangePassword, [reset], need: .settablePassword)
  }

  /// What every account takes: keys and certificates to log on with.
  private var logon: [ControlRules.Rule] {
    rule(.addKeyCredentialLink, write("msDS-KeyCredentialLink"), .pkinitCertificate)
      + rule(
        .writePublicInformation,
        write("altSecurityIdentities", in: GUID.PropertySet.publicInformation), .mappedCertificate)
      + rule(.writeAltSecurityIdentities, write("altSecurityIdentities"), .mappedCertificate)
  }

  /// What takes a preauthentication away, so that a ticket to crack is handed out to anybody.
  private var preauthentication: [ControlRules.Rule] {
    rule(
      .writeAccountRestrictions,
      write("userAccountControl", in: GUID.PropertySet.userAccountRestrictions), .passwordCracked)
      + rule(.writeUserAccountControl, write("userAccountControl"), .passwordCracked)
  }

  private var accountName: [ControlRules.Rule] {
    rule(.writeAccountName, write("sAMAccountName"), .renamedAccountUnpatched, gain: .domainByName)
  }

  private var user: [ControlRules.Rule] {
    password + rule(.genericWrite, [.object(.writeProperty)], .passwordCracked) + logon
      + rule(.writeSPN, write("servicePrincipalName"), .passwordCracked) + preauthentication
      + rule(.writeScriptPath, write("scriptPath"), .userLogon)
      + rule(.writeProfilePath, write("profilePath"), .userLogon)
      + rule(.addAllowedToAct, write(Self.delegation), .spnAccount)
      + (facts.hasCertificateServices
        ? rule(.writeUserPrincipalName, write("userPrincipalName"), .mappedName, gain: .domainByName) : [])
      + accountName
  }

  private static let delegation = "msDS-AllowedToActOnBehalfOfOtherIdentity"

  private var computer: [ControlRules.Rule] {
    // The foothold is a computer account and so has the service principal name that delegation asks for.
    rule(.genericWrite, all(Self.delegation), need: .impersonation)
      + rule(
        .writeAccountRestrictions,
        write(Self.delegation, in: GUID.PropertySet.userAccountRestrictions), need: .impersonation)
      + rule(.addAllowedToAct, write(Self.delegation), need: .impersonation) + password
      + rule(.readLAPSPassword, readSecret("ms-Mcs-AdmPwd"), need: .legacyPassword)
      + rule(.readLAPSPassword, readSecret("msLAPS-Password"), need: .clearPassword)
      + rule(
        .readLAPSPassword, readSecret("msLAPS-EncryptedPassword"), .passwordDecryption,
        need: .encryptedPassword)
      + rule(
        .readLAPSPassword, readSecret("msLAPS-EncryptedDSRMPassword"), .passwordDecryption,
        need: .restorePassword)
      + logon
      // Somebody who may delegate to a name comes to whatever carries it.
      + (facts.hasConstrainedDelegation
        ? rule(.writeSPN, write("servicePrincipalName"), .constrainedDelegation) : [])
      + (facts.hasCertificateServices
        ? rule(.writeDNSHostName, write("dNSHostName"), .mappedName, gain: .domainByName) : [])
      + accountName
  }

  /// Its password is its computer's to choose, and can be set like that of any account.
  private var standaloneAccount: [ControlRules.Rule] { password + serviceAccount }

  private var managedAccount: [ControlRules.Rule] {
    rule(.genericWrite, all("msDS-GroupMSAMembership"))
      + rule(.genericWrite, write("msDS-GroupMSAMembership")) + serviceAccount
  }

  private var serviceAccount: [ControlRules.Rule] {
    logon + rule(.addAllowedToAct, write(Self.delegation), .spnAccount)
  }

  /// A delegated account that names another as its predecessor is handed that one's keys (BadSuccessor).
  private var supersession: [ControlRules.Rule] {
    guard facts.mayHaveDelegatedAccounts, let link = write("msDS-ManagedAccountPrecededByLink"),
      let state = write("msDS-DelegatedMSAState")
    else { return [] }
    return rule(.badSuccessor, link + state, .delegatedAccountUnpatched, gain: .domain)
  }

  /// Whoever creates such an account owns it and may name any predecessor.
  private var successor: [ControlRules.Rule] {
    guard facts.mayHaveDelegatedAccounts,
      let account = schema.objectClass(named: "msDS-DelegatedManagedServiceAccount")
    else { return [] }
    return rule(.badSuccessor, [.createChild(account)], .delegatedAccountUnpatched, gain: .domain)
  }

  private var group: [ControlRules.Rule] {
    rule(.genericWrite, all("member")) + rule(.addMember, write("member"))
      + rule(.addSelf, [.validatedWrite(GUID.ValidatedWrite.selfMembership)])
  }

  private var replication: [ControlRules.Rule] {
    typealias Right = GUID.ControlRight
    return rule(.dcSync, ControlRules.replicateSecrets)
      // What read-only domain controllers do not get, the passwords of LAPS among it. [MS-DRSR] 5.101
      + rule(
        .syncLAPSPassword,
        [.control(Right.dsReplicationGetChangesInFilteredSet), .control(Right.dsReplicationGetChanges)],
        need: .anyPassword, gain: .managedComputers)
      + rule(
        .dcShadow, [.control(Right.dsInstallReplica), .control(Right.dsReplicationManageTopology)],
        .rogueController)
      + rule(.migrateSIDHistory, [.control(Right.migrateSIDHistory)], .sidHistoryMigration)
      + rule(
        .reanimateTombstone, [.control(Right.reanimateTombstones)], .restoredAccount, gain: .deletedAccounts)
  }

  private var link: [ControlRules.Rule] {
    rule(.genericWrite, all("gPLink"), .policySource) + rule(.writeGPLink, write("gPLink"), .policySource)
  }

  /// A link whose policy is gone takes whatever gets its name.
  private var policyCreation: [ControlRules.Rule] {
    guard let policy = schema.objectClass(named: "groupPolicyContainer") else { return [] }
    return rule(.occupyGPLink, [.createChild(policy)], .policyRecreated, gain: .danglingLinks)
  }

  /// The default descriptor of a class goes to every object that is created without one. [MS-ADTS] 6.1.3
  private var schemaClass: [ControlRules.Rule] {
    [[.object(.writeDACL)], [.object(.writeOwner)], write("defaultSecurityDescriptor")]
      .flatMap { rule(.writeDefaultDescriptor, $0, .futureObjects, gain: .schema) }
  }
}
