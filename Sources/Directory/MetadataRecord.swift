/// One decoded record of replication metadata, before names and originators are interned.
struct MetadataRecord: Equatable {
  enum Attribute: Equatable {
    /// ATTRTYP, of `replPropertyMetaData`. [MS-DRSR] 5.16.4
    case number(UInt32)
    case name([UInt8])
  }
  var attribute: Attribute = .name([])
  var version: UInt32 = 0
  /// Seconds since 1970-01-01 UTC.
  var changed: Int64 = 0
  var originator = InvocationID()
  var originatingUSN: Int64 = 0
  var localUSN: Int64 = 0
  /// The name of the originating NTDS Settings object; empty when the directory no longer knows it.
  var originatorName: [UInt8] = []
  /// Only for values of linked attributes.
  var link: Link?

  struct Link: Equatable {
    var target: [UInt8] = []
    var created: Int64 = 0
    /// nil = the value is present.
    var deleted: Int64?
  }
}

/// The 16 octets of an invocationId as they are stored. [MS-DTYP] 2.3.4.2
struct InvocationID: Hashable, Sendable {
  var low: UInt64 = 0
  var high: UInt64 = 0

  var bytes: [UInt8] { withUnsafeBytes(of: (low, high)) { Array($0) } }

  init() {}

  /// Reads 16 octets at an offset that the caller has checked.
  init(_ bytes: UnsafeRawBufferPointer, at offset: Int) {
    low = bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
    high = bytes.loadUnaligned(fromByteOffset: offset + 8, as: UInt64.self)
  }

  /// Reads `29bded81-10df-44a3-8ed6-19f582cb8b4e`; the first three groups are stored with their octets reversed.
  init?(text: UnsafeRawBufferPointer) {
    guard text.count == 36 else { return nil }
    var octets: (UInt64, UInt64) = (0, 0)
    let isRead = withUnsafeMutableBytes(of: &octets) { octets -> Bool in
      var index = 0
      for position in GUIDText.octetOrder {
        while index < 36, text[index] == UInt8(ascii: "-") { index += 1 }
        guard index + 1 < 36, let high = hexDigit(text[index]), let low = hexDigit(text[index + 1]) else {
          return false
        }
        octets[position] = high << 4 | low
        index += 2
      }
      return index == 36
    }
    guard isRead else { return nil }
    (low, high) = octets
  }
}

enum GUIDText {
  /// Which stored octet each pair of digits of the text form fills.
  static let octetOrder = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15]
}

/// Replication metadata that cannot be what the directory writes.
struct MalformedMetadata: Error, Equatable, CustomStringConvertible {
  let offset: Int
  let reason: String

  var description: String { "at byte \(offset): \(reason)" }
}

/// Seconds since 1601 (DSTIME) to seconds since 1970; nil beyond the year 9999, which no clock shows.
func secondsSince1970(dsTime: Int64) -> Int64? {
  guard dsTime >= 0, dsTime <= 265_046_774_399 else { return nil }
  return dsTime - 11_644_473_600
}
