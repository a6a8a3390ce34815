import Foundation
import LDAPClient
import LDAPTypes
import LDIF
import QueryCatalogue
import Testing

@testable import Collection

/// Collections that were cut, and what may have happened to their folder before they are resumed.
@Suite struct ResumptionTests {
  /// A collection of three queries whose second one breaks off in the middle on the first connection.
  final class Cut {
    let path = Laboratory.freshPath()
    let server: ScriptedServer
    var collector: Collector
    var file: String { path + "/domain-x.ldif" }

    /// - Parameters:
    ///   - invocation: 16 octets that name the database of the server; nil = it keeps them to itself.
    ///   - identity: what the server calls itself on the connection.
    init(
      compression: Compression? = nil, invocation: String? = nil,
      identity: @escaping @Sendable (Int) -> String = { _ in "CN=NTDS Settings,CN=DC01" }
    ) throws {
      server = try ScriptedServer { request in
        if request.operation == 0x77 {
          return [.bytes(BER.message(request.identifier, BER.result(0x78, 2)))]
        }
        if request.operation == 0x60 { return [.bytes(BER.message(request.identifier, BER.result(0x61, 0)))] }
        guard request.operation == HostileServerTests.search else { return [] }
        if request.mentions("defaultNamingContext") {
          let root = [("defaultNamingContext", ["DC=x"]), ("dsServiceName", [identity(request.connection)])]
          return [HostileServerTests.entry(request, "", root), HostileServerTests.done(request)]
        }
        if let invocation, request.mentions("invocationId") {
          let agent = HostileServerTests.entry(
            request, "CN=NTDS Settings,CN=DC01", [("invocationId", [invocation])])
          return [agent, HostileServerTests.done(request)]
        }
        guard let name = ["one", "three", "two"].first(where: { request.mentions("about-\($0)") }) else {
          return [HostileServerTests.done(request)]
        }
        let entries = ["a", "b"].map {
          HostileServerTests.entry(request, "CN=\(name)-\($0),DC=x", [("cn", ["\(name)-\($0)"])])
        }
        if name == "two", request.connection == 0 { return [entries[0], .hangUp] }
        return entries + [HostileServerTests.done(request)]
      }
      let queries = path + "-queries"
      try FileManager.default.createDirectory(
        atPath: queries + "/collection", withIntermediateDirectories: true)
      defer { try? FileManager.default.removeItem(atPath: queries) }
      // In the order of their identifiers: one, three, two.
      for name in ["one", "two", "three"] {
        let text = HostileServerTests.catalogue.replacing(
          "attributes: cn", with: "attributes: about-\(name) cn")
        try Data(text.utf8).write(to: URL(filePath: "\(queries)/collection/\(name).query"))
      }
      collector = Collector(
        servers: [LDAPConnectionOptions(url: server.url, credentials: .anonymous)],
        catalogue: try QueryCatalogue(folder: queries), destination: path, toolVersion: "test")
      collector.retries = 0
      collector.compression = compression
      let first = collector
      let error = #expect(throws: CollectionError.self) { try first.run() }
      #expect(error?.exitCode == 69)
      collector.resumes = true
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func names() throws -> [Substring] {
      try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n")
        .filter { $0.hasPrefix("dn:") }.map { $0.dropFirst(4).prefix { $0 != "," } }
    }

    func refusal() -> CollectionError? {
      let collector = collector
      return #expect(throws: CollectionError.self) { try collector.run() }
    }
  }

  static let all = ["CN=one-a", "CN=one-b", "CN=three-a", "CN=three-b", "CN=two-a", "CN=two-b"]

  @Test func `a cut collection keeps what arrived and asks only for the rest`() throws {
    let cut = try Cut()
    #expect(try cut.names().map(String.init) == Array(Self.all.dropLast()))
    #expect(try EvidenceFolder.check(cut.path).isIntact)
    let before = cut.server.seen.filter { $0 == HostileServerTests.search }.count
    let outcome = try cut.collector.run()
    #expect(try cut.names().map(String.init) == Self.all)
    #expect(outcome.entries == 6)
    // The rootDSE, the token, the invocationId and the one query that was cut.
    #expect(cut.server.seen.filter { $0 == HostileServerTests.search }.count == before + 4)
    let evidence = try EvidenceFolder.read(cut.path)
    #expect(evidence.manifest.complete && evidence.gaps.isEmpty)
    #expect(evidence.manifest.queries.map(\.id) == ["one", "three", "two"])
    #expect(evidence.manifest.runs?.count == 2)
    #expect(evidence.manifest.runs?.allSatisfy { $0.finished != nil && $0.servers.count == 1 } == true)
    let check = try EvidenceFolder.check(cut.path)
    #expect(check.isIntact && check.isComplete && check.runs == 2, "\(check)")
  }

  @Test(arguments: Compression.allCases)
  func `a compressed collection goes on between two of its members`(compression: Compression) throws {
    let cut = try Cut(compression: compression)
    let name = "domain-x.ldif.\(compression.rawValue)"
    let before = try EvidenceFolder.check(cut.path)
    #expect(before.isIntact && before.files.map(\.path) == [name] && before.entries == 5, "\(before)")
    #expect(try cut.collector.run().entries == 6)
    let check = try EvidenceFolder.check(cut.path)
    #expect(check.isIntact && check.isComplete && check.entries == 6 && check.warnings.isEmpty, "\(check)")
    var names: [String] = []
    _ = try LDIFSource(path: "\(cut.path)/\(name)").read(
      workers: 1, make: { [String]() },
      add: { names, entry in names.append(String(decoding: entry.dn, as: UTF8.self)) },
      deliver: { batch, problems in
        names += batch
        #expect(problems.isEmpty)
      })
    #expect(names.map { String($0.prefix { $0 != "," }) } == Self.all)
  }

  static let foreign = String(repeating: "dn: CN=foreign,DC=x\ncn: x\n\n", count: 100)

  /// As after a power failure: the manifest is that of an earlier moment, the file has more, or garbage, behind it.
  @Test(arguments: ["", "dn: CN=half", "\u{0}\u{0}", foreign])
  func `what stands behind the answers that ended is taken back`(rest: String) throws {
    let cut = try Cut()
    let manifest = try EvidenceFolder.read(cut.path).manifest
    var earlier = manifest
    earlier.queries.removeLast()
    let place = try #require(manifest.queries.last?.offset)
    let handle = try FileHandle(forUpdating: URL(filePath: cut.file))
    let vouched = try #require(try handle.read(upToCount: place))
    earlier.files[0].bytes = place
    earlier.files[0].entries = 4
    earlier.files[0].sha256 = SHA256Digest.hexadecimal(of: Array(vouched))
    try EvidenceFolder(path: cut.path).write(earlier)
    try handle.truncate(atOffset: UInt64(place))
    try handle.write(contentsOf: Data(rest.utf8))
    try handle.close()
    let check = try EvidenceFolder.check(cut.path)
    #expect(check.isIntact && !check.isComplete && check.entries == 4, "\(check)")
    _ = try cut.collector.run()
    #expect(try cut.names().map(String.init) == Self.all)
    #expect(try EvidenceFolder.check(cut.path).isIntact)
  }

  @Test func `nothing is added to evidence that was altered`() throws {
    let cut = try Cut()
    let text = try String(contentsOfFile: cut.file, encoding: .utf8)
    try Data(text.replacing("CN=one-a", with: "CN=one-x").utf8).write(to: URL(filePath: cut.file))
    let manifest = try Data(contentsOf: URL(filePath: cut.path + "/manifest.json"))
    let error = cut.refusal()
    #expect(error?.exitCode == 65)
    #expect(error?.description.contains("was changed after it was collected") == true)
    #expect(error?.description.contains("\n") == false)
    #expect(try Data(contentsOf: URL(filePath: cut.path + "/manifest.json")) == manifest)
    #expect(try String(contentsOfFile: cut.file, encoding: .utf8).contains("CN=one-x"))
  }

  @Test func `a file that became shorter is refused`() throws {
    let cut = try Cut()
    try Data("version: 1\n".utf8).write(to: URL(filePath: cut.file))
    #expect(cut.refusal()?.exitCode == 65)
  }

  @Test func `a link in place of a file is refused, and what it points at stays`() throws {
    let cut = try Cut()
    let elsewhere = cut.path + "-elsewhere"
    defer { try? FileManager.default.removeItem(atPath: elsewhere) }
    try FileManager.default.moveItem(atPath: cut.file, toPath: elsewhere)
    try FileManager.default.createSymbolicLink(atPath: cut.file, withDestinationPath: elsewhere)
    let before = try Data(contentsOf: URL(filePath: elsewhere))
    #expect(cut.refusal()?.exitCode == 65)
    #expect(try Data(contentsOf: URL(filePath: elsewhere)) == before)
  }

  @Test func `another server is refused`() throws {
    let cut = try Cut { connection in
      connection == 0 ? "CN=NTDS Settings,CN=DC01" : "CN=NTDS Settings,CN=DC02"
    }
    let error = cut.refusal()
    #expect(error?.exitCode == 64)
    #expect(error?.description.contains("not from CN=NTDS Settings,CN=DC02") == true)
  }

  @Test func `a database that an earlier run could not name is named by the next`() throws {
    let cut = try Cut(invocation: "0123456789abcdef")
    var manifest = try EvidenceFolder.read(cut.path).manifest
    let name = try #require(manifest.servers[0].invocationId)
    manifest.servers[0].invocationId = nil
    try EvidenceFolder(path: cut.path).write(manifest)
    _ = try cut.collector.run()
    #expect(try EvidenceFolder.read(cut.path).manifest.servers.map(\.invocationId) == [name])
  }

  @Test func `another database of the same server is refused`() throws {
    let cut = try Cut(invocation: "0123456789abcdef")
    var manifest = try EvidenceFolder.read(cut.path).manifest
    manifest.servers[0].invocationId = "00000000-0000-0000-0000-000000000000"
    try EvidenceFolder(path: cut.path).write(manifest)
    let error = cut.refusal()
    #expect(error?.exitCode == 64)
    #expect(error?.description.contains("another one") == true)
  }

  /// Ended once more, after the manifest of the second run and before its first answer.
  @Test func `a file of which nothing remains stays known`() throws {
    let cut = try Cut()
    var manifest = try EvidenceFolder.read(cut.path).manifest
    // The first answer is in doubt, and with it all that stands behind it.
    manifest.queries[0].outcome = .cut
    try EvidenceFolder(path: cut.path).write(manifest)
    do {
      let plan = try CollectionPlan(cut.collector.catalogue, [])
      _ = try CollectionStart(cut.collector, []).resume(try Resumption(cut.path), plan, [])
    }
    #expect(try EvidenceFolder.read(cut.path).manifest.files.map(\.path) == ["domain-x.ldif"])
    #expect(try EvidenceFolder.check(cut.path).isIntact)
    try Data("dn: CN=x\n".utf8).write(to: URL(filePath: cut.file))
    #expect(try cut.collector.run().entries == 6)
    #expect(try cut.names().map(String.init) == Self.all)
    #expect(try EvidenceFolder.check(cut.path).isIntact)
  }

  @Test func `answers of a server that takes no part any more stay what they are`() throws {
    let cut = try Cut()
    var manifest = try EvidenceFolder.read(cut.path).manifest
    // As if another server had answered half of its questions into a file of its own.
    let text = "version: 1\n\ndn: CN=y\ncn: y\n\n"
    try Data((text + "dn: CN=half").utf8).write(to: URL(filePath: cut.path + "/domain-y.ldif"))
    var server = manifest.servers[0]
    server.url = "ldap://elsewhere"
    server.dsServiceName = "CN=NTDS Settings,CN=DC09"
    manifest.servers.append(server)
    var asked = manifest.queries[0]
    (asked.server, asked.base, asked.file) = (server.url, "DC=y", "domain-y.ldif")
    (asked.offset, asked.bytes, asked.entries) = (0, text.utf8.count, 1)
    manifest.queries.append(asked)
    manifest.files.append(
      .init(
        path: asked.file, sha256: SHA256Digest.hexadecimal(of: Array(text.utf8)), bytes: text.utf8.count,
        entries: 1))
    try EvidenceFolder(path: cut.path).write(manifest)
    #expect(try cut.collector.run().entries == 7)
    let check = try EvidenceFolder.check(cut.path)
    #expect(check.isIntact && check.isComplete && check.entries == 7, "\(check)")
    let queries = try EvidenceFolder.read(cut.path).manifest.queries
    #expect(queries.map(\.file) == ["domain-x.ldif", "domain-x.ldif", "domain-x.ldif", "domain-y.ldif"])
  }

  @Test func `another version and another catalogue are refused`() throws {
    let cut = try Cut()
    cut.collector.toolVersion = "other"
    #expect(cut.refusal()?.description.contains("was collected by version test") == true)
    cut.collector.toolVersion = "test"
    cut.collector.catalogue = try .builtIn()
    #expect(cut.refusal()?.description.contains("was collected with other queries") == true)
  }

  @Test func `a complete collection is not touched`() throws {
    let cut = try Cut()
    _ = try cut.collector.run()
    let before = try Data(contentsOf: URL(filePath: cut.path + "/manifest.json"))
    #expect(cut.refusal()?.description.contains("the collection is complete") == true)
    #expect(try Data(contentsOf: URL(filePath: cut.path + "/manifest.json")) == before)
  }

  /// Two servers, of which the second hangs up until `awakes` says otherwise.
  private func unreached(awakes: @escaping @Sendable (Int) -> Bool) throws -> (Collector, [ScriptedServer]) {
    let servers = try ["x", "y"].map { name in
      try ScriptedServer { request in
        if name == "y", !awakes(request.connection) { return [.hangUp] }
        if request.operation == 0x77 {
          return [.bytes(BER.message(request.identifier, BER.result(0x78, 2)))]
        }
        guard request.operation == HostileServerTests.search else { return [] }
        if request.mentions("defaultNamingContext") {
          let root = [
            ("defaultNamingContext", ["DC=\(name)"]), ("dsServiceName", ["CN=NTDS Settings,CN=\(name)"]),
          ]
          return [HostileServerTests.entry(request, "", root), HostileServerTests.done(request)]
        }
        guard request.mentions("objectClass"), request.mentions("DC=\(name)") else {
          return [HostileServerTests.done(request)]
        }
        let entry = HostileServerTests.entry(request, "CN=a,DC=\(name)", [("cn", ["a"])])
        return [entry, HostileServerTests.done(request)]
      }
    }
    var collector = try HostileServerTests().collector(servers[0], Laboratory.freshPath())
    collector.servers = servers.map { LDAPConnectionOptions(url: $0.url, credentials: .anonymous) }
    collector.retries = 0
    return (collector, servers)
  }

  @Test func `a domain that was not reached is fetched later`() throws {
    var (collector, servers) = try unreached { $0 > 0 }
    let path = collector.destination
    defer { try? FileManager.default.removeItem(atPath: path) }
    let first = try collector.run()
    #expect(first.entries == 1 && first.gaps.unreached.map(\.kind) == [.domainMissing])
    let check = try EvidenceFolder.check(path)
    #expect(check.isIntact && check.isComplete && check.unreached == 1)
    collector.resumes = true
    let second = try collector.run()
    #expect(second.entries == 2 && second.gaps.unreached.isEmpty)
    #expect(try EvidenceFolder.read(path).manifest.files.map(\.path) == ["domain-x.ldif", "domain-y.ldif"])
    let whole = try EvidenceFolder.check(path)
    #expect(whole.isIntact && whole.isComplete && whole.unreached == 0 && whole.runs == 2, "\(whole)")
    #expect(throws: CollectionError.self) { try collector.run() }
    withExtendedLifetime(servers) {}
  }

  @Test func `a domain that still does not answer leaves the folder as it was`() throws {
    var (collector, servers) = try unreached { _ in false }
    let path = collector.destination
    defer { try? FileManager.default.removeItem(atPath: path) }
    _ = try collector.run()
    let before = try Data(contentsOf: URL(filePath: path + "/manifest.json"))
    collector.resumes = true
    let again = try collector.run()
    #expect(again.entries == 1 && again.gaps.unreached.count == 1)
    #expect(try Data(contentsOf: URL(filePath: path + "/manifest.json")) == before)
    withExtendedLifetime(servers) {}
  }

  @Test func `what a query did not get is nothing that somebody else has`() {
    func gap(_ kind: EvidenceGap.Kind, objects: Int = 1, query: String? = nil) -> EvidenceGap {
      EvidenceGap(kind: kind, objects: objects, detail: "", query: query)
    }
    let gaps = [
      gap(.domainMissing), gap(.controllerMissing), gap(.domainMissing, query: "domain-head"),
      gap(.domainMissing, objects: 0), gap(.partitionMissing), gap(.partialReplica),
    ]
    #expect(gaps.unreached == Array(gaps.prefix(2)))
  }

  /// Who asked whom when: each answer is that of the run that asked.
  @Test func `going on as somebody else is told, and every account is named`() throws {
    let cut = try Cut()
    cut.collector.servers[0].credentials = .simple(user: "eva@x", password: Password(Array("secret".utf8)))
    cut.collector.servers[0].insecure = true
    let outcome = try cut.collector.run()
    #expect(outcome.gaps.map(\.kind) == [.accessChanged])
    let detail = try #require(outcome.gaps.first?.detail)
    #expect(detail.contains("run 2 asked as eva@x (simple eva@x), without protection"))
    #expect(detail.contains("run 1 asked as anonymous") && !detail.contains("secret"))
    let manifest = try EvidenceFolder.read(cut.path).manifest
    #expect(manifest.runs?.flatMap(\.servers).map(\.credentials) == ["anonymous", "simple eva@x"])
    #expect(manifest.queries.map(\.run) == [1, 1, 2])
    let check = try EvidenceFolder.check(cut.path)
    #expect(check.access.map(\.account) == ["anonymous", "eva@x"] && check.access.map(\.run) == [1, 2])
  }

  @Test func `two collections do not write to one folder`() throws {
    let cut = try Cut()
    let lock = try FolderLock(EvidenceFolder(path: cut.path))
    #expect(cut.refusal()?.description.contains("another collection is writing to it") == true)
    withExtendedLifetime(lock) {}
  }

  /// A manifest that lies about its queries must not make the file end elsewhere.
  @Test(arguments: [-1, Int.max, Int.min, 1 << 40])
  func `a place outside of the file is refused`(offset: Int) throws {
    let cut = try Cut()
    var manifest = try EvidenceFolder.read(cut.path).manifest
    manifest.queries[2].offset = offset
    try EvidenceFolder(path: cut.path).write(manifest)
    #expect(cut.refusal()?.exitCode == 65)
  }
}
