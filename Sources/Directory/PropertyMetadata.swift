/// `replPropertyMetaData`: little endian, u32 version 1, u32 0, u32 count, u32 0, then 48 octets a record.
/// [MS-DRSR] 5.160 (PROPERTY_META_DATA_VECTOR)
func readPropertyMetadata(
  _ bytes: UnsafeRawBufferPointer, record body: (MetadataRecord) -> Void
) throws(MalformedMetadata) {
  guard bytes.count >= 16 else {
    throw MalformedMetadata(offset: 0, reason: "the header needs 16 bytes, \(bytes.count) are there")
  }
  let version = UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: 0, as: UInt32.self))
  guard version == 1 else { throw MalformedMetadata(offset: 0, reason: "version is \(version), not 1") }
  let count = Int(UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt32.self)))
  guard bytes.count == 16 + 48 * count else {
    throw MalformedMetadata(
      offset: 8, reason: "\(count) records need \(16 + 48 * count) bytes, \(bytes.count) are there")
  }
  // All times are checked before the first record is delivered: a vector is taken whole or not at all.
  for index in 0..<count {
    let time = integer(bytes, 16 + 48 * index + 8)
    guard secondsSince1970(dsTime: time) != nil else {
      throw MalformedMetadata(offset: 16 + 48 * index + 8, reason: "time \(time) is out of range")
    }
  }
  for index in 0..<count {
    let start = 16 + 48 * index
    body(
      MetadataRecord(
        attribute: .number(UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: start, as: UInt32.self))),
        version: UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: start + 4, as: UInt32.self)),
        changed: secondsSince1970(dsTime: integer(bytes, start + 8)) ?? 0,
        originator: InvocationID(bytes, at: start + 16),
        originatingUSN: integer(bytes, start + 32),
        localUSN: integer(bytes, start + 40)))
  }
}

private func integer(_ bytes: UnsafeRawBufferPointer, _ offset: Int) -> Int64 {
  Int64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Int64.self))
}
