import Foundation
import LDAPClient
import LDAPTypes
import Testing

@testable import Collection

/// How long a server may give nothing altogether, and what it is told when somebody has enough of it.
@Suite struct PatienceTests {
  @Test func `patience ends and is renewed`() {
    let patience = Patience(seconds: 2)
    #expect(patience.secondsLeft == 2)
    usleep(1_100_000)
    #expect(patience.secondsLeft < 2)
    patience.renew()
    usleep(1_100_000)
    // Nobody has waited.
    #expect(patience.secondsLeft == 2)
    #expect(Patience(timeout: 60).limit == 180 && Patience(timeout: 1).limit == 10)
  }

  /// Without it this test would take ten minutes.
  @Test(.timeLimit(.minutes(2)))
  func `a server that lets in and gives nothing is given up, and not called again`() throws {
    let server = try ScriptedServer { request in
      if request.operation == 0x60 { return [.bytes(BER.message(request.identifier, BER.result(0x61, 0)))] }
      return request.mentions("defaultNamingContext")
        ? [
          HostileServerTests.entry(request, "", [("defaultNamingContext", ["DC=x"])]),
          HostileServerTests.done(request),
        ] : [.silence]
    }
    var options = LDAPConnectionOptions(
      url: server.url, credentials: .simple(user: "ana", password: Password(Array("x".utf8))))
    options.insecure = true
    options.timeout = 300
    let known = try ServerConversation.begin(options, retries: 0).server
    let conversation = ServerConversation(known, retries: 3, Patience(seconds: 2))
    let path = Laboratory.freshPath()
    defer { try? FileManager.default.removeItem(atPath: path) }
    let file = try EvidenceFile(path: path)
    func ask() throws {
      _ = try conversation.search(
        HostileServerTests.request, named: "test",
        into: { EvidenceSink(file: file, descriptors: DescriptorCount(), report: { _ in }) }, restart: {})
    }
    let first = #expect(throws: LDAPError.self) { try ask() }
    #expect(first?.description.contains("gave nothing for 2 seconds") == true)
    let calls = server.connections
    let second = #expect(throws: LDAPError.self) { try ask() }
    #expect(second?.code == .timeout && server.connections == calls)
    #expect(throws: LDAPError.self) { try conversation.entries(HostileServerTests.request, named: "test") }
    #expect(server.connections == calls)
  }

  private struct Enough: Error {}
  private struct Full: EntrySink {
    mutating func begin(dn: UnsafeRawBufferPointer) throws {}
    mutating func values(_ values: AttributeValues, of description: UnsafeRawBufferPointer) throws {}
    mutating func end() throws { throw Enough() }
  }

  @Test(.timeLimit(.minutes(1)))
  func `who has enough abandons the search and takes leave`() throws {
    let server = try ScriptedServer { request in
      guard request.operation == HostileServerTests.search else { return [] }
      return [HostileServerTests.entry(request, "CN=a,DC=x", [("cn", ["a"])])]
    }
    do {
      let session = try LDAPSession.open(LDAPConnectionOptions(url: server.url, credentials: .anonymous))
      var sink = Full()
      _ = try session.search(HostileServerTests.request, named: "test", into: &sink)
      Issue.record("the search ended")
    } catch {
      #expect(error is Enough)
    }
    // 0x50 abandon, 0x42 unbind.
    while server.seen.last != 0x42 { usleep(10_000) }
    #expect(server.seen == [HostileServerTests.search, 0x50, 0x42])
  }
}
