import CKerberos

/// What the GSS-API says about a failure, in words.
enum GSSStatus {
  /// The mechanism's own text where it has one, which says more than the general one.
  static func text(major: OM_uint32, minor: OM_uint32, mechanism: GSSIdentifier) -> String {
    let specific = minor == 0 ? [] : lines(minor, GSS_C_MECH_CODE, mechanism)
    let words = specific.filter { $0 != "Unknown error" }
    return (words.isEmpty ? lines(major, GSS_C_GSS_CODE, mechanism) : words).joined(separator: ", ")
  }

  /// The routine failed (RFC 2744 §3.9.1: the calling and the routine errors stand in the upper half).
  static func isError(_ major: OM_uint32) -> Bool { major & 0xFFFF_0000 != 0 }

  private static func lines(_ status: OM_uint32, _ kind: Int32, _ mechanism: GSSIdentifier) -> [String] {
    var lines: [String] = []
    var context: OM_uint32 = 0
    repeat {
      var minor: OM_uint32 = 0
      var buffer = gss_buffer_desc()
      let major = mechanism.withPointer { gss_display_status(&minor, status, kind, $0, &context, &buffer) }
      guard !isError(major) else { break }
      defer { gss_release_buffer(&minor, &buffer) }
      let text = UnsafeRawBufferPointer(start: buffer.value, count: buffer.length)
      lines.append(String(decoding: text, as: UTF8.self))
    } while context != 0 && lines.count < 8
    return lines
  }
}
