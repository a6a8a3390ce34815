/// What an ACE does. [MS-DTYP] 2.4.4.1; numbers outside the constants are kept as they are.
package struct ACEType: RawRepresentable, Hashable, Sendable {
  package let rawValue: UInt8
  package init(rawValue: UInt8) { self.rawValue = rawValue }

  package static let accessAllowed = ACEType(rawValue: 0x00)
  package static let accessDenied = ACEType(rawValue: 0x01)
  package static let systemAudit = ACEType(rawValue: 0x02)
  package static let systemAlarm = ACEType(rawValue: 0x03)
  package static let accessAllowedObject = ACEType(rawValue: 0x05)
  package static let accessDeniedObject = ACEType(rawValue: 0x06)
  package static let systemAuditObject = ACEType(rawValue: 0x07)
  package static let systemAlarmObject = ACEType(rawValue: 0x08)
  package static let accessAllowedCallback = ACEType(rawValue: 0x09)
  package static let accessDeniedCallback = ACEType(rawValue: 0x0A)
  package static let accessAllowedCallbackObject = ACEType(rawValue: 0x0B)
  package static let accessDeniedCallbackObject = ACEType(rawValue: 0x0C)
  package static let systemAuditCallback = ACEType(rawValue: 0x0D)
  package static let systemAlarmCallback = ACEType(rawValue: 0x0E)
  package static let systemAuditCallbackObject = ACEType(rawValue: 0x0F)
  package static let systemAlarmCallbackObject = ACEType(rawValue: 0x10)
  package static let mandatoryLabel = ACEType(rawValue: 0x11)
  package static let resourceAttribute = ACEType(rawValue: 0x12)
  package static let scopedPolicyID = ACEType(rawValue: 0x13)

  /// Whether the body is laid out as mask, GUIDs, SID. Type 4, the compound ACE, is reserved and has no defined body.
  package var isKnown: Bool { rawValue <= 0x13 && rawValue != 0x04 }

  /// Whether the body carries the object flags and up to two GUIDs.
  package var hasObjectTypes: Bool {
    switch self {
    case .accessAllowedObject, .accessDeniedObject, .systemAuditObject, .systemAlarmObject,
      .accessAllowedCallbackObject, .accessDeniedCallbackObject, .systemAuditCallbackObject,
      .systemAlarmCallbackObject:
      true
    default: false
    }
  }

  /// The type of an entry that does the same and has no room for GUIDs.
  var withoutObjectTypes: ACEType {
    switch self {
    case .accessAllowedObject: .accessAllowed
    case .accessDeniedObject: .accessDenied
    case .systemAuditObject: .systemAudit
    case .systemAlarmObject: .systemAlarm
    case .accessAllowedCallbackObject: .accessAllowedCallback
    case .accessDeniedCallbackObject: .accessDeniedCallback
    case .systemAuditCallbackObject: .systemAuditCallback
    case .systemAlarmCallbackObject: .systemAlarmCallback
    default: self
    }
  }

  package var allows: Bool {
    switch self {
    case .accessAllowed, .accessAllowedObject, .accessAllowedCallback, .accessAllowedCallbackObject: true
    default: false
    }
  }

  package var denies: Bool {
    switch self {
    case .accessDenied, .accessDeniedObject, .accessDeniedCallback, .accessDeniedCallbackObject: true
    default: false
    }
  }

  /// Whether a condition in the application data decides if the entry applies. [MS-DTYP] 2.4.4.17.
  package var isCallback: Bool { (0x09...0x10).contains(rawValue) }
}

/// How an ACE is inherited and, in a SACL, when it audits. [MS-DTYP] 2.4.4.1.
package struct ACEFlags: OptionSet, Hashable, Sendable {
  package let rawValue: UInt8
  package init(rawValue: UInt8) { self.rawValue = rawValue }

  /// Without meaning in Active Directory, where every object is a container.
  package static let objectInherit = ACEFlags(rawValue: 0x01)
  package static let containerInherit = ACEFlags(rawValue: 0x02)
  package static let noPropagateInherit = ACEFlags(rawValue: 0x04)
  /// The entry is only there to be inherited and says nothing about this object.
  package static let inheritOnly = ACEFlags(rawValue: 0x08)
  package static let inherited = ACEFlags(rawValue: 0x10)
  /// Windows: the ACE must not be removed; in SDDL `CR`.
  package static let critical = ACEFlags(rawValue: 0x20)
  package static let successfulAccess = ACEFlags(rawValue: 0x40)
  package static let failedAccess = ACEFlags(rawValue: 0x80)
}
