import Foundation
import LDAPClient
import Testing

@testable import Collection

/// What the configuration of a forest says about domains and domain controllers.
@Suite struct ForestSurveyTests {
  static let configuration = "CN=Configuration,DC=corp,DC=example"

  static func entry(_ dn: String, _ attributes: [String: [String]]) -> ForestSurvey.Entry {
    (dn, attributes.map { (name: $0.key, values: $0.value.map { Array($0.utf8) }) })
  }

  static func reference(_ name: String, _ attributes: [String: [String]]) -> ForestSurvey.Entry {
    entry(
      "CN=\(name),CN=Partitions,\(configuration)",
      attributes.merging(["objectClass": ["top", "crossRef"]]) { $1 })
  }

  static func controller(
    _ name: String, host: String?, domain: String, classes: [String] = ["nTDSDSA"], category: String? = nil
  ) -> [ForestSurvey.Entry] {
    let server = "CN=\(name),CN=Servers,CN=Site,CN=Sites,\(configuration)"
    return [
      entry(
        "CN=NTDS Settings,\(server)",
        ["objectClass": classes, "msDS-hasMasterNCs": [domain, configuration]].merging(
          category.map { ["objectCategory": ["\($0),CN=Schema,\(configuration)"]] } ?? [:]
        ) { $1 }),
      entry(server, ["objectClass": ["server"]].merging(host.map { ["dNSHostName": [$0]] } ?? [:]) { $1 }),
    ]
  }

  static let survey = ForestSurvey(
    [
      reference(
        "CORP", ["systemFlags": ["3"], "nCName": ["DC=corp,DC=example"], "dnsRoot": ["Corp.example"]]),
      reference("WERK", ["systemFlags": ["3"], "dnsRoot": ["werk.corp.example"]]),
      reference("Conf", ["systemFlags": ["1"], "nCName": [configuration], "dnsRoot": ["corp.example"]]),
      reference(
        "zones",
        [
          "systemFlags": ["5"], "nCName": ["DC=DomainDnsZones,DC=corp,DC=example"],
          "msDS-NC-Replica-Locations": [
            "CN=NTDS Settings,CN=dc02,CN=Servers,CN=Site,CN=Sites,\(configuration)"
          ],
          "msDS-NC-RO-Replica-Locations": [
            "CN=NTDS Settings,CN=RODC,CN=Servers,CN=Site,CN=Sites,\(configuration)"
          ],
        ]),
      reference("elsewhere", ["systemFlags": ["0"], "nCName": ["DC=other,DC=example"]]),
    ]
      + controller(
        "RODC", host: "a-rodc.corp.example", domain: "DC=corp,DC=example", classes: ["nTDSDSA", "nTDSDSARO"])
      + controller("DC02", host: "DC02.corp.example", domain: "dc=Corp,DC=example")
      + controller("DC11", host: nil, domain: "DC=werk,DC=corp,DC=example"),
    besides: [configuration])

  @Test func `domains are those with both flags, and the DNS name stands in for a name that is hidden`() {
    #expect(Self.survey.domains.map(\.dn) == ["DC=corp,DC=example", "DC=werk,DC=corp,DC=example"])
    #expect(Self.survey.domains.map(\.dnsName) == ["corp.example", "werk.corp.example"])
  }

  @Test func `partitions of applications are told apart from what every server holds`() {
    #expect(Self.survey.applications.map(\.dn) == ["DC=DomainDnsZones,DC=corp,DC=example"])
  }

  @Test func `who holds a partition of applications is found by its cross-reference, writable ones first`()
    throws
  {
    let partition = try #require(Self.survey.applications.first)
    let hosts = Self.survey.controllers(of: partition).map(\.host)
    #expect(hosts == ["dc02.corp.example", "a-rodc.corp.example"])
  }

  @Test func `the writable controllers of a domain come first, whatever the case of its name`() {
    let hosts = Self.survey.controllers(of: .init(dn: "DC=CORP,DC=example", dnsName: "corp.example")).map(
      \.host)
    #expect(hosts == ["dc02.corp.example", "a-rodc.corp.example"])
  }

  @Test(
    arguments: [
      (["nTDSDSA"], "CN=NTDS-DSA", false), (["nTDSDSA"], "CN=NTDS-DSA-RO", true), (["nTDSDSA"], nil, false),
      (["nTDSDSA", "nTDSDSARO"], nil, true),
    ] as [([String], String?, Bool)])
  func `a read-only controller is known by class or category`(
    classes: [String], category: String?, isReadOnly: Bool
  ) {
    let survey = ForestSurvey(
      Self.controller(
        "DC03", host: "dc03.corp.example", domain: "DC=corp,DC=example", classes: classes, category: category),
      besides: [Self.configuration])
    #expect(survey.controllers.map(\.isReadOnly) == [isReadOnly])
  }

  @Test(arguments: ["NTDS-DSA", "NTDS-DSA-RO"])
  func `a collection from a controller that only the configuration calls read-only says so`(category: String)
    throws
  {
    let server = "CN=DC03,CN=Servers,CN=Site,CN=Sites,CN=Configuration,DC=x"
    let scripted = try ScriptedServer { request in
      guard request.operation == HostileServerTests.search else {
        return request.operation == 0x77 ? [.bytes(BER.message(request.identifier, BER.result(0x78, 2)))] : []
      }
      var replies: [ScriptedServer.Reply] = []
      if request.mentions("defaultNamingContext") {
        replies.append(
          HostileServerTests.entry(
            request, "",
            [
              ("defaultNamingContext", ["DC=x"]), ("configurationNamingContext", ["CN=Configuration,DC=x"]),
              ("dsServiceName", ["CN=NTDS Settings,\(server)"]),
            ]))
      } else if request.mentions("nTDSDSA") {
        replies += [
          HostileServerTests.entry(
            request, server, [("objectClass", ["server"]), ("dNSHostName", ["dc03.x"])]),
          HostileServerTests.entry(
            request, "CN=NTDS Settings,\(server)",
            [
              ("objectClass", ["nTDSDSA"]),
              ("objectCategory", ["CN=\(category),CN=Schema,CN=Configuration,DC=x"]),
            ]),
        ]
      } else if request.mentions("cn") {
        replies.append(HostileServerTests.entry(request, "CN=a,DC=x", [("cn", ["a"])]))
      }
      return replies + [HostileServerTests.done(request)]
    }
    let path = Laboratory.freshPath()
    defer { try? FileManager.default.removeItem(atPath: path) }
    let gaps = try HostileServerTests().collector(scripted, path).run().gaps
    #expect(gaps.map(\.kind) == (category == "NTDS-DSA" ? [] : [.filteredReplica]), "\(gaps)")
  }

  @Test func `a controller without a host name is named, not forgotten`() {
    #expect(Self.survey.nameless.count == 1)
    #expect(Self.survey.nameless.first?.contains("DC11") == true)
  }

  @Test(arguments: [
    ("ldaps://dc01.corp.example", "ldaps://dc11.werk.corp.example"),
    ("ldap://dc01.corp.example:3268", "ldap://dc11.werk.corp.example"),
    ("ldaps://[::1]:10636", "ldaps://dc11.werk.corp.example:10636"),
  ])
  func `the way to another host is the same way`(url: String, expected: String) {
    var options = LDAPConnectionOptions(url: url, credentials: .anonymous)
    options.serverName = "dc01.corp.example"
    let other = options.leading(to: "dc11.werk.corp.example")
    #expect(other?.url == expected)
    #expect(other?.serverName == nil)
    #expect(options.leading(to: "evil/host") == nil)
  }
}
