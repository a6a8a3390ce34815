/// Something that was not read or could not be understood, counted, with its consequence left to ``Assessment``.
package struct Gap: Hashable, Sendable {
  package enum Kind: String, Sendable, CaseIterable {
    case schemaMissing, prefixMapFallback, descriptorMissing, descriptorMalformed, metadataMissing,
      linkMetadataMissing, configurationMissing, domainMissing, deletedObjectsMissing, rangeIncomplete,
      memberUnresolved, valueMalformed, entryMalformed, inputTruncated, duplicateConflict, exchangeMissing,
      tokenUnresolved, collectionIncomplete, controllerMissing, partitionMissing, partialReplica,
      filteredReplica, policyLinksMissing, managedPasswordsMissing, accessChanged
  }
  package let kind: Kind
  /// How many objects, values or entries it concerns.
  package let objects: Int
  /// One line for people: file, line, entry, attribute, what is wrong (first examples).
  package let detail: String
  package init(kind: Kind, objects: Int, detail: String) {
    self.kind = kind
    self.objects = objects
    self.detail = detail
  }
}
