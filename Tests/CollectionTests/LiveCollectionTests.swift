import Foundation
import LDAPClient
import LDAPTypes
import QueryCatalogue
import Testing

@testable import Collection

@Suite(.enabled(if: Laboratory.isThere), .serialized) struct LiveCollectionTests {
  @Test func `a collection is complete, private and verifies`() throws {
    let path = Laboratory.freshPath()
    defer { try? FileManager.default.removeItem(atPath: path) }
    let collector = Collector(
      servers: [Laboratory.options()], catalogue: try .builtIn(), destination: path, toolVersion: "test")
    let outcome = try collector.run()
    let evidence = try EvidenceFolder.read(path)
    #expect(evidence.manifest.complete)
    #expect(evidence.files == outcome.files)
    #expect(evidence.manifest.files.reduce(0) { $0 + $1.entries } == outcome.entries)
    #expect(evidence.manifest.queries.contains { $0.id == "schema" && $0.entries > 1000 })
    #expect(evidence.manifest.queries.allSatisfy { $0.outcome == .answered || $0.outcome == .absent })
    let server = try #require(evidence.manifest.servers.first)
    #expect(server.invocationId?.count == 36)
    #expect(server.certificateSHA256?.count == 64)
    #expect(server.clockSkewSeconds.map { abs($0) < 5 } == true)
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    #expect(mode == 0o700)
    for file in evidence.files {
      #expect(try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int == 0o600)
    }
  }

  @Test func `small pages bring the same entries`() throws {
    let request = SearchRequest(
      base: "CN=Configuration,\(try domain())", scope: .subtree, filter: try Filter("(objectClass=*)"),
      attributes: ["cn"])
    let session = try LDAPSession.open(Laboratory.options())
    let whole = try session.entries(request, named: "whole").map(\.dn)
    var options = Laboratory.options()
    options.pageSize = 7
    let small = try LDAPSession.open(options)
    let pages = try small.entries(request, named: "pages").map(\.dn)
    #expect(whole.count > 500)
    #expect(whole.sorted() == pages.sorted())
  }

  func domain() throws -> String {
    let session = try LDAPSession.open(Laboratory.options())
    return try #require(try session.rootDSE().string("defaultNamingContext"))
  }

  /// What a session answers with instead of opening.
  func failure(_ options: LDAPConnectionOptions) -> LDAPError? {
    do throws(LDAPError) {
      _ = try LDAPSession.open(options)
      return nil
    } catch {
      return error
    }
  }

  @Test func `a wrong password is told from a wrong name of a server`() throws {
    let wrong = try #require(failure(Laboratory.options(password: "wrong")))
    #expect(wrong.code == .invalidCredentials && wrong.exitClass == .refused)
    #expect(wrong.advice?.contains("password") == true)
    #expect(!wrong.description.contains("wrong;"))
  }

  @Test func `a certificate nobody vouches for is refused, and the CA option named`() throws {
    let error = try #require(failure(Laboratory.options(ca: false)))
    #expect(error.code == .certificateNotVerified && error.exitClass == .refused)
    #expect(error.description.contains("--ca"))
  }

  @Test func `StartTLS secures a plain connection`() throws {
    var options = Laboratory.options(Laboratory.plainURL)
    options.startTLS = true
    #expect(failure(options) == nil)
  }

  @Test func `a password does not travel in clear`() throws {
    let error = try #require(failure(Laboratory.options(Laboratory.plainURL)))
    #expect(error.code == .confidentialityRequired)
  }

  @Test func `a server that wants signing says so`() throws {
    var options = Laboratory.options(Laboratory.plainURL)
    options.insecure = true
    let error = try #require(failure(options))
    #expect(error.code == .strongerAuthRequired && error.exitClass == .refused)
    #expect(error.advice?.contains("ldaps://") == true)
  }
}

/// Kerberos needs a ticket besides the server: `FOOTHOLD_LAB_KERBEROS` says that the environment holds one.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["FOOTHOLD_LAB_KERBEROS"] != nil), .serialized)
struct LiveKerberosTests {
  @Test(arguments: [false, true])
  func `a ticket is enough, and seals a plain connection`(negotiate: Bool) throws {
    var options = Laboratory.options(Laboratory.plainURL)
    options.credentials = negotiate ? .negotiate : .kerberos(KerberosLogin(.environment))
    let session = try LDAPSession.open(options)
    let domain = try #require(try session.rootDSE().string("defaultNamingContext"))
    let request = SearchRequest(
      base: domain, scope: .base, filter: try Filter("(objectClass=*)"), attributes: ["objectSid"])
    // Only an authenticated asker gets the SID of the domain.
    #expect(try session.entries(request, named: "domain").first?.attributes.first?.values.first?.count == 24)
  }
}
