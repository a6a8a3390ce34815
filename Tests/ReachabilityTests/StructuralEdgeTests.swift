import Directory
import Foundation
import Reachability
import Testing
import WindowsSecurity

/// Steps that follow from attribute values: each with the value that gives it and the one that just does not.
@Suite struct StructuralEdgeTests {
  private func host() -> Forest {
    var forest = Forest()
    forest.computer("EX01", rid: 1100)
    return forest
  }

  @Test(
    "who is allowed to act on behalf of others, and not denied, may act on the computer",
    arguments: [
      ("(A;;GA;;;RID:1100)", true), ("(A;;GA;;;RID:1109)", false),
      ("(D;;GA;;;RID:1100)(A;;GA;;;RID:1100)", false),
    ])
  func allowedToAct(entries: String, isAllowed: Bool) throws {
    var forest = host()
    forest.computer(
      "WEB01", rid: 1300, Forest.closed,
      [try Forest.descriptor("msDS-AllowedToActOnBehalfOfOtherIdentity", "O:SYG:SYD:\(entries)")])
    #expect(try forest.steps(to: "WEB01") == (isAllowed ? ["EX01$ -AllowedToAct> WEB01$"] : []))
  }

  @Test(
    "a group whose members may read the password of a managed account gives the account",
    arguments: [true, false])
  func managedPassword(isMember: Bool) throws {
    var forest = host()
    forest.group("Readers", rid: 1101, members: isMember ? ["EX01"] : [])
    forest.add(
      "CN=svc",
      ["top", "person", "organizationalPerson", "user", "computer", "msDS-GroupManagedServiceAccount"],
      Forest.closed,
      [
        "objectSid:: \(Forest.encodedSID("\(Forest.domain)-1400"))", "sAMAccountName: svc$",
        "userAccountControl: 4096",
        try Forest.descriptor("msDS-GroupMSAMembership", "O:SYG:SYD:(A;;GA;;;RID:1101)"),
      ])
    #expect(
      try forest.steps(to: "svc")
        == (isMember ? ["EX01$ -MemberOf> Readers -ReadGMSAPassword> svc$"] : []))
  }

  @Test(
    "delegation to a service reaches its host; without protocol transition only when a user comes",
    arguments: [
      (4096 + 0x100_0000, "cifs/WEB01", ["EX01$ -AllowedToDelegate> WEB01$"]),
      (4096, "cifs/WEB01:445/corp", ["EX01$ -AllowedToDelegate?> WEB01$"]),
      (4096 + 0x100_0000, "cifs/WEB02", []), (4096 + 0x100_0000, "WEB01", []),
    ])
  func allowedToDelegate(control: Int, service: String, expected: [String]) throws {
    var forest = Forest()
    forest.computer(
      "EX01", rid: 1100, Forest.closed, ["msDS-AllowedToDelegateTo: \(service)"], control: control)
    forest.computer("WEB01", rid: 1300)
    #expect(try forest.steps(to: "WEB01") == expected)
  }

  @Test(
    "unconditional trust for delegation reaches the domain when a controller can be made to log on",
    arguments: [(4096 + 0x8_0000, ["EX01$ -CoerceToTGT?> corp.example"]), (4096, [])])
  func unconstrained(control: Int, expected: [String]) throws {
    var forest = Forest()
    forest.computer("EX01", rid: 1100, control: control)
    #expect(try forest.steps() == expected)
  }

  @Test(
    "members of DnsAdmins may run code on the domain controllers of the domain", arguments: [true, false])
  func nameServer(isMember: Bool) throws {
    var forest = host()
    forest.group("DnsAdmins", rid: 1101, members: isMember ? ["EX01"] : [])
    forest.computer("DC01", rid: 1000, control: 532_480)
    #expect(
      try forest.steps(to: "DC01")
        == (isMember ? ["EX01$ -MemberOf> DnsAdmins -ServerLevelPluginDll?> DC01$"] : []))
  }

  /// The identifiers of the two groups in `otherWellKnownObjects`, and one of a group without rights on servers.
  @Test(
    "setup makes two groups administrators of every Exchange server, and no others",
    arguments: [
      ("EA876A58DB6DD04C9006939818F800EB", true), ("C262A929D691B74A9E068728F8F842EA", true),
      ("DB72C41D49580A4DB304FE6981E56297", false),
    ])
  func exchangeServers(identifier: String, isAdministrator: Bool) throws {
    var forest = Forest()
    forest.add("CN=Configuration", ["top", "configuration"], Forest.closed)
    let exchange = "CN=Microsoft Exchange,CN=Services,CN=Configuration"
    forest.add(
      exchange, ["top", "container", "msExchConfigurationContainer"], Forest.closed,
      ["otherWellKnownObjects: B:32:\(identifier):CN=Group,\(Forest.dn)"])
    forest.add("CN=MAIL01,CN=Servers,\(exchange)", ["top", "server", "msExchExchangeServer"], Forest.closed)
    forest.group("Group", rid: 1101, members: ["EX01"])
    forest.computer("EX01", rid: 1100)
    forest.computer("MAIL01", rid: 1300)
    forest.computer("WEB01", rid: 1301)
    #expect(
      try forest.steps(to: "MAIL01")
        == (isAdministrator ? ["EX01$ -MemberOf> Group -AdminTo> MAIL01$"] : []))
    #expect(try forest.steps(to: "WEB01") == [])
  }

  @Test("a SID in the history acts like a membership; one of nobody here does not", arguments: [1101, 1109])
  func history(rid: Int) throws {
    var forest = Forest(head: "O:SYG:SYD:(A;;WD;;;RID:1101)")
    forest.computer(
      "EX01", rid: 1100, Forest.closed, ["sIDHistory:: \(Forest.encodedSID("\(Forest.domain)-\(rid)"))"])
    forest.group("Old", rid: 1101)
    #expect(
      try forest.steps() == (rid == 1101 ? ["EX01$ -HasSIDHistory> Old -WriteDacl> corp.example"] : [])
    )
  }
}
