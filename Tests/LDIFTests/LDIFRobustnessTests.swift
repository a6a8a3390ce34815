import LDAPTypes
import Testing

@testable import LDIF

@Suite struct LDIFRobustnessTests {
  static let text = Array(
    "\u{FEFF}version: 1\r\n# c\r\n d\r\ndn:: Q049\r\n w5w=\r\ncn: a\r\n  b\nmember;range=0-*:: QUI=\n:x\nob\n ject: z\ncn:<f\n\ndn: b\nchangetype: add\n\nresult: 4\n"
      .utf8)

  @Test func everyTruncationIsReadWithoutTrap() {
    for length in 0...Self.text.count {
      let (entries, _) = ReadEntry.read(Array(Self.text.prefix(length)))
      #expect(entries.count <= 2)
    }
  }

  @Test func mutatedBytesAreReadWithoutTrap() {
    var generator = Seeded(state: 42)
    let hostile = Array("\n\r :;<=#dn*0A\u{0}\u{80}".utf8)
    for _ in 0..<20_000 {
      var bytes = Self.text
      for _ in 0..<Int.random(in: 1...8, using: &generator) {
        let position = Int.random(in: 0..<bytes.count, using: &generator)
        switch Int.random(in: 0..<3, using: &generator) {
        case 0: bytes[position] = hostile[Int.random(in: 0..<hostile.count, using: &generator)]
        case 1: bytes.remove(at: position)
        default: bytes.insert(hostile[Int.random(in: 0..<hostile.count, using: &generator)], at: position)
        }
      }
      let report = ReadEntry.read(bytes).report
      #expect(report.lines == bytes.count { $0 == UInt8(ascii: "\n") })
    }
  }

  @Test func writtenEntriesAreReadBackAsTheyWere() throws {
    var generator = Seeded(state: 3)
    let alphabet = Array(" :<aé\n\r#\u{0}".utf8)
    for _ in 0..<2_000 {
      let values = (0..<4).map { _ in
        (0..<Int.random(in: 0..<200, using: &generator)).map { _ in
          alphabet[Int.random(in: 0..<alphabet.count, using: &generator)]
        }
      }
      let text = LDIFWriter.entry(
        dn: "CN=Ä \n,DC=a", values.map { (description: "description;x-a", value: $0) })
      #expect(text.split(separator: UInt8(ascii: "\n")).allSatisfy { $0.count <= 76 })
      var read: [[UInt8]] = []
      let report = LDIFParser(path: "x").forEachEntry(in: text) { view in
        #expect(view.dn == Array("CN=Ä \n,DC=a".utf8))
        for index in view.attributes.indices {
          #expect(view.name(index) == "description" && view.options(index) == ";x-a")
          read.append((try? view.value(index)) ?? [])
        }
      }
      #expect(report.diagnostics == [])
      #expect(read == values)
    }
  }

  @Test func lineFeedsAreCountedWhateverTheLength() {
    var generator = Seeded(state: 5)
    for length in 0..<200 {
      let choices: [UInt8] = [10, 11, 138, 0, 245]
      let bytes = (0..<length).map { _ in choices.randomElement(using: &generator) ?? 0 }
      bytes.withUnsafeBytes { raw in
        #expect(LineCount.lineFeeds(in: raw) == bytes.count { $0 == 10 })
      }
    }
  }
}

/// SplitMix64: the same numbers in every run.
struct Seeded: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }
}
