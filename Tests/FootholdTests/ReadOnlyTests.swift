import Foundation
import Testing

/// The promise of the program: it cannot change a directory, because nothing that could is linked in.
@Suite struct ReadOnlyTests {
  /// Everything of libldap the program may call. Bind, search, abandon, unbind, StartTLS and whoami are all that reaches
  /// a server; the rest builds requests and reads answers.
  static let ofLDAP = """
    ldap_abandon_ext ldap_control_create ldap_control_find ldap_control_free ldap_controls_free ldap_create_page_control
    ldap_domain2hostlist ldap_err2string ldap_free_urldesc ldap_get_attribute_ber ldap_get_dn_ber ldap_get_option ldap_init_fd
    ldap_install_tls ldap_memfree ldap_msgfree ldap_msgtype ldap_parse_pageresponse_control ldap_parse_result
    ldap_parse_whoami ldap_result ldap_sasl_bind ldap_sasl_interactive_bind ldap_search_ext ldap_set_option ldap_start_tls_s
    ldap_unbind_ext_s ldap_url_parse ldap_whoami
    """
  /// Getting tickets and keeping them in memory. libkrb5 could change passwords and key tables as well.
  static let ofKerberos = """
    krb5_cc_close krb5_cc_copy_creds krb5_cc_default krb5_cc_default_name krb5_cc_destroy krb5_cc_get_full_name
    krb5_cc_get_principal krb5_cc_initialize krb5_cc_new_unique krb5_cc_resolve krb5_cc_store_cred krb5_copy_principal
    krb5_free_context krb5_free_cred_contents krb5_free_default_realm krb5_free_error_message
    krb5_free_keytab_entry_contents krb5_free_principal krb5_free_string krb5_free_unparsed_name krb5_get_default_realm
    krb5_get_error_message krb5_get_init_creds_keytab krb5_get_init_creds_opt_alloc krb5_get_init_creds_opt_free
    krb5_get_init_creds_opt_set_change_password_prompt krb5_get_init_creds_opt_set_forwardable
    krb5_get_init_creds_opt_set_proxiable krb5_get_init_creds_password krb5_init_context krb5_kt_client_default
    krb5_kt_close krb5_kt_end_seq_get krb5_kt_next_entry krb5_kt_resolve krb5_kt_start_seq_get krb5_parse_name
    krb5_unparse_name
    """
  /// Credentials and the exchange of tokens within a bind.
  static let ofGSS = """
    gss_acquire_cred_from gss_delete_sec_context gss_display_status gss_import_name gss_indicate_mechs gss_init_sec_context
    gss_inquire_cred gss_release_buffer gss_release_cred gss_release_name gss_release_oid_set gss_set_neg_mechs
    """

  @Test(
    "the program imports what reads, and nothing else of its libraries",
    arguments: [
      ("ldap_", ofLDAP, "ldap_search_ext"), ("krb5_", ofKerberos, "krb5_get_init_creds_password"),
      ("gss_", ofGSS, "gss_init_sec_context"),
    ])
  func imports(prefix: String, allowed: String, expected: String) throws {
    let found = try ImportedNames.read(Tool.program).filter { $0.hasPrefix(prefix) }
    #expect(found.contains(expected))
    #expect(found.subtracting(allowed.split(whereSeparator: \.isWhitespace).map(String.init)).sorted() == [])
  }
}

/// Names that a program takes from shared libraries: the undefined symbols of its dynamic symbol table. System V ABI, chapter 4,
/// 64-bit, little-endian.
private enum ImportedNames {
  struct NoProgram: Error {}

  private static let dynamicSymbols: UInt32 = 11

  static func read(_ program: URL) throws -> Set<String> {
    let file = try [UInt8](Data(contentsOf: program))
    guard file.starts(with: [0x7F] + Array("ELF".utf8) + [2, 1]) else { throw NoProgram() }
    let headers = Int(number(file, 0x28, UInt64.self))
    let size = Int(number(file, 0x3A, UInt16.self))
    let sections = (0..<Int(number(file, 0x3C, UInt16.self))).map { headers + $0 * size }
    guard let symbols = sections.first(where: { number(file, $0 + 4, UInt32.self) == dynamicSymbols }) else {
      throw NoProgram()
    }
    let start = Int(number(file, symbols + 0x18, UInt64.self))
    let count = Int(number(file, symbols + 0x20, UInt64.self)) / 24
    let strings = Int(
      number(file, sections[Int(number(file, symbols + 0x28, UInt32.self))] + 0x18, UInt64.self))
    var found: Set<String> = []
    for symbol in (0..<count).map({ start + $0 * 24 }) where number(file, symbol + 6, UInt16.self) == 0 {
      let name = strings + Int(number(file, symbol, UInt32.self))
      found.insert(String(decoding: file[name...].prefix { $0 != 0 }, as: UTF8.self))
    }
    return found
  }

  private static func number<Number: FixedWidthInteger>(
    _ file: [UInt8], _ offset: Int, _ type: Number.Type
  ) -> Number {
    file[offset..<(offset + MemoryLayout<Number>.size)].reversed().reduce(0) { $0 << 8 | Number($1) }
  }
}
