/// What shows that an edge or a finding is true: the object, the attribute and the value or metadata record as text.
package struct Evidence: Hashable, Sendable, Codable {
  package let dn: String
  package let attribute: String
  /// An ACE as SDDL, a metadata record as one line, or the value itself.
  package let value: String

  package init(dn: String, attribute: String, value: String) {
    self.dn = dn
    self.attribute = attribute
    self.value = value
  }
}
