import CKerberos

/// A mechanism or a form of names of the GSS-API, by its object identifier.
struct GSSIdentifier: Sendable {
  /// The content octets of the identifier in BER.
  private let octets: [UInt8]

  /// 1.2.840.113554.1.2.2 (RFC 4121).
  static let kerberos = GSSIdentifier(octets: [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x12, 0x01, 0x02, 0x02])
  /// 1.3.6.1.5.5.2 (RFC 4178).
  static let negotiation = GSSIdentifier(octets: [0x2B, 0x06, 0x01, 0x05, 0x05, 0x02])
  /// 1.3.6.1.4.1.311.2.2.10 ([MS-NLMP] 1.9).
  static let ntlm = GSSIdentifier(octets: [0x2B, 0x06, 0x01, 0x04, 0x01, 0x82, 0x37, 0x02, 0x02, 0x0A])

  /// GSS_C_NT_USER_NAME, 1.2.840.113554.1.2.1.1 (RFC 2744 §5.2).
  static let userName = GSSIdentifier(octets: [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x12, 0x01, 0x02, 0x01, 0x01])
  /// GSS_C_NT_HOSTBASED_SERVICE, 1.2.840.113554.1.2.1.4: `service@host`.
  static let service = GSSIdentifier(octets: [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x12, 0x01, 0x02, 0x01, 0x04])

  /// The identifier as the GSS-API takes it; valid during the call.
  func withPointer<Result>(_ body: (gss_OID) -> Result) -> Result {
    var octets = octets
    return octets.withUnsafeMutableBytes { bytes in
      var identifier = gss_OID_desc(length: OM_uint32(bytes.count), elements: bytes.baseAddress)
      return withUnsafeMutablePointer(to: &identifier) { body($0) }
    }
  }

  /// The set of this mechanism alone; valid during the call.
  func withSet<Result>(_ body: (gss_OID_set) -> Result) -> Result {
    withPointer { identifier in
      var set = gss_OID_set_desc(count: 1, elements: identifier)
      return withUnsafeMutablePointer(to: &set) { body($0) }
    }
  }

  /// True when the GSS-API of this machine can speak it.
  var isInstalled: Bool {
    var minor: OM_uint32 = 0
    var set: gss_OID_set?
    guard !GSSStatus.isError(gss_indicate_mechs(&minor, &set)), let set else { return false }
    defer {
      var released: gss_OID_set? = set
      gss_release_oid_set(&minor, &released)
    }
    return UnsafeBufferPointer(start: set.pointee.elements, count: set.pointee.count).contains { identifier in
      octets.elementsEqual(UnsafeRawBufferPointer(start: identifier.elements, count: Int(identifier.length)))
    }
  }
}
