extension SID {
  /// The name that Windows shows in English for a SID that means the same on every system; nil for every other.
  /// [MS-DTYP] 2.4.2.4.
  package var wellKnownName: String? { Self.wellKnownNames[self] }

  private static let wellKnownNames: [SID: String] = [
    .nobody: "Nobody", .everyone: "Everyone", .local: "Local", .consoleLogon: "Console Logon",
    .creatorOwner: "Creator Owner", .creatorGroup: "Creator Group", .ownerRights: "Owner Rights",
    .dialup: "Dialup", .network: "Network", .batch: "Batch", .interactive: "Interactive", .service: "Service",
    .anonymous: "Anonymous Logon", .enterpriseDomainControllers: "Enterprise Domain Controllers",
    .selfPrincipal: "Principal Self", .authenticatedUsers: "Authenticated Users",
    .restrictedCode: "Restricted Code", .thisOrganization: "This Organization", .system: "Local System",
    .localService: "Local Service", .networkService: "Network Service",
    .ntlmAuthentication: "NTLM Authentication", .schannelAuthentication: "SChannel Authentication",
    .digestAuthentication: "Digest Authentication", .remoteInteractive: "Remote Interactive Logon",
    .thisOrganizationCertificate: "This Organization Certificate", .otherOrganization: "Other Organization",
    .authenticationAuthorityAssertedIdentity: "Authentication Authority Asserted Identity",
    .serviceAssertedIdentity: "Service Asserted Identity", .claimsValid: "Claims Valid",
    .freshPublicKeyIdentity: "Fresh Public Key Identity", .keyTrustIdentity: "Key Trust Identity",
    .multifactorKeyProperty: "Key Property MFA", .attestedKeyProperty: "Key Property Attestation",
    .compoundedAuthentication: "Compounded Authentication",
    .administrators: "Administrators", .users: "Users", .guests: "Guests",
    .accountOperators: "Account Operators", .serverOperators: "Server Operators",
    .printOperators: "Print Operators", .backupOperators: "Backup Operators", .replicator: "Replicator",
    .preWindows2000CompatibleAccess: "Pre-Windows 2000 Compatible Access",
    .remoteDesktopUsers: "Remote Desktop Users",
    .incomingForestTrustBuilders: "Incoming Forest Trust Builders",
    .windowsAuthorizationAccess: "Windows Authorization Access Group",
    .terminalServerLicenseServers: "Terminal Server License Servers",
  ]
}
