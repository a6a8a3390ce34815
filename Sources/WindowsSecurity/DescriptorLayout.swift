extension SecurityDescriptor {
  /// Where the parts of a decoded descriptor stood, and the bytes that belong to none of them.
  struct Layout: Sendable {
    static let headerSize = 20

    struct Offsets: Hashable, Sendable {
      var owner: UInt32 = 0
      var group: UInt32 = 0
      var sacl: UInt32 = 0
      var dacl: UInt32 = 0
    }

    /// The byte that [MS-DTYP] calls Sbz1; with the RM control bit it belongs to a resource manager.
    let resourceManagerControl: UInt8
    let offsets: Offsets
    let length: Int
    /// Padding between and behind the parts, by offset.
    let filler: [(offset: Int, bytes: [UInt8])]

    /// - Parameter covered: the ranges of `bytes` that decoded parts account for; they may overlap.
    init(resourceManagerControl: UInt8, offsets: Offsets, bytes: [UInt8], covered: [Range<Int>]) {
      self.resourceManagerControl = resourceManagerControl
      self.offsets = offsets
      self.length = bytes.count
      var filler: [(offset: Int, bytes: [UInt8])] = []
      var position = 0
      for range in covered.sorted(by: { $0.lowerBound < $1.lowerBound }) {
        if range.lowerBound > position {
          filler.append((position, Array(bytes[position..<range.lowerBound])))
        }
        position = max(position, range.upperBound)
      }
      if position < bytes.count { filler.append((position, Array(bytes[position...]))) }
      self.filler = filler
    }
  }

  /// The wire form: the bytes it was read from, or SACL, DACL, owner, group behind the header, the order Windows uses.
  package func encoded() -> [UInt8] {
    layout.map { encoded($0) } ?? encodedInUsualOrder()
  }

  private func encoded(_ layout: Layout) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: layout.length)
    var header: [UInt8] = []
    appendHeader(layout.resourceManagerControl, layout.offsets, to: &header)
    bytes.replaceSubrange(0..<Layout.headerSize, with: header)
    for (offset, filler) in layout.filler {
      bytes.replaceSubrange(offset..<offset + filler.count, with: filler)
    }
    func place(_ part: [UInt8]?, _ offset: UInt32) {
      guard let part else { return }
      bytes.replaceSubrange(Int(offset)..<Int(offset) + part.count, with: part)
    }
    place(sacl.map(Self.encode), layout.offsets.sacl)
    place(dacl.map(Self.encode), layout.offsets.dacl)
    place(owner?.bytes, layout.offsets.owner)
    place(group?.bytes, layout.offsets.group)
    return bytes
  }

  private func encodedInUsualOrder() -> [UInt8] {
    var body: [UInt8] = []
    func append(_ part: [UInt8]?) -> UInt32 {
      guard let part else { return 0 }
      defer { body += part }
      return UInt32(Layout.headerSize + body.count)
    }
    var offsets = Layout.Offsets()
    offsets.sacl = append(sacl.map(Self.encode))
    offsets.dacl = append(dacl.map(Self.encode))
    offsets.owner = append(owner?.bytes)
    offsets.group = append(group?.bytes)
    var bytes: [UInt8] = []
    appendHeader(0, offsets, to: &bytes)
    return bytes + body
  }

  private func appendHeader(
    _ resourceManagerControl: UInt8, _ offsets: Layout.Offsets, to bytes: inout [UInt8]
  ) {
    bytes += [1, resourceManagerControl]
    bytes.append(littleEndian: control.rawValue)
    bytes.append(littleEndian: offsets.owner)
    bytes.append(littleEndian: offsets.group)
    bytes.append(littleEndian: offsets.sacl)
    bytes.append(littleEndian: offsets.dacl)
  }

  private static func encode(_ acl: ACL) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(acl.encodedSize)
    acl.encode(into: &bytes)
    return bytes
  }
}
