package import WindowsSecurity

/// The last originating change of one attribute. [MS-ADTS] 3.1.1.4.5.17 (`msDS-ReplAttributeMetaData`), [MS-DRSR] 5.x.
package struct AttributeStamp: Hashable, Sendable {
  /// lDAPDisplayName, or `attid 0x…` when neither the schema nor the built-in prefix map names it.
  package let attribute: String
  /// Number of originating changes since creation; 1 = set at creation only.
  package let version: UInt32
  package let changed: Instant
  /// invocationId of the originating DC.
  package let originator: GUID
  package let originatingUSN: Int64
  package let localUSN: Int64
}

/// The history of one value of a linked attribute, present or removed. [MS-ADTS] 3.1.1.4.5.18 (`msDS-ReplValueMetaData`).
package struct LinkStamp: Hashable, Sendable {
  package let attribute: String
  package let targetDN: String
  /// nil when the target is not in the snapshot.
  package let target: ObjectID?
  /// Odd = present, even = removed; 0 = legacy value without times.
  package let version: UInt32
  package let created: Instant
  /// nil = the value is present.
  package let deleted: Instant?
  package let changed: Instant
  package let originator: GUID
  package let originatingUSN: Int64
  package let localUSN: Int64
}
