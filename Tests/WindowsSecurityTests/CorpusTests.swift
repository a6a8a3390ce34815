import Foundation
import Testing
import WindowsSecurity

/// Descriptors of real forests, against what another implementation reads in them.
@Suite(.enabled(if: Fixtures.arePresent)) struct CorpusTests {
  @Test func isComplete() {
    #expect(Fixtures.corpus.count == 160)
  }

  @Test("SDDL is the same text", arguments: Fixtures.corpus)
  func sddl(row: Fixtures.CorpusRow) throws {
    #expect(try SecurityDescriptor(row.bytes).sddl() == row.samba_sddl)
  }

  @Test("encoding gives the same bytes", arguments: Fixtures.corpus)
  func bytes(row: Fixtures.CorpusRow) throws {
    #expect(try SecurityDescriptor(row.bytes).encoded() == row.bytes)
  }

  @Test("SDDL is read back as the same descriptor", arguments: Fixtures.corpus)
  func readBack(row: Fixtures.CorpusRow) throws {
    let descriptor = try SecurityDescriptor(row.bytes)
    let read = try SecurityDescriptor(sddl: row.samba_sddl)
    #expect(read.owner == descriptor.owner)
    #expect(read.group == descriptor.group)
    // Without a SACL its flags have no place in the text.
    let written =
      descriptor.sacl == nil ? descriptor.control.subtracting(.saclAutoInherited) : descriptor.control
    #expect(read.control == written)
    #expect(read.dacl?.aces == descriptor.dacl?.aces)
    #expect(read.sacl?.aces == descriptor.sacl?.aces)
  }

  @Test("every truncation is refused", arguments: Fixtures.corpus.prefix(8))
  func truncated(row: Fixtures.CorpusRow) {
    let bytes = row.bytes
    var accepted: [Int] = []
    for length in bytes.indices where (try? SecurityDescriptor(bytes.prefix(length))) != nil {
      accepted.append(length)
    }
    #expect(accepted == [])
  }

  @Test("samples of an Exchange organisation", arguments: ["daclOnlySample", "sddlSample"])
  func exchangeOrganisation(name: String) throws {
    let bytes = Array(try Fixtures.data("sd/adsddl/\(name).bin"))
    let text = String(decoding: try Fixtures.data("sd/adsddl/\(name).bin.samba.sddl"), as: UTF8.self)
    let descriptor = try SecurityDescriptor(bytes)
    #expect(descriptor.sddl() == text.trimmingCharacters(in: .whitespacesAndNewlines))
    #expect(descriptor.encoded() == bytes)
  }

  @Test("trailing padding is kept", arguments: ["sddlSampleForAssertor", "sddlSampleForAssertor2"])
  func padding(name: String) throws {
    let bytes = Array(try Fixtures.data("sd/adsddl/\(name).bin"))
    #expect(try SecurityDescriptor(bytes).encoded() == bytes)
  }
}
