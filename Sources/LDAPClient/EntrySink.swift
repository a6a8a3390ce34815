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
