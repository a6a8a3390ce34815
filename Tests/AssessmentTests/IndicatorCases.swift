@testable import Assessment

extension IndicatorTests {
  private static let getChanges = "(OA;;CR;1131f6aa-9c07-11d1-f79f-00c04fc2dcd2;;S-1-5-21-1-2-3-1201)"
  private static let getChangesAll = "(OA;;CR;1131f6ad-9c07-11d1-f79f-00c04fc2dcd2;;S-1-5-21-1-2-3-1201)"

  /// DC02 as a controller, and a server object with a directory service that refers to nobody.
  private static func secondController(of forest: inout Forest, host: String) {
    forest.add(
      "CN=DC02,OU=Domain Controllers,DC=example",
      ["top", "person", "organizationalPerson", "user", "computer"], rid: 1190, created: Forest.during,
      [("sAMAccountName", "DC02$"), ("userAccountControl", "532480"), ("dNSHostName", "dc02.example")])
    let server = "CN=DC02,CN=Servers,CN=Site,CN=Sites,\(Forest.configuration)"
    forest.add(server, ["top", "server"], [("dNSHostName", host)])
    forest.add("CN=NTDS Settings,\(server)", ["top", "applicationSettings", "nTDSDSA"])
  }

  static let permissions: [Case] = [
    Case("IND-C01", "both replication rights", .decisive) {
      try $0["DC=example"].descriptor(Forest.defaultSDDL + getChanges + getChangesAll, when: Forest.during)
    },
    Case("IND-C01", "full control", .decisive) {
      try $0["DC=example"].descriptor(
        Forest.defaultSDDL + "(A;;GA;;;S-1-5-21-1-2-3-1201)", when: Forest.during)
    },
    Case("IND-C01", "undated counts one level lower", .strong) { forest in
      try forest["DC=example"].descriptor(Forest.defaultSDDL + getChanges + getChangesAll)
      forest["DC=example"].stamps.removeAll { $0.attribute == "nTSecurityDescriptor" }
    },
    Case("IND-C01", "from before the window", .context) {
      try $0["DC=example"].descriptor(
        Forest.defaultSDDL + getChanges + getChangesAll, when: "2019-01-01T00:00:00Z")
    },
    Case("IND-C01", "only one of the rights", nil) {
      try $0["DC=example"].descriptor(Forest.defaultSDDL + getChanges, when: Forest.during)
    },
    Case("IND-C01", "for children only", nil) {
      try $0["DC=example"].descriptor(
        Forest.defaultSDDL + "(A;CIIO;GA;;;S-1-5-21-1-2-3-1201)", when: Forest.during)
    },
    Case("IND-C01", "denied before allowed", nil) {
      let deny = "(OD;;CR;1131f6ad-9c07-11d1-f79f-00c04fc2dcd2;;S-1-5-21-1-2-3-1201)"
      let sddl = Forest.defaultSDDL.split(separator: "(", maxSplits: 1)
      try $0["DC=example"].descriptor(
        "\(sddl[0])\(deny)(\(sddl[1])\(getChanges)\(getChangesAll)", when: Forest.during)
    },
    Case("IND-C02", "the head's permissions", .strong) { $0["DC=example"].stamp("nTSecurityDescriptor") },
    Case("IND-C02", "explained by adprep", .supporting) { forest in
      forest["DC=example"].stamp("nTSecurityDescriptor")
      forest.add("CN=ActiveDirectoryUpdate,CN=DomainUpdates,CN=System,DC=example", ["top", "container"])
      forest["CN=ActiveDirectoryUpdate,CN=DomainUpdates,CN=System,DC=example"].stamp("revision")
    },
    Case("IND-C02", "other attributes of the head", nil) { $0["DC=example"].stamp("description") },
    Case("IND-C03", "a writer on AdminSDHolder", .decisive) {
      try $0[Forest.holder].descriptor(
        Forest.defaultSDDL + "(A;;GA;;;S-1-5-21-1-2-3-1201)", when: Forest.during)
    },
    Case("IND-C03", "changed without a new writer", .strong) {
      $0[Forest.holder].stamp("nTSecurityDescriptor")
    },
    Case("IND-C03", "a reader", nil) {
      try $0[Forest.holder].descriptor(Forest.defaultSDDL + "(A;;RP;;;S-1-5-21-1-2-3-1201)")
    },
  ]

  static let policies: [Case] = [
    Case("IND-D01", "a policy of the domain", .strong) { $0[Forest.policy].change("versionNumber", to: "2") },
    Case("IND-D01", "a policy linked nowhere", .supporting) { forest in
      forest.add("CN={2},CN=Policies,CN=System,DC=example", ["top", "container", "groupPolicyContainer"])
      forest["CN={2},CN=Policies,CN=System,DC=example"].change("versionNumber", to: "2")
    },
    Case("IND-D01", "edited before the window", nil) {
      $0[Forest.policy].change("versionNumber", to: "2", when: "2020-11-01T00:00:00Z")
    },
    Case("IND-D02", "links of the OU of domain controllers", .strong) {
      $0["OU=Domain Controllers,DC=example"].change("gPLink", to: "[LDAP://\(Forest.policy);0]", version: 1)
    },
    Case("IND-D02", "links of another OU", nil) {
      $0["OU=Servers,DC=example"].change("gPLink", to: "[LDAP://\(Forest.policy);0]", version: 1)
    },
  ]

  private static let ghost = "CN=GHOST\\0ADEL:0d,CN=Deleted Objects,\(Forest.configuration)"

  static let controllers: [Case] = [
    Case("IND-E01", "a server object of seconds", .decisive) { forest in
      forest.add(ghost, ["top", "server"], created: Forest.during, [("isDeleted", "TRUE")])
      forest[ghost].stamp("isDeleted", when: "2021-03-01T03:00:07Z")
    },
    Case("IND-E01", "a demotion", .supporting) { forest in
      forest.add(ghost, ["top", "server"], created: "2018-03-01T03:00:00Z", [("isDeleted", "TRUE")])
      forest[ghost].stamp("isDeleted")
    },
    Case("IND-E01", "demoted before the window", nil) { forest in
      forest.add(ghost, ["top", "server"], created: "2018-03-01T03:00:00Z", [("isDeleted", "TRUE")])
      forest[ghost].stamp("isDeleted", when: "2019-03-01T03:00:00Z")
    },
    Case("IND-E02", "replication names on a member", .decisive) {
      $0[Forest.exchangeServer].change(
        "servicePrincipalName", to: "E3514235-4B06-11D1-AB04-00C04FC2DCD2/x/example")
    },
    Case("IND-E02", "a domain controller has them", nil) {
      $0[Forest.controller].change(
        "servicePrincipalName", to: "E3514235-4B06-11D1-AB04-00C04FC2DCD2/x/example")
    },
    Case("IND-E03", "flagged without a server object", .decisive) {
      $0[Forest.exchangeServer].change("userAccountControl", to: "532480")
    },
    Case("IND-E03", "a server object whose reference was not read is known by its host name", nil) { forest in
      secondController(of: &forest, host: "DC02.example")
    },
    Case("IND-E03", "a server object of another host is not its own", .decisive) { forest in
      secondController(of: &forest, host: "dc03.example")
    },
    Case("IND-E03", "flags of an ordinary computer", nil) {
      $0[Forest.exchangeServer].change("userAccountControl", to: "4096")
    },
    Case("IND-E04", "from no domain controller", .strong) {
      $0[Forest.domainAdmins].stamp("description", from: "00000000-0000-0000-0000-0000000000ff")
    },
    Case("IND-E04", "from the domain controller", nil) { $0[Forest.domainAdmins].stamp("description") },
    Case("IND-E06", "retention shortened", .strong) {
      $0[Forest.directoryService].change("tombstoneLifetime", to: "2")
    },
    Case("IND-E06", "set to the usual", .supporting) {
      $0[Forest.directoryService].change("tombstoneLifetime", to: "180")
    },
    Case("IND-E06", "set long ago", nil) {
      $0[Forest.directoryService].change("tombstoneLifetime", to: "60", when: "2016-01-01T00:00:00Z")
    },
    Case("IND-E07", "anonymous access", .strong) {
      $0[Forest.directoryService].change("dSHeuristics", to: "0000002")
    },
    Case("IND-E07", "set long ago", nil) {
      $0[Forest.directoryService].change("dSHeuristics", to: "001", when: "2016-01-01T00:00:00Z")
    },
    Case("IND-E08", "a new trust", .decisive) {
      $0.add(
        "CN=other.example,CN=System,DC=example", ["top", "leaf", "trustedDomain"], created: Forest.during,
        [("trustPartner", "other.example")])
    },
    Case("IND-E08", "an old trust whose password changed", nil) { forest in
      forest.add(
        "CN=other.example,CN=System,DC=example", ["top", "leaf", "trustedDomain"],
        [("trustPartner", "other.example")])
      forest["CN=other.example,CN=System,DC=example"].stamp("trustAuthOutgoing")
    },
    Case("IND-E09", "permissions of a zone", .strong) { forest in
      zone(&forest)
      forest[zoneName].stamp("nTSecurityDescriptor")
    },
    Case("IND-E09", "permissions of the container in CN=System", .strong) { forest in
      forest.add("CN=MicrosoftDNS,CN=System,DC=example", ["top", "container"])
      forest["CN=MicrosoftDNS,CN=System,DC=example"].stamp("nTSecurityDescriptor")
    },
    Case("IND-E09", "a new zone", .supporting) { zone(&$0, created: Forest.during) },
    Case("IND-E09", "a wildcard", .supporting) { forest in
      zone(&forest)
      forest.add("DC=*,\(zoneName)", ["top", "dnsNode"])
      forest["DC=*,\(zoneName)"].stamp("dnsRecord")
    },
    Case("IND-E09", "another name", nil) { forest in
      zone(&forest)
      forest.add("DC=www,\(zoneName)", ["top", "dnsNode"])
      forest["DC=www,\(zoneName)"].stamp("dnsRecord")
    },
    Case("IND-E09", "a proxy that was there before", nil) { forest in
      zone(&forest)
      forest.add("DC=wpad,\(zoneName)", ["top", "dnsNode"])
      forest["DC=wpad,\(zoneName)"].stamp("dnsRecord", when: "2016-01-01T00:00:00Z")
    },
    Case("IND-E09", "a proxy that was taken back", .supporting) { forest in
      zone(&forest)
      let gone = "DC=wpad\\0ADEL:0e,CN=Deleted Objects,\(partition)"
      forest.add(gone, ["top", "dnsNode"], [("isDeleted", "TRUE")])
      forest[gone].stamp("isDeleted")
    },
  ]

  private static let partition = "DC=DomainDnsZones,DC=example"
  private static let zoneName = "DC=example,CN=MicrosoftDNS,\(partition)"

  /// A partition of DNS with one zone.
  private static func zone(_ forest: inout Forest, created: String = "2015-01-01T00:00:00Z") {
    forest.add(
      "CN=zones,CN=Partitions,\(Forest.configuration)", ["top", "crossRef"],
      [("nCName", partition), ("systemFlags", "5")])
    forest.add(partition, ["top", "domain", "domainDNS"], [("instanceType", "13")])
    forest.add("CN=MicrosoftDNS,\(partition)", ["top", "container"])
    forest.add(zoneName, ["top", "dnsZone"], created: created)
  }

  private static let assignment = "CN=Import-anna,CN=Role Assignments,CN=RBAC,\(Forest.organisation)"

  static let exchange: [Case] = [
    Case("IND-G01", "a script as address", .context) {
      $0[Forest.addressBook].change(
        "msExchExternalHostName", to: "http://f/<script runat=\"server\">x</script>")
    },
    Case("IND-G01", "an address", nil) {
      $0[Forest.addressBook].change("msExchExternalHostName", to: "https://new.example/oab")
    },
    Case("IND-G02", "an address changed", .context) {
      $0[Forest.addressBook].change("msExchExternalHostName", to: "https://new.example/oab")
    },
    Case("IND-G02", "an address as it was installed", nil) {
      $0[Forest.addressBook].stamp("msExchExternalHostName", version: 1)
    },
    Case("IND-G03", "a role that reaches the directory", .strong) {
      $0.add(
        assignment, ["top", "msExchRoleAssignment"], created: Forest.during,
        [
          ("msExchRoleLink", "CN=Active Directory Permissions,CN=Roles,CN=RBAC,\(Forest.organisation)"),
          ("msExchUserLink", "CN=anna,CN=Users,DC=example"),
        ])
    },
    Case("IND-G03", "the burst of a setup", nil) { forest in
      for number in 0..<20 {
        forest.add(
          "CN=Role \(number),CN=RBAC,\(Forest.organisation)", ["top", "msExchRoleAssignment"],
          created: Forest.during,
          [("msExchRoleLink", "CN=Role Management,CN=Roles,CN=RBAC,\(Forest.organisation)")])
      }
    },
  ]
}
