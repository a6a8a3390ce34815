import CCrypto

/// What a certificate says, for an explanation of why it does not verify. It decides nothing: libldap's own verification
/// has refused already.
final class ServerCertificate {
  private let handle: OpaquePointer  // X509 *

  /// nil when the bytes are no certificate (RFC 5280, DER).
  init?(_ bytes: [UInt8]) {
    let parsed = bytes.withUnsafeBufferPointer { buffer in
      var start = buffer.baseAddress
      return d2i_X509(nil, &start, buffer.count)
    }
    guard let parsed else { return nil }
    handle = parsed
  }

  deinit { X509_free(handle) }

  /// Why it is not valid at this machine's time; nil when it is.
  var problemWithTime: String? {
    // X509_cmp_current_time: negative when the time given has passed, 0 when it cannot be read.
    if let end = X509_get0_notAfter(handle), X509_cmp_current_time(end) <= 0 {
      return "it expired on \(Self.text(of: end))"
    }
    if let begin = X509_get0_notBefore(handle), X509_cmp_current_time(begin) >= 0 {
      return "it is not valid before \(Self.text(of: begin))"
    }
    return nil
  }

  /// True when it names the host, a DNS name or an address (RFC 6125).
  func names(_ host: String) -> Bool {
    X509_check_host(handle, host, 0, 0, nil) == 1 || X509_check_ip_asc(handle, host, 0) == 1
  }

  /// The names it is for: those of the subjectAltName extension, else the common name.
  var names: [String] {
    let alternative = alternativeNames
    return alternative.isEmpty ? [commonName(X509_get_subject_name(handle))].compactMap { $0 } : alternative
  }

  /// The common name of who signed it, else the whole name.
  var issuer: String {
    let name = X509_get_issuer_name(handle)
    if let common = commonName(name) { return common }
    guard let line = X509_NAME_oneline(name, nil, 0) else { return "an unnamed authority" }
    defer { CRYPTO_free(line, nil, 0) }
    return LDAPSession.cleaned(String(cString: line)) ?? "an unnamed authority"
  }

  private var alternativeNames: [String] {
    guard let list = X509_get_ext_d2i(handle, NID_subject_alt_name, nil, nil) else { return [] }
    let names = OpaquePointer(list)
    defer { GENERAL_NAMES_free(names) }
    var texts: [String] = []
    for index in 0..<max(0, OPENSSL_sk_num(names)) where texts.count < 8 {
      guard let entry = OPENSSL_sk_value(names, index) else { continue }
      let name = entry.assumingMemoryBound(to: GENERAL_NAME.self).pointee
      switch name.type {
      case GEN_DNS: texts += [Self.bytes(of: name.d.dNSName)].compactMap { Self.printable($0) }
      case GEN_IPADD: texts += [Self.bytes(of: name.d.iPAddress)].compactMap { Self.address($0) }
      default: continue
      }
    }
    return texts
  }

  private func commonName(_ name: OpaquePointer?) -> String? {
    let index = X509_NAME_get_index_by_NID(name, NID_commonName, -1)
    guard index >= 0, let entry = X509_NAME_get_entry(name, index) else { return nil }
    return Self.printable(Self.bytes(of: X509_NAME_ENTRY_get_data(entry)))
  }

  private static func bytes(of string: UnsafePointer<ASN1_STRING>?) -> [UInt8] {
    guard let start = ASN1_STRING_get0_data(string) else { return [] }
    return Array(UnsafeBufferPointer(start: start, count: Int(max(0, ASN1_STRING_length(string)))))
  }

  /// In one line: a server may have written anything.
  private static func printable(_ bytes: [UInt8]) -> String? {
    LDAPSession.cleaned(String(decoding: bytes.prefix(255), as: UTF8.self))
  }

  private static func address(_ bytes: [UInt8]) -> String? {
    switch bytes.count {
    case 4: return bytes.map { String($0) }.joined(separator: ".")
    case 16:
      return stride(from: 0, to: 16, by: 2).map {
        String(UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]), radix: 16)
      }.joined(separator: ":")
    default: return nil
    }
  }

  /// `YYYY-MM-DD`
  private static func text(of time: UnsafePointer<ASN1_TIME>) -> String {
    var parts = tm()
    guard ASN1_TIME_to_tm(time, &parts) == 1 else { return "an unreadable date" }
    func digits(_ number: Int32) -> String { number < 10 ? "0\(number)" : String(number) }
    return "\(parts.tm_year + 1900)-\(digits(parts.tm_mon + 1))-\(digits(parts.tm_mday))"
  }
}
