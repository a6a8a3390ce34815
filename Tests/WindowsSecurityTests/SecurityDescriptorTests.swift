import Testing
import WindowsSecurity

@Suite struct SecurityDescriptorTests {
  static let sample: [UInt8] = {
    let descriptor = SecurityDescriptor(
      control: [.daclAutoInherited, .daclProtected], owner: .administrators, group: .system,
      sacl: ACL(aces: [
        ACE(type: .systemAudit, flags: .successfulAccess, mask: .writeDACL, trustee: .everyone)
      ]),
      dacl: ACL(aces: [
        ACE(type: .accessDenied, mask: .delete, trustee: .everyone),
        ACE(
          type: .accessAllowedObject, flags: [.containerInherit], mask: .writeProperty,
          objectType: .Attribute.member, inheritedObjectType: .Class.group, trustee: .accountOperators),
        ACE(
          type: .accessAllowedCallback, mask: .genericRead, trustee: .users,
          applicationData: Array("artx".utf8) + [0, 0, 0, 0]),
      ]))
    return descriptor.encoded()
  }()

  @Test func decodesWhatItEncodes() throws {
    let descriptor = try SecurityDescriptor(Self.sample)
    #expect(descriptor.owner == .administrators)
    #expect(descriptor.isDACLProtected)
    #expect(descriptor.dacl?.revision == 4)
    #expect(descriptor.dacl?.aces.count == 3)
    #expect(descriptor.dacl?.aces[1].objectType == .Attribute.member)
    #expect(descriptor.dacl?.aces[1].inheritedObjectType == .Class.group)
    #expect(descriptor.encoded() == Self.sample)
  }

  @Test("every truncation is refused", arguments: sample.indices)
  func truncated(length: Int) {
    #expect(throws: MalformedValue.self) { try SecurityDescriptor(Self.sample.prefix(length)) }
  }

  /// Each byte set to each of a few hostile values: a value or an error, never a trap, and a value encodes to its bytes.
  @Test("a changed byte is refused or kept", arguments: sample.indices)
  func changed(position: Int) throws {
    for value: UInt8 in [0, 1, 3, 4, 0x7F, 0x80, 0xFE, 0xFF] {
      var bytes = Self.sample
      bytes[position] = value
      if let descriptor = try? SecurityDescriptor(bytes) { #expect(descriptor.encoded() == bytes) }
    }
  }

  @Test func keepsPaddingAndUnusualOrder() throws {
    // Owner first, four bytes of padding, then the DACL, then trailing bytes.
    var bytes: [UInt8] = [1, 7, 0x04, 0x80, 20, 0, 0, 0, 20, 0, 0, 0, 0, 0, 0, 0, 36, 0, 0, 0]
    bytes += [1, 1, 0, 0, 0, 0, 0, 5, 18, 0, 0, 0] + [0xAA, 0xBB, 0xCC, 0xDD]
    bytes += [2, 9, 12, 0, 0, 0, 8, 7] + [1, 2, 3, 4] + [0xEE, 0xFF]
    let descriptor = try SecurityDescriptor(bytes)
    #expect(descriptor.owner == .system)
    #expect(descriptor.group == .system)
    #expect(descriptor.dacl?.aces.isEmpty == true)
    #expect(descriptor.encoded() == bytes)
  }

  @Test func tellsNullFromEmpty() throws {
    let null: [UInt8] = [1, 0, 0x04, 0x80] + [UInt8](repeating: 0, count: 16)
    let absent: [UInt8] = [1, 0, 0x00, 0x80] + [UInt8](repeating: 0, count: 16)
    let empty: [UInt8] =
      [1, 0, 0x04, 0x80] + [UInt8](repeating: 0, count: 12) + [20, 0, 0, 0, 2, 0, 8, 0, 0, 0, 0, 0]
    #expect(try SecurityDescriptor(null).dacl == nil)
    #expect(try SecurityDescriptor(absent).dacl == nil)
    #expect(try SecurityDescriptor(empty).dacl == ACL(aces: []))
    for bytes in [null, absent, empty] { #expect(try SecurityDescriptor(bytes).encoded() == bytes) }
  }

  @Test("every ACE type survives", arguments: UInt8(0)...0x20)
  func aceType(rawValue: UInt8) throws {
    let type = ACEType(rawValue: rawValue)
    let ace = ACE(
      type: type, flags: [.containerInherit, .inherited], mask: type.isKnown ? .readControl : [],
      objectType: .Attribute.member, trustee: type.isKnown ? .everyone : .nobody,
      applicationData: [1, 2, 3, 4])
    let bytes = SecurityDescriptor(owner: nil, group: nil, dacl: ACL(aces: [ace])).encoded()
    let decoded = try SecurityDescriptor(bytes)
    #expect(decoded.dacl?.aces == [ace])
    #expect(decoded.encoded() == bytes)
  }

  @Test func tellsAnAllZeroObjectTypeFromNone() throws {
    let ace = ACE(type: .accessAllowedObject, mask: .controlAccess, objectType: .zero, trustee: .everyone)
    let decoded = try SecurityDescriptor(
      SecurityDescriptor(owner: nil, group: nil, dacl: ACL(aces: [ace])).encoded())
    #expect(decoded.dacl?.aces.first?.objectType == .zero)
    #expect(decoded.dacl?.aces.first?.objectFlags == .objectTypePresent)
  }
}
