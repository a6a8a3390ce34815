/// Who owns an object, and who may do what with it: the self-relative form. [MS-DTYP] 2.4.6.
package struct SecurityDescriptor: Hashable, Sendable {
  package let control: Control
  package let owner: SID?
  package let group: SID?
  package let sacl: ACL?
  /// nil is the NULL DACL, which allows everything to everyone; a list without entries allows nothing.
  package let dacl: ACL?
  /// Where each part stood when it was read, so that ``encoded()`` gives the same bytes; nil for the usual layout.
  let layout: Layout?

  package struct Control: OptionSet, Hashable, Sendable {
    package let rawValue: UInt16
    package init(rawValue: UInt16) { self.rawValue = rawValue }

    package static let ownerDefaulted = Control(rawValue: 0x0001)
    package static let groupDefaulted = Control(rawValue: 0x0002)
    package static let daclPresent = Control(rawValue: 0x0004)
    package static let daclDefaulted = Control(rawValue: 0x0008)
    package static let saclPresent = Control(rawValue: 0x0010)
    package static let saclDefaulted = Control(rawValue: 0x0020)
    package static let daclAutoInheritRequired = Control(rawValue: 0x0100)
    package static let saclAutoInheritRequired = Control(rawValue: 0x0200)
    package static let daclAutoInherited = Control(rawValue: 0x0400)
    package static let saclAutoInherited = Control(rawValue: 0x0800)
    /// Inheritance ends here: the ancestors' entries do not reach this object.
    package static let daclProtected = Control(rawValue: 0x1000)
    package static let saclProtected = Control(rawValue: 0x2000)
    package static let resourceManagerControlValid = Control(rawValue: 0x4000)
    package static let selfRelative = Control(rawValue: 0x8000)
  }

  /// `daclPresent`, `saclPresent` and `selfRelative` follow from the parts; the other bits are taken from `control`.
  package init(control: Control = [], owner: SID?, group: SID?, sacl: ACL? = nil, dacl: ACL?) {
    var control = control.union(.selfRelative)
    if sacl != nil { control.insert(.saclPresent) }
    if dacl != nil { control.insert(.daclPresent) }
    self.control = control
    self.owner = owner
    self.group = group
    self.sacl = sacl
    self.dacl = dacl
    self.layout = nil
  }

  /// Reads the value of `nTSecurityDescriptor` and its like.
  /// - Throws: ``MalformedValue`` with the offending part; nothing is guessed, so that the caller can say "not known".
  package init(_ bytes: some Collection<UInt8>) throws(MalformedValue) {
    let bytes = Array(bytes)
    var reader = ByteReader(bytes)
    let revision = try reader.uint8("SECURITY_DESCRIPTOR revision")
    guard revision == 1 else {
      throw MalformedValue(
        field: "SECURITY_DESCRIPTOR revision", offset: 0, reason: "is \(revision), only 1 exists")
    }
    let resourceManagerControl = try reader.uint8("Sbz1")
    control = Control(rawValue: try reader.uint16("Control"))
    guard control.contains(.selfRelative) else {
      throw MalformedValue(field: "Control", offset: 2, reason: "is not self-relative")
    }
    var offsets = Layout.Offsets()
    offsets.owner = try reader.uint32("OffsetOwner")
    offsets.group = try reader.uint32("OffsetGroup")
    offsets.sacl = try reader.uint32("OffsetSacl")
    offsets.dacl = try reader.uint32("OffsetDacl")
    var covered: [Range<Int>] = [0..<Layout.headerSize]

    func part<Value>(
      _ offset: UInt32, _ field: String, _ read: (inout ByteReader) throws(MalformedValue) -> Value
    ) throws(MalformedValue) -> Value? {
      guard offset != 0 else { return nil }
      let start = Int(offset)
      guard start >= Layout.headerSize, start < bytes.count else {
        throw MalformedValue(
          field: field, offset: start, reason: "lies outside of the \(bytes.count) bytes after the header")
      }
      var reader = ByteReader(bytes, from: start, to: bytes.count)
      let value = try read(&reader)
      covered.append(start..<reader.offset)
      return value
    }
    owner = try part(offsets.owner, "OffsetOwner") { reader throws(MalformedValue) in
      try reader.sid("owner SID")
    }
    group = try part(offsets.group, "OffsetGroup") { reader throws(MalformedValue) in
      try reader.sid("group SID")
    }
    // Without its "present" bit an offset means nothing; such bytes are kept, not read.
    sacl =
      control.contains(.saclPresent)
      ? try part(offsets.sacl, "OffsetSacl") { reader throws(MalformedValue) in try ACL(&reader) } : nil
    dacl =
      control.contains(.daclPresent)
      ? try part(offsets.dacl, "OffsetDacl") { reader throws(MalformedValue) in try ACL(&reader) } : nil
    layout = Layout(
      resourceManagerControl: resourceManagerControl, offsets: offsets, bytes: bytes, covered: covered)
  }

  /// Whether inheritance from the ancestors is cut. [MS-DTYP] 2.4.6, PD.
  package var isDACLProtected: Bool { control.contains(.daclProtected) }

  /// Equal when control bits and parts are equal; where the parts stand in the bytes does not count.
  package static func == (a: Self, b: Self) -> Bool {
    a.control == b.control && a.owner == b.owner && a.group == b.group && a.sacl == b.sacl && a.dacl == b.dacl
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(control)
    hasher.combine(owner)
    hasher.combine(group)
    hasher.combine(sacl)
    hasher.combine(dacl)
  }
}
