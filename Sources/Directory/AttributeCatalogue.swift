/// How the values of an attribute are written, as far as this program treats them differently.
enum ValueForm: UInt8, Sendable {
  /// Unicode, teletex, IA5 and other text.
  case text
  /// Integers, enumerations and large integers, as text.
  case number
  /// `TRUE` or `FALSE`.
  case boolean
  /// Generalised or UTC time.
  case time
  /// Distinguished names, and `B:count:hex:dn`.
  case name
  case binaryName
  /// Octets, kept as delivered.
  case octets
  /// Binary SID; a textual SID is accepted and made binary.
  case sid
  /// 16 octets; a textual GUID is accepted and made binary.
  case guid
}

/// The attributes whose values a snapshot keeps. Everything else in an entry is passed over without being decoded.
///
/// Secrets are not in the list: a password hash or a recovery key that an input happens to contain is never kept.
/// `objectClass`, `nTSecurityDescriptor` and replication metadata are kept in forms of their own.
enum AttributeCatalogue {
  struct Attribute: Sendable {
    let name: String
    let form: ValueForm
    let isMultiValued: Bool
    /// The value differs from one domain controller to the next. [MS-ADTS] 3.1.1.1.5 (FLAG_ATTR_NOT_REPLICATED)
    let isLocal: Bool
  }

  /// Sorted by lower-cased name; a position in this list is the attribute's number in a batch and in a snapshot.
  static let attributes: [Attribute] = parse(list)

  static let numbers: [String: UInt16] = {
    var numbers: [String: UInt16] = [:]
    for (number, attribute) in attributes.enumerated() {
      numbers[attribute.name] = UInt16(number)
      numbers[attribute.name.lowercased()] = UInt16(number)
    }
    return numbers
  }()

  /// The number of an attribute, matched without regard to case; nil when its values are not kept.
  static func number(of name: String) -> UInt16? {
    numbers[name] ?? numbers[name.lowercased()]
  }

  private static func parse(_ list: String) -> [Attribute] {
    var attributes: [Attribute] = []
    var form = ValueForm.text
    for line in list.split(separator: "\n") {
      for word in line.split(separator: " ") {
        if word.hasSuffix(":") {
          form = forms[String(word.dropLast())] ?? .text
          continue
        }
        let marks = word.reversed().prefix { $0 == "*" || $0 == "~" }
        attributes.append(
          Attribute(
            name: String(word.dropLast(marks.count)), form: form, isMultiValued: marks.contains("*"),
            isLocal: marks.contains("~")))
      }
    }
    return attributes.sorted { $0.name.lowercased() < $1.name.lowercased() }
  }

  private static let forms: [String: ValueForm] = [
    "text": .text, "number": .number, "boolean": .boolean, "time": .time, "name": .name,
    "binaryName": .binaryName,
    "octets": .octets, "sid": .sid, "guid": .guid,
  ]

  /// One attribute a word under the form of its values; `*` = multi-valued, `~` = local to a domain controller.
  private static let list = """
    text: adminContextMenu* adminDescription adminPropertyPages* altSecurityIdentities* attributeID
    attributeSyntax certificateTemplates* cn co comment company dc department description* displayName dNSHostName
    dnsRoot* dSHeuristics flatName gPCFileSysPath gPCMachineExtensionNames
    gPCUserExtensionNames gPCWQLFilter gPLink governsID homeDirectory info keywords* lDAPAdminLimits* lDAPDisplayName
    ldapServiceName legacyExchangeDN localizationDisplayId location mail mailNickname msDS-AdditionalDnsHostName*
    msDS-AllowedToDelegateTo* msDS-LastKnownRDN msDS-Other-Settings* msExchExternalHostName
    msExchGenericForwardingAddress msExchHomeServerName msExchInternalHostName msExchInternetWebProxy
    msExchRoleEntries* msExchTransportRuleXml msPKI-Cert-Template-OID msPKI-Certificate-Application-Policy*
    msPKI-Certificate-Policy* msPKI-RA-Application-Policies* name nETBIOSName networkAddress* operatingSystem
    operatingSystemServicePack operatingSystemVersion ou pKIExtendedKeyUsage* possSuperiors* profilePath
    proxyAddresses* rightsGuid appliesTo* sAMAccountName scriptPath serialNumber* servicePrincipalName*
    shellContextMenu* subClassOf systemPossSuperiors* auxiliaryClass* systemAuxiliaryClass* title trustPartner
    supportedControl* supportedCapabilities* uid url* userPrincipalName userWorkstations wWWHomePage
    defaultSecurityDescriptor serviceBindingInformation* serviceDNSName serviceClassName
    shellPropertyPages* sPNMappings* targetAddress msiScriptPath packageName
    mustContain* systemMustContain* mayContain* systemMayContain*

    number: accountExpires adminCount badPasswordTime~ badPwdCount~ codePage countryCode creationTime
    domainControllerFunctionality domainFunctionality entryTTL flags forestFunctionality garbageCollPeriod
    gPCFunctionalityVersion gPOptions groupType highestCommittedUSN~ instanceType lastLogoff~ lastLogon~
    lastLogonTimestamp linkID lockOutObservationWindow lockoutDuration lockoutThreshold lockoutTime
    logonCount~ maxPwdAge minPwdAge minPwdLength ms-DS-MachineAccountQuota ms-Mcs-AdmPwdExpirationTime
    msDS-Behavior-Version msDS-DelegatedMSAState msDS-DeletedObjectLifetime msDS-IntId
    msDS-KeyVersionNumber msDS-LockoutThreshold msDS-LogonTimeSyncInterval msDS-ManagedPasswordInterval
    msDS-MaximumPasswordAge msDS-MinimumPasswordLength msDS-PasswordSettingsPrecedence
    msDS-SecondaryKrbTgtNumber msDS-SupportedEncryptionTypes msDS-User-Account-Control-Computed
    msExchCurrentServerRoles msExchProductID msExchRecipientDisplayType msExchRecipientTypeDetails
    msExchRoleAssignmentFlags msExchServerRole msExchUserAccountControl msExchVersion
    msLAPS-PasswordExpirationTime msPKI-Certificate-Name-Flag msPKI-Enrollment-Flag msPKI-Private-Key-Flag
    msPKI-RA-Signature msPKI-Template-Minor-Revision msPKI-Template-Schema-Version objectClassCategory
    objectVersion options oMSyntax primaryGroupID pwdHistoryLength pwdLastSet pwdProperties rangeUpper
    rIDAvailablePool revision sAMAccountType schemaFlagsEx searchFlags serverState systemFlags
    tombstoneLifetime trustAttributes trustDirection trustType userAccountControl uSNChanged~ uSNCreated~
    validAccesses versionNumber

    boolean: deliverAndRedirect dNSTombstoned isCriticalSystemObject isDefunct isDeleted
    isMemberOfPartialAttributeSet isRecycled isSingleValued msDS-isRODC
    msDS-PasswordReversibleEncryptionEnabled showInAdvancedViewOnly systemOnly

    time: createTimeStamp currentTime~ msDS-Entry-Time-To-Die whenChanged~ whenCreated

    name: altRecipient configurationNamingContext defaultNamingContext defaultObjectCategory distinguishedName domainReplica
    dsServiceName fSMORoleOwner homeMDB lastKnownParent managedBy member* memberOf*~
    msDS-AssignedAuthNPolicy msDS-AssignedAuthNPolicySilo msDS-AuthNPolicySiloMembers* msDS-EnabledFeature*
    msDS-hasMasterNCs* msDS-HostServiceAccount* msDS-KrbTgtLink msDS-ManagedAccountPrecededByLink
    msDS-NeverRevealGroup* msDS-OIDToGroupLink msDS-PSOAppliesTo* msDS-RevealOnDemandGroup*
    msDS-NC-Replica-Locations* msDS-SupersededManagedAccountLink msExchDelegateListLink* msExchDomainRestrictionLink msExchMDBAvailabilityGroupLink
    msExchRoleLink msExchServerSite msExchUserLink namingContexts* nCName objectCategory
    publicDelegates* rootDomainNamingContext schemaNamingContext hasMasterNCs* serverName serverReference
    serverReferenceBL* siteObject subschemaSubentry

    binaryName: msDS-HasInstantiatedNCs* msDS-KeyCredentialLink* msDS-RevealedUsers* otherWellKnownObjects*
    wellKnownObjects*

    octets: cACertificate* dnsRecord* dSASignature lDAPIPDenyList* logonHours msDS-AllowedToActOnBehalfOfOtherIdentity
    msDS-GroupMSAMembership msExchMailboxGuid msExchMailboxSecurityDescriptor
    pKIExpirationPeriod pKIOverlapPeriod replUpToDateVector~ retiredReplDSASignatures userParameters

    sid: mS-DS-CreatorSID msDS-ShadowPrincipalSid msExchMasterAccountSid objectSid securityIdentifier sIDHistory*

    guid: attributeSecurityGUID invocationId mS-DS-ConsistencyGuid msDS-OptionalFeatureGUID objectGUID parentGUID schemaIDGUID
    """
}

extension Snapshot {
  /// lDAPDisplayNames of the attributes whose values a snapshot keeps; no secret is among them. A description of
  /// what must be collected has to ask for these, `objectClass`, `nTSecurityDescriptor` and replication metadata.
  package static var attributesRead: Set<String> {
    Set(AttributeCatalogue.attributes.map(\.name)).union([
      "objectClass", "nTSecurityDescriptor", "replPropertyMetaData", "msDS-ReplAttributeMetaData",
      "msDS-ReplValueMetaData",
    ])
  }
}
