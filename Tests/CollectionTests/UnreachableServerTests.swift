import Glibc
import LDAPClient
import QueryCatalogue
import Testing

@testable import Collection

@Suite struct UnreachableServerTests {
  func failure(_ url: String) -> LDAPError? {
    var options = LDAPConnectionOptions(url: url, credentials: .anonymous)
    options.connectTimeout = 1
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

  @Test func `a name that does not resolve is named`() throws {
    let error = try #require(failure("ldaps://dc01.invalid"))
    #expect(error.exitClass == .unavailable)
    #expect(error.description.contains("dc01.invalid cannot be resolved"))
  }

  @Test func `a server that is silent in the handshake is given up`() throws {
    // Connections wait in the queue of a socket that nobody accepts from.
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(listener) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(listener, $0, size) == 0 && listen(listener, 8) == 0 && getsockname(listener, $0, &size) == 0
      }
    }
    try #require(isBound)
    try expectGivenUp("ldaps://127.0.0.1:\(UInt16(bigEndian: address.sin_port))", startTLS: false)
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
    #expect(ContinuousClock.now - begin < .seconds(8))
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
