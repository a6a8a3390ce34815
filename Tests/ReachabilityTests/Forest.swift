import Directory
import Foundation
import Reachability
import Testing
import WindowsSecurity

/// Writes the LDIF of a small invented domain, with descriptors given as SDDL.
struct Forest {
  static let domain = "S-1-5-21-1-2-3"
  static let dn = "DC=corp,DC=example"
  /// What nobody but the system controls.
  static let closed = "O:SYG:SYD:P(A;;GA;;;SY)"

  private(set) var ldif = "version: 1\n"

  init(head: String = closed) {
    add("", ["top", "domain", "domainDNS"], head, ["objectSid:: \(Self.encodedSID(Self.domain))"])
  }

  static func encodedSID(_ text: String) -> String { Data(SID(text)?.bytes ?? []).base64EncodedString() }

  /// - Parameters:
  ///   - name: RDNs below the domain, empty for the head.
  ///   - sddl: `RID:n` stands for the SID of the domain with that RID.
  mutating func add(_ name: String, _ classes: [String], _ sddl: String, _ lines: [String] = []) {
    ldif += "\ndn: \(name.isEmpty ? Self.dn : "\(name),\(Self.dn)")\n"
    for value in classes { ldif += "objectClass: \(value)\n" }
    let text = sddl.replacing("RID:", with: "\(Self.domain)-")
    if !sddl.isEmpty, let descriptor = try? SecurityDescriptor(sddl: text) {
      ldif += "nTSecurityDescriptor:: \(Data(descriptor.encoded()).base64EncodedString())\n"
    }
    for line in lines { ldif += line + "\n" }
  }

  /// An entry anywhere, also in another domain.
  mutating func entry(dn: String, _ classes: [String], _ lines: [String], _ sddl: String = closed) {
    ldif += "\ndn: \(dn)\n"
    for value in ["top"] + classes { ldif += "objectClass: \(value)\n" }
    if let descriptor = try? SecurityDescriptor(sddl: sddl) {
      ldif += "nTSecurityDescriptor:: \(Data(descriptor.encoded()).base64EncodedString())\n"
    }
    for line in lines { ldif += line + "\n" }
  }

  /// The object that carries dSHeuristics, in a configuration that nobody controls.
  mutating func directoryService(dSHeuristics: String) {
    add("CN=Configuration", ["top", "configuration"], Self.closed)
    add(
      "CN=Directory Service,CN=Windows NT,CN=Services,CN=Configuration", ["top", "nTDSService"], Self.closed,
      ["dSHeuristics: \(dSHeuristics)"])
  }

  mutating func computer(
    _ name: String, rid: Int, in container: String = "", _ sddl: String = closed, _ lines: [String] = [],
    control: Int = 4096
  ) {
    add(
      "CN=\(name)\(container.isEmpty ? "" : ",\(container)")",
      ["top", "person", "organizationalPerson", "user", "computer"], sddl,
      [
        "objectSid:: \(Self.encodedSID("\(Self.domain)-\(rid)"))", "sAMAccountName: \(name)$",
        "userAccountControl: \(control)",
      ]
        + lines)
  }

  mutating func user(
    _ name: String, rid: Int, in container: String = "", _ sddl: String = closed, _ lines: [String] = [],
    control: Int = 512
  ) {
    add(
      "CN=\(name)\(container.isEmpty ? "" : ",\(container)")",
      ["top", "person", "organizationalPerson", "user"], sddl,
      [
        "objectSid:: \(Self.encodedSID("\(Self.domain)-\(rid)"))", "sAMAccountName: \(name)",
        "userAccountControl: \(control)",
      ]
        + lines)
  }

  mutating func group(
    _ name: String, rid: Int, _ sddl: String = closed, members: [String] = [], type: Int = -2_147_483_646,
    lines: [String] = []
  ) {
    add(
      "CN=\(name)", ["top", "group"], sddl,
      [
        "objectSid:: \(Self.encodedSID("\(Self.domain)-\(rid)"))", "sAMAccountName: \(name)",
        "groupType: \(type)",
      ] + members.map { "member: CN=\($0),\(Self.dn)" } + lines)
  }

  /// The forest-wide containers, and a schema that knows some attributes besides those a domain head needs.
  mutating func schema(attributes: [String: String] = [:], classes: [String: String] = [:]) {
    add("CN=Configuration", ["top", "configuration"], Self.closed)
    add("CN=Schema,CN=Configuration", ["top", "dMD"], Self.closed)
    for (name, guid) in attributes.sorted(by: { $0.key < $1.key }) {
      add(
        "CN=\(name),CN=Schema,CN=Configuration", ["top", "attributeSchema"], Self.closed,
        ["lDAPDisplayName: \(name)", "schemaIDGUID:: \(Self.encodedGUID(guid))"])
    }
    for (name, guid) in classes.sorted(by: { $0.key < $1.key }) {
      add(
        "CN=\(name),CN=Schema,CN=Configuration", ["top", "classSchema"], Self.closed,
        ["lDAPDisplayName: \(name)", "schemaIDGUID:: \(Self.encodedGUID(guid))"])
    }
  }

  static func encodedGUID(_ text: String) -> String { Data(GUID(text)?.bytes ?? []).base64EncodedString() }

  /// The LDIF line of an attribute whose value is a descriptor of its own.
  static func descriptor(_ attribute: String, _ sddl: String) throws -> String {
    let text = sddl.replacing("RID:", with: "\(domain)-")
    return "\(attribute):: \(Data(try SecurityDescriptor(sddl: text).encoded()).base64EncodedString())"
  }

  /// The steps by which EX01, or another account, comes to an account or, without one, to the domain head.
  func steps(to target: String = "", from name: String = "EX01") throws -> [String] {
    let snapshot = self.snapshot
    let start = try #require(snapshot.principal(name))
    let end = try #require(target.isEmpty ? snapshot.domains.first?.head : snapshot.principal(target))
    return paths(from: start, to: end, in: snapshot).map { text($0, snapshot) }
  }

  var snapshot: Snapshot { ReachabilityTests.snapshot(ldif) }

  /// Metadata of one `member` value as a domain controller writes it in XML.
  static func memberStamp(_ member: String, created: String, deleted: String? = nil) -> String {
    let xml =
      "<DS_REPL_VALUE_META_DATA><pszAttributeName>member</pszAttributeName>"
      + "<pszObjectDn>CN=\(member),\(dn)</pszObjectDn><cbData>0</cbData><pbData></pbData>"
      + "<ftimeDeleted>\(deleted ?? "1601-01-01T00:00:00Z")</ftimeDeleted><ftimeCreated>\(created)</ftimeCreated>"
      + "<dwVersion>\(deleted == nil ? 1 : 2)</dwVersion>"
      + "<ftimeLastOriginatingChange>\(deleted ?? created)</ftimeLastOriginatingChange>"
      + "<uuidLastOriginatingDsaInvocationID>11111111-2222-3333-4444-555555555555</uuidLastOriginatingDsaInvocationID>"
      + "<usnOriginatingChange>10</usnOriginatingChange><usnLocalChange>10</usnLocalChange>"
      + "<pszLastOriginatingDsaDN></pszLastOriginatingDsaDN></DS_REPL_VALUE_META_DATA>"
    return "msDS-ReplValueMetaData:: \(Data(xml.utf8).base64EncodedString())"
  }

  static func attributeStamp(_ name: String, changed: String, version: Int = 1) -> String {
    let xml =
      "<DS_REPL_ATTR_META_DATA><pszAttributeName>\(name)</pszAttributeName><dwVersion>\(version)</dwVersion>"
      + "<ftimeLastOriginatingChange>\(changed)</ftimeLastOriginatingChange>"
      + "<uuidLastOriginatingDsaInvocationID>11111111-2222-3333-4444-555555555555</uuidLastOriginatingDsaInvocationID>"
      + "<usnOriginatingChange>10</usnOriginatingChange><usnLocalChange>10</usnLocalChange>"
      + "<pszLastOriginatingDsaDN></pszLastOriginatingDsaDN></DS_REPL_ATTR_META_DATA>"
    return "msDS-ReplAttributeMetaData:: \(Data(xml.utf8).base64EncodedString())"
  }
}
