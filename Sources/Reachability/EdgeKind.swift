/// How one object gives control of another. Raw values are the names BloodHound CE uses where it has one.
package enum EdgeKind: String, Sendable, CaseIterable, Codable {
  // What a token holds.
  case memberOf = "MemberOf"
  case hasSIDHistory = "HasSIDHistory"
  /// Guest, where it is enabled: whoever gives no password.
  case claimSpecialIdentity = "ClaimSpecialIdentity"

  // Rights on an object as a whole.
  case genericAll = "GenericAll"
  case owns = "Owns"
  /// The owner, where an entry for OWNER RIGHTS says what owners may.
  case ownsLimitedRights = "OwnsLimitedRights"
  case writeDacl = "WriteDacl"
  case writeOwner = "WriteOwner"
  /// A new owner would have only what an inherited entry for OWNER RIGHTS says.
  case writeOwnerLimitedRights = "WriteOwnerLimitedRights"
  /// Writing all attributes, the one that gives control among them.
  case genericWrite = "GenericWrite"
  /// All control access rights, the reset of the password among them.
  case allExtendedRights = "AllExtendedRights"

  // Rights on accounts.
  case forceChangePassword = "ForceChangePassword"
  case addAllowedToAct = "AddAllowedToAct"
  /// By an entry for the property set: delegation to a computer, preauthentication of a user.
  case writeAccountRestrictions = "WriteAccountRestrictions"
  case writeUserAccountControl = "WriteUserAccountControl"
  case addKeyCredentialLink = "AddKeyCredentialLink"
  case writeAltSecurityIdentities = "WriteAltSecurityIdentities"
  /// By an entry for the property set: the certificates an account logs on with.
  case writePublicInformation = "WritePublicInformation"
  case writeSPN = "WriteSPN"
  case writeScriptPath = "WriteScriptPath"
  case writeProfilePath = "WriteProfilePath"
  /// These three lead to the head of the domain: an account under control passes for another.
  case writeUserPrincipalName = "WriteUserPrincipalName"
  case writeDNSHostName = "WriteDNSHostName"
  case writeAccountName = "WriteSAMAccountName"

  // Passwords that the directory or a host hands out.
  case readLAPSPassword = "ReadLAPSPassword"
  /// By replication with the filtered attribute set, from the head of the domain to its computers.
  case syncLAPSPassword = "SyncLAPSPassword"
  case readGMSAPassword = "ReadGMSAPassword"
  /// The KDS root key, and what whoever has it computes.
  case readRootKey = "ReadKDSRootKey"
  case readPasswordID = "ReadPasswordId"
  case dumpServiceAccount = "DumpSMSAPassword"
  /// The host that the description of a synchronisation account names.
  case runsServiceAs = "RunsServiceAs"
  case kerberoastable = "Kerberoastable"
  case asRepRoastable = "ASREPRoastable"

  // Delegation of logons.
  case allowedToAct = "AllowedToAct"
  case allowedToDelegate = "AllowedToDelegate"
  case coerceToTGT = "CoerceToTGT"

  // Rights on groups, policies, containers and the schema.
  case addMember = "AddMember"
  case addSelf = "AddSelf"
  case writeGPLink = "WriteGPLink"
  case writeGPO = "WriteGPO"
  case gpLink = "GPLink"
  /// Taking, with a policy, the name of one that is gone and still linked to the place.
  case occupyGPLink = "OccupyGPLink"
  case contains = "Contains"
  /// Creating a delegated managed service account in a container, or naming the predecessor of one.
  case badSuccessor = "BadSuccessor"
  case writeDefaultDescriptor = "WriteDefaultSecurityDescriptor"
  case protectAdminGroups = "ProtectAdminGroups"

  // Rights on the head of a domain.
  case dcSync = "DCSync"
  case dcShadow = "DCShadow"
  case migrateSIDHistory = "MigrateSIDHistory"
  case reanimateTombstone = "CanReanimateTombstone"

  // Hosts.
  case adminTo = "AdminTo"
  case dcFor = "DCFor"
  case controllerOperator = "ControllerOperator"
  case loadDNSPlugin = "ServerLevelPluginDll"
  case managesReadOnlyController = "RODCManagedBy"
  case readOnlyControllerPassword = "RODCCachedPassword"
  case goldenCert = "GoldenCert"

  /// MITRE ATT&CK (enterprise) technique.
  package var technique: String {
    switch self {
    case .memberOf, .claimSpecialIdentity, .controllerOperator, .managesReadOnlyController, .runsServiceAs:
      "T1078.002"
    case .hasSIDHistory, .migrateSIDHistory: "T1134.005"
    case .owns, .ownsLimitedRights, .writeDacl, .writeOwner, .writeOwnerLimitedRights, .protectAdminGroups:
      "T1222.001"
    case .genericAll, .genericWrite, .allExtendedRights, .forceChangePassword, .addAllowedToAct,
      .writeAccountRestrictions, .writeUserAccountControl, .writePublicInformation,
      .writeAltSecurityIdentities,
      .writeUserPrincipalName, .writeDNSHostName, .writeAccountName, .badSuccessor, .reanimateTombstone:
      "T1098"
    case .dcSync, .dcFor, .syncLAPSPassword: "T1003.006"
    case .readOnlyControllerPassword: "T1003"
    case .dumpServiceAccount: "T1003.004"
    case .dcShadow: "T1207"
    case .addMember, .addSelf: "T1098.007"
    case .addKeyCredentialLink: "T1556"
    case .writeSPN, .kerberoastable: "T1558.003"
    case .asRepRoastable: "T1558.004"
    case .writeScriptPath, .writeProfilePath: "T1037.003"
    case .writeGPLink, .writeGPO, .gpLink, .occupyGPLink, .contains: "T1484.001"
    case .writeDefaultDescriptor: "T1484"
    case .readLAPSPassword: "T1552"
    case .readGMSAPassword, .readRootKey, .readPasswordID: "T1555"
    case .allowedToAct, .allowedToDelegate: "T1550.003"
    case .coerceToTGT: "T1187"
    case .adminTo: "T1021"
    case .loadDNSPlugin: "T1574"
    case .goldenCert: "T1649"
    }
  }

  /// Whether the step is a right in a security descriptor: that of the object it leads to, or that of another object
  /// which the evidence names.
  package var isAccessRight: Bool {
    switch self {
    case .genericAll, .owns, .ownsLimitedRights, .writeDacl, .writeOwner, .writeOwnerLimitedRights, .dcSync,
      .addMember, .addSelf, .forceChangePassword, .allExtendedRights, .genericWrite, .addAllowedToAct,
      .writeAccountRestrictions, .writeUserAccountControl, .addKeyCredentialLink, .writePublicInformation,
      .writeAltSecurityIdentities, .writeUserPrincipalName, .writeDNSHostName, .writeAccountName, .writeSPN,
      .writeScriptPath, .writeProfilePath, .writeGPLink, .writeGPO, .readLAPSPassword, .syncLAPSPassword,
      .readRootKey, .badSuccessor, .reanimateTombstone, .migrateSIDHistory, .dcShadow,
      .writeDefaultDescriptor, .occupyGPLink:
      true
    default: false
    }
  }

  /// Whether the step rewrites, or may rewrite, the whole descriptor of the object, so that a container passes control
  /// on to what inherits from it.
  package var givesDescriptor: Bool {
    switch self {
    case .genericAll, .owns, .writeDacl, .writeOwner: true
    default: false
    }
  }
}
