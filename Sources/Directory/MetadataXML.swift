/// The text form of `msDS-ReplAttributeMetaData` and `msDS-ReplValueMetaData`: an XML fragment a value, without root,
/// ended by LF and NUL. [MS-ADTS] 3.1.1.4.5.17 and 3.1.1.4.5.18
///
/// Read tolerantly: white space of any kind, unknown elements, several fragments in one value, content that was not
/// escaped. An element ends at its own end tag, so a `<` inside a name does no harm.
enum MetadataXML {
  /// 1601-01-01T00:00:00Z, which means *not deleted*.
  static let never: Int64 = -11_644_473_600

  /// - Returns: how many fragments were read.
  @discardableResult
  static func read(
    _ text: UnsafeRawBufferPointer, record body: (MetadataRecord) -> Void
  ) throws(MalformedMetadata) -> Int {
    var scanner = Scanner(text: text)
    var count = 0
    while let tag = scanner.nextTag() {
      if matches(text, tag, "DS_REPL_ATTR_META_DATA") {
        body(try fragment(&scanner, isLink: false))
        count += 1
      } else if matches(text, tag, "DS_REPL_VALUE_META_DATA")
        || matches(text, tag, "DS_REPL_VALUE_META_DATA_EXT")
      {
        body(try fragment(&scanner, isLink: true))
        count += 1
      }
    }
    guard count > 0 else { throw MalformedMetadata(offset: 0, reason: "no metadata element") }
    return count
  }

  private static func fragment(_ scanner: inout Scanner, isLink: Bool) throws(MalformedMetadata)
    -> MetadataRecord
  {
    var record = MetadataRecord()
    var link = MetadataRecord.Link()
    var fields = 0
    let text = scanner.text
    let start = scanner.offset
    while let tag = scanner.nextTag() {
      if text[tag.lowerBound] == UInt8(ascii: "/") {
        guard fields & 7 == 7, !isLink || !link.target.isEmpty else {
          throw MalformedMetadata(offset: start, reason: "attribute, version, time or object is missing")
        }
        if isLink { record.link = link }
        return record
      }
      if text[tag.upperBound - 1] == UInt8(ascii: "/") { continue }
      let content = try scanner.content(of: tag)
      // The lengths of the element names differ enough to decide by them first.
      switch tag.count {
      case 16 where matches(text, tag, "pszAttributeName"):
        record.attribute = .name(unescaped(text, content))
        if !content.isEmpty { fields |= 1 }
      case 9 where matches(text, tag, "dwVersion"):
        guard let version = UInt32(exactly: try number(text, content)) else {
          throw MalformedMetadata(offset: content.lowerBound, reason: "version is out of range")
        }
        record.version = version
        fields |= 2
      case 26 where matches(text, tag, "ftimeLastOriginatingChange"):
        record.changed = try time(text, content)
        fields |= 4
      case 34 where matches(text, tag, "uuidLastOriginatingDsaInvocationID"):
        guard let id = InvocationID(text: UnsafeRawBufferPointer(rebasing: text[content])) else {
          throw MalformedMetadata(offset: content.lowerBound, reason: "invocation id is not a GUID")
        }
        record.originator = id
      case 20 where matches(text, tag, "usnOriginatingChange"):
        record.originatingUSN = try number(text, content)
      case 14 where matches(text, tag, "usnLocalChange"):
        record.localUSN = try number(text, content)
      case 23 where matches(text, tag, "pszLastOriginatingDsaDN"):
        record.originatorName = unescaped(text, content)
      case 11 where matches(text, tag, "pszObjectDn"):
        link.target = unescaped(text, content)
      case 12 where matches(text, tag, "ftimeDeleted"):
        let deleted = try time(text, content)
        link.deleted = deleted == never ? nil : deleted
      case 12 where matches(text, tag, "ftimeCreated"):
        link.created = try time(text, content)
      default:
        break
      }
    }
    throw MalformedMetadata(offset: start, reason: "the metadata element does not end")
  }

  private static func number(
    _ text: UnsafeRawBufferPointer, _ range: Range<Int>
  ) throws(MalformedMetadata) -> Int64 {
    var value: Int64 = 0
    var isNegative = false
    var isOverflow = range.isEmpty
    for (position, index) in range.enumerated() {
      let byte = text[index]
      if position == 0, byte == UInt8(ascii: "-"), range.count > 1 {
        isNegative = true
        continue
      }
      guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else {
        throw MalformedMetadata(offset: index, reason: "not a number")
      }
      let (product, first) = value.multipliedReportingOverflow(by: 10)
      let (sum, second) = product.addingReportingOverflow(Int64(byte - UInt8(ascii: "0")))
      isOverflow = isOverflow || first || second
      value = sum
    }
    if isOverflow { throw MalformedMetadata(offset: range.lowerBound, reason: "number is out of range") }
    return isNegative ? -value : value
  }

  /// `2021-03-05T09:12:33Z`; re-exports lose the `Z` and mean the same.
  private static func time(
    _ text: UnsafeRawBufferPointer, _ range: Range<Int>
  ) throws(MalformedMetadata) -> Int64 {
    guard let instant = Instant(iso8601: UnsafeRawBufferPointer(rebasing: text[range])) else {
      throw MalformedMetadata(offset: range.lowerBound, reason: "not a time")
    }
    return instant.seconds
  }

  private static func matches(_ text: UnsafeRawBufferPointer, _ range: Range<Int>, _ name: StaticString)
    -> Bool
  {
    guard range.count == name.utf8CodeUnitCount else { return false }
    return name.withUTF8Buffer { name in
      bytesAreEqual(UnsafeRawBufferPointer(name), UnsafeRawBufferPointer(rebasing: text[range]))
    }
  }

  private static func unescaped(_ text: UnsafeRawBufferPointer, _ range: Range<Int>) -> [UInt8] {
    let raw = Array(text[range])
    guard raw.contains(UInt8(ascii: "&")) else { return raw }
    var value: [UInt8] = []
    var index = 0
    outer: while index < raw.count {
      if raw[index] == UInt8(ascii: "&") {
        for (name, sign) in entities where raw[index...].starts(with: name) {
          value.append(sign)
          index += name.count
          continue outer
        }
      }
      value.append(raw[index])
      index += 1
    }
    return value
  }

  private static let entities: [([UInt8], UInt8)] = [
    (Array("&amp;".utf8), UInt8(ascii: "&")), (Array("&lt;".utf8), UInt8(ascii: "<")),
    (Array("&gt;".utf8), UInt8(ascii: ">")), (Array("&quot;".utf8), UInt8(ascii: "\"")),
    (Array("&apos;".utf8), UInt8(ascii: "'")),
  ]

  private struct Scanner {
    let text: UnsafeRawBufferPointer
    var offset = 0

    init(text: UnsafeRawBufferPointer) { self.text = text }

    /// What stands between the next `<` and its `>`; nil at the end.
    mutating func nextTag() -> Range<Int>? {
      while offset < text.count, text[offset] != UInt8(ascii: "<") { offset += 1 }
      let start = offset + 1
      var end = start
      while end < text.count, text[end] != UInt8(ascii: ">") { end += 1 }
      guard end < text.count, end > start else {
        offset = text.count
        return nil
      }
      offset = end + 1
      return start..<end
    }

    /// What stands before the end tag of `tag`, without white space around it.
    mutating func content(of tag: Range<Int>) throws(MalformedMetadata) -> Range<Int> {
      var start = offset
      var index = offset
      let width = tag.count + 3
      while index + width <= text.count {
        if text[index] == UInt8(ascii: "<"), text[index + 1] == UInt8(ascii: "/"),
          text[index + width - 1] == UInt8(ascii: ">"),
          bytesAreEqual(
            UnsafeRawBufferPointer(rebasing: text[(index + 2)..<(index + 2 + tag.count)]),
            UnsafeRawBufferPointer(rebasing: text[tag]))
        {
          offset = index + width
          var end = index
          while start < end, text[start] <= 0x20 { start += 1 }
          while end > start, text[end - 1] <= 0x20 { end -= 1 }
          return start..<end
        }
        index += 1
      }
      throw MalformedMetadata(offset: tag.lowerBound, reason: "the element does not end")
    }
  }
}
