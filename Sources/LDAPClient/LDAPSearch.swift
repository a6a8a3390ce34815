/// One search as it goes to a server (RFC 4511 §4.5.1).
package struct LDAPSearch: Sendable {
  package enum Scope: Int32, Sendable {
    case base = 0
    case oneLevel = 1
    case subtree = 2
  }

  package struct Control: Sendable {
    package let oid: String
    /// BER; nil when the control has no value.
    package let value: [UInt8]?

    package init(oid: String, value: [UInt8]?) {
      self.oid = oid
      self.value = value
    }
  }

  /// Named in errors.
  package let name: String
  package let base: String
  package let scope: Scope
  package let filter: String
  package let attributes: [String]
  /// All of them critical: an answer without one of them would be another answer.
  package let controls: [Control]

  package init(
    name: String, base: String, scope: Scope, filter: String, attributes: [String], controls: [Control] = []
  ) {
    self.name = name
    self.base = base
    self.scope = scope
    self.filter = filter
    self.attributes = attributes
    self.controls = controls
  }
}

/// Takes entries as they arrive. All bytes are valid only during the call.
package protocol EntrySink {
  mutating func begin(dn: UnsafeRawBufferPointer) throws
  /// The values of one attribute description. Called several times with the same description when a server gives the
  /// values in ranges; the range option is not part of it.
  mutating func values(_ values: AttributeValues, of description: UnsafeRawBufferPointer) throws
  mutating func end() throws
}

/// What a search gave besides its entries.
package struct SearchSummary: Hashable, Sendable {
  package var entries = 0
  /// Parts of the tree another server holds; they were not followed.
  package var references = 0
  /// Attribute values that a server announced and did not deliver to the end, as `DN attribute`.
  package var incompleteRanges: [String] = []
  package init() {}
}
