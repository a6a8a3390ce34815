/// The `;binary` forms of `msDS-ReplAttributeMetaData` and `msDS-ReplValueMetaData`: one structure a value, little
/// endian, strings in UTF-16LE at offsets from its start (0 = empty), fields aligned as C aligns them.
/// DS_REPL_ATTR_META_DATA_BLOB, DS_REPL_VALUE_META_DATA_BLOB and its `_EXT` form, which only appends fields.
struct MetadataBlob {
  private let bytes: UnsafeRawBufferPointer

  static func readAttribute(_ bytes: UnsafeRawBufferPointer) throws(MalformedMetadata) -> MetadataRecord {
    let blob = MetadataBlob(bytes: bytes)
    var record = MetadataRecord()
    record.attribute = .name(try blob.string(0, "attribute name"))
    record.version = try blob.word(4)
    record.changed = try blob.time(8)
    record.originator = try blob.invocation(16)
    record.originatingUSN = try blob.integer(32)
    record.localUSN = try blob.integer(40)
    record.originatorName = try blob.string(48, "originating DSA")
    return record
  }

  static func readValue(_ bytes: UnsafeRawBufferPointer) throws(MalformedMetadata) -> MetadataRecord {
    let blob = MetadataBlob(bytes: bytes)
    var record = MetadataRecord()
    record.attribute = .name(try blob.string(0, "attribute name"))
    var link = MetadataRecord.Link()
    link.target = try blob.string(4, "object name")
    // FILETIME is two 32-bit words, so 4-byte alignment is enough for it; the USNs are aligned to 8.
    let deleted = try blob.time(16)
    link.deleted = deleted == MetadataXML.never ? nil : deleted
    link.created = try blob.time(24)
    record.version = try blob.word(32)
    record.changed = try blob.time(36)
    record.originator = try blob.invocation(44)
    record.originatingUSN = try blob.integer(64)
    record.localUSN = try blob.integer(72)
    record.originatorName = try blob.string(80, "originating DSA")
    record.link = link
    return record
  }

  private func word(_ offset: Int) throws(MalformedMetadata) -> UInt32 {
    try check(offset, 4)
    return UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
  }

  private func integer(_ offset: Int) throws(MalformedMetadata) -> Int64 {
    try check(offset, 8)
    return Int64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Int64.self))
  }

  private func invocation(_ offset: Int) throws(MalformedMetadata) -> InvocationID {
    try check(offset, 16)
    return InvocationID(bytes, at: offset)
  }

  /// FILETIME, 100 ns since 1601-01-01 UTC.
  private func time(_ offset: Int) throws(MalformedMetadata) -> Int64 {
    let ticks = try integer(offset)
    guard ticks >= 0, let seconds = secondsSince1970(dsTime: ticks / 10_000_000) else {
      throw MalformedMetadata(offset: offset, reason: "time \(ticks) is out of range")
    }
    return seconds
  }

  private func string(_ field: Int, _ name: String) throws(MalformedMetadata) -> [UInt8] {
    let start = Int(try word(field))
    if start == 0 { return [] }
    var units: [UInt16] = []
    var offset = start
    while true {
      guard offset + 2 <= bytes.count else {
        throw MalformedMetadata(offset: field, reason: "\(name) at byte \(start) does not end")
      }
      let unit = UInt16(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt16.self))
      if unit == 0 { break }
      units.append(unit)
      offset += 2
    }
    return Array(String(decoding: units, as: UTF16.self).utf8)
  }

  private func check(_ offset: Int, _ count: Int) throws(MalformedMetadata) {
    guard offset + count <= bytes.count else {
      throw MalformedMetadata(
        offset: offset, reason: "needs \(count) bytes, \(max(0, bytes.count - offset)) are there")
    }
  }
}
