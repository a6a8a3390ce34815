/// One entry of an access control list. [MS-DTYP] 2.4.4.
package struct ACE: Hashable, Sendable {
  package let type: ACEType
  package let flags: ACEFlags
  /// As stored; ``AccessMask/mapped`` resolves generic bits. Empty for a type this decoder does not know.
  package let mask: AccessMask
  /// The Flags field of an object ACE, with bits nobody defined; 0 for every other type.
  package let objectFlags: ObjectFlags
  /// The object, attribute, right or class the entry is about; nil when none is stored, which means "any".
  ///
  /// A stored GUID of zeros is not "none": it names nothing, so the entry applies to nothing. [MS-ADTS] 5.1.3.3.3 and
  /// 5.1.3.3.4 speak of a field that is not present, and a domain controller of Samba 4.17 decides so.
  package let objectType: GUID?
  /// The class of the children that inherit the entry; it plays no part in the access check itself.
  package let inheritedObjectType: GUID?
  /// ``SID/nobody`` for a type this decoder does not know.
  package let trustee: SID
  /// Whatever follows the SID: the condition of a callback ACE, the claim of a resource attribute, padding. For a type
  /// this decoder does not know, the whole body.
  package let applicationData: [UInt8]

  /// Which GUIDs an object ACE stores. [MS-DTYP] 2.4.4.3.
  package struct ObjectFlags: OptionSet, Hashable, Sendable {
    package let rawValue: UInt32
    package init(rawValue: UInt32) { self.rawValue = rawValue }
    package static let objectTypePresent = ObjectFlags(rawValue: 1)
    package static let inheritedObjectTypePresent = ObjectFlags(rawValue: 2)
  }

  /// `applicationData` is filled up with zeros to a multiple of 4, which AceSize must be.
  package init(
    type: ACEType, flags: ACEFlags = [], mask: AccessMask, objectType: GUID? = nil,
    inheritedObjectType: GUID? = nil, trustee: SID, applicationData: [UInt8] = []
  ) {
    var present: ObjectFlags = []
    if objectType != nil { present.insert(.objectTypePresent) }
    if inheritedObjectType != nil { present.insert(.inheritedObjectTypePresent) }
    self.init(
      type: type, flags: flags, mask: mask, objectFlags: type.hasObjectTypes ? present : [],
      objectType: objectType, inheritedObjectType: inheritedObjectType, trustee: trustee,
      applicationData: Self.padded(applicationData))
  }

  /// Filled up with zeros to a multiple of 4.
  static func padded(_ data: [UInt8]) -> [UInt8] {
    data + [UInt8](repeating: 0, count: (4 - data.count % 4) % 4)
  }

  private init(
    type: ACEType, flags: ACEFlags, mask: AccessMask, objectFlags: ObjectFlags, objectType: GUID?,
    inheritedObjectType: GUID?, trustee: SID, applicationData: [UInt8]
  ) {
    self.type = type
    self.flags = flags
    self.mask = mask
    self.objectFlags = objectFlags
    self.objectType = type.hasObjectTypes ? objectType : nil
    self.inheritedObjectType =
      type.hasObjectTypes ? inheritedObjectType : nil
    self.trustee = trustee
    self.applicationData = applicationData
  }

  /// Reads one entry and leaves `reader` behind it.
  /// - Throws: ``MalformedValue`` when AceSize is too small, odd or reaches beyond the list, or a part does not fit.
  init(_ reader: inout ByteReader) throws(MalformedValue) {
    let start = reader.offset
    let type = ACEType(rawValue: try reader.uint8("AceType"))
    let flags = ACEFlags(rawValue: try reader.uint8("AceFlags"))
    let size = Int(try reader.uint16("AceSize"))
    guard size >= 4, size % 4 == 0 else {
      throw MalformedValue(field: "AceSize", offset: start + 2, reason: "is \(size), not a multiple of 4")
    }
    guard size - 4 <= reader.remaining else {
      throw MalformedValue(
        field: "AceSize", offset: start + 2,
        reason: "is \(size), \(reader.remaining + 4) bytes left in the ACL")
    }
    var body = ByteReader(reader.bytes, from: reader.offset, to: start + size)
    reader = ByteReader(reader.bytes, from: start + size, to: reader.end)
    guard type.isKnown else {
      self.init(
        type: type, flags: flags, mask: [], objectFlags: [], objectType: nil, inheritedObjectType: nil,
        trustee: .nobody, applicationData: body.takeRest())
      return
    }
    let mask = AccessMask(rawValue: try body.uint32("ACE mask"))
    var objectFlags: ObjectFlags = []
    var objectType: GUID?
    var inheritedObjectType: GUID?
    if type.hasObjectTypes {
      objectFlags = ObjectFlags(rawValue: try body.uint32("ACE object flags"))
      if objectFlags.contains(.objectTypePresent) { objectType = try body.guid("ACE object type") }
      if objectFlags.contains(.inheritedObjectTypePresent) {
        inheritedObjectType = try body.guid("ACE inherited object type")
      }
    }
    let trustee = try body.sid("ACE SID")
    self.init(
      type: type, flags: flags, mask: mask, objectFlags: objectFlags, objectType: objectType,
      inheritedObjectType: inheritedObjectType, trustee: trustee, applicationData: body.takeRest())
  }

  /// Bytes of the wire form, header included.
  var encodedSize: Int {
    guard type.isKnown else { return 4 + applicationData.count }
    var size = 8 + trustee.bytes.count + applicationData.count
    if type.hasObjectTypes {
      size += 4
      if objectType != nil { size += 16 }
      if inheritedObjectType != nil { size += 16 }
    }
    return size
  }

  func encode(into bytes: inout [UInt8]) {
    bytes.append(type.rawValue)
    bytes.append(flags.rawValue)
    bytes.append(littleEndian: UInt16(truncatingIfNeeded: encodedSize))
    if type.isKnown {
      bytes.append(littleEndian: mask.rawValue)
      if type.hasObjectTypes {
        bytes.append(littleEndian: objectFlags.rawValue)
        bytes += objectType?.bytes ?? []
        bytes += inheritedObjectType?.bytes ?? []
      }
      bytes += trustee.bytes
    }
    bytes += applicationData
  }
}
