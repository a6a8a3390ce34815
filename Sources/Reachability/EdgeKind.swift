/// How one object gives control of another. Raw values are the names BloodHound CE uses where it has one.
package enum EdgeKind: String, Sendable, CaseIterable, Codable {
  case memberOf = "MemberOf"
  case hasSIDHistory = "HasSIDHistory"
  case genericAll = "GenericAll"
  case owns = "Owns"
  case writeDacl = "WriteDacl"
  case writeOwner = "WriteOwner"
  case dcSync = "DCSync"
  case addMember = "AddMember"
  case addSelf = "AddSelf"
  case forceChangePassword = "ForceChangePassword"
  case genericWrite = "GenericWrite"
  case addAllowedToAct = "AddAllowedToAct"
  case writeAccountRestrictions = "WriteAccountRestrictions"
  case addKeyCredentialLink = "AddKeyCredentialLink"
  case writeAltSecurityIdentities = "WriteAltSecurityIdentities"
  case writePublicInformation = "WritePublicInformation"
  case writeUserAccountControl = "WriteUserAccountControl"
  case writeUserPrincipalName = "WriteUserPrincipalName"
  case writeDNSHostName = "WriteDNSHostName"
  case writeAccountName = "WriteSAMAccountName"
  case allExtendedRights = "AllExtendedRights"
  case ownsLimitedRights = "OwnsLimitedRights"
  case writeOwnerLimitedRights = "WriteOwnerLimitedRights"
  case writeSPN = "WriteSPN"
  case writeScriptPath = "WriteScriptPath"
  case writeProfilePath = "WriteProfilePath"
  case writeGPLink = "WriteGPLink"
  case writeGPO = "WriteGPO"
  case readLAPSPassword = "ReadLAPSPassword"
  case readGMSAPassword = "ReadGMSAPassword"
  case syncLAPSPassword = "SyncLAPSPassword"
  case readRootKey = "ReadKDSRootKey"
  case readPasswordID = "ReadPasswordId"
  case dumpServiceAccount = "DumpSMSAPassword"
  case runsServiceAs = "RunsServiceAs"
  case badSuccessor = "BadSuccessor"
  case reanimateTombstone = "CanReanimateTombstone"
  case migrateSIDHistory = "MigrateSIDHistory"
  case dcShadow = "DCShadow"
  case writeDefaultDescriptor = "WriteDefaultSecurityDescriptor"
  case kerberoastable = "Kerberoastable"
  case asRepRoastable = "ASREPRoastable"
  case claimSpecialIdentity = "ClaimSpecialIdentity"
  case managesReadOnlyController = "RODCManagedBy"
  case readOnlyControllerPassword = "RODCCachedPassword"
  case controllerOperator = "ControllerOperator"
  case allowedToAct = "AllowedToAct"
  case allowedToDelegate = "AllowedToDelegate"
  case coerceToTGT = "CoerceToTGT"
  case contains = "Contains"
  case gpLink = "GPLink"
  case adminTo = "AdminTo"
  case dcFor = "DCFor"
  case protectAdminGroups = "ProtectAdminGroups"
  case loadDNSPlugin = "ServerLevelPluginDll"
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
    case .writeGPLink, .writeGPO, .gpLink, .contains: "T1484.001"
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
      .writeDefaultDescriptor:
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
