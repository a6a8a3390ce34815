package import WindowsSecurity

/// Dense number of an object in a ``Snapshot``, 0 ..< ``Snapshot/count``.
package struct ObjectID: Hashable, Comparable, Sendable {
  package let index: UInt32
  package init(_ index: UInt32) { self.index = index }
  package static func < (a: Self, b: Self) -> Bool { a.index < b.index }
}

/// Dense number of a *distinct* security descriptor in a ``Snapshot``.
package struct DescriptorID: Hashable, Comparable, Sendable {
  package let index: UInt32
  package init(_ index: UInt32) { self.index = index }
  package static func < (a: Self, b: Self) -> Bool { a.index < b.index }
}

/// A point in time, whole seconds since 1970-01-01 UTC (the grain of replication metadata).
package struct Instant: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let seconds: Int64
  package init(seconds: Int64) { self.seconds = seconds }
  package static func < (a: Self, b: Self) -> Bool { a.seconds < b.seconds }
}

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

/// Something that was not read or could not be understood, counted, with its consequence left to ``Assessment``.
package struct Gap: Hashable, Sendable {
  package enum Kind: String, Sendable, CaseIterable {
    case schemaMissing, prefixMapFallback, descriptorMissing, descriptorMalformed, metadataMissing,
      linkMetadataMissing, configurationMissing, domainMissing, deletedObjectsMissing, rangeIncomplete,
      memberUnresolved, valueMalformed, entryMalformed, inputTruncated, duplicateConflict, exchangeMissing,
      tokenUnresolved, collectionIncomplete
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

extension Instant {
  /// ISO 8601 in UTC with `Z`, whole seconds.
  package var description: String {
    // Days since 1970-01-01 to the proleptic Gregorian calendar: days are counted from 0000-03-01 so that the leap
    // day is the last day of a year.
    let days = seconds >= 0 ? seconds / 86_400 : -((86_399 - seconds) / 86_400)
    let second = seconds - days * 86_400
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    func padded(_ number: Int64, _ width: Int) -> String {
      let text = String(number)
      return String(repeating: "0", count: max(0, width - text.count)) + text
    }
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
      + "T\(padded(second / 3_600, 2)):\(padded(second % 3_600 / 60, 2)):\(padded(second % 60, 2))Z"
  }
}
