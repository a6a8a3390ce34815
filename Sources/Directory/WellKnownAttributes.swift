/// Attribute numbers that are the same in every forest, for an input without its schema. The schema of Windows Server
/// 2019 (objectVersion 88) as the open specifications publish it, numbered by the default prefixes.
enum WellKnownAttributes {
  static func name(attid: UInt32) -> String? { names[attid] }

  private static let names: [UInt32: String] = {
    var names: [UInt32: String] = [:]
    let words = list.split { $0 == " " || $0 == "\n" }
    for index in stride(from: 0, to: words.count - 1, by: 2) {
      if let attid = UInt32(words[index], radix: 16) { names[attid] = String(words[index + 1]) }
    }
    return names
  }()

  /// ATTRTYP in hexadecimal and lDAPDisplayName.
  private static let list = """
    0 objectClass 2 knowledgeInformation 3 cn 4 sn 5 serialNumber 6 c 7 l 8 st 9 street a o b ou c title
    d description e searchGuide f businessCategory 10 postalAddress 11 postalCode 12 postOfficeBox
    13 physicalDeliveryOfficeName 14 telephoneNumber 15 telexNumber 16 teletexTerminalIdentifier
    17 facsimileTelephoneNumber 18 x121Address 19 internationalISDNNumber 1a registeredAddress
    1b destinationIndicator 1c preferredDeliveryMethod 1d presentationAddress 1e supportedApplicationContext
    1f member 20 owner 21 roleOccupant 22 seeAlso 23 userPassword 24 userCertificate 25 cACertificate
    26 authorityRevocationList 27 certificateRevocationList 28 crossCertificatePair 2a givenName 2b initials
    2c generationQualifier 2d x500uniqueIdentifier 31 distinguishedName 32 uniqueMember 33 houseIdentifier
    35 deltaRevocationList 3a attributeCertificateAttribute 20001 instanceType 20002 whenCreated
    20003 whenChanged 20007 subRefs 20008 possSuperiors 20009 helpData32 2000d displayName
    2000e hasMasterNCs 2000f hasPartialReplicaNCs 20010 nCName 20012 otherTelephone 20013 uSNCreated
    20015 subClassOf 20016 governsID 20018 mustContain 20019 mayContain 2001a rDNAttID 2001e attributeID
    20020 attributeSyntax 20021 isSingleValued 20022 rangeLower 20023 rangeUpper 20024 dMDLocation
    20030 isDeleted 20031 mAPIID 20032 linkID 20036 tombstoneLifetime 2004a dSASignature 2004c objectVersion
    20051 info 20053 repsTo 2005b repsFrom 20066 memberOf 20068 ownerBL 20073 invocationId 20076 otherPager
    20078 uSNChanged 20079 uSNLastObjRem 20083 co 20087 cost 2008d department 20092 company
    200a9 showInAdvancedViewOnly 200c2 adminDisplayName 200d2 proxyAddresses 200d4 dSHeuristics
    200d6 originalDisplayTableMSDOS 200da oMObjectClass 200e2 adminDescription 200e3 extensionName
    200e7 oMSyntax 200ff addressSyntax 20100 streetAddress 2010b uSNDSALastObjRemoved 20115 otherHomePhone
    20119 nTSecurityDescriptor 2012d garbageCollPeriod 20144 addressEntryDisplayTable
    20145 perMsgDialogDisplayTable 20146 perRecipDialogDisplayTable 20147 helpFileName 2014e searchFlags
    2015e addressType 2015f auxiliaryClass 20161 displayNamePrintable 20172 objectClassCategory
    2017c extendedCharsAllowed 20190 addressEntryDisplayTableMSDOS 20192 helpData16 201b4 directReports
    201bc msExchAssistantName 201bd originalDisplayTable 201cb networkAddress 201d0 wWWHomePage
    201d5 USNIntersite 201d7 schemaVersion 2020b proxyGenerationEnabled 2022d Enabled 20251 msExchLabeledURI
    20254 msExchHouseIdentifier 20256 dmdName 20262 employeeNumber 20265 employeeType 20267 personalTitle
    20269 homePostalAddress 90001 name 90002 objectGUID 90003 replPropertyMetaData 90004 replUpToDateVector
    90008 userAccountControl 9000b authenticationOptions 9000c badPwdCount 9000d builtinCreationTime
    9000e builtinModifiedCount 9000f msiScriptPath 90010 codePage 90013 cOMClassID 90014 cOMInterfaceID
    90015 cOMProgID 90018 contentIndexingAllowed 90019 countryCode 9001a creationTime 9001b currentValue
    9001c dnsRoot 9001f fRSReplicaSetType 90020 domainPolicyObject 90023 employeeID 90024 enabledConnection
    90026 flags 90027 forceLogoff 90028 fromServer 90029 generatedConnection 9002b fRSVersionGUID
    9002c homeDirectory 9002d homeDrive 90030 keywords 90031 badPasswordTime 90032 lastContentIndexed
    90033 lastLogoff 90034 lastLogon 90035 lastSetTime 90037 dBCSPwd 90038 localPolicyFlags
    90039 defaultLocalPolicyObject 9003a localeID 9003c lockoutDuration 9003d lockOutObservationWindow
    9003e scriptPath 90040 logonHours 90041 logonWorkstation 90042 lSACreationTime 90043 lSAModifiedCount
    90044 machineArchitecture 90047 machineRole 90048 marshalledInterface 90049 lockoutThreshold
    9004a maxPwdAge 9004b maxRenewAge 9004c maxStorage 9004d maxTicketAge 9004e minPwdAge 9004f minPwdLength
    90050 minTicketAge 90051 modifiedCountAtLastProm 90052 moniker 90053 monikerDisplayName
    90056 userWorkstations 90057 nETBIOSName 90058 nextRid 90059 nTGroupMembers 9005a unicodePwd
    9005b otherLoginWorkstations 9005d pwdProperties 9005e ntPwdHistory 9005f pwdHistoryLength
    90060 pwdLastSet 90061 preferredOU 90062 primaryGroupID 90063 priorSetTime 90064 priorValue
    90065 privateKey 90067 proxyLifetime 90069 remoteServerName 9006b remoteSource 9006c remoteSourceType
    9006d replicaSource 90071 rpcNsBindings 90072 rpcNsGroup 90073 rpcNsInterfaceID 90075 rpcNsPriority
    90076 rpcNsProfileEntry 90078 schemaFlagsEx 90079 securityIdentifier 9007a serviceClassID
    9007b serviceClassInfo 9007d supplementalCredentials 90081 trustAuthIncoming 90084 trustDirection
    90085 trustPartner 90086 trustPosixOffset 90087 trustAuthOutgoing 90088 trustType 90089 uNCName
    9008a userParameters 9008b profilePath 9008d versionNumber 9008e winsockAddresses 90090 operatorCount
    90091 revision 90092 objectSid 90094 schemaIDGUID 90095 attributeSecurityGUID 90096 adminCount
    90097 oEMInformation 90098 groupAttributes 90099 rid 9009a serverState 9009b uASCompat 9009c comment
    9009d serverRole 9009e domainReplica 9009f accountExpires 900a0 lmPwdHistory 900a6 groupMembershipSAM
    900a8 modifiedCount 900a9 logonCount 900aa systemOnly 900c3 systemPossSuperiors 900c4 systemMayContain
    900c5 systemMustContain 900c6 systemAuxiliaryClass 900c7 serviceInstanceVersion
    900c8 controlAccessRights 900ca auditingPolicy 900cd pKTGuid 900ce pKT 900d3 schedule
    900d5 defaultClassStore 900d6 nextLevelStore 900da applicationName 900db iconPath 900dd sAMAccountName
    900de location 900df serverName 900e0 defaultSecurityDescriptor 900e4 portName 900e5 driverName
    900e6 printSeparatorFile 900e7 priority 900e8 defaultPriority 900e9 printStartTime 900ea printEndTime
    900eb printFormName 900ed printBinNames 900ee printMaxResolutionSupported
    900f0 printOrientationsSupported 900f1 printMaxCopies 900f2 printCollate 900f3 printColor
    900f6 printLanguage 900f7 printAttributes 900f9 cOMCLSID 900fa cOMUniqueLIBID 900fb cOMTreatAsClassId
    900fd cOMOtherProgId 900fe cOMTypelibId 900ff vendor 90105 division 90109 notes 9010c eFSPolicy
    9010d linkTrackSecret 9010e printShareName 9010f printOwner 90110 printNotify 90111 printStatus
    90112 printSpooling 90113 printKeepPrintedJobs 90114 driverVersion 90115 printMaxXExtent
    90116 printMaxYExtent 90117 printMinXExtent 90118 printMinYExtent 90119 printStaplingSupported
    9011a printMemory 9011b assetNumber 9011c bytesPerMinute 9011d printRate 9011e printRateUnit
    9011f printNetworkAddress 90120 printMACAddress 90121 printMediaReady 90122 printNumberUp
    9012b printMediaSupported 9012c printerName 9012d wbemPath 9012e sAMAccountType 9012f notificationList
    90133 options 90138 rpcNsObjectID 9013a rpcNsTransferSyntax 90140 implementedCategories
    90141 requiredCategories 90142 categoryId 90144 packageType 90145 setupCommand 90146 packageName
    90147 packageFlags 90148 versionNumberHi 90149 versionNumberLo 9014a lastUpdateSequence
    9014c birthLocation 9014d oMTIndxGuid 9014e volTableIdxGUID 9014f currentLocation 90150 volTableGUID
    90151 currMachineId 90154 rightsGuid 90155 appliesTo 90158 groupsToIgnore 90159 groupPriority
    9015a desktopProfile 90164 foreignIdentifier 90165 nTMixedDomain 90166 netbootInitialization
    90167 netbootGUID 90169 netbootMachineFilePath 9016a siteGUID 9016b operatingSystem
    9016c operatingSystemVersion 9016d operatingSystemServicePack 9016e rpcNsAnnotation 9016f rpcNsCodeset
    90170 rIDManagerReference 90171 fSMORoleOwner 90172 rIDAvailablePool 90173 rIDAllocationPool
    90174 rIDPreviousAllocationPool 90175 rIDUsedPool 90176 rIDNextRID 90177 systemFlags
    9017a dnsAllowDynamic 9017b dnsAllowXFR 9017c dnsSecureSecondaries 9017d dnsNotifySecondaries
    9017e dnsRecord 9019f operatingSystemHotfix 901a4 publicKeyPolicy 901a5 domainWidePolicy
    901a6 domainPolicyReference 901c9 localPolicyReference 901ca qualityOfService 901cb machineWidePolicy
    901d6 trustAttributes 901d7 trustParent 901d8 domainCrossRef 901e0 defaultGroup 901e1 schemaUpdate
    901e3 fRSFileFilter 901e4 fRSDirectoryFilter 901e5 fRSUpdateTimeout 901e6 fRSWorkingPath
    901e7 fRSRootPath 901e8 fRSStagingPath 901ea fRSDSPoll 901eb fRSFaultCondition 901ee siteServer
    901f2 creationWizard 901f3 contextMenu 901f4 fRSServiceCommand 901f6 timeVolChange 901f7 timeRefresh
    901f8 seqNotification 901f9 oMTGuid 901fa objectCount 901fb volumeCount 901fd serviceClassName
    901fe serviceBindingInformation 901ff flatName 90200 siteObject 90201 siteObjectBL
    90202 physicalLocationObject 90203 serverReference 90204 serverReferenceBL 90205 ipsecPolicyReference
    90206 defaultHidingValue 90207 lastBackupRestorationTime 90208 machinePasswordChangeInterval
    90212 nonSecurityMember 90213 nonSecurityMemberBL 90214 superiorDNSRoot 90215 fRSReplicaSetGUID
    90216 fRSLevelLimit 90217 fRSRootSecurity 90218 fRSExtensions 90219 dynamicLDAPServer 9021a prefixMap
    9021b initialAuthIncoming 9021c initialAuthOutgoing 9022d parentCA 90232 adminPropertyPages
    90233 shellPropertyPages 90235 meetingID 90236 meetingName 90237 meetingDescription 90238 meetingKeyword
    90239 meetingLocation 9023a meetingProtocol 9023b meetingType 9023d meetingApplication
    9023e meetingLanguage 90240 meetingMaxParticipants 90241 meetingOriginator 90242 meetingContactInfo
    90243 meetingOwner 90244 meetingIP 90245 meetingScope 90246 meetingAdvertiseScope 90247 meetingURL
    90248 meetingRating 90249 meetingIsEncrypted 9024a meetingRecurrence 9024b meetingStartTime
    9024c meetingEndTime 9024d meetingBandwidth 9024e meetingBlob 9025f queryPolicyObject
    90260 queryPolicyBL 90261 sIDHistory 90262 classDisplayName 90266 adminContextMenu
    90267 shellContextMenu 9026a wellKnownObjects 9026b dNSHostName 9026c ipsecName 9026d ipsecID
    9026e ipsecDataType 9026f ipsecData 90270 ipsecOwnersReference 90272 ipsecISAKMPReference
    90273 ipsecNFAReference 90274 ipsecNegotiationPolicyReference 90275 ipsecFilterReference
    90277 printPagesPerMinute 90279 policyReplicationFlags 9027a privilegeDisplayName 9027b privilegeValue
    9027c privilegeAttributes 9027d privilegeHolder 9027e isPrivilegeHolder
    9027f isMemberOfPartialAttributeSet 90280 partialAttributeSet 90284 showInAddressBook 90285 userCert
    90286 otherFacsimileTelephoneNumber 90287 otherMobile 90288 primaryTelexNumber
    90289 primaryInternationalISDNNumber 9028a mhsORAddress 9028b otherMailbox 9028c assistant
    9028d managedBy 9028e managedObjects 9028f legacyExchangeDN 90290 userPrincipalName 90291 serviceDNSName
    90293 serviceDNSNameType 90294 treeName 90295 isDefunct 90296 lockoutTime
    90297 partialAttributeDeletionList 90298 syncWithObject 90299 syncMembership 9029a syncAttributes
    9029b syncWithSID 9029c domainCAs 9029d rIDSetReferences 9029f msiFileList 902a0 categories
    902a1 retiredReplDSASignatures 902a2 rootTrust 902a3 catalogs 902a5 replTopologyStayOfExecution
    902a7 creator 902a8 queryPoint 902a9 indexedScopes 902aa friendlyNames
    902ab cRLPartitionedRevocationList 902ac certificateAuthorityObject 902ad parentCACertificateChain
    902ae domainID 902af cAConnect 902b0 cAWEBURL 902b1 cRLObject 902b2 cAUsages
    902b4 previousCACertificates 902b5 pendingCACertificates 902b6 previousParentCA 902b7 pendingParentCA
    902b8 currentParentCA 902b9 cACertificateDN 902ba dhcpUniqueKey 902bb dhcpType 902bc dhcpFlags
    902bd dhcpIdentification 902be dhcpObjName 902bf dhcpObjDescription 902c0 dhcpServers 902c1 dhcpSubnets
    902c2 dhcpMask 902c3 dhcpRanges 902c4 dhcpSites 902c5 dhcpReservations 902c6 superScopes
    902c7 superScopeDescription 902c8 optionDescription 902c9 optionsLocation 902ca dhcpOptions
    902cb dhcpClasses 902cc mscopeId 902cd dhcpState 902ce dhcpProperties 902cf dhcpMaxKey
    902d0 dhcpUpdateTime 902d1 ipPhone 902d2 otherIpPhone 902ec attributeDisplayNames 902ed url
    902ee groupType 902ef userSharedFolder 902f0 userSharedFolderOther 902f1 nameServiceFlags
    902f2 rpcNsEntryFlags 902f3 domainIdentifier 902f4 aCSTimeOfDay 902f5 aCSDirection
    902f6 aCSMaxTokenRatePerFlow 902f7 aCSMaxPeakBandwidthPerFlow 902f8 aCSAggregateTokenRatePerUser
    902f9 aCSMaxDurationPerFlow 902fa aCSServiceType 902fb aCSTotalNoOfFlows 902fc aCSPriority
    902fd aCSPermissionBits 902fe aCSAllocableRSVPBandwidth 902ff aCSMaxPeakBandwidth
    90300 aCSEnableRSVPMessageLogging 90301 aCSEventLogLevel 90302 aCSEnableACSService
    90303 servicePrincipalName 90304 aCSPolicyName 90305 aCSRSVPLogFilesLocation 90306 aCSMaxNoOfLogFiles
    90307 aCSMaxSizeOfRSVPLogFile 90308 aCSDSBMPriority 90309 aCSDSBMRefresh 9030a aCSDSBMDeadTime
    9030b aCSCacheTimeout 9030c aCSNonReservedTxLimit 9030d lastKnownParent 9030e objectCategory
    9030f defaultObjectCategory 90310 aCSIdentityName 90312 mailAddress 90315 transportDLLName
    90317 transportType 90326 treatAsLeaf 90329 remoteStorageGUID 9032a createDialog 9032c createWizardExt
    9032d upgradeProductCode 9032e msiScript 9032f canUpgradeScript 90330 fileExtPriority
    90331 localizedDescription 90332 productCode 90333 bridgeheadTransportList 90334 bridgeheadServerListBL
    90335 siteList 90336 siteLinkList 90337 certificateTemplates 90338 signatureAlgorithms
    90339 enrollmentProviders 9034b lDAPAdminLimits 9034c lDAPIPDenyList 9034d msiScriptName
    9034e msiScriptSize 9034f installUiLevel 90350 appSchemaVersion 90351 netbootAllowNewClients
    90352 netbootLimitClients 90353 netbootMaxClients 90354 netbootCurrentClientCount
    90355 netbootAnswerRequests 90356 netbootAnswerOnlyValidClients 90357 netbootNewMachineNamingPolicy
    90358 netbootNewMachineOU 90359 netbootIntelliMirrorOSes 9035a netbootTools
    9035b netbootLocallyInstalledOSes 9035c netbootServer 90360 netbootSCPBL 90361 pekList
    90362 pekKeyChangeInterval 90363 altSecurityIdentities 90364 isCriticalSystemObject
    90365 frsComputerReference 90366 frsComputerReferenceBL 90367 fRSControlDataCreation
    90368 fRSControlInboundBacklog 90369 fRSControlOutboundBacklog 9036a fRSFlags 9036b fRSMemberReference
    9036c fRSMemberReferenceBL 9036d fRSPartnerAuthLevel 9036e fRSPrimaryMember
    9036f fRSServiceCommandStatus 90370 fRSTimeLastCommand 90371 fRSTimeLastConfigChange 90372 fRSVersion
    90373 msRRASVendorAttributeEntry 90374 msRRASAttribute 90375 terminalServer 90376 purportedSearch
    90377 iPSECNegotiationPolicyType 90378 iPSECNegotiationPolicyAction 90379 additionalTrustedServiceNames
    9037a uPNSuffixes 9037b gPLink 9037c gPOptions 9037d gPCFunctionalityVersion 9037e gPCFileSysPath
    9037f transportAddressAttribute 90380 uSNSource 90381 aCSMaxAggregatePeakRatePerUser
    90382 aCSNonReservedTxSize 90383 aCSEnableRSVPAccounting 90384 aCSRSVPAccountFilesLocation
    90385 aCSMaxNoOfAccountFiles 90386 aCSMaxSizeOfRSVPAccountFile 9038c extendedClassInfo
    9038d extendedAttributeInfo 9038e fromEntry 9038f allowedChildClasses 90390 allowedChildClassesEffective
    90391 allowedAttributes 90392 allowedAttributesEffective 90393 possibleInferiors 90394 canonicalName
    90395 mSMQQueueType 90396 mSMQJournal 90397 mSMQQuota 90398 mSMQBasePriority 90399 mSMQJournalQuota
    9039a mSMQLabel 9039b mSMQAuthenticate 9039c mSMQPrivacyLevel 9039d mSMQOwnerID 9039e mSMQTransactional
    9039f mSMQSites 903a0 mSMQOutRoutingServers 903a1 mSMQInRoutingServers 903a2 mSMQServiceType
    903a5 mSMQComputerType 903a6 mSMQForeign 903a7 mSMQOSType 903a8 mSMQEncryptKey 903a9 mSMQSignKey
    903ab mSMQNameStyle 903ac mSMQCSPName 903ad mSMQLongLived 903ae mSMQVersion 903af mSMQSite1
    903b0 mSMQSite2 903b1 mSMQSiteGates 903b2 mSMQCost 903b3 mSMQSignCertificates 903b4 mSMQDigests
    903b6 mSMQServices 903b7 mSMQQMID 903b8 mSMQMigrated 903b9 mSMQSiteID 903c0 mSMQNt4Stub
    903c1 mSMQSiteForeign 903c2 mSMQQueueQuota 903c3 mSMQQueueJournalQuota 903c4 mSMQNt4Flags
    903c5 mSMQSiteName 903c6 mSMQDigestsMig 903c7 mSMQSignCertificatesMig 9045f msNPAllowDialin
    90463 msNPCalledStationID 90464 msNPCallingStationID 9046a msNPSavedCallingStationID
    90479 msRADIUSCallbackNumber 90481 msRADIUSFramedIPAddress 90486 msRADIUSFramedRoute
    90493 msRADIUSServiceType 904a5 msRASSavedCallbackNumber 904a6 msRASSavedFramedIPAddress
    904a7 msRASSavedFramedRoute 904b8 aNR 904b9 shortServerName 904bc isEphemeral 904bd assocNTAccount
    904c8 parentGUID 904c9 mSMQPrevSiteGates 904ca mSMQDependentClientServices 904cb mSMQRoutingServices
    904cc mSMQDsServices 904d5 mSMQRoutingService 904d6 mSMQDsService 904d7 mSMQDependentClientService
    904d8 netbootSIFFile 904d9 netbootMirrorDataFile 904da dNReferenceUpdate 904db mSMQQueueNameExt
    904dc addressBookRoots 904dd globalAddressList 904de interSiteTopologyGenerator
    904df interSiteTopologyRenew 904e0 interSiteTopologyFailover 904e1 proxiedObjectName 90515 tokenGroups
    90517 tokenGroupsNoGCAcceptable 90518 sDRightsEffective 90519 moveTreeState 9051a dNSProperty
    9051b accountNameHistory 9051c mSMQInterval1 9051d mSMQInterval2 9051e mSMQSiteGatesMig
    9051f printDuplexSupported 90520 aCSServerList 90521 aCSMaxTokenBucketPerFlow 90522 aCSMaximumSDUSize
    90523 aCSMinimumPolicedSize 90524 aCSMinimumLatency 90525 aCSMinimumDelayVariation
    90526 aCSNonReservedPeakRate 90527 aCSNonReservedTokenSize 90528 aCSNonReservedMaxSDUSize
    90529 aCSNonReservedMinPolicedSize 9052f pKIDefaultKeySpec 90530 pKIKeyUsage 90531 pKIMaxIssuingDepth
    90532 pKICriticalExtensions 90533 pKIExpirationPeriod 90534 pKIOverlapPeriod 90535 pKIExtendedKeyUsage
    90536 pKIDefaultCSPs 90537 pKIEnrollmentAccess 90538 replInterval 90539 mSMQUserSid
    9053f dSUIAdminNotification 90540 dSUIAdminMaximum 90541 dSUIShellMaximum 90542 templateRoots
    90543 sPNMappings 90544 gPCMachineExtensionNames 90545 gPCUserExtensionNames 90549 localizationDisplayId
    9054a scopeFlags 9054b queryFilter 9054c validAccesses 9054d dSCorePropagationData 9054e schemaInfo
    9054f otherWellKnownObjects 90550 mS-DS-ConsistencyGuid 90551 mS-DS-ConsistencyChildCount
    90553 mS-SQL-Name 90554 mS-SQL-RegisteredOwner 90555 mS-SQL-Contact 90556 mS-SQL-Location
    90557 mS-SQL-Memory 90558 mS-SQL-Build 90559 mS-SQL-ServiceAccount 9055a mS-SQL-CharacterSet
    9055b mS-SQL-SortOrder 9055c mS-SQL-UnicodeSortOrder 9055d mS-SQL-Clustered 9055e mS-SQL-NamedPipe
    9055f mS-SQL-MultiProtocol 90560 mS-SQL-SPX 90561 mS-SQL-TCPIP 90562 mS-SQL-AppleTalk 90563 mS-SQL-Vines
    90564 mS-SQL-Status 90565 mS-SQL-LastUpdatedDate 90566 mS-SQL-InformationURL 90567 mS-SQL-ConnectionURL
    90568 mS-SQL-PublicationURL 90569 mS-SQL-GPSLatitude 9056a mS-SQL-GPSLongitude 9056b mS-SQL-GPSHeight
    9056c mS-SQL-Version 9056d mS-SQL-Language 9056e mS-SQL-Description 9056f mS-SQL-Type
    90570 mS-SQL-InformationDirectory 90571 mS-SQL-Database 90572 mS-SQL-AllowAnonymousSubscription
    90573 mS-SQL-Alias 90574 mS-SQL-Size 90575 mS-SQL-CreationDate 90576 mS-SQL-LastBackupDate
    90577 mS-SQL-LastDiagnosticDate 90578 mS-SQL-Applications 90579 mS-SQL-Keywords 9057a mS-SQL-Publisher
    9057b mS-SQL-AllowKnownPullSubscription 9057c mS-SQL-AllowImmediateUpdatingSubscription
    9057d mS-SQL-AllowQueuedUpdatingSubscription 9057e mS-SQL-AllowSnapshotFilesFTPDownloading
    9057f mS-SQL-ThirdParty 90580 mS-DS-ReplicatesNCReason 90581 masteredBy 90582 mS-DS-CreatorSID
    90583 ms-DS-MachineAccountQuota 90584 primaryGroupToken 90586 dNSTombstoned 90587 mSMQLabelEx
    90588 mSMQSiteNameEx 90589 mSMQComputerTypeEx 9058a tokenGroupsGlobalAndUniversal
    9058f msCOM-PartitionLink 90590 msCOM-PartitionSetLink 90591 msCOM-UserLink
    90592 msCOM-UserPartitionSetLink 90593 msCOM-DefaultPartitionLink 90594 msCOM-ObjectId
    90595 msPKI-RA-Signature 90596 msPKI-Enrollment-Flag 90597 msPKI-Private-Key-Flag
    90598 msPKI-Certificate-Name-Flag 90599 msPKI-Minimal-Key-Size 9059a msPKI-Template-Schema-Version
    9059b msPKI-Template-Minor-Revision 9059c msPKI-Cert-Template-OID 9059d msPKI-Supersede-Templates
    9059e msPKI-RA-Policies 9059f msPKI-Certificate-Policy 905a0 msDs-Schema-Extensions
    905a1 msDS-Cached-Membership 905a2 msDS-Cached-Membership-Time-Stamp 905a3 msDS-Site-Affinity
    905a4 msDS-Preferred-GC-Site 905b2 msDS-Auxiliary-Classes 905b3 msDS-Behavior-Version
    905b4 msDS-User-Account-Control-Computed 90655 msDS-Other-Settings 90656 msDS-Entry-Time-To-Die
    90657 msWMI-Author 90658 msWMI-ChangeDate 90659 msWMI-ClassDefinition 9065a msWMI-CreationDate
    9065b msWMI-ID 9065c msWMI-IntDefault 9065d msWMI-IntMax 9065e msWMI-IntMin 9065f msWMI-IntValidValues
    90660 msWMI-Int8Default 90661 msWMI-Int8Max 90662 msWMI-Int8Min 90663 msWMI-Int8ValidValues
    90664 msWMI-StringDefault 90665 msWMI-StringValidValues 90666 msWMI-Mof 90667 msWMI-Name
    90668 msWMI-NormalizedClass 90669 msWMI-PropertyName 9066a msWMI-Query 9066b msWMI-QueryLanguage
    9066c msWMI-SourceOrganization 9066d msWMI-TargetClass 9066e msWMI-TargetNameSpace
    9066f msWMI-TargetObject 90670 msWMI-TargetPath 90671 msWMI-TargetType 9067d msDS-NC-Replica-Locations
    9067f msDS-Replication-Notify-First-DSA-Delay 90680 msDS-Replication-Notify-Subsequent-DSA-Delay
    90685 msDS-Approx-Immed-Subordinates 90687 msPKI-OID-Attribute 90688 msPKI-OID-CPS
    90689 msPKI-OID-User-Notice 9068a msPKI-Certificate-Application-Policy
    9068b msPKI-RA-Application-Policies 9068c msWMI-Class 9068d msWMI-Genus 9068e msWMI-intFlags1
    9068f msWMI-intFlags2 90690 msWMI-intFlags3 90691 msWMI-intFlags4 90692 msWMI-Parm1 90693 msWMI-Parm2
    90694 msWMI-Parm3 90695 msWMI-Parm4 90696 msWMI-ScopeGuid 90697 extraColumns
    90698 msDS-Security-Group-Extra-Classes 90699 msDS-Non-Security-Group-Extra-Classes
    9069a adminMultiselectPropertyPages 9069c msFRS-Topology-Pref 9069d msFRS-Hub-Member 9069e gPCWQLFilter
    9069f msMQ-Recipient-FormatName 906a0 lastLogonTimestamp 906a1 msDS-Settings 906a2 msTAPI-uid
    906a3 msTAPI-ProtocolId 906a4 msTAPI-ConferenceBlob 906a5 msTAPI-IpAddress
    906a6 msDS-TrustForestTrustInfo 906a7 msDS-FilterContainers 906a8 msDS-NCReplCursors
    906a9 msDS-NCReplInboundNeighbors 906aa msDS-NCReplOutboundNeighbors 906ab msDS-ReplAttributeMetaData
    906ac msDS-ReplValueMetaData 906ad msDS-HasInstantiatedNCs 906ae msDS-AllowedDNSSuffixes
    906af msDS-SDReferenceDomain 906b0 msPKI-OIDLocalizedName 906b1 MSMQ-SecuredSource
    906b2 MSMQ-MulticastAddress 906b3 msDS-SPNSuffixes 906b4 msDS-IntId 906b5 msDS-AdditionalDnsHostName
    906b6 msDS-AdditionalSamAccountName 906b7 msDS-DnsRootAlias 906b8 msDS-ReplicationEpoch
    906b9 msDS-UpdateScript 906f4 hideFromAB 906f6 msDS-KeyVersionNumber 906f7 msDS-ExecuteScriptPassword
    906f8 msDS-LogonTimeSyncInterval 906f9 msIIS-FTPRoot 906fa msIIS-FTPDir 906fb msDS-AllowedToDelegateTo
    906fc msDS-PerUserTrustQuota 906fd msDS-AllUsersTrustQuota 906fe msDS-PerUserTrustTombstonesQuota
    90700 msDS-AzLDAPQuery 90701 msDS-NonMembers 90702 msDS-NonMembersBL 90703 msDS-AzDomainTimeout
    90704 msDS-AzScriptEngineCacheMax 90705 msDS-AzScriptTimeout 90706 msDS-AzApplicationName
    90707 msDS-AzScopeName 90708 msDS-AzOperationID 90709 msDS-AzBizRule 9070a msDS-AzBizRuleLanguage
    9070b msDS-AzLastImportedBizRulePath 9070d msDS-AzGenerateAudits 9070e msDS-MembersForAzRole
    9070f msDS-MembersForAzRoleBL 90710 msDS-OperationsForAzTask 90711 msDS-OperationsForAzTaskBL
    90712 msDS-TasksForAzTask 90713 msDS-TasksForAzTaskBL 90714 msDS-OperationsForAzRole
    90715 msDS-OperationsForAzRoleBL 90716 msDS-TasksForAzRole 90717 msDS-TasksForAzRoleBL
    90718 msDS-AzClassId 90719 msDS-AzApplicationVersion 9071a msDS-AzTaskIsRoleDefinition
    9071b msDS-AzApplicationData 9071c msDS-HasDomainNCs 9071d msieee80211-Data 9071e msieee80211-DataType
    9071f msieee80211-ID 90720 msDS-AzMajorVersion 90721 msDS-AzMinorVersion
    90722 msDS-RetiredReplNCSignatures 90727 msDS-ByteArray 90728 msDS-DateTime 90729 msDS-ExternalKey
    9072a msDS-ExternalStore 9072b msDS-Integer 9072c msDS-hasMasterNCs 9072d msDs-masteredBy
    90730 msDS-ObjectReference 90731 msDS-ObjectReferenceBL 90732 msDs-MaxValues
    90733 msDRM-IdentityCertificate 90734 msDS-QuotaTrustee 90735 msDS-QuotaAmount 90736 msDS-DefaultQuota
    90737 msDS-TombstoneQuotaFactor 90738 msDS-QuotaEffective 90739 msDS-QuotaUsed 9073a msDS-TopQuotaUsage
    90749 msDS-PrincipalName 90757 msDS-SourceObjectDN 90764 msPKIRoamingTimeStamp
    90765 msPKIDPAPIMasterKeys 90766 msPKIAccountCredentials 90776 unixUserPassword
    90779 msRADIUS-FramedInterfaceId 9077a msRADIUS-SavedFramedInterfaceId 9077b msRADIUS-FramedIpv6Prefix
    9077c msRADIUS-SavedFramedIpv6Prefix 9077d msRADIUS-FramedIpv6Route 9077e msRADIUS-SavedFramedIpv6Route
    90783 msDS-KrbTgtLink 90784 msDS-RevealedUsers 90785 msDS-hasFullReplicaNCs 90786 msDS-NeverRevealGroup
    90788 msDS-RevealOnDemandGroup 90789 msDS-SecondaryKrbTgtNumber 9078a msDS-RevealedDSAs
    9078b msDS-KrbTgtLinkBl 9078c msDS-IsFullReplicaFor 9078d msDS-IsDomainFor
    9078e msDS-IsPartialReplicaFor 90794 msDS-RevealedList 90796 msDS-PhoneticFirstName
    90797 msDS-PhoneticLastName 90798 msDS-PhoneticDepartment 90799 msDS-PhoneticCompanyName
    9079a msDS-PhoneticDisplayName 9079d msDS-AzObjectGuid 9079e msDS-AzGenericData
    9079f ms-net-ieee-80211-GP-PolicyGUID 907a0 ms-net-ieee-80211-GP-PolicyData
    907a1 ms-net-ieee-80211-GP-PolicyReserved 907a2 ms-net-ieee-8023-GP-PolicyGUID
    907a3 ms-net-ieee-8023-GP-PolicyData 907a4 ms-net-ieee-8023-GP-PolicyReserved
    907a5 msDS-AuthenticatedToAccountlist 907a6 msDS-AuthenticatedAtDC 907a7 msDS-isGC 907a8 msDS-isRODC
    907a9 msDS-SiteName 907aa msDS-PromotionSettings 907ab msDS-SupportedEncryptionTypes
    907ac msFVE-RecoveryPassword 907ad msFVE-RecoveryGuid 907ae msTPM-OwnerInformation
    907af msDS-NC-RO-Replica-Locations 907b0 msDS-NC-RO-Replica-Locations-BL 907b1 samDomainUpdates
    907b2 msDS-LastSuccessfulInteractiveLogonTime 907b3 msDS-LastFailedInteractiveLogonTime
    907b4 msDS-FailedInteractiveLogonCount 907b5 msDS-FailedInteractiveLogonCountAtLastSuccessfulLogon
    907b7 msDS-RevealedListBL 907b8 msTSProfilePath 907b9 msTSHomeDirectory 907ba msTSHomeDrive
    907bb msTSAllowLogon 907bc msTSRemoteControl 907bd msTSMaxDisconnectionTime 907be msTSMaxConnectionTime
    907bf msTSMaxIdleTime 907c0 msTSReconnectionAction 907c1 msTSBrokenConnectionAction
    907c2 msTSConnectClientDrives 907c3 msTSConnectPrinterDrives 907c4 msTSDefaultToMainPrinter
    907c5 msTSWorkDirectory 907c6 msTSInitialProgram 907c7 msTSProperty01 907c8 msTSProperty02
    907c9 msTSExpireDate 907ca msTSLicenseVersion 907cb msTSManagingLS
    907cc msDS-UserPasswordExpiryTimeComputed 907cd msDS-HABSeniorityIndex 907ce msFVE-VolumeGuid
    907cf msFVE-KeyPackage 907d0 msTSExpireDate2 907d1 msTSLicenseVersion2 907d2 msTSManagingLS2
    907d3 msTSExpireDate3 907d4 msTSLicenseVersion3 907d5 msTSManagingLS3 907d6 msTSExpireDate4
    907d7 msTSLicenseVersion4 907d8 msTSManagingLS4 907d9 msTSLSProperty01 907da msTSLSProperty02
    907db msDS-MaximumPasswordAge 907dc msDS-MinimumPasswordAge 907dd msDS-MinimumPasswordLength
    907de msDS-PasswordHistoryLength 907df msDS-PasswordComplexityEnabled
    907e0 msDS-PasswordReversibleEncryptionEnabled 907e1 msDS-LockoutObservationWindow
    907e2 msDS-LockoutDuration 907e3 msDS-LockoutThreshold 907e4 msDS-PSOAppliesTo 907e5 msDS-PSOApplied
    907e6 msDS-ResultantPSO 907e7 msDS-PasswordSettingsPrecedence 907e8 msDS-NcType
    907e9 msDS-IsUserCachableAtRodc 907ee msDFS-SchemaMajorVersion 907ef msDFS-SchemaMinorVersion
    907f0 msDFS-GenerationGUIDv2 907f1 msDFS-NamespaceIdentityGUIDv2 907f2 msDFS-LastModifiedv2
    907f3 msDFS-Ttlv2 907f4 msDFS-Commentv2 907f5 msDFS-Propertiesv2 907f6 msDFS-TargetListv2
    907f7 msDFS-LinkPathv2 907f8 msDFS-LinkSecurityDescriptorv2 907f9 msDFS-LinkIdentityGUIDv2
    907fa msDFS-ShortNameLinkPathv2 907fe addressBookRoots2 907ff globalAddressList2 90800 templateRoots2
    90801 msDS-BridgeHeadServersUsed 90802 msPKI-CredentialRoamingTokens 90803 msDS-OIDToGroupLink
    90804 msDS-OIDToGroupLinkBl 90805 msImaging-PSPIdentifier 90806 msImaging-PSPString
    90807 msDS-USNLastSyncSuccess 90808 msDS-HostServiceAccount 90809 msDS-HostServiceAccountBL
    9080a isRecycled 9080b msDS-LocalEffectiveDeletionTime 9080c msDS-LocalEffectiveRecycleTime
    9080d msDS-EnabledFeature 9080e msDS-OptionalFeatureGUID 9080f msDS-OptionalFeatureFlags
    90812 msDS-RequiredDomainBehaviorVersion 90813 msDS-LastKnownRDN 90814 msDS-DeletedObjectLifetime
    90815 msDS-EnabledFeatureBL 90816 msTSEndpointData 90817 msTSEndpointType 90818 msTSEndpointPlugin
    90819 msTSPrimaryDesktop 9081a msTSPrimaryDesktopBL 9081b msTSSecondaryDesktops
    9081c msPKI-Enrollment-Servers 9081d msPKI-Site-Name 9081e msTSSecondaryDesktopBL
    9081f msDS-RequiredForestBehaviorVersion 90821 msSPP-CSVLKSkuId 90822 msSPP-KMSIds
    90823 msSPP-InstallationId 90824 msSPP-ConfirmationId 90825 msSPP-OnlineLicense 90826 msSPP-PhoneLicense
    90827 msSPP-ConfigLicense 90828 msSPP-IssuanceLicense 9082f msDS-IsUsedAsResourceSecurityAttribute
    90831 msDS-ClaimPossibleValues 90832 msDS-ClaimValueType 90833 msDS-ClaimAttributeSource
    90834 msDS-ClaimTypeAppliesToClass 90835 msDS-ClaimSharesPossibleValuesWith
    90836 msDS-ClaimSharesPossibleValuesWithBL 90837 msDS-MembersOfResourcePropertyList
    90838 msDS-MembersOfResourcePropertyListBL 90839 msSPP-CSVLKPid 9083a msSPP-CSVLKPartialProductKey
    9083b msTPM-SrkPubThumbprint 9083c msTPM-OwnerInformationTemp 9083d msTPM-TpmInformationForComputer
    9083e msTPM-TpmInformationForComputerBL 90850 msDNS-KeymasterZones 90852 msDNS-IsSigned
    90853 msDNS-SignWithNSEC3 90854 msDNS-NSEC3OptOut 90855 msDNS-MaintainTrustAnchor
    90856 msDNS-DSRecordAlgorithms 90857 msDNS-RFC5011KeyRollovers 90858 msDNS-NSEC3HashAlgorithm
    90859 msDNS-NSEC3RandomSaltLength 9085a msDNS-NSEC3Iterations 9085b msDNS-DNSKEYRecordSetTTL
    9085c msDNS-DSRecordSetTTL 9085d msDNS-SignatureInceptionOffset
    9085e msDNS-SecureDelegationPollingPeriod 9085f msDNS-SigningKeyDescriptors 90860 msDNS-SigningKeys
    90861 msDNS-DNSKEYRecords 90862 msDNS-ParentHasSecureDelegation 90863 msDNS-PropagationTime
    90864 msDNS-NSEC3UserSalt 90865 msDNS-NSEC3CurrentSalt 90866 msAuthz-EffectiveSecurityPolicy
    90867 msAuthz-ProposedSecurityPolicy 90868 msAuthz-LastEffectiveSecurityPolicy
    90869 msAuthz-ResourceCondition 9086a msAuthz-CentralAccessPolicyID
    9086b msAuthz-MemberRulesInCentralAccessPolicy 9086c msAuthz-MemberRulesInCentralAccessPolicyBL
    9086d msDS-ClaimSource 9086e msDS-ClaimSourceType 9086f msDS-ClaimIsValueSpaceRestricted
    90870 msDS-ClaimIsSingleValued 90876 msDS-GenerationId 90877 msDS-PrimaryComputer
    90878 msDS-IsPrimaryComputerFor 90879 msKds-KDFAlgorithmID 9087a msKds-KDFParam
    9087b msKds-SecretAgreementAlgorithmID 9087c msKds-SecretAgreementParam 9087d msKds-PublicKeyLength
    9087e msKds-PrivateKeyLength 9087f msKds-RootKeyData 90880 msKds-Version 90881 msKds-DomainID
    90882 msKds-UseStartTime 90883 msKds-CreateTime 90884 msImaging-ThumbprintHash
    90885 msImaging-HashAlgorithm 90886 msDS-AllowedToActOnBehalfOfOtherIdentity
    90887 msDS-GeoCoordinatesAltitude 90888 msDS-GeoCoordinatesLatitude 90889 msDS-GeoCoordinatesLongitude
    9088a msDS-IsPossibleValuesPresent 9088b msDS-ValueTypeReference 9088c msDS-ValueTypeReferenceBL
    9088d msDS-TransformationRules 9088e msDS-TransformationRulesCompiled
    9088f msDS-IngressClaimsTransformationPolicy 90890 msDS-EgressClaimsTransformationPolicy
    90891 msDS-TDOIngressBL 90892 msDS-TDOEgressBL 90893 msDS-AppliesToResourceTypes
    90894 msDS-ManagedPassword 90895 msDS-ManagedPasswordId 90896 msDS-ManagedPasswordPreviousId
    90897 msDS-ManagedPasswordInterval 90898 msDS-GroupMSAMembership 9089b msDS-parentdistname
    908a5 msDS-RIDPoolAllocationEnabled 908a6 msDS-cloudExtensionAttribute1
    908a7 msDS-cloudExtensionAttribute2 908a8 msDS-cloudExtensionAttribute3
    908a9 msDS-cloudExtensionAttribute4 908aa msDS-cloudExtensionAttribute5
    908ab msDS-cloudExtensionAttribute6 908ac msDS-cloudExtensionAttribute7
    908ad msDS-cloudExtensionAttribute8 908ae msDS-cloudExtensionAttribute9
    908af msDS-cloudExtensionAttribute10 908b0 msDS-cloudExtensionAttribute11
    908b1 msDS-cloudExtensionAttribute12 908b2 msDS-cloudExtensionAttribute13
    908b3 msDS-cloudExtensionAttribute14 908b4 msDS-cloudExtensionAttribute15
    908b5 msDS-cloudExtensionAttribute16 908b6 msDS-cloudExtensionAttribute17
    908b7 msDS-cloudExtensionAttribute18 908b8 msDS-cloudExtensionAttribute19
    908b9 msDS-cloudExtensionAttribute20 908ba netbootDUID 908bb msDS-ReplValueMetaDataExt
    908bc msds-memberOfTransitive 908be msds-memberTransitive 908c0 msDS-IssuerCertificates
    908c1 msDS-RegistrationQuota 908c2 msDS-MaximumRegistrationInactivityPeriod 908c8 msDS-IsEnabled
    908c9 msDS-DeviceOSType 908ca msDS-DeviceOSVersion 908cb msDS-DevicePhysicalIDs 908cc msDS-DeviceID
    908d1 msDS-DeviceObjectVersion 908d2 msDS-RegisteredOwner 908d5 msDS-DeviceLocation
    908d6 msDS-ApproximateLastLogonTimeStamp 908d7 msDS-RegisteredUsers 908d9 msDS-DrsFarmID
    908dd msDS-IssuerPublicCertificates 908de msDS-IsManaged 908df msDS-CloudIsManaged
    908e1 msDS-CloudAnchor 908e2 msDS-CloudIssuerPublicCertificates 908e3 msDS-CloudIsEnabled
    908e4 msDS-SyncServerUrl 908e5 msDS-UserAllowedToAuthenticateTo 908e6 msDS-UserAllowedToAuthenticateFrom
    908e7 msDS-UserTGTLifetime 908e8 msDS-ComputerAllowedToAuthenticateTo 908e9 msDS-ComputerTGTLifetime
    908ea msDS-ServiceAllowedToAuthenticateTo 908eb msDS-ServiceAllowedToAuthenticateFrom
    908ec msDS-ServiceTGTLifetime 908ed msDS-AssignedAuthNPolicySilo 908ee msDS-AssignedAuthNPolicySiloBL
    908ef msDS-AuthNPolicySiloMembers 908f0 msDS-AuthNPolicySiloMembersBL 908f1 msDS-UserAuthNPolicy
    908f2 msDS-UserAuthNPolicyBL 908f3 msDS-ComputerAuthNPolicy 908f4 msDS-ComputerAuthNPolicyBL
    908f5 msDS-ServiceAuthNPolicy 908f6 msDS-ServiceAuthNPolicyBL 908f7 msDS-AssignedAuthNPolicy
    908f8 msDS-AssignedAuthNPolicyBL 908f9 msDS-AuthNPolicyEnforced 908fa msDS-AuthNPolicySiloEnforced
    90904 msDS-DeviceMDMStatus 90906 msDS-ExternalDirectoryObjectId 9090a msDS-IsCompliant 9090b msDS-KeyId
    9090c msDS-KeyMaterial 9090d msDS-KeyUsage 9090e msDS-KeyPrincipal 9090f msDS-KeyPrincipalBL
    90910 msDS-DeviceDN 90911 msDS-ComputerSID 90912 msDS-CustomKeyInformation
    90913 msDS-KeyApproximateLastLogonTimeStamp 90914 msDS-ShadowPrincipalSid 90915 msDS-DeviceTrustType
    90918 msDS-KeyCredentialLink 90919 msDS-KeyCredentialLink-BL
    90928 msDS-ExpirePasswordsOnSmartCardOnlyAccounts 90929 msds-tokenGroupNames
    9092a msds-tokenGroupNamesGlobalAndUniversal 9092b msds-tokenGroupNamesNoGCAcceptable
    9092c msDS-UserAllowedNTLMNetworkAuthentication 9092d msDS-ServiceAllowedNTLMNetworkAuthentication
    9092e msDS-StrongNTLMPolicy 90930 msDS-SourceAnchor 90931 msDS-ObjectSoa
    9093e msDS-preferredDataLocation 14008c userSMIMECertificate 150001 uid 150002 textEncodedORAddress
    150003 mail 150005 drink 150006 roomNumber 150007 photo 150008 userClass 150009 host 15000a manager
    15000b documentIdentifier 15000c documentTitle 15000d documentVersion 15000e documentAuthor
    15000f documentLocation 150014 homePhone 150015 secretary 150019 dc 150025 associatedDomain
    150026 associatedName 150029 mobile 15002a pager 15002c uniqueIdentifier 15002d organizationalStatus
    150030 buildingName 150037 audio 150038 documentPublisher 15003c jpegPhoto 160001 carLicense
    160002 departmentNumber 160022 middleName 160023 thumbnailPhoto 160024 thumbnailLogo
    160027 preferredLanguage 1600d8 userPKCS12 180002 dITContentRules 180005 attributeTypes
    180006 objectClasses 180009 structuralObjectClass 190001 createTimeStamp 190002 modifyTimeStamp
    19000a subSchemaSubEntry 1b0003 entryTTL 1d0039 labeledURI 1e0002 unstructuredName
    1e0008 unstructuredAddress 21012c msSFU30SearchContainer 21012d msSFU30KeyAttributes
    21012e msSFU30FieldSeparator 21012f msSFU30IntraFieldSeparator 210130 msSFU30SearchAttributes
    210131 msSFU30ResultAttributes 210132 msSFU30MapFilter 210133 msSFU30MasterServerName
    210134 msSFU30OrderNumber 210135 msSFU30Name 210143 msSFU30Aliases 210144 msSFU30KeyValues
    210153 msSFU30NisDomain 210154 msSFU30Domains 210155 msSFU30YpServers 210156 msSFU30MaxGidNumber
    210157 msSFU30MaxUidNumber 210159 msSFU30NSMAPFieldPosition 21015a msSFU30PosixMember
    21015b msSFU30PosixMemberOf 21015c msSFU30NetgroupHostAtDomain 21015d msSFU30NetgroupUserAtDomain
    21015e msSFU30IsValidContainer 210160 msSFU30CryptMethod 230001 msDFSR-Version 230002 msDFSR-Extension
    230003 msDFSR-RootPath 230004 msDFSR-RootSizeInMb 230005 msDFSR-StagingPath
    230006 msDFSR-StagingSizeInMb 230007 msDFSR-ConflictPath 230008 msDFSR-ConflictSizeInMb
    230009 msDFSR-Enabled 23000a msDFSR-ReplicationGroupType 23000b msDFSR-TombstoneExpiryInMin
    23000c msDFSR-FileFilter 23000d msDFSR-DirectoryFilter 23000e msDFSR-Schedule 23000f msDFSR-Keywords
    230010 msDFSR-Flags 230011 msDFSR-Options 230012 msDFSR-ContentSetGuid 230013 msDFSR-RdcEnabled
    230014 msDFSR-RdcMinFileSizeInKb 230015 msDFSR-DfsPath 230016 msDFSR-RootFence
    230017 msDFSR-ReplicationGroupGuid 230018 msDFSR-DfsLinkTarget 230019 msDFSR-Priority
    23001a msDFSR-DeletedPath 23001b msDFSR-DeletedSizeInMb 23001c msDFSR-ReadOnly 23001d msDFSR-CachePolicy
    23001e msDFSR-MinDurationCacheInMin 23001f msDFSR-MaxAgeInCacheInMin 230020 msDFSR-DisablePacketPrivacy
    230022 msDFSR-DefaultCompressionExclusionFilter 230023 msDFSR-OnDemandExclusionFileFilter
    230024 msDFSR-OnDemandExclusionDirectoryFilter 230025 msDFSR-Options2 230026 msDFSR-CommonStagingPath
    230027 msDFSR-CommonStagingSizeInMb 230028 msDFSR-StagingCleanupTriggerInPercent
    230064 msDFSR-MemberReference 230065 msDFSR-ComputerReference 230066 msDFSR-MemberReferenceBL
    230067 msDFSR-ComputerReferenceBL 250000 uidNumber 250001 gidNumber 250002 gecos
    250003 unixHomeDirectory 250004 loginShell 250005 shadowLastChange 250006 shadowMin 250007 shadowMax
    250008 shadowWarning 250009 shadowInactive 25000a shadowExpire 25000b shadowFlag 25000c memberUid
    25000d memberNisNetgroup 25000e nisNetgroupTriple 25000f ipServicePort 250010 ipServiceProtocol
    250011 ipProtocolNumber 250012 oncRpcNumber 250013 ipHostNumber 250014 ipNetworkNumber
    250015 ipNetmaskNumber 250016 macAddress 250017 bootParameter 250018 bootFile 25001a nisMapName
    25001b nisMapEntry
    """
}
