import Foundation
import LDAPClient
import LDAPTypes
import QueryCatalogue
import Synchronization
import Testing

@testable import Collection

/// Servers that answer, and not what was asked: each ends in evidence with a gap or in one line, in time.
@Suite struct LyingServerTests {
  static let search = HostileServerTests.search
  /// Seconds for an answer that does not come; long enough on a busy machine for those that come before it.
  static let soon = 5

  /// Answers the questions about itself, and leaves the query of the catalogue to the test.
  static func server(
    _ answer: @escaping @Sendable (ScriptedServer.Request) -> [ScriptedServer.Reply]
  ) throws -> ScriptedServer {
    try ScriptedServer { request in
      if request.operation == 0x77 { return [.bytes(BER.message(request.identifier, BER.result(0x78, 2)))] }
      guard request.operation == search else { return [] }
      if request.mentions("defaultNamingContext") {
        return [
          HostileServerTests.entry(request, "", [("defaultNamingContext", ["DC=x"])]),
          HostileServerTests.done(request),
        ]
      }
      guard request.mentions("1.2.840.113556.1.4.319") || request.mentions(";range=") else {
        return [HostileServerTests.done(request)]
      }
      return answer(request)
    }
  }

  struct Ending {
    let exitCode: Int32
    let line: String
    /// nil without a folder.
    let evidence: CollectedEvidence?
    /// The LDIF of the domain.
    let text: String
  }

  static func collect(
    _ server: ScriptedServer, retries: Int = 0, timeout: Int = 60, attributes: String = "cn member"
  ) throws -> Ending {
    let path = Laboratory.freshPath()
    let queries = path + "-queries"
    defer { for each in [path, queries] { try? FileManager.default.removeItem(atPath: each) } }
    try FileManager.default.createDirectory(
      atPath: queries + "/collection", withIntermediateDirectories: true)
    let query = HostileServerTests.catalogue.replacing("attributes: cn", with: "attributes: \(attributes)")
    try Data(query.utf8).write(to: URL(filePath: queries + "/collection/everything.query"))
    var options = LDAPConnectionOptions(url: server.url, credentials: .anonymous)
    options.timeout = timeout
    var collector = Collector(
      servers: [options], catalogue: try QueryCatalogue(folder: queries), destination: path,
      toolVersion: "test")
    collector.retries = retries
    var (code, line) = (Int32(0), "")
    do throws(CollectionError) {
      _ = try collector.run()
    } catch {
      (code, line) = (error.exitCode, error.description)
    }
    let evidence = EvidenceFolder.isEvidence(path) ? try EvidenceFolder.read(path) : nil
    let text = (try? String(contentsOfFile: path + "/domain-x.ldif", encoding: .utf8)) ?? ""
    return Ending(exitCode: code, line: line, evidence: evidence, text: text)
  }

  static func expectGap(_ ending: Ending, _ location: SourceLocation = #_sourceLocation) {
    #expect([0, 69, 77].contains(ending.exitCode), sourceLocation: location)
    #expect(!ending.line.contains("\n"), sourceLocation: location)
    #expect(ending.evidence?.gaps.isEmpty == false, sourceLocation: location)
  }

  static func good(_ request: ScriptedServer.Request) -> ScriptedServer.Reply {
    HostileServerTests.entry(request, "CN=a,DC=x", [("cn", ["a"])])
  }

  /// busy, unavailable, timeLimitExceeded, sizeLimitExceeded, adminLimitExceeded, referral, loopDetect.
  @Test(arguments: [UInt8(51), 52, 3, 4, 11, 10, 54])
  func `an answer that ends with a limit or a refusal is counted as a gap`(code: UInt8) throws {
    let server = try Self.server { request in
      [Self.good(request), .bytes(BER.message(request.identifier, BER.result(0x65, code)))]
    }
    let ending = try Self.collect(server)
    Self.expectGap(ending)
    #expect(ending.evidence?.manifest.queries.first?.outcome != .answered)
    #expect(ending.text.contains("dn: CN=a,DC=x"))
  }

  @Test(arguments: [UInt8(51), 52, 3, 11]) func `what passes is asked again`(code: UInt8) throws {
    let asked = Mutex(0)
    let server = try Self.server { request in
      let isFirst = asked.withLock { count in
        count += 1
        return count == 1
      }
      return isFirst
        ? [.bytes(BER.message(request.identifier, BER.result(0x65, code)))]
        : [Self.good(request), HostileServerTests.done(request)]
    }
    let ending = try Self.collect(server, retries: 1)
    #expect(ending.exitCode == 0 && ending.evidence?.gaps.isEmpty == true)
    #expect(ending.evidence?.manifest.queries.first?.attempts == 2)
  }

  @Test func `other servers are never contacted, however many references name them`() throws {
    let contacted = Mutex(0)
    let other = try ScriptedServer { _ in
      contacted.withLock { $0 += 1 }
      return []
    }
    let url = other.url + "/DC=x"
    let server = try Self.server { request in
      let reference = BER.message(request.identifier, BER.tagged(0x73, BER.text(url)))
      let references = ScriptedServer.Reply.bytes(
        Array(repeatElement(reference, count: 20_000).joined()))
      // A referral as the result, to the other server and back to this one.
      let referral = BER.tagged(0xA3, BER.text(url))
      let result = BER.tagged(0x65, [0x0A, 0x01, 10], BER.text(""), BER.text(""), referral)
      return [references, Self.good(request), .bytes(BER.message(request.identifier, result))]
    }
    Self.expectGap(try Self.collect(server))
    #expect(contacted.withLock { $0 } == 0)
    #expect(other.connections == 0)
  }

  /// Two pages that follow each other for ever, and empty ones.
  @Test(arguments: [["a", "b"], ["a", "b", "c"], []]) func `pages in a circle end`(names: [String]) throws {
    let count = Mutex(0)
    let server = try Self.server { request in
      let number = count.withLock { count in
        count += 1
        return count
      }
      let entries = names.isEmpty ? [] : [names[number % names.count]]
      return entries.map { HostileServerTests.entry(request, "CN=\($0),DC=x", [("cn", [$0])]) }
        + [HostileServerTests.done(request, cookie: "again")]
    }
    let ending = try Self.collect(server)
    if names.isEmpty { #expect(ending.exitCode == 69) } else { Self.expectGap(ending) }
  }

  @Test func `a range that goes round in a circle ends, and is a gap`() throws {
    let next = Mutex(0)
    let server = try Self.server { request in
      let first = next.withLock { first in
        defer { first += 2 }
        return first
      }
      let values = first % 4 == 0 ? ["CN=a,DC=x", "CN=b,DC=x"] : ["CN=c,DC=x", "CN=d,DC=x"]
      return [
        HostileServerTests.entry(request, "CN=g,DC=x", [("member;range=\(first)-\(first + 1)", values)]),
        HostileServerTests.done(request),
      ]
    }
    let ending = try Self.collect(server)
    #expect(ending.exitCode == 0)
    #expect(ending.evidence?.gaps.map(\.kind) == [.rangeIncomplete])
  }

  @Test(arguments: ["DC=y", "CN=a,DC=xx", "", "CN=a\\,DC=x", "CN=a,DC=x,DC=y"])
  func `an entry outside the base is not taken`(dn: String) throws {
    let server = try Self.server { request in
      [
        Self.good(request), HostileServerTests.entry(request, dn, [("cn", ["foreign"])]),
        HostileServerTests.done(request),
      ]
    }
    let ending = try Self.collect(server)
    Self.expectGap(ending)
    #expect(!ending.text.contains("foreign"))
    #expect(ending.text.contains("dn: CN=a,DC=x"))
  }

  @Test(arguments: ["CN=A,dc=X", "CN=a, DC=x", "CN=\\61,DC=x"])
  func `another spelling of the base is the base`(dn: String) throws {
    let server = try Self.server { request in
      [HostileServerTests.entry(request, dn, [("cn", ["a"])]), HostileServerTests.done(request)]
    }
    let ending = try Self.collect(server)
    #expect(ending.exitCode == 0 && ending.evidence?.gaps.isEmpty == true)
  }

  @Test func `an answer to another question is no answer`() throws {
    let server = try Self.server { request in
      [
        .bytes(BER.message(request.identifier + 7, BER.entry("CN=z,DC=x", [("cn", ["z"])]))),
        .bytes(BER.message(request.identifier + 7, BER.result(0x65, 0))),
      ]
    }
    let ending = try Self.collect(server, timeout: Self.soon)
    Self.expectGap(ending)
    #expect(ending.exitCode == 69)
    #expect(!ending.text.contains("CN=z"))
  }

  /// With the connection closed after it, as RFC 4511 §4.4.1 has it, and left open.
  @Test(arguments: [true, false]) func `a notice of disconnection leads to a fresh connection`(isClosed: Bool)
    throws
  {
    let server = try Self.server { request in
      guard request.connection == 0 else { return [Self.good(request), HostileServerTests.done(request)] }
      let name = BER.tagged(0x8A, Array("1.3.6.1.4.1.1466.20036".utf8))
      let notice = BER.tagged(0x78, [0x0A, 0x01, 52], BER.text(""), BER.text("shutting down"), name)
      return [.bytes(BER.message(0, notice))] + (isClosed ? [.hangUp] : [])
    }
    let ending = try Self.collect(server, retries: 1)
    #expect(ending.exitCode == 0 && ending.evidence?.gaps.isEmpty == true)
    #expect(ending.evidence?.manifest.queries.first?.attempts == 2)
  }

  @Test func `what a name contains cannot become a line of the evidence or of the terminal`() throws {
    let server = try Self.server { request in
      [
        HostileServerTests.entry(
          request, "CN=a\n\ndn: CN=forged\u{1B}[2J\0,DC=x",
          [("cn\nmember", ["x"]), ("cn", ["v\ndn: CN=forged,DC=x", "\u{1B}]0;title\u{7}"])]),
        HostileServerTests.entry(request, "CN=b\n\u{1B}[31m,DC=y", [("cn", ["b"])]),
        HostileServerTests.done(request),
      ]
    }
    let ending = try Self.collect(server)
    Self.expectGap(ending)
    #expect(!ending.text.split(separator: "\n").contains { $0.hasPrefix("dn: CN=forged") })
    let told =
      ending.line + (ending.evidence?.gaps.map(\.detail).joined() ?? "") + ending.text.filter { $0 != "\n" }
    #expect(!told.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F })
  }

  /// Lengths that are negative, larger than memory, indefinite, or do not fit; nesting without end.
  @Test(
    arguments: [
      [0x30, 0x84, 0xFF, 0xFF, 0xFF, 0xFF, 0x02, 0x01, 0x03],
      [0x30, 0x88] + Array(repeating: 0xFF, count: 8),
      [0x30, 0x84, 0x7F, 0xFF, 0xFF, 0xFF], [0x30, 0x80, 0x02, 0x01, 0x03, 0x64, 0x80], [0x30, 0x00],
      [0x30, 0x05, 0x02, 0x84, 0xFF, 0xFF, 0xFF], Array(repeating: 0x30, count: 5000),
      [0x00, 0x00, 0x00, 0x00],
      [0x30, 0x0C, 0x02, 0x01, 0x03, 0x64, 0x07, 0x04, 0x7F, 0x61, 0x61, 0x61, 0x61, 0x61],
      (0..<1000).reduce([0x04, 0x00]) { inner, _ in BER.tagged(0x30, inner) },
    ] as [[UInt8]])
  func `what is no LDAP ends in time`(bytes: [UInt8]) throws {
    let server = try Self.server { _ in [.bytes(bytes)] }
    let ending = try Self.collect(server, timeout: Self.soon)
    Self.expectGap(ending)
    #expect(ending.exitCode == 69)
  }

  @Test func `an entry of a hundred megabytes arrives whole`() throws {
    let size = 100 << 20
    let server = try Self.server { request in
      // The value is put together here once; a text of that size would be copied several times.
      let value = BER.tagged(0x04, [UInt8](repeating: UInt8(ascii: "x"), count: size))
      let attribute = BER.tagged(0x30, BER.text("cn"), BER.tagged(0x31, value))
      let entry = BER.tagged(0x64, BER.text("CN=a,DC=x"), BER.tagged(0x30, attribute))
      return [.bytes(BER.message(request.identifier, entry)), HostileServerTests.done(request)]
    }
    let ending = try Self.collect(server)
    #expect(ending.exitCode == 0)
    #expect(ending.evidence?.manifest.files.reduce(0) { $0 + $1.bytes } ?? 0 > size)
  }
}
