/// The effective rights of one principal on one object, in the terms in which a domain controller answers
/// `sDRightsEffective`, `allowedAttributesEffective` and `allowedChildClassesEffective`. [MS-ADTS] 3.1.1.4.5
package struct EffectiveAccess: Hashable, Sendable {
  /// What one entry (as SDDL) or circumstance decided: the rights it gives, in the order of the lists below.
  package struct Basis: Hashable, Sendable {
    package let entry: String
    /// Position of the entry in the DACL; nil for a circumstance such as ownership.
    package let ace: Int?
    package let rights: [String]
  }

  /// Owner and group 1|2, DACL 4, SACL 8 as in sDRightsEffective; nil when the descriptor was not read.
  package let sd: UInt32?
  /// lDAPDisplayNames of the writable attributes that objects of this class may have, sorted.
  package let writes: [String]
  /// Attributes that ``writes`` would hold, were they not marked `systemOnly` in the schema, sorted. The specification counts
  /// them as allowed ([MS-ADTS] 3.1.1.4.5.7), though a modification is refused but for the exceptions of 3.1.1.5.3.2; Windows
  /// accepts msDS-AllowedToActOnBehalfOfOtherIdentity, too.
  package let systemOnly: [String]
  /// lDAPDisplayNames of classes that may be created below the object, sorted.
  package let creates: [String]
  /// Names of the control access rights, sorted.
  package let controls: [String]
  /// Whether the principal can see that the object exists; nil when a descriptor needed for that was not read.
  /// [MS-ADTS] 5.1.3.3.6
  package let isVisible: Bool?
  /// In the order in which the entries first decide something.
  package let decidedBy: [Basis]
  /// What could not be decided or was not read.
  package let unknown: [String]
}
