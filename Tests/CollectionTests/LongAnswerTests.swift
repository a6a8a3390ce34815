import Foundation
import LDAPClient
import LDIF
import QueryCatalogue
import Testing

@testable import Collection

/// What can be relied on while a long answer arrives: the folder as somebody finds it who looks in between.
@Suite struct LongAnswerTests {
  /// An answer of two pages with 64 entries each; between them a copy of the folder is made, as it would be found after
  /// a power failure.
  final class Found {
    let path = Laboratory.freshPath()
    let server: ScriptedServer
    let collector: Collector
    var copy: String { path + "-copy" }

    /// - Parameter breaks: the connection breaks after the first page, and the copy is made when it was opened again.
    init(compression: Compression? = nil, breaks: Bool = false) throws {
      let path = path
      server = try ScriptedServer { request in
        if request.operation == 0x77 {
          return [.bytes(BER.message(request.identifier, BER.result(0x78, 2)))]
        }
        guard request.operation == HostileServerTests.search else { return [] }
        if request.mentions("defaultNamingContext") {
          let root = [("defaultNamingContext", ["DC=x"]), ("dsServiceName", ["CN=DC01"])]
          return [HostileServerTests.entry(request, "", root), HostileServerTests.done(request)]
        }
        guard request.mentions("asked-by-the-catalogue") else { return [HostileServerTests.done(request)] }
        let isSecond = request.mentions("second-page")
        if breaks ? !isSecond && request.connection == 1 : isSecond {
          try? FileManager.default.copyItem(atPath: path, toPath: path + "-copy")
        }
        if isSecond, breaks, request.connection == 0 { return [.hangUp] }
        // The clock is looked at every 64 entries, and what arrived is told four times a second.
        usleep(300_000)
        return (0..<64).map {
          HostileServerTests.entry(request, "CN=\(isSecond ? "b" : "a")\($0),DC=x", [("cn", ["x"])])
        } + [HostileServerTests.done(request, cookie: isSecond ? "" : "second-page")]
      }
      let queries = path + "-queries"
      try FileManager.default.createDirectory(
        atPath: queries + "/collection", withIntermediateDirectories: true)
      defer { try? FileManager.default.removeItem(atPath: queries) }
      let text = HostileServerTests.catalogue.replacing(
        "attributes: cn", with: "attributes: cn asked-by-the-catalogue")
      try Data(text.utf8).write(to: URL(filePath: queries + "/collection/long.query"))
      var collector = Collector(
        servers: [LDAPConnectionOptions(url: server.url, credentials: .anonymous)],
        catalogue: try QueryCatalogue(folder: queries), destination: path, toolVersion: "test")
      collector.interval = .zero
      collector.compression = compression
      self.collector = collector
      #expect(try collector.run().entries == 128)
    }

    deinit { for path in [path, copy] { try? FileManager.default.removeItem(atPath: path) } }
  }

  @Test(arguments: [nil, Compression.gzip, .zstandard])
  func `what arrived of a long answer can be read, and is asked again`(compression: Compression?) throws {
    let found = try Found(compression: compression)
    let check = try EvidenceFolder.check(found.copy)
    #expect(check.isIntact && !check.isComplete && check.entries == 64, "\(check)")
    #expect(try EvidenceFolder.read(found.copy).manifest.queries.map(\.outcome) == [.cut])
    var collector = found.collector
    collector.destination = found.copy
    collector.resumes = true
    #expect(try collector.run().entries == 128)
    let whole = try EvidenceFolder.check(found.copy)
    #expect(whole.isIntact && whole.isComplete && whole.entries == 128, "\(whole)")
    #expect(try whole.files == EvidenceFolder.check(found.path).files)
  }

  @Test func `nothing vouches for an answer that is taken back`() throws {
    let found = try Found(breaks: true)
    let check = try EvidenceFolder.check(found.copy)
    #expect(check.isIntact && check.entries == 0, "\(check)")
    #expect(try EvidenceFolder.read(found.copy).manifest.queries.isEmpty)
    #expect(try EvidenceFolder.check(found.path).isIntact)
  }
}
