import Directory
import Reachability
import Testing

/// Passwords that the directory hands out: to whom, and in which form.
@Suite struct PasswordReadingTests {
  private static let legacy = "11111111-2222-3333-4444-555555555551"
  private static let clear = "11111111-2222-3333-4444-555555555552"
  private static let encrypted = "11111111-2222-3333-4444-555555555553"
  private static let restore = "11111111-2222-3333-4444-555555555554"
  private static let expiry = "133500000000000000"

  private func forest() -> Forest {
    var forest = Forest()
    forest.schema(attributes: [
      "ms-Mcs-AdmPwd": Self.legacy, "msLAPS-Password": Self.clear, "msLAPS-EncryptedPassword": Self.encrypted,
      "msLAPS-EncryptedDSRMPassword": Self.restore,
    ])
    forest.computer("EX01", rid: 1100)
    return forest
  }

  @Test(
    "a password of LAPS is read by whom both rights are granted, where one was set in that form",
    arguments: [
      (legacy, "RPCR", "ms-Mcs-AdmPwdExpirationTime", "", "ReadLAPSPassword"),
      (legacy, "RP", "ms-Mcs-AdmPwdExpirationTime", "", nil),
      (legacy, "RPCR", "", "", nil),
      (legacy, "RPCR", "msLAPS-PasswordExpirationTime", "", nil),
      (clear, "RPCR", "msLAPS-PasswordExpirationTime", "msLAPS-Password", "ReadLAPSPassword"),
      (clear, "RPCR", "msLAPS-PasswordExpirationTime", "", "ReadLAPSPassword?"),
      (clear, "RPCR", "msLAPS-PasswordExpirationTime", "msLAPS-EncryptedPassword", nil),
      (encrypted, "RPCR", "msLAPS-PasswordExpirationTime", "msLAPS-EncryptedPassword", "ReadLAPSPassword?"),
      (encrypted, "RPCR", "msLAPS-PasswordExpirationTime", "msLAPS-Password", nil),
      (encrypted, "CR", "msLAPS-PasswordExpirationTime", "msLAPS-EncryptedPassword", nil),
      (restore, "RPCR", "msLAPS-PasswordExpirationTime", "", nil),
    ] as [(String, String, String, String, String?)])
  func laps(attribute: String, rights: String, time: String, stamp: String, expected: String?) throws {
    var forest = forest()
    forest.computer(
      "WEB01", rid: 1300, "O:SYG:SYD:(OA;;\(rights);\(attribute);;RID:1100)",
      (time.isEmpty ? [] : ["\(time): \(Self.expiry)"])
        + (stamp.isEmpty ? [] : [Forest.attributeStamp(stamp, changed: "2020-06-01T00:00:00Z")]))
    #expect(try forest.steps(to: "WEB01") == (expected.map { ["EX01$ -\($0)> WEB01$"] } ?? []))
  }

  @Test("the DSRM password of a domain controller can be read encrypted only", arguments: [532_480, 4096])
  func restoreMode(control: Int) throws {
    var forest = forest()
    forest.computer(
      "DC01", rid: 1000, "O:SYG:SYD:(OA;;RPCR;\(Self.restore);;RID:1100)",
      ["msLAPS-PasswordExpirationTime: \(Self.expiry)"], control: control)
    #expect(
      try forest.steps(to: "DC01") == (control == 532_480 ? ["EX01$ -ReadLAPSPassword?> DC01$"] : []))
  }

  @Test(
    "replication with the filtered set brings the passwords of LAPS; without it, it does not",
    arguments: [true, false])
  func synchronisation(isFilteredSet: Bool) throws {
    var forest = Forest(
      head: "O:SYG:SYD:(OA;;CR;1131f6aa-9c07-11d1-f79f-00c04fc2dcd2;;RID:1100)"
        + (isFilteredSet ? "(OA;;CR;89e95b76-444d-4c62-991a-0facbeda640c;;RID:1101)" : ""))
    forest.computer("EX01", rid: 1100)
    forest.group("Filtered", rid: 1101, members: ["EX01"])
    forest.computer("WEB01", rid: 1300, Forest.closed, ["ms-Mcs-AdmPwdExpirationTime: \(Self.expiry)"])
    forest.computer("WEB02", rid: 1301)
    #expect(
      try forest.steps(to: "WEB01")
        == (isFilteredSet ? ["EX01$ -MemberOf> Filtered -SyncLAPSPassword> WEB01$"] : []))
    #expect(try forest.steps(to: "WEB02") == [])
    #expect(try forest.steps() == [], "and no other secret")
  }

  private func managedAccount(_ forest: inout Forest, readers: String) throws {
    forest.add(
      "CN=svc",
      ["top", "person", "organizationalPerson", "user", "computer", "msDS-GroupManagedServiceAccount"],
      Forest.closed,
      [
        "objectSid:: \(Forest.encodedSID("\(Forest.domain)-1400"))", "sAMAccountName: svc$",
        "userAccountControl: 4096", try Forest.descriptor("msDS-GroupMSAMembership", readers),
      ])
  }

  @Test(
    "who may read a managed password is decided like any access: order, denial and the right asked for",
    arguments: [
      ("(A;;GA;;;RID:1101)", true), ("(A;;RP;;;RID:1101)", true), ("(A;;RC;;;RID:1101)", false),
      ("(D;;GA;;;RID:1102)(A;;GA;;;RID:1101)", false), ("(A;;GA;;;RID:1101)(D;;GA;;;RID:1102)", true),
      ("(A;IO;GA;;;RID:1101)", false),
    ])
  func managedPassword(entries: String, isAllowed: Bool) throws {
    var forest = Forest()
    forest.computer("EX01", rid: 1100)
    forest.group("Readers", rid: 1101, members: ["EX01"])
    forest.group("Refused", rid: 1102, members: ["EX01"])
    try managedAccount(&forest, readers: "O:SYG:SYD:\(entries)")
    #expect(
      try forest.steps(to: "svc")
        == (isAllowed ? ["EX01$ -MemberOf> Readers -ReadGMSAPassword> svc$"] : []))
  }

  @Test("a list of readers that is no descriptor is a gap")
  func malformedReaders() throws {
    var forest = Forest()
    forest.computer(
      "EX01", rid: 1100, Forest.closed, ["msDS-AllowedToActOnBehalfOfOtherIdentity:: AQAEgP//"])
    let snapshot = forest.snapshot
    let missing = reach(from: [try #require(snapshot.principal("EX01"))], in: snapshot).missing
    #expect(
      missing.contains { $0.what.en.hasPrefix("malformed descriptors in attributes") && $0.objects == 1 })
  }

  @Test("whoever reads the root key computes managed passwords", arguments: ["RPCR", "RP"])
  func rootKey(rights: String) throws {
    var forest = Forest()
    forest.schema(attributes: ["msKds-RootKeyData": Self.legacy])
    forest.computer("EX01", rid: 1100)
    forest.add(
      "CN=key,CN=Configuration", ["top", "msKds-ProvRootKey"],
      "O:SYG:SYD:(OA;;\(rights);\(Self.legacy);;RID:1100)")
    try managedAccount(&forest, readers: "O:SYG:SYD:(A;;GA;;;SY)")
    #expect(
      try forest.steps(to: "svc")
        == (rights == "RPCR" ? ["EX01$ -ReadKDSRootKey> key -ReadPasswordId?> svc$"] : []))
  }

  @Test("a host gives the managed accounts that are installed on it", arguments: ["EX01", "WEB01"])
  func installed(host: String) throws {
    var forest = Forest()
    for (name, rid) in [("EX01", 1100), ("WEB01", 1300)] {
      forest.computer(
        name, rid: rid, Forest.closed,
        name == host ? ["msDS-HostServiceAccount: CN=svc,\(Forest.dn)"] : [])
    }
    try managedAccount(&forest, readers: "O:SYG:SYD:(A;;GA;;;SY)")
    #expect(try forest.steps(to: "svc") == (host == "EX01" ? ["EX01$ -DumpSMSAPassword> svc$"] : []))
  }

  @Test(
    "a password somebody may try offline is one a person chose, of an account that is enabled",
    arguments: [
      (512, "MSSQLSvc/sql:1433", "Kerberoastable"), (512, "", nil), (514, "MSSQLSvc/sql:1433", nil),
      (512 + 0x4_0000, "MSSQLSvc/sql:1433", nil), (512 + 0x40_0000, "", "ASREPRoastable"),
      (514 + 0x40_0000, "", nil),
    ] as [(Int, String, String?)])
  func roasting(control: Int, service: String, expected: String?) throws {
    var forest = Forest()
    forest.computer("EX01", rid: 1100)
    forest.user(
      "ana", rid: 1200, Forest.closed, service.isEmpty ? [] : ["servicePrincipalName: \(service)"],
      control: control)
    #expect(try forest.steps(to: "ana") == (expected.map { ["EX01$ -\($0)?> ana"] } ?? []))
  }

  @Test("krbtgt carries a service principal name and a random key")
  func ticketSigner() throws {
    var forest = Forest()
    forest.computer("EX01", rid: 1100)
    forest.user("krbtgt", rid: 502, Forest.closed, ["servicePrincipalName: kadmin/changepw"])
    #expect(try forest.steps(to: "krbtgt") == [])
  }

  @Test("an enabled Guest lets in whoever gives no password", arguments: [512 + 32, 514 + 32])
  func guest(control: Int) throws {
    var forest = Forest()
    forest.computer("EX01", rid: 1100)
    forest.user("Guest", rid: 501, control: control)
    #expect(
      try forest.steps(to: "Guest") == (control == 544 ? ["EX01$ -ClaimSpecialIdentity?> Guest"] : []))
  }

  @Test(
    "the host that a synchronisation account names runs as it",
    arguments: ["EX01", "WEB09"])
  func synchronisationAccount(host: String) throws {
    var forest = Forest(
      head: "O:SYG:SYD:(OA;;CR;1131f6aa-9c07-11d1-f79f-00c04fc2dcd2;;RID:1200)"
        + "(OA;;CR;1131f6ad-9c07-11d1-f79f-00c04fc2dcd2;;RID:1200)")
    forest.computer("EX01", rid: 1100)
    forest.user(
      "MSOL_1234", rid: 1200, Forest.closed,
      [
        "description: Account created with installation identifier 1 running on computer \(host) configured to "
          + "synchronize."
      ])
    #expect(
      try forest.steps() == (host == "EX01" ? ["EX01$ -RunsServiceAs?> MSOL_1234 -DCSync> corp.example"] : [])
    )
  }
}
