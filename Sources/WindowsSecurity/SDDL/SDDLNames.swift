/// The two-letter names of the security descriptor definition language. [MS-DTYP] 2.5.1.
enum SDDLNames {
  /// In the order in which a combined mask is written: object rights before standard rights before generic ones, as
  /// the schema's own `defaultSecurityDescriptor` values have it.
  static let rights: [(name: String, mask: AccessMask)] = [
    ("RP", .readProperty), ("WP", .writeProperty), ("CR", .controlAccess), ("CC", .createChild),
    ("DC", .deleteChild), ("LC", .listContents), ("LO", .listObject), ("RC", .readControl),
    ("WO", .writeOwner),
    ("WD", .writeDACL), ("SD", .delete), ("DT", .deleteTree), ("SW", .selfWrite), ("GA", .genericAll),
    ("GR", .genericRead), ("GW", .genericWrite), ("GX", .genericExecute),
  ]

  /// Combinations that are read but never written: file and registry rights.
  static let combinedRights: [(name: String, mask: AccessMask)] = [
    ("FA", AccessMask(rawValue: 0x001F_01FF)), ("FR", AccessMask(rawValue: 0x0012_0089)),
    ("FW", AccessMask(rawValue: 0x0012_0116)), ("FX", AccessMask(rawValue: 0x0012_00A0)),
    ("KA", AccessMask(rawValue: 0x000F_003F)), ("KR", AccessMask(rawValue: 0x0002_0019)),
    ("KW", AccessMask(rawValue: 0x0002_0006)), ("KX", AccessMask(rawValue: 0x0002_0019)),
  ]

  /// What a mandatory label forbids to those below it: writing up, reading up, executing up.
  static let labelRights: [(name: String, mask: AccessMask)] = [
    ("NW", AccessMask(rawValue: 1)), ("NR", AccessMask(rawValue: 2)), ("NX", AccessMask(rawValue: 4)),
  ]

  static let readable = rights + combinedRights + labelRights

  static let flags: [(name: String, flag: ACEFlags)] = [
    ("OI", .objectInherit), ("CI", .containerInherit), ("NP", .noPropagateInherit), ("IO", .inheritOnly),
    ("ID", .inherited), ("CR", .critical), ("SA", .successfulAccess), ("FA", .failedAccess),
  ]

  static let types: [(name: String, type: ACEType)] = [
    ("A", .accessAllowed), ("D", .accessDenied), ("AU", .systemAudit), ("AL", .systemAlarm),
    ("OA", .accessAllowedObject), ("OD", .accessDeniedObject), ("OU", .systemAuditObject),
    ("OL", .systemAlarmObject), ("XA", .accessAllowedCallback), ("XD", .accessDeniedCallback),
    ("ZA", .accessAllowedCallbackObject), ("XU", .systemAuditCallback), ("ML", .mandatoryLabel),
    ("RA", .resourceAttribute), ("SP", .scopedPolicyID),
  ]

  /// Which SID the relative identifier of an alias is appended to.
  enum Authority {
    case domain, forestRoot
  }

  /// Principals that exist once per domain, or once per forest in its root domain.
  static let relative: [(name: String, rid: UInt32, authority: Authority)] = [
    ("RO", SID.DomainRID.enterpriseReadOnlyDomainControllers, .forestRoot),
    ("LA", SID.DomainRID.administrator, .domain), ("LG", SID.DomainRID.guest, .domain),
    ("DA", SID.DomainRID.domainAdmins, .domain), ("DU", SID.DomainRID.domainUsers, .domain),
    ("DG", SID.DomainRID.domainGuests, .domain), ("DC", SID.DomainRID.domainComputers, .domain),
    ("DD", SID.DomainRID.domainControllers, .domain), ("CA", SID.DomainRID.certPublishers, .domain),
    ("SA", SID.DomainRID.schemaAdmins, .forestRoot), ("EA", SID.DomainRID.enterpriseAdmins, .forestRoot),
    ("PA", SID.DomainRID.groupPolicyCreatorOwners, .domain),
    ("CN", SID.DomainRID.cloneableDomainControllers, .domain), ("AP", SID.DomainRID.protectedUsers, .domain),
    ("KA", SID.DomainRID.keyAdmins, .domain), ("EK", SID.DomainRID.enterpriseKeyAdmins, .forestRoot),
    ("RS", SID.DomainRID.rasAndIASServers, .domain),
  ]

  static let absolute: [(name: String, sid: SID)] = [
    ("WD", .everyone), ("CO", .creatorOwner), ("CG", .creatorGroup), ("OW", .ownerRights), ("NU", .network),
    ("IU", .interactive), ("SU", .service), ("AN", .anonymous), ("ED", .enterpriseDomainControllers),
    ("PS", .selfPrincipal), ("AU", .authenticatedUsers), ("RC", .restrictedCode), ("SY", .system),
    ("LS", .localService), ("NS", .networkService), ("WR", SID(authority: 5, [33])),
    ("UD", SID(authority: 5, [84, 0, 0, 0, 0, 0])), ("BA", .administrators), ("BU", .users), ("BG", .guests),
    ("PU", .builtin(547)), ("AO", .accountOperators), ("SO", .serverOperators), ("PO", .printOperators),
    ("BO", .backupOperators), ("RE", .replicator), ("RU", .preWindows2000CompatibleAccess),
    ("RD", .remoteDesktopUsers), ("NO", .builtin(556)), ("MU", .builtin(558)), ("LU", .builtin(559)),
    ("IS", .builtin(568)), ("CY", .builtin(569)), ("ER", .builtin(573)), ("CD", .builtin(574)),
    ("RA", .builtin(575)), ("ES", .builtin(576)), ("MS", .builtin(577)), ("HA", .builtin(578)),
    ("AA", .builtin(579)), ("RM", .builtin(580)), ("AC", SID(authority: 15, [2, 1])),
    ("LW", SID(authority: 16, [4096])), ("ME", SID(authority: 16, [8192])),
    ("MP", SID(authority: 16, [8448])),
    ("HI", SID(authority: 16, [12288])), ("SI", SID(authority: 16, [16384])),
    ("AS", .authenticationAuthorityAssertedIdentity), ("SS", .serviceAssertedIdentity),
  ]

  static let absoluteBySID: [SID: String] = Dictionary(
    absolute.map { ($0.sid, $0.name) }, uniquingKeysWith: { first, _ in first })
}
