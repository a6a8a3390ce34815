import Testing
@testable import WindowsSecurity

@Suite struct RightsSchemaTests {
  @Test func everyLineOfTheBuiltInTablesReads() {
    let schema = RightsSchema.builtIn
    #expect(schema.attributes.count == RightsSchema.builtInAttributes.split(separator: "\n").count)
    #expect(schema.classes.count == RightsSchema.builtInClasses.split(separator: "\n").count)
    #expect(
      RightsSchema.readBuiltInRights().count == RightsSchema.builtInRights.split(separator: "\n").count)
    #expect(schema.attributes.count > 280)
    #expect(schema.controlRights.count == 61)
    #expect(schema.validatedWrites.count == 6)
    #expect(schema.propertySets.count == 18)
  }

  @Test(
    "attributes that a takeover writes are in their property set",
    arguments: [
      (GUID.Attribute.member, GUID.PropertySet.membership),
      (.Attribute.servicePrincipalName, .PropertySet.publicInformation),
      (.Attribute.altSecurityIdentities, .PropertySet.publicInformation),
      (.Attribute.msDSAllowedToActOnBehalfOfOtherIdentity, .PropertySet.userAccountRestrictions),
      (.Attribute.userAccountControl, .PropertySet.userAccountRestrictions),
      (.Attribute.scriptPath, .PropertySet.userLogon),
      (.Attribute.sAMAccountName, .PropertySet.generalInformation),
      (.Attribute.userCertificate, .PropertySet.personalInformation),
      (.Attribute.dNSHostName, .PropertySet.dnsHostNameAttributes),
      (.Attribute.msDSKeyCredentialLink, .ValidatedWrite.dsValidatedWriteComputer),
    ])
  func propertySets(attribute: GUID, set: GUID) {
    #expect(RightsSchema.builtIn.propertySet(ofAttribute: attribute) == set)
  }

  @Test func namesAreFoundInAnyCase() {
    #expect(RightsSchema.builtIn.attribute(named: "SERVICEPRINCIPALNAME") == .Attribute.servicePrincipalName)
    #expect(RightsSchema.builtIn.objectClass(named: "Computer") == .Class.computer)
    #expect(
      RightsSchema.builtIn.right(named: "ds-replication-get-changes-all")
        == .ControlRight.dsReplicationGetChangesAll)
  }

  @Test func theRightsDecideWhatASharedGUIDNames() {
    let schema = RightsSchema.builtIn
    #expect(schema.name(ofObjectType: .Attribute.member, for: .writeProperty) == "member")
    #expect(schema.name(ofObjectType: .Attribute.member, for: .selfWrite) == "Self-Membership")
    #expect(schema.name(ofObjectType: .Class.user, for: .createChild) == "user")
    #expect(schema.name(ofObjectType: .zero, for: .createChild) == nil)
  }
}
