/// The rights an ACE allows or denies, as a directory object understands them. [MS-ADTS] 5.1.3.2, [MS-DTYP] 2.4.3.
package struct AccessMask: OptionSet, Hashable, Sendable {
  package let rawValue: UInt32
  package init(rawValue: UInt32) { self.rawValue = rawValue }

  /// Create children; the object type names their class.
  package static let createChild = AccessMask(rawValue: 0x0000_0001)
  package static let deleteChild = AccessMask(rawValue: 0x0000_0002)
  package static let listContents = AccessMask(rawValue: 0x0000_0004)
  /// A validated write (RIGHT_DS_WRITE_PROPERTY_EXTENDED); the object type names it.
  package static let selfWrite = AccessMask(rawValue: 0x0000_0008)
  /// The object type names an attribute or a property set.
  package static let readProperty = AccessMask(rawValue: 0x0000_0010)
  package static let writeProperty = AccessMask(rawValue: 0x0000_0020)
  package static let deleteTree = AccessMask(rawValue: 0x0000_0040)
  /// Evaluated only when dSHeuristics character 3 is "1".
  package static let listObject = AccessMask(rawValue: 0x0000_0080)
  /// The object type names a control access right; without one, all of them.
  package static let controlAccess = AccessMask(rawValue: 0x0000_0100)
  package static let delete = AccessMask(rawValue: 0x0001_0000)
  package static let readControl = AccessMask(rawValue: 0x0002_0000)
  package static let writeDACL = AccessMask(rawValue: 0x0004_0000)
  package static let writeOwner = AccessMask(rawValue: 0x0008_0000)
  /// Not used by Active Directory.
  package static let synchronize = AccessMask(rawValue: 0x0010_0000)
  /// Read and write the SACL; a privilege decides, never the DACL.
  package static let accessSystemSecurity = AccessMask(rawValue: 0x0100_0000)
  /// Only in requests.
  package static let maximumAllowed = AccessMask(rawValue: 0x0200_0000)
  package static let genericAll = AccessMask(rawValue: 0x1000_0000)
  package static let genericExecute = AccessMask(rawValue: 0x2000_0000)
  package static let genericWrite = AccessMask(rawValue: 0x4000_0000)
  package static let genericRead = AccessMask(rawValue: 0x8000_0000)

  /// Every right of a directory object, 0x000F01FF: what GENERIC_ALL means.
  package static let fullControl = AccessMask(rawValue: 0x000F_01FF)

  /// The same rights with the generic bits replaced by what they mean on a directory object. [MS-ADTS] 5.1.3.2.
  package var mapped: AccessMask {
    guard rawValue & 0xF000_0000 != 0 else { return self }
    var mask = AccessMask(rawValue: rawValue & 0x0FFF_FFFF)
    if contains(.genericAll) { mask.formUnion(.fullControl) }
    if contains(.genericExecute) { mask.formUnion([.readControl, .listContents]) }
    if contains(.genericWrite) { mask.formUnion([.readControl, .writeProperty, .selfWrite]) }
    if contains(.genericRead) { mask.formUnion([.readControl, .listContents, .readProperty, .listObject]) }
    return mask
  }
}
