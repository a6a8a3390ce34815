/// What is asked of a directory (RFC 4511 §4.5.1); the same value can be sent to a server or evaluated over a snapshot.
package struct SearchRequest: Hashable, Sendable {
  package enum Scope: Int, Hashable, Sendable, CaseIterable {
    case base = 0
    case oneLevel = 1
    case subtree = 2
  }

  /// Distinguished name as text; empty for the root DSE.
  package var base: String
  package var scope: Scope
  package var filter: Filter
  /// Attribute descriptions; empty asks for all user attributes.
  package var attributes: [String]
  package var controls: Set<SearchControl>

  package init(
    base: String, scope: Scope, filter: Filter, attributes: [String] = [], controls: Set<SearchControl> = []
  ) {
    self.base = base
    self.scope = scope
    self.filter = filter
    self.attributes = attributes
    self.controls = controls
  }
}

/// A control that changes what a search on Active Directory returns ([MS-ADTS] 3.1.1.3.4.1).
package enum SearchControl: Hashable, Sendable {
  /// Which parts of `nTSecurityDescriptor` to return: 1 owner, 2 group, 4 DACL, 8 SACL. Without it the server also
  /// tries the SACL, which needs a privilege. [MS-ADTS] 3.1.1.3.4.1.11.
  case securityDescriptor(flags: UInt32)
  /// Deleted objects too. [MS-ADTS] 3.1.1.3.4.1.14.
  case showDeleted
  /// Recycled objects too. [MS-ADTS] 3.1.1.3.4.1.26.
  case showRecycled
  /// Links from and to deleted objects too. [MS-ADTS] 3.1.1.3.4.1.25.
  case showDeactivatedLinks
  /// Names as `<GUID=…>;<SID=…>;DN`. [MS-ADTS] 3.1.1.3.4.1.5.
  case extendedDN

  /// The object identifier sent in `controlType`.
  package var objectIdentifier: String {
    switch self {
    case .securityDescriptor: "1.2.840.113556.1.4.801"
    case .showDeleted: "1.2.840.113556.1.4.417"
    case .showRecycled: "1.2.840.113556.1.4.2064"
    case .showDeactivatedLinks: "1.2.840.113556.1.4.2065"
    case .extendedDN: "1.2.840.113556.1.4.529"
    }
  }

  /// The BER of `controlValue`; nil when the control has none.
  package var value: [UInt8]? {
    switch self {
    case .securityDescriptor(let flags):
      // SEQUENCE { INTEGER flags }, the integer with as few octets as its sign allows.
      var octets: [UInt8] = []
      var rest = flags
      repeat {
        octets.insert(UInt8(truncatingIfNeeded: rest), at: 0)
        rest >>= 8
      } while rest != 0
      if let first = octets.first, first & 0x80 != 0 { octets.insert(0, at: 0) }
      let integer = [0x02, UInt8(octets.count)] + octets
      return [0x30, UInt8(integer.count)] + integer
    // SEQUENCE { INTEGER 1 }: identifiers in their string form.
    case .extendedDN: return [0x30, 0x03, 0x02, 0x01, 0x01]
    case .showDeleted, .showRecycled, .showDeactivatedLinks: return nil
    }
  }
}
