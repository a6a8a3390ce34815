import Testing
import WindowsSecurity

@Suite struct DescriptorSetTests {
  @Test func `the sets are complete`() {
    #expect(DescriptorSet.all.count >= (Fixtures.arePresent ? 220 : 55))
  }

  @Test func `every descriptor encodes to its bytes`() throws {
    for member in DescriptorSet.all {
      #expect(try SecurityDescriptor(member.bytes).encoded() == member.bytes, "\(member.source)")
    }
  }

  @Test(.enabled(if: Samba.isPresent))
  func `the text of every descriptor is that of Samba`() throws {
    let members = DescriptorSet.all
    let texts = try Samba.sddl(members)
    try #require(texts.count == members.count)
    var unknown: [String] = []
    for (member, text) in zip(members, texts) {
      if text.isEmpty {
        unknown.append(member.source)
        continue
      }
      let ours = try SecurityDescriptor(member.bytes).sddl(domain: member.domain)
      #expect(ours == text, "\(member.source)")
    }
    // Samba refuses bytes behind the last part.
    #expect(unknown == (Fixtures.arePresent ? ["sddlSampleForAssertor", "sddlSampleForAssertor2"] : []))
  }

  @Test func `the text of every descriptor is read as the same lists`() throws {
    for member in DescriptorSet.all {
      let descriptor = try SecurityDescriptor(member.bytes)
      let read = try SecurityDescriptor(
        sddl: descriptor.sddl(domain: member.domain), domain: member.domain)
      #expect(read.dacl?.aces == descriptor.dacl?.aces, "\(member.source)")
      #expect(read.sacl?.aces == descriptor.sacl?.aces, "\(member.source)")
      #expect(read.owner == descriptor.owner && read.group == descriptor.group, "\(member.source)")
    }
  }

  @Test func `every truncation of every descriptor is refused`() {
    var accepted: [String] = []
    for member in DescriptorSet.all {
      let needed = Self.end(of: member.bytes)
      for length in 0..<needed where (try? SecurityDescriptor(member.bytes.prefix(length))) != nil {
        accepted.append("\(member.source): \(length) of \(member.bytes.count)")
      }
    }
    #expect(accepted == [])
  }

  /// Bytes up to the end of the last part; what follows is padding, and a descriptor without it is whole.
  private static func end(of bytes: [UInt8]) -> Int {
    func word(_ offset: Int) -> Int { Int(bytes[offset]) | Int(bytes[offset + 1]) << 8 }
    let sids = [4, 8].map(word).filter { $0 > 0 }.map { $0 + 8 + 4 * Int(bytes[$0 + 1]) }
    let lists = [12, 16].map(word).filter { $0 > 0 }.map { $0 + word($0 + 2) }
    return (sids + lists).max() ?? 20
  }

  /// A value or an error, never a trap, and a value encodes to its bytes; the text of it is read again.
  @Test func `changed bytes are refused or kept`() throws {
    var random = Xorshift(state: 0x5DEE_CE66)
    for member in DescriptorSet.all {
      for _ in 0..<24 {
        var bytes = member.bytes
        for _ in 0...Int(random.next() % 3) {
          bytes[Int(random.next() % UInt64(bytes.count))] = UInt8(truncatingIfNeeded: random.next())
        }
        guard let descriptor = try? SecurityDescriptor(bytes) else { continue }
        #expect(descriptor.encoded() == bytes, "\(member.source)")
        _ = try? SecurityDescriptor(sddl: descriptor.sddl(domain: member.domain), domain: member.domain)
      }
    }
  }
}
