/// An ordered list of access control entries; the order decides. [MS-DTYP] 2.4.5.
package struct ACL: Hashable, Sendable {
  /// 2, or 4 when object ACEs are present; kept as stored.
  package let revision: UInt8
  package let aces: [ACE]
  /// Sbz1 and Sbz2, zero by specification, kept as stored.
  let reserved: (UInt8, UInt16)
  /// Bytes that AclSize counts beyond the last entry.
  let slack: [UInt8]

  static let headerSize = 8

  package init(revision: UInt8? = nil, aces: [ACE]) {
    let needsDirectoryRevision = aces.contains { $0.type.hasObjectTypes }
    self.init(revision: revision ?? (needsDirectoryRevision ? 4 : 2), aces: aces, reserved: (0, 0), slack: [])
  }

  private init(revision: UInt8, aces: [ACE], reserved: (UInt8, UInt16), slack: [UInt8]) {
    self.revision = revision
    self.aces = aces
    self.reserved = reserved
    self.slack = slack
  }

  /// Reads the list that starts at the cursor of `reader` and leaves the cursor behind it.
  /// - Throws: ``MalformedValue`` for a revision other than 2, 3 or 4, a size that does not fit, or a malformed entry.
  init(_ reader: inout ByteReader) throws(MalformedValue) {
    let start = reader.offset
    let revision = try reader.uint8("AclRevision")
    guard (2...4).contains(revision) else {
      throw MalformedValue(field: "AclRevision", offset: start, reason: "is \(revision), not 2, 3 or 4")
    }
    let sbz1 = try reader.uint8("ACL Sbz1")
    let size = Int(try reader.uint16("AclSize"))
    let count = Int(try reader.uint16("AceCount"))
    let sbz2 = try reader.uint16("ACL Sbz2")
    guard size >= Self.headerSize, size - Self.headerSize <= reader.remaining else {
      throw MalformedValue(
        field: "AclSize", offset: start + 2,
        reason: "is \(size), \(reader.remaining + Self.headerSize) bytes left")
    }
    var body = ByteReader(reader.bytes, from: reader.offset, to: start + size)
    reader = ByteReader(reader.bytes, from: start + size, to: reader.end)
    var aces: [ACE] = []
    // An entry has at least four bytes: a hostile count cannot reserve more than the list can hold.
    aces.reserveCapacity(min(count, body.remaining / 4))
    for _ in 0..<count { aces.append(try ACE(&body)) }
    self.init(revision: revision, aces: aces, reserved: (sbz1, sbz2), slack: body.takeRest())
  }

  var encodedSize: Int { aces.reduce(Self.headerSize + slack.count) { $0 + $1.encodedSize } }

  func encode(into bytes: inout [UInt8]) {
    bytes.append(revision)
    bytes.append(reserved.0)
    bytes.append(littleEndian: UInt16(truncatingIfNeeded: encodedSize))
    bytes.append(littleEndian: UInt16(truncatingIfNeeded: aces.count))
    bytes.append(littleEndian: reserved.1)
    for ace in aces { ace.encode(into: &bytes) }
    bytes += slack
  }

  /// Equal when the same entries stand in the same order; reserved bytes and slack do not count.
  package static func == (a: ACL, b: ACL) -> Bool { a.revision == b.revision && a.aces == b.aces }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(revision)
    hasher.combine(aces)
  }
}
