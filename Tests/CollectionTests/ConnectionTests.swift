import Foundation
import LDAPClient
import QueryCatalogue
import Synchronization
import Testing

@testable import Collection

/// Several connections, and what they do when the server is slow or takes no more of them.
@Suite struct ConnectionTests {
  /// What only the queries of these tests ask for.
  static let marker = "asked-by-the-catalogue"

  /// A server that holds three naming contexts of three entries each.
  static func server(
    _ answer: @escaping @Sendable (ScriptedServer.Request) -> [ScriptedServer.Reply]? = { _ in nil }
  ) throws -> ScriptedServer {
    try ScriptedServer { request in
      if let special = answer(request) { return special }
      if request.operation == 0x77 { return [.bytes(BER.message(request.identifier, BER.result(0x78, 2)))] }
      guard request.operation == HostileServerTests.search else { return [] }
      if request.mentions("defaultNamingContext") {
        let root = [
          ("defaultNamingContext", ["DC=x"]), ("configurationNamingContext", ["CN=Configuration,DC=x"]),
          ("schemaNamingContext", ["CN=Schema,CN=Configuration,DC=x"]), ("dsServiceName", ["CN=DC01"]),
        ]
        return [HostileServerTests.entry(request, "", root), HostileServerTests.done(request)]
      }
      let base =
        ["CN=Schema,CN=Configuration,DC=x", "CN=Configuration,DC=x"].first(where: request.mentions) ?? "DC=x"
      return ["a", "b", "c"].map {
        HostileServerTests.entry(request, "CN=\($0),\(base)", [("cn", [$0])])
      } + [HostileServerTests.done(request)]
    }
  }

  static func collector(_ server: ScriptedServer, _ path: String) throws -> Collector {
    let queries = path + "-queries"
    try FileManager.default.createDirectory(
      atPath: queries + "/collection", withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: queries) }
    for base in ["domain", "configuration", "schema"] {
      for name in ["first", "second"] {
        let text = HostileServerTests.catalogue.replacing("base: domain", with: "base: \(base)")
          .replacing("attributes: cn", with: "attributes: cn \(Self.marker)")
        try Data(text.utf8).write(to: URL(filePath: "\(queries)/collection/\(base)-\(name).query"))
      }
    }
    return Collector(
      servers: [LDAPConnectionOptions(url: server.url, credentials: .anonymous)],
      catalogue: try QueryCatalogue(folder: queries), destination: path, toolVersion: "test")
  }

  /// What a collection left, without what differs from one run to the next.
  static func collected(_ path: String) throws -> [String] {
    let evidence = try EvidenceFolder.read(path)
    #expect(evidence.manifest.complete && evidence.gaps.isEmpty)
    return try evidence.files.map { try String(contentsOfFile: $0, encoding: .utf8) }
      + evidence.manifest.queries.map { "\($0.id) \($0.entries) \($0.offset ?? -1)" }
  }

  @Test(arguments: [2, 3, 16])
  func `the number of connections changes nothing in the evidence`(connections: Int) throws {
    let paths = [Laboratory.freshPath(), Laboratory.freshPath()]
    defer { for path in paths { try? FileManager.default.removeItem(atPath: path) } }
    let used = Mutex<Set<Int>>([])
    let expected = Mutex(1)
    let server = try Self.server { request in
      used.withLock { _ = $0.insert(request.connection) }
      guard request.mentions(Self.marker) else { return nil }
      // However long a thread takes to come: the others have not done its work by then.
      for _ in 0..<60_000 where used.withLock({ $0.count }) < expected.withLock({ $0 }) { usleep(1_000) }
      // The slowest first, so that the others overtake it.
      if request.mentions("CN=Configuration") { usleep(50_000) }
      return nil
    }
    _ = try Self.collector(server, paths[0]).run()
    #expect(used.withLock { $0.count } == 1)
    expected.withLock { $0 = 1 + min(connections, 3) }
    var parallel = try Self.collector(server, paths[1])
    parallel.connections = connections
    _ = try parallel.run()
    #expect(used.withLock { $0.count } == 1 + min(connections, 3))
    #expect(try Self.collected(paths[0]) == Self.collected(paths[1]))
  }

  @Test func `a server that takes one connection only gives everything over that one`() throws {
    let path = Laboratory.freshPath()
    defer { try? FileManager.default.removeItem(atPath: path) }
    let server = try Self.server { request in
      if request.connection > 0 { return [.hangUp] }
      usleep(20_000)
      return nil
    }
    var collector = try Self.collector(server, path)
    collector.connections = 3
    let outcome = try collector.run()
    #expect(outcome.entries == 18)
    #expect(try Self.collected(path).count == 9)
  }

  @Test func `a lost connection asks only its own question again`() throws {
    let paths = [Laboratory.freshPath(), Laboratory.freshPath()]
    defer { for path in paths { try? FileManager.default.removeItem(atPath: path) } }
    let asked = Mutex<[String: Int]>([:])
    let server = try Self.server { request in
      guard request.mentions(Self.marker) else { return nil }
      let base =
        ["CN=Schema,CN=Configuration,DC=x", "CN=Configuration,DC=x"].first(where: request.mentions) ?? "DC=x"
      let count = asked.withLock { asked in
        asked[base, default: 0] += 1
        return asked.values.reduce(0, +)
      }
      usleep(20_000)
      // After one entry; two connections have answers by then, or are about to.
      return count == 3 ? [HostileServerTests.entry(request, "CN=a,\(base)", [("cn", ["a"])]), .hangUp] : nil
    }
    var collector = try Self.collector(server, paths[0])
    collector.connections = 3
    _ = try collector.run()
    #expect(asked.withLock { $0.values.sorted() } == [2, 2, 3])
    #expect(
      try EvidenceFolder.read(paths[0]).manifest.queries.map(\.attempts).sorted() == [1, 1, 1, 1, 1, 2])
    _ = try Self.collector(server, paths[1]).run()
    #expect(try Self.collected(paths[0]) == Self.collected(paths[1]))
  }

  /// The page size is the integer before the cookie in the control (RFC 2696).
  static func pageSize(_ request: ScriptedServer.Request) -> Int? {
    guard let start = request.content.firstRange(of: Array("1.2.840.113556.1.4.319".utf8))?.upperBound else {
      return nil
    }
    var rest = request.content[start...]
    // Criticality, then the value: an octet string that holds a sequence.
    while let (element, after) = BER.element(rest) {
      if element.tag == 0x04, let (sequence, _) = BER.element(element.content),
        let (integer, _) = BER.element(sequence.content)
      {
        return integer.content.reduce(0) { $0 << 8 | Int($1) }
      }
      rest = after
    }
    return nil
  }

  @Test func `pages shrink when the server runs out of time, and grow again`() throws {
    let path = Laboratory.freshPath()
    defer { try? FileManager.default.removeItem(atPath: path) }
    let sizes = Mutex<[Int]>([])
    let server = try Self.server { request in
      guard request.mentions(Self.marker), let size = Self.pageSize(request) else { return nil }
      let isFirst = sizes.withLock {
        $0.append(size)
        return $0.count == 1
      }
      // 3 timeLimitExceeded
      return isFirst ? [.bytes(BER.message(request.identifier, BER.result(0x65, 3)))] : nil
    }
    _ = try Self.collector(server, path).run()
    #expect(sizes.withLock { $0 } == [1000, 500, 500, 1000, 1000, 1000, 1000])
    let queries = try EvidenceFolder.read(path).manifest.queries
    #expect(queries.map(\.attempts).reduce(0, +) == 7)
  }

  @Test func `a pause between pages is one over all connections`() throws {
    let path = Laboratory.freshPath()
    defer { try? FileManager.default.removeItem(atPath: path) }
    let server = try Self.server { request in
      guard request.mentions(Self.marker), !request.mentions("next-page") else { return nil }
      return [HostileServerTests.done(request, cookie: "next-page")]
    }
    var collector = try Self.collector(server, path)
    collector.throttle = 100
    collector.connections = 3
    // Six pauses of 100 ms, three of them at a time and each three times as long.
    let time = try ContinuousClock().measure { _ = try collector.run() }
    #expect(time > .milliseconds(550))
  }
}
