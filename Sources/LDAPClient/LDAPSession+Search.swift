import CLDAP
package import LDAPTypes

extension LDAPSession {
  /// Runs a search to its end, page by page, and completes ranges on the way.
  ///
  /// Memory is bounded by one page. Entries go to the sink as they arrive; what the sink throws ends the search.
  ///
  /// - Parameters:
  ///   - name: stands for the search in errors.
  ///   - pageSize: entries per page; nil = that of the options.
  package func search(
    _ request: SearchRequest, named name: String, pageSize: Int? = nil, into sink: inout some EntrySink
  ) throws -> SearchSummary {
    let search = NamedSearch(name: name, request: request, pageSize: pageSize ?? options.pageSize)
    var summary = SearchSummary()
    var cookie: [UInt8] = []
    var emptyPages = 0
    var heads: Set<Int> = []
    repeat {
      let before = summary.entries
      let next = try page(search, cookie, &heads, &summary, &sink)
      emptyPages = summary.entries == before ? emptyPages + 1 : 0
      guard emptyPages < 100 else {
        throw LDAPError(
          code: .endlessAnswer, operation: "search \(search.name)",
          meaning: "the server announces further pages and gives 100 empty ones")
      }
      cookie = next
      if !cookie.isEmpty, options.pagePause > 0 { Interruption.pause(milliseconds: options.pagePause) }
    } while !cookie.isEmpty
    return summary
  }

  /// One page; returns the cookie of the next one, empty after the last.
  ///
  /// - Parameters:
  ///   - heads: hashes of the names of the first entries of all pages so far. A page that begins with one of them again
  ///     would go on for ever; the cookie does not tell, some servers keep the same one for a whole search.
  private func page(
    _ search: NamedSearch, _ cookie: [UInt8], _ heads: inout Set<Int>,
    _ summary: inout SearchSummary, _ sink: inout some EntrySink
  ) throws -> [UInt8] {
    // A search of one object has one page, and the rootDSE allows no paging.
    let size = search.request.scope == .base ? nil : Int32(clamping: max(1, search.pageSize))
    let operation =
      "search \(search.name) at \(search.request.base.isEmpty ? "the rootDSE" : search.request.base)"
    let identifier = try start(search, pageSize: size, cookie: cookie, operation)
    var isFirst = true
    while true {
      let message = try wait(for: identifier, operation)
      switch ber_tag_t(bitPattern: Int(ldap_msgtype(message))) {
      case LDAP_RES_SEARCH_ENTRY:
        defer { ldap_msgfree(message) }
        do {
          if isFirst {
            isFirst = false
            if !heads.insert(try name(of: message, operation).hashValue).inserted {
              throw LDAPError(
                code: .endlessAnswer, operation: operation, meaning: "the server gives the same page again")
            }
          }
          try deliver(message, search, &summary, &sink)
        } catch {
          ldap_abandon_ext(handle, identifier, nil, nil)
          throw error
        }
      case LDAP_RES_SEARCH_REFERENCE:
        summary.references += 1
        ldap_msgfree(message)
      case LDAP_RES_SEARCH_RESULT:
        let result = try parse(message, operation)
        defer { ldap_controls_free(result.controls) }
        if let failure = result.failure { throw failure }
        return try nextCookie(result.controls, operation)
      default:
        ldap_msgfree(message)
      }
    }
  }

  private func name(of message: OpaquePointer, _ operation: String) throws(LDAPError) -> [UInt8] {
    var element: OpaquePointer?
    var dn = berval()
    try check(ldap_get_dn_ber(handle, message, &element, &dn), operation)
    defer { ber_free(element, 0) }
    return Array(UnsafeRawBufferPointer(start: dn.bv_val, count: Int(dn.bv_len)))
  }

  private func deliver(
    _ message: OpaquePointer, _ search: NamedSearch, _ summary: inout SearchSummary,
    _ sink: inout some EntrySink
  ) throws {
    let operation = "read an entry of \(search.name)"
    var element: OpaquePointer?
    var dn = berval()
    try check(ldap_get_dn_ber(handle, message, &element, &dn), operation)
    defer { ber_free(element, 0) }
    let name = UnsafeRawBufferPointer(start: dn.bv_val, count: Int(dn.bv_len))
    guard search.base.holds(name) else {
      let place = search.request.base.isEmpty ? "the rootDSE" : search.request.base
      throw LDAPError(
        code: .foreignEntry, operation: operation,
        meaning:
          "the server gives \(Self.cleaned(String(decoding: name, as: UTF8.self)) ?? "an entry without a name"), "
          + "which is not within \(place)")
    }
    try sink.begin(dn: name)
    try forEachAttribute(of: message, element, operation) { description, values in
      guard let range = RangeOption(description) else {
        return try sink.values(values, of: description)
      }
      let missing = try complete(range, values, of: String(decoding: name, as: UTF8.self), search, &sink)
      if let missing { summary.incompleteRanges.append(missing) }
    }
    try sink.end()
    summary.entries += 1
  }

  func forEachAttribute(
    of message: OpaquePointer, _ element: OpaquePointer?, _ operation: String,
    _ body: (UnsafeRawBufferPointer, AttributeValues) throws -> Void
  ) throws {
    while true {
      var description = berval()
      var values: UnsafeMutablePointer<berval>?
      try check(ldap_get_attribute_ber(handle, message, element, &description, &values), operation)
      guard let name = description.bv_val else { return }
      // The array is libldap's, the bytes it points at belong to the message.
      defer { ber_memfree(values) }
      try body(
        UnsafeRawBufferPointer(start: name, count: Int(description.bv_len)), AttributeValues(values))
    }
  }

  func start(
    _ search: NamedSearch, pageSize: Int32?, cookie: [UInt8], _ operation: String
  ) throws(LDAPError) -> Int32 {
    let controls = ControlList()
    // A set has no order; requests have one, so that the same question is the same bytes.
    for control in search.request.controls.sorted(by: { $0.objectIdentifier < $1.objectIdentifier }) {
      try check(controls.add(control.objectIdentifier, control.value), operation)
    }
    if let pageSize {
      try check(controls.addPage(handle, pageSize, cookie), operation)
    }
    let attributes = CStringList(search.request.attributes)
    var identifier: Int32 = 0
    let code = withExtendedLifetime((controls, attributes)) {
      controls.withPointer { controls in
        attributes.withPointer { attributes in
          ldap_search_ext(
            handle, search.request.base, Int32(search.request.scope.rawValue),
            search.request.filter.description, attributes, 0, controls, nil, nil, 0,
            &identifier)
        }
      }
    }
    try check(code, operation)
    return identifier
  }

  private func nextCookie(
    _ controls: UnsafeMutablePointer<UnsafeMutablePointer<LDAPControl>?>?, _ operation: String
  ) throws(LDAPError) -> [UInt8] {
    guard let control = ldap_control_find(LDAP_CONTROL_PAGEDRESULTS, controls, nil) else { return [] }
    var count: ber_int_t = 0
    var cookie = berval()
    try check(ldap_parse_pageresponse_control(handle, control, &count, &cookie), operation)
    defer { ber_memfree(cookie.bv_val) }
    return Array(UnsafeRawBufferPointer(start: cookie.bv_val, count: Int(cookie.bv_len)))
  }
}

/// A request with the name errors give it.
struct NamedSearch {
  let name: String
  let request: SearchRequest
  let pageSize: Int
  let base: SearchBase

  init(name: String, request: SearchRequest, pageSize: Int) {
    self.name = name
    self.request = request
    self.pageSize = pageSize
    base = SearchBase(request)
  }
}
