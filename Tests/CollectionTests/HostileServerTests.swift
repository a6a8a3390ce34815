import Foundation
import LDAPClient
import LDAPTypes
import QueryCatalogue
import Synchronization
import Testing

@testable import Collection

/// What a network or a server may do to a collection, one at a time.
@Suite struct HostileServerTests {
  static let search: UInt8 = 0x63
  static let request = SearchRequest(
    base: "DC=x", scope: .subtree, filter: .present(attribute: "objectClass"), attributes: ["member"])

  func session(_ server: ScriptedServer, timeout: Int = 60) throws -> LDAPSession {
    var options = LDAPConnectionOptions(url: server.url, credentials: .anonymous)
    options.timeout = timeout
    return try LDAPSession.open(options)
  }

  func failure(_ server: ScriptedServer, timeout: Int = 60) -> LDAPError? {
    do {
      let session = try session(server, timeout: timeout)
      _ = try session.entries(Self.request, named: "test")
      return nil
    } catch {
      return error as? LDAPError
    }
  }

  static func done(_ request: ScriptedServer.Request, cookie: String = "") -> ScriptedServer.Reply {
    .bytes(BER.message(request.identifier, BER.result(0x65, 0), controls: BER.page(cookie)))
  }

  static func entry(
    _ request: ScriptedServer.Request, _ dn: String, _ attributes: [(String, [String])]
  ) -> ScriptedServer.Reply {
    .bytes(BER.message(request.identifier, BER.entry(dn, attributes)))
  }

  @Test func `ranges are completed in order, and the empty attribute beside them is nothing`() throws {
    let server = try ScriptedServer { request in
      guard request.operation == Self.search else { return [] }
      if request.mentions("member;range=2-*") {
        return [Self.entry(request, "CN=g,DC=x", [("member;range=2-3", ["c", "d"])]), Self.done(request)]
      }
      if request.mentions("member;range=4-*") {
        return [Self.entry(request, "CN=g,DC=x", [("member;range=4-*", ["e"])]), Self.done(request)]
      }
      return [
        Self.entry(request, "CN=g,DC=x", [("member", []), ("member;range=0-1", ["a", "b"]), ("cn", ["g"])]),
        Self.entry(request, "CN=h,DC=x", [("cn", ["h"])]), Self.done(request),
      ]
    }
    let session = try session(server)
    let entries = try session.entries(Self.request, named: "test")
    #expect(entries.map(\.dn) == ["CN=g,DC=x", "CN=h,DC=x"])
    let members = entries[0].attributes.filter { $0.name == "member" }.flatMap(\.values)
    #expect(members.map { String(decoding: $0, as: UTF8.self) } == ["a", "b", "c", "d", "e"])
    #expect(entries[0].attributes.allSatisfy { !$0.name.contains("range") })
    #expect(server.seen.allSatisfy { [0x60, Self.search, 0x50, 0x42].contains($0) })
  }

  /// A range that starts elsewhere, gives nothing, or is not one.
  @Test(arguments: [("member;range=0-1", ["a"]), ("member;range=2-3", []), ("member", ["a"])])
  func `a range that does not go on ends, and is told`(name: String, values: [String]) throws {
    let server = try ScriptedServer { request in
      guard request.operation == Self.search else { return [] }
      let isFirst = !request.mentions("range=")
      return [
        isFirst
          ? Self.entry(request, "CN=g,DC=x", [("member;range=0-1", ["a", "b"])])
          : Self.entry(request, "CN=g,DC=x", [(name, values)]),
        Self.done(request),
      ]
    }
    let path = Laboratory.freshPath()
    let file = try EvidenceFile(path: path)
    defer { try? FileManager.default.removeItem(atPath: path) }
    var sink = EvidenceSink(file: file, descriptors: DescriptorCount()) { _ in }
    let session = try session(server)
    let summary = try session.search(Self.request, named: "test", into: &sink)
    #expect(summary.incompleteRanges == ["CN=g,DC=x member"])
  }

  /// CN=g has more members than one answer holds, and what becomes of it is up to the test; CN=h follows.
  private func groups(_ rest: @escaping @Sendable (ScriptedServer.Request) -> [ScriptedServer.Reply]) throws
    -> ScriptedServer
  {
    try ScriptedServer { request in
      if request.operation == 0x77 { return [.bytes(BER.message(request.identifier, BER.result(0x78, 2)))] }
      guard request.operation == Self.search else { return [] }
      if request.mentions("defaultNamingContext") {
        return [Self.entry(request, "", [("defaultNamingContext", ["DC=x"])]), Self.done(request)]
      }
      if request.mentions("member;range=2-*") { return rest(request) }
      return [
        Self.entry(request, "CN=g,DC=x", [("cn", ["g"]), ("member;range=0-1", ["CN=a", "CN=b"])]),
        Self.entry(request, "CN=h,DC=x", [("cn", ["h"])]), Self.done(request),
      ]
    }
  }

  /// Gone, refused, at a limit, without the attribute, unwilling: what the server says about one group is about that group.
  @Test(arguments: [UInt8(32), 50, 4, 11, 16, 53, 10, 1, 80])
  func `a group that is gone while it is read costs its further members and nothing else`(code: UInt8) throws
  {
    let server = try groups { [.bytes(BER.message($0.identifier, BER.result(0x65, code)))] }
    let path = Laboratory.freshPath()
    defer { try? FileManager.default.removeItem(atPath: path) }
    let catalogue = Self.catalogue.replacing("attributes: cn", with: "attributes: cn member")
    let outcome = try collector(server, path, catalogue).run()
    #expect(outcome.entries == 2)
    #expect(outcome.gaps.map(\.kind) == [.rangeIncomplete] && outcome.gaps.map(\.objects) == [1])
    #expect(outcome.gaps.first?.detail.contains("CN=g,DC=x member (") == true)
    #expect(outcome.gaps.first?.detail.contains("[\(code)]") == true)
    let asked = try #require(try EvidenceFolder.read(path).manifest.queries.first)
    #expect(asked.outcome == .answered && asked.attempts == 1 && asked.entries == 2)
    let text = try String(contentsOfFile: path + "/domain-x.ldif", encoding: .utf8)
    #expect(text.contains("member: CN=b\n") && text.contains("dn: CN=h,DC=x\n"))
  }

  @Test(arguments: [UInt8(51), 52, 3])
  func `a group whose reading a server has no time for is asked for again`(code: UInt8) throws {
    let refusals = Mutex(1)
    let server = try groups { request in
      let isBusy = refusals.withLock { left in
        defer { left -= 1 }
        return left > 0
      }
      if isBusy { return [.bytes(BER.message(request.identifier, BER.result(0x65, code)))] }
      return [Self.entry(request, "CN=g,DC=x", [("member;range=2-*", ["CN=c"])]), Self.done(request)]
    }
    let path = Laboratory.freshPath()
    defer { try? FileManager.default.removeItem(atPath: path) }
    let catalogue = Self.catalogue.replacing("attributes: cn", with: "attributes: cn member")
    let outcome = try collector(server, path, catalogue).run()
    #expect(outcome.entries == 2 && outcome.gaps.isEmpty)
    #expect(try EvidenceFolder.read(path).manifest.queries.first?.attempts == 2)
    let text = try String(contentsOfFile: path + "/domain-x.ldif", encoding: .utf8)
    #expect(text.contains("member: CN=c\n"))
  }

  /// A base that is not there is an answer; one that vanishes in the middle of it is not.
  @Test func `a base that goes away in the middle of the answer is a gap`() throws {
    let server = try ScriptedServer { request in
      if request.operation == 0x77 { return [.bytes(BER.message(request.identifier, BER.result(0x78, 2)))] }
      guard request.operation == Self.search else { return [] }
      if request.mentions("defaultNamingContext") {
        return [Self.entry(request, "", [("defaultNamingContext", ["DC=x"])]), Self.done(request)]
      }
      guard request.mentions("about-this") else { return [Self.done(request)] }
      return [
        Self.entry(request, "CN=a,CN=y,DC=x", [("cn", ["a"])]),
        .bytes(BER.message(request.identifier, BER.result(0x65, 32))),
      ]
    }
    let path = Laboratory.freshPath()
    defer { try? FileManager.default.removeItem(atPath: path) }
    let catalogue = Self.catalogue.replacing("scope:", with: "under: CN=y\nscope:")
      .replacing("attributes: cn", with: "attributes: about-this cn")
    let outcome = try collector(server, path, catalogue).run()
    #expect(outcome.entries == 1 && outcome.gaps.count == 1)
    #expect(try EvidenceFolder.read(path).manifest.queries.map(\.outcome) == [.refused])
  }

  @Test func `a page cookie that never ends, ends`() throws {
    let server = try ScriptedServer { request in
      request.operation == Self.search ? [Self.done(request, cookie: "again")] : []
    }
    let error = try #require(failure(server))
    #expect(error.code == .endlessAnswer && error.exitClass == .unavailable)
  }

  @Test func `the same page for ever ends`() throws {
    let server = try ScriptedServer { request in
      guard request.operation == Self.search else { return [] }
      return [Self.entry(request, "CN=a,DC=x", [("cn", ["a"])]), Self.done(request, cookie: "again")]
    }
    let error = try #require(failure(server))
    #expect(error.code == .endlessAnswer)
  }

  @Test func `a silent server ends in the time allowed`() throws {
    let server = try ScriptedServer { _ in [.silence] }
    var error: LDAPError?
    let time = ContinuousClock().measure { error = failure(server, timeout: 1) }
    #expect(error?.code == .timeout)
    // Far less than without a limit of its own, far more than a busy machine takes.
    #expect(time < .seconds(60))
  }

  @Test(arguments: [
    (UInt8(51), true), (52, true), (3, true), (11, true), (50, false), (32, false), (53, false),
  ])
  func `a busy server or one at its limits is worth asking again, a refusing one is not`(
    code: UInt8, isTransient: Bool
  ) throws {
    let server = try ScriptedServer { request in
      [.bytes(BER.message(request.identifier, BER.result(0x65, code)))]
    }
    let error = try #require(failure(server))
    #expect(error.isTransient == isTransient)
    if isTransient { #expect(error.exitClass == .unavailable && error.advice != nil) }
  }

  /// A directory of three entries in pages of one, whose first connection breaks in the middle of the second page.
  static func breaking(forever: Bool) throws -> ScriptedServer {
    try ScriptedServer { request in
      // whoami: an operation this server does not know (2 protocolError).
      if request.operation == 0x77 { return [.bytes(BER.message(request.identifier, BER.result(0x78, 2)))] }
      guard request.operation == search else { return [] }
      if request.mentions("defaultNamingContext") {
        return [entry(request, "", [("defaultNamingContext", ["DC=x"])]), done(request)]
      }
      if request.mentions("second-page") {
        let half = Array(BER.message(request.identifier, BER.entry("CN=b,DC=x", [("cn", ["b"])])).prefix(20))
        if forever || request.connection == 0 { return [.bytes(half), .hangUp] }
        return [entry(request, "CN=b,DC=x", [("cn", ["b"])]), done(request)]
      }
      return [entry(request, "CN=a,DC=x", [("cn", ["a"])]), done(request, cookie: "second-page")]
    }
  }

  static let catalogue = """
    title: Everything
    title;lang-de: Alles
    why: For a test.
    base: domain
    scope: subtree
    filter: (objectClass=*)
    attributes: cn

    """

  @Test func `entries without the descriptor that was asked for are counted`() throws {
    let server = try ScriptedServer { request in
      if request.operation == 0x77 { return [.bytes(BER.message(request.identifier, BER.result(0x78, 2)))] }
      guard request.operation == Self.search else { return [] }
      if request.mentions("defaultNamingContext") {
        return [Self.entry(request, "", [("defaultNamingContext", ["DC=x"])]), Self.done(request)]
      }
      guard request.mentions("nTSecurityDescriptor") else { return [Self.done(request)] }
      return [
        Self.entry(request, "CN=a,DC=x", [("cn", ["a"]), ("ntsecuritydescriptor", ["x"])]),
        Self.entry(request, "CN=b,DC=x", [("cn", ["b"]), ("nTSecurityDescriptor", [])]),
        Self.entry(request, "CN=c,DC=x", [("cn", ["c"])]), Self.done(request),
      ]
    }
    let path = Laboratory.freshPath()
    defer { try? FileManager.default.removeItem(atPath: path) }
    let catalogue = Self.catalogue.replacing("attributes: cn", with: "attributes: cn nTSecurityDescriptor")
    let outcome = try collector(server, path, catalogue).run()
    #expect(outcome.entries == 3 && outcome.withoutDescriptor == 2)
    #expect(try EvidenceFolder.read(path).manifest.queries.map(\.withoutDescriptor) == [2])
    #expect(try EvidenceFolder.check(path).withoutDescriptor == 2)
  }

  func collector(
    _ server: ScriptedServer, _ path: String, _ catalogue: String = Self.catalogue
  ) throws -> Collector {
    let folder = path + "-queries"
    try FileManager.default.createDirectory(
      atPath: folder + "/collection", withIntermediateDirectories: true)
    try Data(catalogue.utf8).write(to: URL(filePath: folder + "/collection/everything.query"))
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var collector = Collector(
      servers: [LDAPConnectionOptions(url: server.url, credentials: .anonymous)],
      catalogue: try QueryCatalogue(folder: folder), destination: path, toolVersion: "test")
    collector.retries = 1
    return collector
  }

  @Test func `a connection that breaks in the middle of a page is opened anew, without double entries`()
    throws
  {
    let path = Laboratory.freshPath()
    defer { try? FileManager.default.removeItem(atPath: path) }
    let server = try Self.breaking(forever: false)
    let outcome = try collector(server, path).run()
    #expect(outcome.entries == 2)
    let evidence = try EvidenceFolder.read(path)
    #expect(evidence.manifest.complete && evidence.manifest.queries.first?.attempts == 2)
    let text = try String(contentsOfFile: path + "/domain-x.ldif", encoding: .utf8)
    #expect(text.split(separator: "\n").filter { $0.hasPrefix("dn:") } == ["dn: CN=a,DC=x", "dn: CN=b,DC=x"])
  }

  @Test func `a connection that breaks for good leaves a readable folder that says incomplete`() throws {
    let path = Laboratory.freshPath()
    defer { try? FileManager.default.removeItem(atPath: path) }
    let server = try Self.breaking(forever: true)
    let collector = try collector(server, path)
    let error = #expect(throws: CollectionError.self) { try collector.run() }
    #expect(error?.exitCode == 69)
    #expect(error?.description.contains("marked incomplete") == true)
    let evidence = try EvidenceFolder.read(path)
    #expect(!evidence.manifest.complete)
    #expect(evidence.gaps.contains { $0.kind == .collectionIncomplete })
    #expect(evidence.manifest.queries.first?.outcome == .cut)
    let text = try String(contentsOfFile: path + "/domain-x.ldif", encoding: .utf8)
    #expect(text.split(separator: "\n").filter { $0.hasPrefix("dn:") } == ["dn: CN=a,DC=x"])
  }

  @Test func `existing evidence is never overwritten`() throws {
    let path = Laboratory.freshPath()
    defer { try? FileManager.default.removeItem(atPath: path) }
    let server = try Self.breaking(forever: false)
    _ = try collector(server, path).run()
    let before = try Data(contentsOf: URL(filePath: path + "/manifest.json"))
    let second = try collector(server, path)
    let error = #expect(throws: CollectionError.self) { try second.run() }
    #expect(error?.exitCode == 73)
    #expect(try Data(contentsOf: URL(filePath: path + "/manifest.json")) == before)
  }
}
