import Foundation
import Testing

/// The promise of the program: it cannot change a directory, because nothing that could is linked in.
@Suite struct ReadOnlyTests {
  /// Everything of libldap the program may call. Bind, search, abandon, unbind, StartTLS and whoami are all that reaches
  /// a server; the rest builds requests and reads answers.
  static let allowed: Set<String> = [
    "ldap_abandon_ext", "ldap_control_create", "ldap_control_find", "ldap_control_free",
    "ldap_controls_free", "ldap_create_page_control", "ldap_domain2hostlist", "ldap_err2string",
    "ldap_free_urldesc",
    "ldap_get_attribute_ber", "ldap_get_dn_ber", "ldap_get_option", "ldap_init_fd", "ldap_install_tls",
    "ldap_memfree",
    "ldap_msgfree", "ldap_msgtype", "ldap_parse_pageresponse_control", "ldap_parse_result",
    "ldap_parse_whoami", "ldap_result",
    "ldap_sasl_bind", "ldap_sasl_interactive_bind", "ldap_search_ext", "ldap_set_option", "ldap_start_tls_s",
    "ldap_unbind_ext_s", "ldap_url_parse", "ldap_whoami",
  ]

  @Test func `the binary imports reading operations only`() throws {
    let found = try Self.names("ldap_")
    #expect(found.contains("ldap_search_ext"))
    // Debug information names the C type of a parsed URL, and the prefix stands in this test.
    #expect(found.subtracting(Self.allowed).subtracting(["ldap_", "ldap_url_desc"]).sorted() == [])
  }

  /// libkrb5 can change passwords and keytabs; what asks it for tickets must not.
  @Test func `nothing of Kerberos that changes anything is imported`() throws {
    let found = try Self.names("krb5_")
    #expect(found.contains("krb5_get_init_creds_password"))
    let changing = ["krb5_set_pass", "krb5_change_pass", "krb5_kt_add"]
    // The beginnings themselves stand in this test.
    #expect(found.subtracting(changing).filter { name in changing.contains { name.hasPrefix($0) } } == [])
  }

  /// The names of imported functions stand in the dynamic string table, each between zero bytes.
  private static func names(_ prefix: String) throws -> Set<String> {
    let binary = try Data(contentsOf: URL(filePath: "/proc/self/exe"))
    var found: Set<String> = []
    for name in binary.split(separator: 0) where name.starts(with: Array(prefix.utf8)) && name.count < 64 {
      let isIdentifier = name.allSatisfy {
        UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0 || UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0
          || $0 == UInt8(ascii: "_")
      }
      if isIdentifier { found.insert(String(decoding: name, as: UTF8.self)) }
    }
    return found
  }
}
