/// What a batch does with the values of an attribute, decided by its name.
enum AttributeRole: Equatable, Sendable {
  /// Kept as a value under a number of ``AttributeCatalogue``.
  case kept(UInt16)
  case objectClass
  case descriptor
  case propertyMetadata
  case attributeMetadata
  case valueMetadata
  case passedOver

  /// Finds the role of a name in any case. Most attributes of an entry are passed over, so the table is asked for
  /// every attribute of every entry.
  static func of(_ name: UnsafeRawBufferPointer) -> AttributeRole {
    table.role(name)
  }

  private static let table = Table()

  private struct Table: Sendable {
    private var names: [[UInt8]] = []
    private var roles: [AttributeRole] = []
    private var slots = [UInt16](repeating: 0, count: 2_048)

    init() {
      for (number, attribute) in AttributeCatalogue.attributes.enumerated() {
        add(attribute.name, .kept(UInt16(number)))
      }
      add("objectClass", .objectClass)
      add("nTSecurityDescriptor", .descriptor)
      add("replPropertyMetaData", .propertyMetadata)
      add("msDS-ReplAttributeMetaData", .attributeMetadata)
      add("msDS-ReplValueMetaData", .valueMetadata)
    }

    func role(_ name: UnsafeRawBufferPointer) -> AttributeRole {
      var slot = hash(name)
      while slots[slot] != 0 {
        let index = Int(slots[slot]) - 1
        if matches(names[index], name) { return roles[index] }
        slot = (slot + 1) & (slots.count - 1)
      }
      return .passedOver
    }

    private mutating func add(_ name: String, _ role: AttributeRole) {
      let key = name.utf8.map(lowercased)
      var slot = key.withUnsafeBytes(hash)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      names.append(key)
      roles.append(role)
      slots[slot] = UInt16(names.count)
    }

    private func matches(_ key: [UInt8], _ name: UnsafeRawBufferPointer) -> Bool {
      guard key.count == name.count else { return false }
      for index in 0..<key.count where key[index] != lowercased(name[index]) { return false }
      return true
    }

    private func hash(_ name: UnsafeRawBufferPointer) -> Int {
      var hash: UInt32 = 2_166_136_261
      for byte in name { hash = (hash ^ UInt32(byte | 0x20)) &* 16_777_619 }
      return Int(hash ^ hash >> 15) & (slots.count - 1)
    }
  }
}
