/// An ``AttributeStamp`` in 20 bytes. A large directory has millions of them, so times and update sequence numbers
/// take 32 bits; the rare record that does not fit stands in ``StampTable/wide``.
struct PackedStamp: Sendable {
  /// Number of the attribute key in the batch, later in the snapshot.
  var attribute: UInt16
  var originator: UInt16
  var version: UInt32
  /// Seconds since 1970-01-01 UTC; the largest value = wide.
  var changed: UInt32
  /// Or the position among the wide records.
  var originatingUSN: UInt32
  var localUSN: UInt32
}

struct WideStamp: Sendable {
  var changed: Int64
  var originatingUSN: Int64
  var localUSN: Int64
}

/// A ``LinkStamp`` whose target is a range of its batch's ``EntryBatch/linkNames``.
struct PackedLink: Sendable {
  var attribute: UInt16
  var originator: UInt16
  var version: UInt32
  var targetStart: UInt32
  var targetCount: UInt32
  var created: Int64
  /// `Int64.max` = present.
  var deleted: Int64
  var changed: Int64
  var originatingUSN: Int64
  var localUSN: Int64
}

/// Stamps of many entries, each as a run.
struct StampTable: Sendable {
  var stamps: [PackedStamp] = []
  var wide: [WideStamp] = []

  mutating func append(
    attribute: UInt16, originator: UInt16, version: UInt32, changed: Int64, originatingUSN: Int64,
    localUSN: Int64
  ) {
    if changed >= 0, changed < Int64(UInt32.max), let originating = UInt32(exactly: originatingUSN),
      let local = UInt32(exactly: localUSN)
    {
      stamps.append(
        PackedStamp(
          attribute: attribute, originator: originator, version: version, changed: UInt32(changed),
          originatingUSN: originating, localUSN: local))
    } else {
      stamps.append(
        PackedStamp(
          attribute: attribute, originator: originator, version: version, changed: .max,
          originatingUSN: UInt32(truncatingIfNeeded: wide.count), localUSN: 0))
      wide.append(WideStamp(changed: changed, originatingUSN: originatingUSN, localUSN: localUSN))
    }
  }

  /// The times and numbers of a record, whichever form it has.
  func full(_ stamp: PackedStamp) -> WideStamp {
    if stamp.changed == .max { return wide[Int(stamp.originatingUSN)] }
    return WideStamp(
      changed: Int64(stamp.changed), originatingUSN: Int64(stamp.originatingUSN),
      localUSN: Int64(stamp.localUSN))
  }
}
