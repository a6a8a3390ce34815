import Directory
import Testing

/// What several domain controllers say about one account, each for itself.
@Suite struct LocalValueTests {
  static let account = """
    dn: CN=Ana,DC=corp,DC=example
    objectClass: user
    sAMAccountName: ana
    whenChanged: 20210101000000.0Z
    lastLogon: 132500000000000000
    badPwdCount: 3
    logonCount: 7

    """

  static func seen(_ lines: String) -> String {
    "dn: CN=Ana,DC=corp,DC=example\nwhenChanged: 20210301000000.0Z\n\(lines)\n"
  }

  @Test(arguments: [
    ("lastLogon: 132600000000000000\nbadPwdCount: 0\nlogonCount: 2", ["132600000000000000", "3", "7"]),
    ("lastLogon: 0\nbadPwdCount: 5\nlogonCount: 9", ["132500000000000000", "5", "9"]),
    ("lastLogon: 99\nbadPwdCount: x", ["132500000000000000", "3", "7"]),
    ("objectGUID:: AAAAAAAAAAAAAAAAAAAAAA==", ["132500000000000000", "3", "7"]),
  ])
  func `the largest counts, in either order, and is no contradiction`(lines: String, expected: [String]) {
    for texts in [[Self.account, Self.seen(lines)], [Self.seen(lines), Self.account]] {
      let snapshot = snapshot(texts[0], texts[1])
      guard let ana = snapshot.object(dn: "CN=Ana,DC=corp,DC=example") else {
        Issue.record("the account is gone")
        continue
      }
      let values = ["lastLogon", "badPwdCount", "logonCount"].map { name in
        snapshot.subject(ana).values(name).map { String(decoding: $0, as: UTF8.self) }
      }
      #expect(values == expected.map { [$0] })
      #expect(snapshot.isA(ana, "user"))
      #expect(snapshot.gap(.duplicateConflict) == nil)
    }
  }

  @Test func `several servers that describe themselves do not contradict each other`() {
    let snapshot = snapshot(
      "dn:\ndefaultNamingContext: DC=corp,DC=example\ndnsHostName: dc01.corp.example\n\n",
      "dn:\ndefaultNamingContext: DC=werk,DC=corp,DC=example\ndnsHostName: dc11.werk.corp.example\n\n")
    #expect(snapshot.gap(.duplicateConflict) == nil)
  }
}
