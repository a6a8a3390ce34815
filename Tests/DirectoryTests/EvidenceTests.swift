import Foundation
import LDIF
import Testing

@testable import Directory

/// The bundled dump of a real forest with Exchange that was attacked.
@Suite struct EvidenceTests {
  private let bytes: [UInt8]

  init() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Evidence/attacked.ldif")
    bytes = try [UInt8](Data(contentsOf: file))
  }

  @Test func `A complete dump has no gaps but what a dump cannot avoid`() throws {
    let snapshot = build([bytes])
    #expect(Set(snapshot.gaps.map(\.kind)).isSubset(of: [.memberUnresolved, .linkMetadataMissing]))
    #expect(!snapshot.schema.isFallback)
    #expect(snapshot.domainControllers.count == 1)
    let exchange = try #require(snapshot.exchange)
    #expect(exchange.servers.allSatisfy { $0.computer != nil })
    #expect(exchange.container != nil)
    #expect(exchange.groups[.exchangeWindowsPermissions] != nil)
    let stamps = snapshot.objectIDs.flatMap { snapshot.stamps($0) }
    #expect(!stamps.contains { $0.attribute.hasPrefix("attid") })
    let own = Set(stamps.map(\.originator)).filter { snapshot.dsaName(invocation: $0) != nil }
    #expect(!own.isEmpty)
    #expect(
      snapshot.objectIDs.contains { object in snapshot.links(object).contains { $0.attribute == "member" } })
  }

  @Test func `The same dump in one piece, in blocks and twice is the same directory`() {
    let whole = build([bytes])
    let cut = bytes.count / 2 + blankLine(after: bytes.count / 2)
    let halves = build([Array(bytes[..<cut]), Array(bytes[cut...])])
    let twice = build([bytes, bytes])
    for other in [halves, twice] {
      #expect(other.count == whole.count)
      #expect(other.descriptorCount == whole.descriptorCount)
      #expect(other.gaps == whole.gaps)
      for object in whole.objectIDs {
        #expect(other.dn(object) == whole.dn(object))
        #expect(Set(other.stamps(object)) == Set(whole.stamps(object)))
        #expect(other.links(object) == whole.links(object))
        #expect(other.groupsContaining(object) == whole.groupsContaining(object))
        #expect(other.values(object, "servicePrincipalName") == whole.values(object, "servicePrincipalName"))
      }
    }
  }

  @Test func `No damage to a dump brings the reader down`() {
    // 64-bit xorshift: the same damage in every run.
    var state: UInt64 = 0x2545_f491_4f6c_dd1d
    func next(_ bound: Int) -> Int {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return Int(state % UInt64(bound))
    }
    for _ in 0..<40 {
      let start = next(bytes.count - 60_000)
      var piece = Array(bytes[start..<(start + 60_000)])
      for _ in 0..<200 { piece[next(piece.count)] = UInt8(truncatingIfNeeded: next(256)) }
      let snapshot = build([piece])
      for object in snapshot.objectIDs {
        _ = snapshot.stamps(object)
        _ = snapshot.links(object)
        _ = snapshot.members(object)
        _ = snapshot.name(object)
        _ = snapshot.sid(object)
        _ = snapshot.structuralClass(object)
      }
    }
  }

  private func blankLine(after start: Int) -> Int {
    bytes[start...].firstRange(of: Array("\n\n".utf8)).map { $0.upperBound - start } ?? 0
  }

  private func build(_ blocks: [[UInt8]]) -> Snapshot {
    var builder = SnapshotBuilder()
    for block in blocks {
      var batch = EntryBatch()
      _ = LDIFParser(path: "dump.ldif").forEachEntry(in: block) { batch.add($0) }
      builder.append(batch)
    }
    return builder.build()
  }
}
