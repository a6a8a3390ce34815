import Directory
import Reachability
import Testing

/// Two real Exchange organisations, and the same with the descriptor of the time before February 2019.
@Suite struct ExchangeTests {
  @Test(
    "the Exchange host has no step to the domain head",
    arguments: ["E16-Solo.local.ldif", "E19-Solo.com.ldif"])
  func fixed(name: String) throws {
    guard let snapshot = try fixture(name) else { return }
    let hosts = try #require(snapshot.exchange).servers.compactMap(\.computer)
    #expect(!hosts.isEmpty)
    let result = reach(from: hosts, in: snapshot)
    #expect(result.paths.isEmpty)
    #expect(result.verdict == .unknown, "a handful of objects cannot show that there is no path")
    #expect(!result.missing.isEmpty)
  }

  @Test(
    "before February 2019 one right leads from the Exchange host to the domain head",
    arguments: ["E16-Solo.local-prefix2019.ldif", "E19-Solo.com-prefix2019.ldif"])
  func unfixed(name: String) throws {
    guard let snapshot = try fixture(name) else { return }
    let hosts = try #require(snapshot.exchange).servers.compactMap(\.computer)
    let path = try #require(reach(from: hosts, in: snapshot).paths.first)
    #expect(path.steps.map(\.kind) == [.memberOf, .memberOf, .writeDacl])
    #expect(path.target == snapshot.domains.first?.head)
    #expect(path.isDirect)
    let entry = try #require(path.steps.last?.evidence.first)
    #expect(entry.attribute == "nTSecurityDescriptor")
    #expect(entry.value.hasPrefix("(OA;CI;WDSD;"))
    #expect(path.certainty == .conditional(.exchangeDefaultNesting), "the nesting of the groups was not read")
  }
}

/// Why there is no path belongs to the answer.
@Test("the inherit-only entry of Exchange Windows Permissions is named as the reason")
func explainsTheFixedDescriptor() throws {
  guard let snapshot = try fixture("E19-Solo.com.ldif") else { return }
  let host = try #require(snapshot.exchange?.servers.compactMap(\.computer).first)
  let head = try #require(snapshot.domains.first?.head)
  let reasons = explainNone(from: host, to: head, in: snapshot).entries.map(\.en)
  #expect(
    reasons.contains {
      $0.hasPrefix("(OA;CIIO;") && $0.contains("inherit-only") && $0.contains("Exchange Windows Permissions")
    })
}
