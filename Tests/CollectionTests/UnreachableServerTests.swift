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
