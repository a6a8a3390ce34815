import CLDAP

/// Request controls in the form libldap takes: an array of pointers that ends with null. Owns them.
final class ControlList {
  private var controls: [UnsafeMutablePointer<LDAPControl>?] = []

  deinit { for control in controls { ldap_control_free(control) } }

  func add(_ oid: String, _ value: [UInt8]?) -> Int32 {
    var control: UnsafeMutablePointer<LDAPControl>?
    let code: Int32
    if var value {
      code = value.withUnsafeMutableBytes { bytes in
        var native = berval(
          bv_len: ber_len_t(bytes.count), bv_val: bytes.baseAddress?.assumingMemoryBound(to: CChar.self))
        return ldap_control_create(oid, 1, &native, 1, &control)
      }
    } else {
      code = ldap_control_create(oid, 1, nil, 1, &control)
    }
    if let control { controls.append(control) }
    return code
  }

  func addPage(_ handle: OpaquePointer, _ size: Int32, _ cookie: [UInt8]) -> Int32 {
    var control: UnsafeMutablePointer<LDAPControl>?
    var cookie = cookie
    let code = cookie.withUnsafeMutableBytes { bytes in
      var native = berval(
        bv_len: ber_len_t(bytes.count), bv_val: bytes.baseAddress?.assumingMemoryBound(to: CChar.self))
      return ldap_create_page_control(handle, size, &native, 1, &control)
    }
    if let control { controls.append(control) }
    return code
  }

  func withPointer<Result>(
    _ body: (UnsafeMutablePointer<UnsafeMutablePointer<LDAPControl>?>?) -> Result
  ) -> Result {
    var list = controls + [nil]
    return list.withUnsafeMutableBufferPointer { body($0.baseAddress) }
  }
}

/// Strings in the form libldap takes: an array of C strings that ends with null. Owns them.
final class CStringList {
  private var strings: [UnsafeMutablePointer<CChar>?]

  init(_ strings: [String]) {
    self.strings = strings.map { $0.withCString { ber_strdup($0) } }
  }

  deinit { for string in strings { ber_memfree(string) } }

  func withPointer<Result>(
    _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) -> Result
  ) -> Result {
    var list = strings + [nil]
    return list.withUnsafeMutableBufferPointer { body($0.baseAddress) }
  }
}
