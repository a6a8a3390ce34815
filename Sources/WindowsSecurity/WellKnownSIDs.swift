/// The SIDs that mean the same on every Windows system. [MS-DTYP] 2.4.2.4.
extension SID {
  /// S-1-0-0; names nobody and is in no token.
  package static let nobody = SID(authority: 0, [0])
  package static let everyone = SID(authority: 1, [0])
  package static let local = SID(authority: 2, [0])
  package static let consoleLogon = SID(authority: 2, [1])
  /// Replaced by the creator's SID when an inheritable ACE becomes effective on a new object.
  package static let creatorOwner = SID(authority: 3, [0])
  package static let creatorGroup = SID(authority: 3, [1])
  package static let creatorOwnerServer = SID(authority: 3, [2])
  package static let creatorGroupServer = SID(authority: 3, [3])
  /// Stands for whoever owns the object; its presence replaces the owner's implied rights.
  package static let ownerRights = SID(authority: 3, [4])
  package static let dialup = SID(authority: 5, [1])
  package static let network = SID(authority: 5, [2])
  package static let batch = SID(authority: 5, [3])
  package static let interactive = SID(authority: 5, [4])
  package static let service = SID(authority: 5, [6])
  package static let anonymous = SID(authority: 5, [7])
  package static let enterpriseDomainControllers = SID(authority: 5, [9])
  /// Replaced by the object's own objectSid during the access check.
  package static let selfPrincipal = SID(authority: 5, [10])
  package static let authenticatedUsers = SID(authority: 5, [11])
  package static let restrictedCode = SID(authority: 5, [12])
  package static let remoteInteractive = SID(authority: 5, [14])
  package static let thisOrganization = SID(authority: 5, [15])
  package static let system = SID(authority: 5, [18])
  package static let localService = SID(authority: 5, [19])
  package static let networkService = SID(authority: 5, [20])
  package static let ntlmAuthentication = SID(authority: 5, [64, 10])
  package static let schannelAuthentication = SID(authority: 5, [64, 14])
  package static let digestAuthentication = SID(authority: 5, [64, 21])
  package static let thisOrganizationCertificate = SID(authority: 5, [65, 1])
  package static let otherOrganization = SID(authority: 5, [1000])
  package static let authenticationAuthorityAssertedIdentity = SID(authority: 18, [1])
  package static let serviceAssertedIdentity = SID(authority: 18, [2])
  package static let freshPublicKeyIdentity = SID(authority: 18, [3])
  package static let keyTrustIdentity = SID(authority: 18, [4])
  package static let multifactorKeyProperty = SID(authority: 18, [5])
  package static let attestedKeyProperty = SID(authority: 18, [6])
  package static let claimsValid = SID(authority: 5, [21, 0, 0, 0, 497])
  package static let compoundedAuthentication = SID(authority: 5, [21, 0, 0, 0, 496])

  package static let administrators = builtin(544)
  package static let users = builtin(545)
  package static let guests = builtin(546)
  package static let accountOperators = builtin(548)
  package static let serverOperators = builtin(549)
  package static let printOperators = builtin(550)
  package static let backupOperators = builtin(551)
  package static let replicator = builtin(552)
  package static let preWindows2000CompatibleAccess = builtin(554)
  package static let remoteDesktopUsers = builtin(555)
  package static let incomingForestTrustBuilders = builtin(557)
  package static let windowsAuthorizationAccess = builtin(560)
  package static let terminalServerLicenseServers = builtin(561)

  /// A local group of the BUILTIN domain, S-1-5-32-`rid`.
  package static func builtin(_ rid: UInt32) -> SID { SID(authority: 5, [32, rid]) }

  /// Relative identifiers every domain gives the same principal. [MS-DTYP] 2.4.2.4.
  package enum DomainRID {
    package static let enterpriseReadOnlyDomainControllers: UInt32 = 498
    package static let administrator: UInt32 = 500
    package static let guest: UInt32 = 501
    package static let krbtgt: UInt32 = 502
    package static let domainAdmins: UInt32 = 512
    package static let domainUsers: UInt32 = 513
    package static let domainGuests: UInt32 = 514
    package static let domainComputers: UInt32 = 515
    package static let domainControllers: UInt32 = 516
    package static let certPublishers: UInt32 = 517
    package static let schemaAdmins: UInt32 = 518
    package static let enterpriseAdmins: UInt32 = 519
    package static let groupPolicyCreatorOwners: UInt32 = 520
    package static let readOnlyDomainControllers: UInt32 = 521
    package static let cloneableDomainControllers: UInt32 = 522
    package static let protectedUsers: UInt32 = 525
    package static let keyAdmins: UInt32 = 526
    package static let enterpriseKeyAdmins: UInt32 = 527
    package static let rasAndIASServers: UInt32 = 553
  }
}
