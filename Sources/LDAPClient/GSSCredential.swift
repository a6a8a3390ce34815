import CKerberos

/// What proves an identity to the GSS-API. Owns the `gss_cred_id_t`; several connections may use it at a time.
final class GSSCredential: Sendable {
  /// Written once, released in deinit; the GSS-API locks what is behind it.
  nonisolated(unsafe) let handle: gss_cred_id_t

  init(owning handle: gss_cred_id_t) { self.handle = handle }

  deinit {
    var minor: OM_uint32 = 0
    var released: gss_cred_id_t? = handle
    gss_release_cred(&minor, &released)
  }

  /// Seconds it stays valid, 0 when it does no more.
  var lifetime: OM_uint32 {
    var minor: OM_uint32 = 0
    var seconds: OM_uint32 = 0
    guard !GSSStatus.isError(gss_inquire_cred(&minor, handle, nil, &seconds, nil, nil)) else { return 0 }
    return seconds
  }
}

/// A name in a form the GSS-API resolves; nil when it cannot be one. Released with the object.
final class GSSName {
  let handle: gss_name_t

  init?(_ text: String, form: GSSIdentifier) {
    var text = Array(text.utf8)
    let imported = text.withUnsafeMutableBytes { bytes -> gss_name_t? in
      var minor: OM_uint32 = 0
      var buffer = gss_buffer_desc(length: bytes.count, value: bytes.baseAddress)
      var name: gss_name_t?
      let major = form.withPointer { gss_import_name(&minor, &buffer, $0, &name) }
      return GSSStatus.isError(major) ? nil : name
    }
    guard let imported else { return nil }
    handle = imported
  }

  deinit {
    var minor: OM_uint32 = 0
    var released: gss_name_t? = handle
    gss_release_name(&minor, &released)
  }
}
