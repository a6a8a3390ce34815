import CLDAP
import LDAPTypes

extension LDAPSession {
  /// Hands the first part of a ranged attribute to the sink, then asks for the rest.
  ///
  /// What a server answers about this one object, which may have been moved or deleted a moment ago, ends the range and not
  /// the search.
  ///
  /// - Returns: nil when it is whole; otherwise the object, the attribute, and what the server says to it where it refuses
  ///   rather than stops.
  func complete(
    _ range: RangeOption, _ values: AttributeValues, of dn: String, _ search: NamedSearch,
    _ sink: inout some EntrySink
  ) throws -> String? {
    let place = "\(dn) \(range.description)"
    var range = range
    // A part that begins like one before it would go on for ever.
    var heads: Set<Int> = [Self.head(values)]
    try give(values, range.description, &sink)
    while let last = range.last {
      let request = SearchRequest(
        base: dn, scope: .base, filter: .everyObject,
        attributes: ["\(range.description);range=\(last + 1)-*"], controls: search.request.controls)
      do {
        guard
          let next = try part(
            NamedSearch(name: search.name, request: request, pageSize: search.pageSize), after: last,
            range.description, &heads, &sink)
        else { return place }
        range = next
      } catch let error as LDAPError where error.isAboutWhatWasAsked {
        return "\(place) (\(error.meaning) [\(error.code.rawValue)])"
      }
    }
    return nil
  }

  private func give(_ values: AttributeValues, _ description: String, _ sink: inout some EntrySink) throws {
    var description = description
    try description.withUTF8 { try sink.values(values, of: UnsafeRawBufferPointer($0)) }
  }

  /// The hash of the first value.
  private static func head(_ values: AttributeValues) -> Int {
    values.first.map { Array($0).hashValue } ?? 0
  }

  /// One further part; nil when the answer does not hold it. A part that holds no value is none: a server that gives
  /// empty parts for ever would never end.
  private func part(
    _ search: NamedSearch, after last: Int, _ description: String, _ heads: inout Set<Int>,
    _ sink: inout some EntrySink
  ) throws -> RangeOption? {
    let operation = "read \(description) after value \(last) of \(search.request.base)"
    let identifier = try start(search, pageSize: nil, cookie: [], operation)
    var result: RangeOption?
    while true {
      let message = try wait(for: identifier, operation)
      if ber_tag_t(bitPattern: Int(ldap_msgtype(message))) == LDAP_RES_SEARCH_RESULT {
        try finish(message, operation)
        return result
      }
      defer { ldap_msgfree(message) }
      guard ber_tag_t(bitPattern: Int(ldap_msgtype(message))) == LDAP_RES_SEARCH_ENTRY else { continue }
      var element: OpaquePointer?
      var dn = berval()
      try check(ldap_get_dn_ber(handle, message, &element, &dn), operation)
      defer { ber_free(element, 0) }
      guard search.base.holds(UnsafeRawBufferPointer(start: dn.bv_val, count: Int(dn.bv_len))) else {
        continue
      }
      try forEachAttribute(of: message, element, operation) { name, values in
        guard let range = RangeOption(name), range.first == last + 1, result == nil, !values.isEmpty,
          range.description.lowercased() == description.lowercased(),
          heads.insert(Self.head(values)).inserted
        else { return }
        try give(values, description, &sink)
        result = range
      }
    }
  }
}
