import Directory
import LDIF
import WindowsSecurity

/// A small forest `dc=example` as LDIF: enough for every check of the coverage, with one Exchange server whose group
/// holds nothing but itself. A test changes it and reads it back through the real reader.
struct Forest {
  static let domain = "DC=example"
  static let configuration = "CN=Configuration,DC=example"
  static let past = "2015-06-01T08:00:00Z"
  static let during = "2021-03-01T03:00:00Z"
  static let dc = "00000000-0000-0000-0000-0000000000d1"
  static let sid = "S-1-5-21-1-2-3"

  struct Stamp {
    var attribute: String
    var version = 1
    var when: String
    var from = Forest.dc
  }

  struct Link {
    var attribute = "member"
    var target: String
    var version = 1
    var created: String
    var deleted: String?
    var from = Forest.dc
  }

  struct Entry {
    var dn: String
    var values: [(String, [UInt8])]
    var stamps: [Stamp]
    var links: [Link] = []

    mutating func set(_ attribute: String, _ values: String...) {
      self.values.removeAll { $0.0.lowercased() == attribute.lowercased() }
      self.values += values.map { (attribute, Array($0.utf8)) }
    }

    /// Sets values and the stamp of the change.
    mutating func change(
      _ attribute: String, to values: String..., when: String = Forest.during, version: Int = 2,
      from: String = Forest.dc
    ) {
      self.values.removeAll { $0.0.lowercased() == attribute.lowercased() }
      self.values += values.map { (attribute, Array($0.utf8)) }
      stamp(attribute, when: when, version: version, from: from)
    }

    mutating func stamp(
      _ attribute: String, when: String = Forest.during, version: Int = 2, from: String = Forest.dc
    ) {
      stamps.removeAll { $0.attribute.lowercased() == attribute.lowercased() }
      stamps.append(Stamp(attribute: attribute, version: version, when: when, from: from))
    }

    mutating func descriptor(_ sddl: String, when: String? = nil) throws {
      let domain = SID(Forest.sid)
      values.removeAll { $0.0 == "nTSecurityDescriptor" }
      values.append(
        (
          "nTSecurityDescriptor",
          try SecurityDescriptor(sddl: sddl, domain: domain, forestRoot: domain).encoded()
        ))
      if let when { stamp("nTSecurityDescriptor", when: when) }
    }
  }

  var entries: [Entry] = []

  subscript(dn: String) -> Entry {
    get {
      entries.first { $0.dn.lowercased() == dn.lowercased() } ?? Entry(dn: dn, values: [], stamps: [])
    }
    set {
      if let index = entries.firstIndex(where: { $0.dn.lowercased() == dn.lowercased() }) {
        entries[index] = newValue
      } else {
        entries.append(newValue)
      }
    }
  }

  static let administrators = "CN=Administrators,CN=Builtin,DC=example"
  static let domainAdmins = "CN=Domain Admins,CN=Users,DC=example"
  static let holder = "CN=AdminSDHolder,CN=System,DC=example"
  static let controller = "CN=DC01,OU=Domain Controllers,DC=example"
  static let exchangeServer = "CN=EX01,OU=Servers,DC=example"
  static let windowsPermissions =
    "CN=Exchange Windows Permissions,OU=Microsoft Exchange Security Groups,DC=example"
  static let organisation = "CN=Example,CN=Microsoft Exchange,CN=Services,\(configuration)"
  static let addressBook = "CN=OAB (Default Web Site),CN=EX01,CN=Servers,\(organisation)"
  static let directoryService = "CN=Directory Service,CN=Windows NT,CN=Services,\(configuration)"
  static let service = "CN=NTDS Settings,CN=DC01,CN=Servers,CN=Site,CN=Sites,\(configuration)"
  static let policy = "CN={31B2F340-016D-11D2-945F-00C04FB984F9},CN=Policies,CN=System,DC=example"
  static let krbtgt = "CN=krbtgt,CN=Users,DC=example"

  /// Full control for SYSTEM, Administrators, Domain Admins and Enterprise Admins; readable by all.
  static let defaultSDDL = "O:BAG:BAD:(A;;GA;;;SY)(A;;GA;;;BA)(A;;GA;;;DA)(A;;GA;;;EA)(A;;LCRPLORC;;;AU)"

  /// Adds an object whose attributes were all set in the past.
  mutating func add(
    _ dn: String, _ classes: [String], rid: UInt32? = nil, sid: String? = nil, created: String = past,
    _ values: [(String, String)] = []
  ) {
    var entry = Entry(dn: dn, values: classes.map { ("objectClass", Array($0.utf8)) }, stamps: [])
    entry.values.append(("whenCreated", Array(Self.generalised(created).utf8)))
    if let text = sid ?? rid.map({ "\(Self.sid)-\($0)" }), let parsed = SID(text) {
      entry.values.append(("objectSid", Array(parsed.bytes)))
    }
    entry.values += values.map { ($0.0, Array($0.1.utf8)) }
    if let descriptor = try? SecurityDescriptor(
      sddl: Self.defaultSDDL, domain: SID(Self.sid), forestRoot: SID(Self.sid))
    {
      entry.values.append(("nTSecurityDescriptor", descriptor.encoded()))
    }
    for attribute in ["objectClass", "nTSecurityDescriptor"] + Set(values.map(\.0)).sorted() {
      entry.stamps.append(Stamp(attribute: attribute, when: created))
    }
    entries.append(entry)
  }

  mutating func user(
    _ name: String, rid: UInt32, created: String = past, in place: String = "CN=Users,DC=example"
  ) {
    add(
      "CN=\(name),\(place)", ["top", "person", "organizationalPerson", "user"], rid: rid, created: created,
      [("sAMAccountName", name), ("userAccountControl", "512"), ("primaryGroupID", "513")])
  }

  /// Puts a member into a group, or puts it in and takes it out.
  mutating func join(
    _ group: String, _ member: String, when: String = during, removed: String? = nil, version: Int? = nil
  ) {
    self[group].links.append(
      Link(target: member, version: version ?? (removed == nil ? 1 : 2), created: when, deleted: removed))
    if removed == nil { self[group].values.append(("member", Array(member.utf8))) }
  }

  init() {
    let group = ["top", "group"]
    let container = ["top", "container"]
    add(
      "DC=example", ["top", "domain", "domainDNS"], sid: Self.sid, [("gPLink", "[LDAP://\(Self.policy);0]")])
    for name in ["System", "Users", "Deleted Objects"] { add("CN=\(name),DC=example", container) }
    add("CN=Builtin,DC=example", ["top", "builtinDomain"])
    add("OU=Domain Controllers,DC=example", ["top", "organizationalUnit"])
    add("OU=Servers,DC=example", ["top", "organizationalUnit"])
    add("OU=Microsoft Exchange Security Groups,DC=example", ["top", "organizationalUnit"])
    add(Self.holder, container)
    add("CN=Policies,CN=System,DC=example", container)
    add(
      Self.policy, ["top", "container", "groupPolicyContainer"],
      [("versionNumber", "1"), ("displayName", "Default")])
    add(Self.administrators, group, sid: "S-1-5-32-544", [("sAMAccountName", "Administrators")])
    let groups: [(String, UInt32)] = [
      ("Domain Admins", 512), ("Domain Users", 513), ("Domain Computers", 515), ("Domain Controllers", 516),
      ("Cert Publishers", 517), ("Schema Admins", 518), ("Enterprise Admins", 519),
    ]
    for (name, rid) in groups {
      add("CN=\(name),CN=Users,DC=example", group, rid: rid, [("sAMAccountName", name)])
    }
    user("Administrator", rid: 500)
    add(
      "CN=Guest,CN=Users,DC=example", ["top", "person", "organizationalPerson", "user"], rid: 501,
      [("sAMAccountName", "Guest"), ("userAccountControl", "66082"), ("primaryGroupID", "514")])
    add(
      Self.krbtgt, ["top", "person", "organizationalPerson", "user"], rid: 502,
      [
        ("sAMAccountName", "krbtgt"), ("userAccountControl", "514"),
        ("servicePrincipalName", "kadmin/changepw"),
      ])
    let computer = ["top", "person", "organizationalPerson", "user", "computer"]
    add(
      Self.controller, computer, rid: 1000,
      [
        ("sAMAccountName", "DC01$"), ("userAccountControl", "532480"), ("primaryGroupID", "516"),
        ("dNSHostName", "dc01.example"),
      ])
    add(
      Self.exchangeServer, computer, rid: 1104,
      [
        ("sAMAccountName", "EX01$"), ("userAccountControl", "4096"), ("primaryGroupID", "515"),
        ("dNSHostName", "ex01.example"),
      ])
    add(Self.windowsPermissions, group, rid: 1105, [("sAMAccountName", "Exchange Windows Permissions")])
    user("anna", rid: 1201)
    user("adm.otto", rid: 1202)
    for member in ["CN=Administrator,CN=Users,DC=example", "CN=adm.otto,CN=Users,DC=example"] {
      join(Self.domainAdmins, member, when: Self.past)
    }
    join(Self.administrators, Self.domainAdmins, when: Self.past)
    join(Self.windowsPermissions, Self.exchangeServer, when: "2018-01-01T00:00:00Z")
    add(
      "CN=gone\\0ADEL:0b7a,CN=Deleted Objects,DC=example", ["top", "person", "organizationalPerson", "user"],
      rid: 1190,
      [("isDeleted", "TRUE"), ("sAMAccountName", "gone")])
    addConfiguration(container)
  }

  private mutating func addConfiguration(_ container: [String]) {
    add(Self.configuration, ["top", "configuration"])
    add("CN=Partitions,\(Self.configuration)", ["top", "crossRefContainer"])
    add(
      "CN=EXAMPLE,CN=Partitions,\(Self.configuration)", ["top", "crossRef"],
      [("nCName", "DC=example"), ("nETBIOSName", "EXAMPLE"), ("dnsRoot", "example"), ("systemFlags", "3")])
    add("CN=Sites,\(Self.configuration)", ["top", "sitesContainer"])
    add("CN=Site,CN=Sites,\(Self.configuration)", ["top", "site"])
    add("CN=Servers,CN=Site,CN=Sites,\(Self.configuration)", ["top", "serversContainer"])
    add(
      "CN=DC01,CN=Servers,CN=Site,CN=Sites,\(Self.configuration)", ["top", "server"],
      [("serverReference", Self.controller)])
    add(Self.service, ["top", "applicationSettings", "nTDSDSA"])
    if let id = GUID(Self.dc) { self[Self.service].values.append(("invocationId", Array(id.bytes))) }
    add("CN=Services,\(Self.configuration)", container)
    add("CN=Windows NT,CN=Services,\(Self.configuration)", container)
    add(Self.directoryService, ["top", "nTDSService"], [("tombstoneLifetime", "180")])
    add(
      "CN=Microsoft Exchange,CN=Services,\(Self.configuration)",
      ["top", "container", "msExchConfigurationContainer"],
      [("otherWellKnownObjects", "B:32:4C17D0117EBE6642AFAEE03BC66D381F:\(Self.windowsPermissions)")])
    add(Self.organisation, ["top", "container", "msExchOrganizationContainer"], [("objectVersion", "16221")])
    add("CN=Servers,\(Self.organisation)", container)
    add(
      "CN=EX01,CN=Servers,\(Self.organisation)", ["top", "server", "msExchExchangeServer"],
      [("networkAddress", "ncacn_ip_tcp:ex01.example"), ("serialNumber", "Version 15.1 (Build 32176.2)")])
    add(
      Self.addressBook, ["top", "msExchVirtualDirectory", "msExchOABVirtualDirectory"],
      [("msExchExternalHostName", "https://mail.example/oab")])
    // The last thing that happened before collection dates the snapshot.
    user("late", rid: 1300)
    self["CN=late,CN=Users,DC=example"].stamp("description", when: "2021-04-10T06:00:00Z", version: 1)
  }

  var ldif: [UInt8] {
    var bytes = LDIFWriter.header
    for entry in entries {
      var values = entry.values.map { (description: $0.0, value: $0.1) }
      values += entry.stamps.map { ("msDS-ReplAttributeMetaData", Array(Self.xml($0).utf8)) }
      values += entry.links.map { ("msDS-ReplValueMetaData", Array(Self.xml($0).utf8)) }
      bytes += LDIFWriter.entry(dn: entry.dn, values)
    }
    return bytes
  }

  private static func xml(_ stamp: Stamp) -> String {
    "<DS_REPL_ATTR_META_DATA><pszAttributeName>\(stamp.attribute)</pszAttributeName>"
      + "<dwVersion>\(stamp.version)</dwVersion><ftimeLastOriginatingChange>\(stamp.when)</ftimeLastOriginatingChange>"
      + "<uuidLastOriginatingDsaInvocationID>\(stamp.from)</uuidLastOriginatingDsaInvocationID>"
      + "<usnOriginatingChange>100</usnOriginatingChange><usnLocalChange>100</usnLocalChange>"
      + "<pszLastOriginatingDsaDN></pszLastOriginatingDsaDN></DS_REPL_ATTR_META_DATA>"
  }

  private static func xml(_ link: Link) -> String {
    let deleted = link.deleted ?? "1601-01-01T00:00:00Z"
    return "<DS_REPL_VALUE_META_DATA><pszAttributeName>\(link.attribute)</pszAttributeName>"
      + "<pszObjectDn>\(link.target)</pszObjectDn><cbData>0</cbData><pbData></pbData>"
      + "<ftimeDeleted>\(deleted)</ftimeDeleted><ftimeCreated>\(link.created)</ftimeCreated>"
      + "<dwVersion>\(link.version)</dwVersion>"
      + "<ftimeLastOriginatingChange>\(link.deleted ?? link.created)</ftimeLastOriginatingChange>"
      + "<uuidLastOriginatingDsaInvocationID>\(link.from)</uuidLastOriginatingDsaInvocationID>"
      + "<usnOriginatingChange>100</usnOriginatingChange><usnLocalChange>100</usnLocalChange>"
      + "<pszLastOriginatingDsaDN></pszLastOriginatingDsaDN></DS_REPL_VALUE_META_DATA>"
  }

  /// `2021-03-01T03:00:00Z` as generalised time `20210301030000.0Z`.
  private static func generalised(_ text: String) -> String { text.filter(\.isNumber) + ".0Z" }
}
