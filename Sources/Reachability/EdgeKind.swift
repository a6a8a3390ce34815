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
  case writeSPN = "WriteSPN"
  case writeScriptPath = "WriteScriptPath"
  case writeGPLink = "WriteGPLink"
  case writeGPO = "WriteGPO"
  case readLAPSPassword = "ReadLAPSPassword"
  case readGMSAPassword = "ReadGMSAPassword"
  case createChild = "CreateChild"
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
    case .memberOf: "T1078.002"
    case .hasSIDHistory: "T1134.005"
    case .owns, .writeDacl, .writeOwner, .protectAdminGroups: "T1222.001"
    case .genericAll, .genericWrite, .forceChangePassword, .addAllowedToAct, .writeAccountRestrictions,
      .writeAltSecurityIdentities:
      "T1098"
    case .dcSync, .dcFor: "T1003.006"
    case .addMember, .addSelf: "T1098.007"
    case .addKeyCredentialLink: "T1556"
    case .writeSPN: "T1558.003"
    case .writeScriptPath: "T1037.003"
    case .writeGPLink, .writeGPO, .gpLink, .contains: "T1484.001"
    case .readLAPSPassword: "T1552"
    case .readGMSAPassword: "T1555"
    case .createChild: "T1136.002"
    case .allowedToAct, .allowedToDelegate: "T1550.003"
    case .coerceToTGT: "T1187"
    case .adminTo: "T1021"
    case .loadDNSPlugin: "T1574"
    case .goldenCert: "T1649"
    }
  }

  /// Whether the step is a right in the security descriptor of the object it leads to.
  package var isAccessRight: Bool {
    switch self {
    case .genericAll, .owns, .writeDacl, .writeOwner, .dcSync, .addMember, .addSelf, .forceChangePassword,
      .genericWrite, .addAllowedToAct, .writeAccountRestrictions, .addKeyCredentialLink,
      .writeAltSecurityIdentities, .writeSPN, .writeScriptPath, .writeGPLink, .writeGPO, .readLAPSPassword,
      .createChild:
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
