extension RightsSchema {
  /// Attributes that belong to a property set or matter to a takeover: lDAPDisplayName, schemaIDGUID, and
  /// attributeSecurityGUID where there is one. Schema of Windows Server 2019 and 2022 (objectVersion 88), [MS-ADA1],
  /// [MS-ADA2], [MS-ADA3]; two attributes of Exchange. One line each: it is a table, and long for that reason.
  static let builtInAttributes = """
    accountExpires bf967915-0de6-11d0-a285-00aa003049e2 4c164200-20c0-11d0-a768-00aa006e0529
    adminCount bf967918-0de6-11d0-a285-00aa003049e2
    adminDescription bf967919-0de6-11d0-a285-00aa003049e2 59ba2f42-79a2-11d0-9020-00c04fc2d3cf
    allowedAttributes 9a7ad940-ca53-11d1-bbd0-0080c76670c0 e48d0154-bcf8-11d1-8702-00c04fb96050
    allowedAttributesEffective 9a7ad941-ca53-11d1-bbd0-0080c76670c0 e48d0154-bcf8-11d1-8702-00c04fb96050
    allowedChildClasses 9a7ad942-ca53-11d1-bbd0-0080c76670c0 e48d0154-bcf8-11d1-8702-00c04fb96050
    allowedChildClassesEffective 9a7ad943-ca53-11d1-bbd0-0080c76670c0 e48d0154-bcf8-11d1-8702-00c04fb96050
    altSecurityIdentities 00fbf30c-91fe-11d1-aebc-0000f80367c1 e48d0154-bcf8-11d1-8702-00c04fb96050
    assistant 0296c11c-40da-11d1-a9c0-0000f80367c1 77b5b886-944a-11d1-aebd-0000f80367c1
    attributeSecurityGUID bf967924-0de6-11d0-a285-00aa003049e2
    badPwdCount bf96792e-0de6-11d0-a285-00aa003049e2 5f202010-79a5-11d0-9020-00c04fc2d4cf
    c bf967945-0de6-11d0-a285-00aa003049e2 77b5b886-944a-11d1-aebd-0000f80367c1
    cACertificate bf967932-0de6-11d0-a285-00aa003049e2
    certificateTemplates 2a39c5b1-8960-11d1-aebc-0000f80367c1
    cn bf96793f-0de6-11d0-a285-00aa003049e2 e48d0154-bcf8-11d1-8702-00c04fb96050
    co f0f8ffa7-1191-11d0-a060-00aa006c33ed e48d0154-bcf8-11d1-8702-00c04fb96050
    codePage bf967938-0de6-11d0-a285-00aa003049e2 59ba2f42-79a2-11d0-9020-00c04fc2d3cf
    comment bf967a6a-0de6-11d0-a285-00aa003049e2 59ba2f42-79a2-11d0-9020-00c04fc2d3cf
    company f0f8ff88-1191-11d0-a060-00aa006c33ed e48d0154-bcf8-11d1-8702-00c04fb96050
    countryCode 5fd42471-1262-11d0-a060-00aa006c33ed 59ba2f42-79a2-11d0-9020-00c04fc2d3cf
    defaultSecurityDescriptor 807a6d30-1669-11d0-a064-00aa006c33ed
    department bf96794f-0de6-11d0-a285-00aa003049e2 e48d0154-bcf8-11d1-8702-00c04fb96050
    description bf967950-0de6-11d0-a285-00aa003049e2 e48d0154-bcf8-11d1-8702-00c04fb96050
    directReports bf967a1c-0de6-11d0-a285-00aa003049e2 e48d0154-bcf8-11d1-8702-00c04fb96050
    displayName bf967953-0de6-11d0-a285-00aa003049e2 59ba2f42-79a2-11d0-9020-00c04fc2d3cf
    displayNamePrintable bf967954-0de6-11d0-a285-00aa003049e2 e48d0154-bcf8-11d1-8702-00c04fb96050
    distinguishedName bf9679e4-0de6-11d0-a285-00aa003049e2 e48d0154-bcf8-11d1-8702-00c04fb96050
    division fe6136a0-2073-11d0-a9c2-00aa006c33ed e48d0154-bcf8-11d1-8702-00c04fb96050
    dNSHostName 72e39547-7b18-11d1-adef-00c04fd8d5cd 72e39547-7b18-11d1-adef-00c04fd8d5cd
    domainPolicyReference 80a67e2a-9f22-11d0-afdd-00c04fd930c9 a29b89fe-c7e8-11d0-9bae-00c04fd92ef5
    domainReplica bf96795e-0de6-11d0-a285-00aa003049e2 b8119fd0-04f6-4762-ab7a-4986c76b3f9a
    domainWidePolicy 80a67e29-9f22-11d0-afdd-00c04fd930c9 a29b89fd-c7e8-11d0-9bae-00c04fd92ef5
    dSHeuristics f0f8ff86-1191-11d0-a060-00aa006c33ed
    eFSPolicy 8e4eb2ec-4712-11d0-a1a0-00c04fd930c9 a29b89fd-c7e8-11d0-9bae-00c04fd92ef5
    facsimileTelephoneNumber bf967974-0de6-11d0-a285-00aa003049e2 77b5b886-944a-11d1-aebd-0000f80367c1
    forceLogoff bf967977-0de6-11d0-a285-00aa003049e2 b8119fd0-04f6-4762-ab7a-4986c76b3f9a
    fSMORoleOwner 66171887-8f3c-11d0-afda-00c04fd930c9
    givenName f0f8ff8e-1191-11d0-a060-00aa006c33ed e48d0154-bcf8-11d1-8702-00c04fb96050
    gPCFileSysPath f30e3bc1-9ff0-11d1-b603-0000f80367c1
    gPCMachineExtensionNames 32ff8ecc-783f-11d2-9916-0000f87a57d4
    gPCUserExtensionNames 42a75fc6-783f-11d2-9916-0000f87a57d4
    gPCWQLFilter 7bd4c7a6-1add-4436-8c04-3999a880154c
    gPLink f30e3bbe-9ff0-11d1-b603-0000f80367c1
    gPOptions f30e3bbf-9ff0-11d1-b603-0000f80367c1
    groupType 9a9a021e-4a5b-11d1-a9c3-0000f80367c1
    homeDirectory bf967985-0de6-11d0-a285-00aa003049e2 5f202010-79a5-11d0-9020-00c04fc2d4cf
    homeDrive bf967986-0de6-11d0-a285-00aa003049e2 5f202010-79a5-11d0-9020-00c04fc2d4cf
    homePhone f0f8ffa1-1191-11d0-a060-00aa006c33ed 77b5b886-944a-11d1-aebd-0000f80367c1
    homePostalAddress 16775781-47f3-11d1-a9c3-0000f80367c1 77b5b886-944a-11d1-aebd-0000f80367c1
    info bf96793e-0de6-11d0-a285-00aa003049e2 77b5b886-944a-11d1-aebd-0000f80367c1
    initials f0f8ff90-1191-11d0-a060-00aa006c33ed e48d0154-bcf8-11d1-8702-00c04fb96050
    internationalISDNNumber bf96798d-0de6-11d0-a285-00aa003049e2 77b5b886-944a-11d1-aebd-0000f80367c1
    invocationId bf96798e-0de6-11d0-a285-00aa003049e2
    ipPhone 4d146e4a-48d4-11d1-a9c3-0000f80367c1 77b5b886-944a-11d1-aebd-0000f80367c1
    isDeleted bf96798f-0de6-11d0-a285-00aa003049e2
    isRecycled 8fb59256-55f1-444b-aacb-f5b482fe3459
    l bf9679a2-0de6-11d0-a285-00aa003049e2 77b5b886-944a-11d1-aebd-0000f80367c1
    lastKnownParent 52ab8670-5709-11d1-a9c6-0000f80367c1
    lastLogoff bf967996-0de6-11d0-a285-00aa003049e2 5f202010-79a5-11d0-9020-00c04fc2d4cf
    lastLogon bf967997-0de6-11d0-a285-00aa003049e2 5f202010-79a5-11d0-9020-00c04fc2d4cf
    lastLogonTimestamp c0e20a04-0e5a-4ff3-9482-5efeaecd7060 5f202010-79a5-11d0-9020-00c04fc2d4cf
    legacyExchangeDN 28630ebc-41d5-11d1-a9c1-0000f80367c1 e48d0154-bcf8-11d1-8702-00c04fb96050
    localPolicyReference 80a67e4d-9f22-11d0-afdd-00c04fd930c9 a29b8a01-c7e8-11d0-9bae-00c04fd92ef5
    lockoutDuration bf9679a5-0de6-11d0-a285-00aa003049e2 c7407360-20bf-11d0-a768-00aa006e0529
    lockOutObservationWindow bf9679a4-0de6-11d0-a285-00aa003049e2 c7407360-20bf-11d0-a768-00aa006e0529
    lockoutThreshold bf9679a6-0de6-11d0-a285-00aa003049e2 c7407360-20bf-11d0-a768-00aa006e0529
    lockoutTime 28630ebf-41d5-11d1-a9c1-0000f80367c1
    logonCount bf9679aa-0de6-11d0-a285-00aa003049e2 5f202010-79a5-11d0-9020-00c04fc2d4cf
    logonHours bf9679ab-0de6-11d0-a285-00aa003049e2 5f202010-79a5-11d0-9020-00c04fc2d4cf
    logonWorkstation bf9679ac-0de6-11d0-a285-00aa003049e2 5f202010-79a5-11d0-9020-00c04fc2d4cf
    machinePasswordChangeInterval c9b6358e-bb38-11d0-afef-0000f80367c1 a29b89fe-c7e8-11d0-9bae-00c04fd92ef5
    machineWidePolicy 80a67e4f-9f22-11d0-afdd-00c04fd930c9 a29b8a01-c7e8-11d0-9bae-00c04fd92ef5
    mail bf967961-0de6-11d0-a285-00aa003049e2 e48d0154-bcf8-11d1-8702-00c04fb96050
    managedBy 0296c120-40da-11d1-a9c0-0000f80367c1
    manager bf9679b5-0de6-11d0-a285-00aa003049e2 e48d0154-bcf8-11d1-8702-00c04fb96050
    maxPwdAge bf9679bb-0de6-11d0-a285-00aa003049e2 c7407360-20bf-11d0-a768-00aa006e0529
    member bf9679c0-0de6-11d0-a285-00aa003049e2 bc0ac240-79a9-11d0-9020-00c04fc2d4cf
    memberOf bf967991-0de6-11d0-a285-00aa003049e2 bc0ac240-79a9-11d0-9020-00c04fc2d4cf
    minPwdAge bf9679c2-0de6-11d0-a285-00aa003049e2 c7407360-20bf-11d0-a768-00aa006e0529
    minPwdLength bf9679c3-0de6-11d0-a285-00aa003049e2 c7407360-20bf-11d0-a768-00aa006e0529
    mobile f0f8ffa3-1191-11d0-a060-00aa006c33ed 77b5b886-944a-11d1-aebd-0000f80367c1
    modifiedCount bf9679c5-0de6-11d0-a285-00aa003049e2 b8119fd0-04f6-4762-ab7a-4986c76b3f9a
    mS-DS-CreatorSID c5e60132-1480-11d3-91c1-0000f87a57d4
    ms-DS-MachineAccountQuota d064fb68-1480-11d3-91c1-0000f87a57d4
    msDS-AdditionalDnsHostName 80863791-dbe9-4eb8-837e-7f0ab55d9ac7 72e39547-7b18-11d1-adef-00c04fd8d5cd
    msDS-AllowedToActOnBehalfOfOtherIdentity 3f78c3e5-f79a-46bd-a0b8-9d18116ddc79 4c164200-20c0-11d0-a768-00aa006e0529
    msDS-AllowedToDelegateTo 800d94d7-b7a1-42a1-b14d-7cae1423d07f e48d0154-bcf8-11d1-8702-00c04fb96050
    msDS-Approx-Immed-Subordinates e185d243-f6ce-4adb-b496-b0c005d7823c e48d0154-bcf8-11d1-8702-00c04fb96050
    msDS-AssignedAuthNPolicy b87a0ad8-54f7-49c1-84a0-e64d12853588
    msDS-Auxiliary-Classes c4af1073-ee50-4be0-b8c0-89a41fe99abe e48d0154-bcf8-11d1-8702-00c04fb96050
    msDS-Behavior-Version d31a8757-2447-4545-8081-3bb610cacbf2
    msDS-cloudExtensionAttribute1 9709eaaf-49da-4db2-908a-0446e5eab844 77b5b886-944a-11d1-aebd-0000f80367c1
    msDS-cloudExtensionAttribute10 670afcb3-13bd-47fc-90b3-0a527ed81ab7 77b5b886-944a-11d1-aebd-0000f80367c1
    msDS-cloudExtensionAttribute11 9e9ebbc8-7da5-42a6-8925-244e12a56e24 77b5b886-944a-11d1-aebd-0000f80367c1
    msDS-cloudExtensionAttribute12 3c01c43d-e10b-4fca-92b2-4cf615d5b09a 77b5b886-944a-11d1-aebd-0000f80367c1
    msDS-cloudExtensionAttribute13 28be464b-ab90-4b79-a6b0-df437431d036 77b5b886-944a-11d1-aebd-0000f80367c1
    msDS-cloudExtensionAttribute14 cebcb6ba-6e80-4927-8560-98feca086a9f 77b5b886-944a-11d1-aebd-0000f80367c1
    msDS-cloudExtensionAttribute15 aae4d537-8af0-4daa-9cc6-62eadb84ff03 77b5b886-944a-11d1-aebd-0000f80367c1
    msDS-cloudExtensionAttribute16 9581215b-5196-4053-a11e-6ffcafc62c4d 77b5b886-944a-11d1-aebd-0000f80367c1
    msDS-cloudExtensionAttribute17 3d3c6dda-6be8-4229-967e-2ff5bb93b4ce 77b5b886-944a-11d1-aebd-0000f80367c1
    msDS-cloudExtensionAttribute18 88e73b34-0aa6-4469-9842-6eb01b32a5b5 77b5b886-944a-11d1-aebd-0000f80367c1
    msDS-cloudExtensionAttribute19 0975fe99-9607-468a-8e18-c800d3387395 77b5b886-944a-11d1-aebd-0000f80367c1
    msDS-cloudExtensionAttribute2 f34ee0ac-c0c1-4ba9-82c9-1a90752f16a5 77b5b886-944a-11d1-aebd-0000f80367c1
    msDS-cloudExtensionAttribute20 f5446328-8b6e-498d-95a8-211748d5acdc 77b5b886-944a-11d1-aebd-0000f80367c1
    msDS-cloudExtensionAttribute3 82f6c81a-fada-4a0d-b0f7-706d46838eb5 77b5b886-944a-11d1-aebd-0000f80367c1
    msDS-cloudExtensionAttribute4 9cbf3437-4e6e-485b-b291-22b02554273f 77b5b886-944a-11d1-aebd-0000f80367c1
    msDS-cloudExtensionAttribute5 2915e85b-e347-4852-aabb-22e5a651c864 77b5b886-944a-11d1-aebd-0000f80367c1
    msDS-cloudExtensionAttribute6 60452679-28e1-4bec-ace3-712833361456 77b5b886-944a-11d1-aebd-0000f80367c1
    msDS-cloudExtensionAttribute7 4a7c1319-e34e-40c2-9d00-60ff7890f207 77b5b886-944a-11d1-aebd-0000f80367c1
    msDS-cloudExtensionAttribute8 3cd1c514-8449-44ca-81c0-021781800d2a 77b5b886-944a-11d1-aebd-0000f80367c1
    msDS-cloudExtensionAttribute9 0a63e12c-3040-4441-ae26-cd95af0d247e 77b5b886-944a-11d1-aebd-0000f80367c1
    msDS-DeletedObjectLifetime a9b38cb6-189a-4def-8a70-0fcfa158148e
    msDS-EnabledFeature 5706aeaf-b940-4fb2-bcfc-5268683ad9fe
    msDS-ExternalDirectoryObjectId bd29bf90-66ad-40e1-887b-10df070419a6 77b5b886-944a-11d1-aebd-0000f80367c1
    msDS-FailedInteractiveLogonCount dc3ca86f-70ad-4960-8425-a4d6313d93dd 77b5b886-944a-11d1-aebd-0000f80367c1
    msDS-FailedInteractiveLogonCountAtLastSuccessfulLogon c5d234e5-644a-4403-a665-e26e0aef5e98 77b5b886-944a-11d1-aebd-0000f80367c1
    msDS-GeoCoordinatesAltitude a11703b7-5641-4d9c-863e-5fb3325e74e0 77b5b886-944a-11d1-aebd-0000f80367c1
    msDS-GeoCoordinatesLatitude dc66d44e-3d43-40f5-85c5-3c12e169927e 77b5b886-944a-11d1-aebd-0000f80367c1
    msDS-GeoCoordinatesLongitude 94c42110-bae4-4cea-8577-af813af5da25 77b5b886-944a-11d1-aebd-0000f80367c1
    msDS-GroupMSAMembership 888eedd6-ce04-df40-b462-b8a50e41ba38
    msDS-HABSeniorityIndex def449f1-fd3b-4045-98cf-d9658da788b5 e48d0154-bcf8-11d1-8702-00c04fb96050
    msDS-HostServiceAccount 80641043-15a2-40e1-92a2-8ca866f70776 77b5b886-944a-11d1-aebd-0000f80367c1
    msDS-isRODC a8e8aa23-3e67-4af1-9d7a-2f1a1d633ac9
    msDS-KeyCredentialLink 5b47d60f-6090-40b2-9f37-2a4de88f3063 9b026da6-0d3c-465c-8bee-5199d7165cba
    msDS-KrbTgtLink 778ff5c9-6f4e-4b74-856a-d68383313910
    msDS-LastFailedInteractiveLogonTime c7e7dafa-10c3-4b8b-9acd-54f11063742e 77b5b886-944a-11d1-aebd-0000f80367c1
    msDS-LastKnownRDN 8ab15858-683e-466d-877f-d640e1f9a611
    msDS-LastSuccessfulInteractiveLogonTime 011929e6-8b5d-4258-b64a-00b0b4949747 77b5b886-944a-11d1-aebd-0000f80367c1
    msDS-ManagedPassword e362ed86-b728-0842-b27d-2dea7a9df218
    msDS-ManagedPasswordId 0e78295a-c6d3-0a40-b491-d62251ffa0a6
    msDS-MembersForAzRole cbf7e6cd-85a4-4314-8939-8bfe80597835
    msDS-NeverRevealGroup 15585999-fd49-4d66-b25d-eeb96aba8174
    msDS-OIDToGroupLink f9c9a57c-3941-438d-bebf-0edaf2aca187
    msDS-PhoneticCompanyName 5bd5208d-e5f4-46ae-a514-543bc9c47659 e48d0154-bcf8-11d1-8702-00c04fb96050
    msDS-PhoneticDepartment 6cd53daf-003e-49e7-a702-6fa896e7a6ef e48d0154-bcf8-11d1-8702-00c04fb96050
    msDS-PhoneticDisplayName e21a94e4-2d66-4ce5-b30d-0ef87a776ff0 e48d0154-bcf8-11d1-8702-00c04fb96050
    msDS-PhoneticFirstName 4b1cba4e-302f-4134-ac7c-f01f6c797843 e48d0154-bcf8-11d1-8702-00c04fb96050
    msDS-PhoneticLastName f217e4ec-0836-4b90-88af-2f5d4bbda2bc e48d0154-bcf8-11d1-8702-00c04fb96050
    msDS-PSOAppliesTo 64c80f48-cdd2-4881-a86d-4e97b6f561fc
    msDS-ReplAttributeMetaData d7c53242-724e-4c39-9d4c-2df8c9d66c7a
    msDS-ReplicationEpoch 08e3aa79-eb1c-45b5-af7b-8f94246c8e41
    msDS-ReplValueMetaData 2f5c8145-e1bd-410b-8957-8bfa81d5acfd
    msDS-RevealedUsers 185c7821-3749-443a-bd6a-288899071adb
    msDS-RevealOnDemandGroup 303d9f4a-1dd6-4b38-8fc5-33afe8c988ad
    msDS-SecondaryKrbTgtNumber aa156612-2396-467e-ad6a-28d23fdb1865
    msDS-ShadowPrincipalSid 1dcc0722-aab0-4fef-956f-276fe19de107
    msDS-SourceObjectDN 773e93af-d3b4-48d4-b3f9-06457602d3d0 e48d0154-bcf8-11d1-8702-00c04fb96050
    msDS-SupportedEncryptionTypes 20119867-1d04-4ab7-9371-cfc3d5df0afd 77b5b886-944a-11d1-aebd-0000f80367c1
    msds-tokenGroupNames 65650576-4699-4fc9-8d18-26e0cd0137a6 037088f8-0ae1-11d2-b422-00a0c968f939
    msds-tokenGroupNamesGlobalAndUniversal fa06d1f4-7922-4aad-b79c-b2201f54417c 037088f8-0ae1-11d2-b422-00a0c968f939
    msds-tokenGroupNamesNoGCAcceptable 523fc6c8-9af4-4a02-9cd7-3dea129eeb27 037088f8-0ae1-11d2-b422-00a0c968f939
    msDS-User-Account-Control-Computed 2cc4b836-b63f-4940-8d23-ea7acf06af56 4c164200-20c0-11d0-a768-00aa006e0529
    msDS-UserPasswordExpiryTimeComputed add5cf10-7b09-4449-9ae6-2534148f8a72 4c164200-20c0-11d0-a768-00aa006e0529
    msExchMailboxSecurityDescriptor 934de926-b09e-11d2-aa06-00c04f8eedd8
    msFVE-RecoveryPassword 43061ac1-c8ad-4ccc-b785-2bfac20fc60a
    mSMQDigests 9a0dc33c-c100-11d1-bbc5-0080c76670c0 77b5b886-944a-11d1-aebd-0000f80367c1
    mSMQSignCertificates 9a0dc33b-c100-11d1-bbc5-0080c76670c0 77b5b886-944a-11d1-aebd-0000f80367c1
    msNPAllowDialin db0c9085-c1f2-11d1-bbc5-0080c76670c0 037088f8-0ae1-11d2-b422-00a0c968f939
    msNPCallingStationID db0c908a-c1f2-11d1-bbc5-0080c76670c0 037088f8-0ae1-11d2-b422-00a0c968f939
    msPKI-Cert-Template-OID 3164c36a-ba26-468c-8bda-c1e5cc256728
    msPKI-Certificate-Application-Policy dbd90548-aa37-4202-9966-8c537ba5ce32
    msPKI-Certificate-Name-Flag ea1dddc4-60ff-416e-8cc0-17cee534bce7
    msPKI-CredentialRoamingTokens b7ff5a38-0818-42b0-8110-d3d154c97f24 91e647de-d96f-4b70-9557-d63ff4f3ccd8
    msPKI-Enrollment-Flag d15ef7d8-f226-46db-ae79-b34e560bd12c
    msPKI-Private-Key-Flag bab04ac2-0435-4709-9307-28380e7c7001
    msPKI-RA-Signature fe17e04b-937d-4f7e-8e0e-9292c8d5683e
    msPKI-Template-Schema-Version 0c15e9f5-491d-4594-918f-32813a091da9
    msPKIAccountCredentials b8dfa744-31dc-4ef1-ac7c-84baf7ef9da7 91e647de-d96f-4b70-9557-d63ff4f3ccd8
    msPKIDPAPIMasterKeys b3f93023-9239-4f7c-b99c-6745d87adbc2 91e647de-d96f-4b70-9557-d63ff4f3ccd8
    msPKIRoamingTimeStamp 6617e4ac-a2f1-43ab-b60c-11fbd1facf05 91e647de-d96f-4b70-9557-d63ff4f3ccd8
    msRADIUSCallbackNumber db0c909c-c1f2-11d1-bbc5-0080c76670c0 037088f8-0ae1-11d2-b422-00a0c968f939
    msRADIUSFramedIPAddress db0c90a4-c1f2-11d1-bbc5-0080c76670c0 037088f8-0ae1-11d2-b422-00a0c968f939
    msRADIUSFramedRoute db0c90a9-c1f2-11d1-bbc5-0080c76670c0 037088f8-0ae1-11d2-b422-00a0c968f939
    msRADIUSServiceType db0c90b6-c1f2-11d1-bbc5-0080c76670c0 037088f8-0ae1-11d2-b422-00a0c968f939
    msTSExpireDate 70004ef5-25c3-446a-97c8-996ae8566776 5805bc62-bdc9-4428-a5e2-856a0f4c185e
    msTSExpireDate2 54dfcf71-bc3f-4f0b-9d5a-4b2476bb8925 5805bc62-bdc9-4428-a5e2-856a0f4c185e
    msTSExpireDate3 41bc7f04-be72-4930-bd10-1f3439412387 5805bc62-bdc9-4428-a5e2-856a0f4c185e
    msTSExpireDate4 5e11dc43-204a-4faf-a008-6863621c6f5f 5805bc62-bdc9-4428-a5e2-856a0f4c185e
    msTSLicenseVersion 0ae94a89-372f-4df2-ae8a-c64a2bc47278 5805bc62-bdc9-4428-a5e2-856a0f4c185e
    msTSLicenseVersion2 4b0df103-8d97-45d9-ad69-85c3080ba4e7 5805bc62-bdc9-4428-a5e2-856a0f4c185e
    msTSLicenseVersion3 f8ba8f81-4cab-4973-a3c8-3a6da62a5e31 5805bc62-bdc9-4428-a5e2-856a0f4c185e
    msTSLicenseVersion4 70ca5d97-2304-490a-8a27-52678c8d2095 5805bc62-bdc9-4428-a5e2-856a0f4c185e
    msTSManagingLS f3bcc547-85b0-432c-9ac0-304506bf2c83 5805bc62-bdc9-4428-a5e2-856a0f4c185e
    msTSManagingLS2 349f0757-51bd-4fc8-9d66-3eceea8a25be 5805bc62-bdc9-4428-a5e2-856a0f4c185e
    msTSManagingLS3 fad5dcc1-2130-4c87-a118-75322cd67050 5805bc62-bdc9-4428-a5e2-856a0f4c185e
    msTSManagingLS4 f7a3b6a0-2107-4140-b306-75cb521731e5 5805bc62-bdc9-4428-a5e2-856a0f4c185e
    name bf967a0e-0de6-11d0-a285-00aa003049e2 e48d0154-bcf8-11d1-8702-00c04fb96050
    notes 6d05fb41-246b-11d0-a9c8-00aa006c33ed e48d0154-bcf8-11d1-8702-00c04fb96050
    nTSecurityDescriptor bf9679e3-0de6-11d0-a285-00aa003049e2
    o bf9679ef-0de6-11d0-a285-00aa003049e2 e48d0154-bcf8-11d1-8702-00c04fb96050
    objectCategory 26d97369-6070-11d1-a9c6-0000f80367c1 e48d0154-bcf8-11d1-8702-00c04fb96050
    objectClass bf9679e5-0de6-11d0-a285-00aa003049e2 e48d0154-bcf8-11d1-8702-00c04fb96050
    objectGUID bf9679e7-0de6-11d0-a285-00aa003049e2 e48d0154-bcf8-11d1-8702-00c04fb96050
    objectSid bf9679e8-0de6-11d0-a285-00aa003049e2 59ba2f42-79a2-11d0-9020-00c04fc2d3cf
    oEMInformation bf9679ea-0de6-11d0-a285-00aa003049e2 b8119fd0-04f6-4762-ab7a-4986c76b3f9a
    options 19195a53-6da0-11d0-afd3-00c04fd930c9
    otherFacsimileTelephoneNumber 0296c11d-40da-11d1-a9c0-0000f80367c1 77b5b886-944a-11d1-aebd-0000f80367c1
    otherHomePhone f0f8ffa2-1191-11d0-a060-00aa006c33ed 77b5b886-944a-11d1-aebd-0000f80367c1
    otherIpPhone 4d146e4b-48d4-11d1-a9c3-0000f80367c1 77b5b886-944a-11d1-aebd-0000f80367c1
    otherMailbox 0296c123-40da-11d1-a9c0-0000f80367c1 e48d0154-bcf8-11d1-8702-00c04fb96050
    otherMobile 0296c11e-40da-11d1-a9c0-0000f80367c1 77b5b886-944a-11d1-aebd-0000f80367c1
    otherPager f0f8ffa4-1191-11d0-a060-00aa006c33ed 77b5b886-944a-11d1-aebd-0000f80367c1
    otherTelephone f0f8ffa5-1191-11d0-a060-00aa006c33ed 77b5b886-944a-11d1-aebd-0000f80367c1
    otherWellKnownObjects 1ea64e5d-ac0f-11d2-90df-00c04fd91ab1
    ou bf9679f0-0de6-11d0-a285-00aa003049e2 e48d0154-bcf8-11d1-8702-00c04fb96050
    pager f0f8ffa6-1191-11d0-a060-00aa006c33ed 77b5b886-944a-11d1-aebd-0000f80367c1
    personalTitle 16775858-47f3-11d1-a9c3-0000f80367c1 77b5b886-944a-11d1-aebd-0000f80367c1
    physicalDeliveryOfficeName bf9679f7-0de6-11d0-a285-00aa003049e2 77b5b886-944a-11d1-aebd-0000f80367c1
    pKIExtendedKeyUsage 18976af6-3b9e-11d2-90cc-00c04fd91ab1
    postalAddress bf9679fc-0de6-11d0-a285-00aa003049e2 77b5b886-944a-11d1-aebd-0000f80367c1
    postalCode bf9679fd-0de6-11d0-a285-00aa003049e2 77b5b886-944a-11d1-aebd-0000f80367c1
    postOfficeBox bf9679fb-0de6-11d0-a285-00aa003049e2 77b5b886-944a-11d1-aebd-0000f80367c1
    preferredDeliveryMethod bf9679fe-0de6-11d0-a285-00aa003049e2 77b5b886-944a-11d1-aebd-0000f80367c1
    primaryGroupID bf967a00-0de6-11d0-a285-00aa003049e2 59ba2f42-79a2-11d0-9020-00c04fc2d3cf
    primaryInternationalISDNNumber 0296c11f-40da-11d1-a9c0-0000f80367c1 77b5b886-944a-11d1-aebd-0000f80367c1
    primaryTelexNumber 0296c121-40da-11d1-a9c0-0000f80367c1 77b5b886-944a-11d1-aebd-0000f80367c1
    profilePath bf967a05-0de6-11d0-a285-00aa003049e2 5f202010-79a5-11d0-9020-00c04fc2d4cf
    proxyAddresses bf967a06-0de6-11d0-a285-00aa003049e2 e48d0154-bcf8-11d1-8702-00c04fb96050
    publicDelegates f0f8ff9a-1191-11d0-a060-00aa006c33ed
    publicKeyPolicy 80a67e28-9f22-11d0-afdd-00c04fd930c9 a29b89fd-c7e8-11d0-9bae-00c04fd92ef5
    pwdHistoryLength bf967a09-0de6-11d0-a285-00aa003049e2 c7407360-20bf-11d0-a768-00aa006e0529
    pwdLastSet bf967a0a-0de6-11d0-a285-00aa003049e2 4c164200-20c0-11d0-a768-00aa006e0529
    pwdProperties bf967a0b-0de6-11d0-a285-00aa003049e2 c7407360-20bf-11d0-a768-00aa006e0529
    qualityOfService 80a67e4e-9f22-11d0-afdd-00c04fd930c9 a29b8a01-c7e8-11d0-9bae-00c04fd92ef5
    registeredAddress bf967a10-0de6-11d0-a285-00aa003049e2 77b5b886-944a-11d1-aebd-0000f80367c1
    replPropertyMetaData 281416c0-1968-11d0-a28f-00aa003049e2
    replUpToDateVector bf967a16-0de6-11d0-a285-00aa003049e2
    rightsGuid 8297931c-86d3-11d0-afda-00c04fd930c9
    sAMAccountName 3e0abfd0-126a-11d0-a060-00aa006c33ed 59ba2f42-79a2-11d0-9020-00c04fc2d3cf
    sAMAccountType 6e7b626c-64f2-11d0-afd2-00c04fd930c9 59ba2f42-79a2-11d0-9020-00c04fc2d3cf
    schemaIDGUID bf967923-0de6-11d0-a285-00aa003049e2
    scriptPath bf9679a8-0de6-11d0-a285-00aa003049e2 5f202010-79a5-11d0-9020-00c04fc2d4cf
    sDRightsEffective c3dbafa6-33df-11d2-98b2-0000f87a57d4 59ba2f42-79a2-11d0-9020-00c04fc2d3cf
    searchFlags bf967a2d-0de6-11d0-a285-00aa003049e2
    securityIdentifier bf967a2f-0de6-11d0-a285-00aa003049e2
    serverReference 26d9736d-6070-11d1-a9c6-0000f80367c1
    serverRole bf967a33-0de6-11d0-a285-00aa003049e2 b8119fd0-04f6-4762-ab7a-4986c76b3f9a
    serverState bf967a34-0de6-11d0-a285-00aa003049e2 b8119fd0-04f6-4762-ab7a-4986c76b3f9a
    servicePrincipalName f3a64788-5306-11d1-a9c5-0000f80367c1 e48d0154-bcf8-11d1-8702-00c04fb96050
    showInAddressBook 3e74f60e-3e73-11d1-a9c0-0000f80367c1 e48d0154-bcf8-11d1-8702-00c04fb96050
    showInAdvancedViewOnly bf967984-0de6-11d0-a285-00aa003049e2 59ba2f42-79a2-11d0-9020-00c04fc2d3cf
    sIDHistory 17eb4278-d167-11d0-b002-0000f80367c1 59ba2f42-79a2-11d0-9020-00c04fc2d3cf
    sn bf967a41-0de6-11d0-a285-00aa003049e2 e48d0154-bcf8-11d1-8702-00c04fb96050
    st bf967a39-0de6-11d0-a285-00aa003049e2 77b5b886-944a-11d1-aebd-0000f80367c1
    street bf967a3a-0de6-11d0-a285-00aa003049e2 77b5b886-944a-11d1-aebd-0000f80367c1
    streetAddress f0f8ff84-1191-11d0-a060-00aa006c33ed 77b5b886-944a-11d1-aebd-0000f80367c1
    systemFlags e0fa1e62-9b45-11d0-afdd-00c04fd930c9 e48d0154-bcf8-11d1-8702-00c04fb96050
    telephoneNumber bf967a49-0de6-11d0-a285-00aa003049e2 77b5b886-944a-11d1-aebd-0000f80367c1
    teletexTerminalIdentifier bf967a4a-0de6-11d0-a285-00aa003049e2 77b5b886-944a-11d1-aebd-0000f80367c1
    telexNumber bf967a4b-0de6-11d0-a285-00aa003049e2 77b5b886-944a-11d1-aebd-0000f80367c1
    terminalServer 6db69a1c-9422-11d1-aebd-0000f80367c1 5805bc62-bdc9-4428-a5e2-856a0f4c185e
    thumbnailPhoto 8d3bca50-1d7e-11d0-a081-00aa006c33ed 77b5b886-944a-11d1-aebd-0000f80367c1
    title bf967a55-0de6-11d0-a285-00aa003049e2 e48d0154-bcf8-11d1-8702-00c04fb96050
    tokenGroups b7c69e6d-2cc7-11d2-854e-00a0c983f608 037088f8-0ae1-11d2-b422-00a0c968f939
    tokenGroupsGlobalAndUniversal 46a9b11d-60ae-405a-b7e8-ff8a58d456d2 037088f8-0ae1-11d2-b422-00a0c968f939
    tokenGroupsNoGCAcceptable 040fc392-33df-11d2-98b2-0000f87a57d4 037088f8-0ae1-11d2-b422-00a0c968f939
    tombstoneLifetime 16c3a860-1273-11d0-a060-00aa006c33ed
    trustAttributes 80a67e5a-9f22-11d0-afdd-00c04fd930c9
    trustAuthIncoming bf967a59-0de6-11d0-a285-00aa003049e2
    trustAuthOutgoing bf967a5f-0de6-11d0-a285-00aa003049e2
    trustDirection bf967a5c-0de6-11d0-a285-00aa003049e2
    trustPartner bf967a5d-0de6-11d0-a285-00aa003049e2
    trustType bf967a60-0de6-11d0-a285-00aa003049e2
    uASCompat bf967a61-0de6-11d0-a285-00aa003049e2 b8119fd0-04f6-4762-ab7a-4986c76b3f9a
    uid 0bb0fca0-1e89-429f-901a-1413894d9f59 59ba2f42-79a2-11d0-9020-00c04fc2d3cf
    unicodePwd bf9679e1-0de6-11d0-a285-00aa003049e2
    url 9a9a0221-4a5b-11d1-a9c3-0000f80367c1 e45795b3-9455-11d1-aebd-0000f80367c1
    userAccountControl bf967a68-0de6-11d0-a285-00aa003049e2 4c164200-20c0-11d0-a768-00aa006e0529
    userCert bf967a69-0de6-11d0-a285-00aa003049e2 77b5b886-944a-11d1-aebd-0000f80367c1
    userCertificate bf967a7f-0de6-11d0-a285-00aa003049e2 77b5b886-944a-11d1-aebd-0000f80367c1
    userParameters bf967a6d-0de6-11d0-a285-00aa003049e2 4c164200-20c0-11d0-a768-00aa006e0529
    userPrincipalName 28630ebb-41d5-11d1-a9c1-0000f80367c1 e48d0154-bcf8-11d1-8702-00c04fb96050
    userSharedFolder 9a9a021f-4a5b-11d1-a9c3-0000f80367c1 77b5b886-944a-11d1-aebd-0000f80367c1
    userSharedFolderOther 9a9a0220-4a5b-11d1-a9c3-0000f80367c1 77b5b886-944a-11d1-aebd-0000f80367c1
    userSMIMECertificate e16a9db2-403c-11d1-a9c0-0000f80367c1 77b5b886-944a-11d1-aebd-0000f80367c1
    userWorkstations bf9679d7-0de6-11d0-a285-00aa003049e2 5f202010-79a5-11d0-9020-00c04fc2d4cf
    uSNChanged bf967a6f-0de6-11d0-a285-00aa003049e2
    versionNumber bf967a76-0de6-11d0-a285-00aa003049e2
    wellKnownObjects 05308983-7688-11d1-aded-00c04fd8d5cd
    whenChanged bf967a77-0de6-11d0-a285-00aa003049e2
    whenCreated bf967a78-0de6-11d0-a285-00aa003049e2
    wWWHomePage bf967a7a-0de6-11d0-a285-00aa003049e2 e45795b3-9455-11d1-aebd-0000f80367c1
    x121Address bf967a7b-0de6-11d0-a285-00aa003049e2 77b5b886-944a-11d1-aebd-0000f80367c1
    """
}
