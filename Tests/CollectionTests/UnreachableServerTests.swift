import Glibc
import LDAPClient
import QueryCatalogue
import Testing

@testable import Collection

@Suite struct UnreachableServerTests {
  func failure(_ url: String) -> LDAPError? {
    let options = LDAPConnectionOptions(url: url, credentials: .anonymous)
    do throws(LDAPError) {
      _ = try LDAPSession.open(options)
      return nil
    } catch {
      return error
    }
  }

  // Port 9 (discard) of loopback: nobody listens there.
  @Test(arguments: ["ldap://127.0.0.1:9", "ldaps://127.0.0.1:9"])
  func `a closed port is named`(url: String) throws {
    let error = try #require(failure(url))
    #expect(error.exitClass == .unavailable)
    #expect(error.description.contains("port 9 of 127.0.0.1 cannot be reached: Connection refused"))
  }

  /// A label of more than 63 octets (RFC 1035 section 2.3.4): no DNS server is asked, which this machine may not have.
  @Test func `a name that does not resolve is named`() throws {
    let name = "dc01-\(String(repeating: "x", count: 64)).invalid"
    let error = try #require(failure("ldaps://\(name)"))
    #expect(error.exitClass == .unavailable)
    #expect(error.description.contains("\(name) cannot be resolved"))
  }

  @Test func `a server that is silent in the handshake is given up`() throws {
    // Connections wait in the queue of a socket that nobody accepts from.
    let (listener, port) = try ScriptedServer.listen()
    defer { close(listener) }
    try expectGivenUp("ldaps://127.0.0.1:\(port)", startTLS: false)
  }

  @Test func `a server that does not answer StartTLS is given up`() throws {
    let server = try ScriptedServer { _ in [.silence] }
    defer { server.close() }
    try expectGivenUp(server.url, startTLS: true)
  }

  func expectGivenUp(_ url: String, startTLS: Bool) throws {
    var options = LDAPConnectionOptions(url: url, credentials: .anonymous)
    options.startTLS = startTLS
    options.connectTimeout = 1
    options.timeout = 1
    let begin = ContinuousClock.now
    let error = #expect(throws: LDAPError.self) { _ = try LDAPSession.open(options) }
    #expect(error?.code == .timeout && error?.exitClass == .unavailable)
    #expect(ContinuousClock.now - begin < .seconds(60))
  }

  @Test func `a folder is not made before a server lets us in`() throws {
    let path = Laboratory.freshPath()
    let collector = Collector(
      servers: [LDAPConnectionOptions(url: "ldap://127.0.0.1:9", credentials: .anonymous)],
      catalogue: try .builtIn(), destination: path, toolVersion: "test")
    let error = #expect(throws: CollectionError.self) { try collector.run() }
    #expect(error?.exitCode == 69)
    #expect(!EvidenceFolder.isEvidence(path))
  }
}
