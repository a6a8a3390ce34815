/// A security identifier: the name Windows gives a principal in every access check. [MS-DTYP] 2.4.2.
package struct SID: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// [MS-DTYP] 2.4.2.2: SubAuthorityCount is at most 15.
  static let maximumSubAuthorities = 15

  /// The wire form: revision 1, count, six bytes of authority (big endian), `count` sub-authorities (little endian).
  package let bytes: [UInt8]

  /// `bytes` must already be a whole, well-formed SID.
  init(checked bytes: [UInt8]) { self.bytes = bytes }

  /// Reads a SID that fills `bytes` exactly.
  /// - Throws: ``MalformedValue`` when bytes are missing, left over, or the revision or count is out of range.
  package init(_ bytes: some Collection<UInt8>) throws(MalformedValue) {
    var reader = ByteReader(Array(bytes))
    self = try reader.sid("SID")
    guard reader.remaining == 0 else {
      throw MalformedValue(field: "SID", offset: reader.offset, reason: "\(reader.remaining) bytes left over")
    }
  }

  /// As ``init(_:)``, for the octets of an attribute: a snapshot asks for the SID of every object many times.
  package init(_ bytes: ArraySlice<UInt8>) throws(MalformedValue) {
    let start = bytes.startIndex
    if bytes.count >= 8, bytes[start] == 1, bytes[start + 1] <= Self.maximumSubAuthorities,
      bytes.count == 8 + 4 * Int(bytes[start + 1])
    {
      self.init(checked: Array(bytes))
    } else {
      try self.init(Array(bytes))
    }
  }

  /// - Parameters:
  ///   - authority: the low 48 bits count.
  ///   - subAuthorities: at most 15; more are cut off.
  init(authority: UInt64, _ subAuthorities: [UInt32]) {
    let kept = subAuthorities.prefix(Self.maximumSubAuthorities)
    var bytes: [UInt8] = [1, UInt8(kept.count)]
    bytes.reserveCapacity(8 + 4 * kept.count)
    for shift in stride(from: UInt64(40), through: 0, by: -8) {
      bytes.append(UInt8(truncatingIfNeeded: authority >> shift))
    }
    for value in kept { bytes.append(littleEndian: value) }
    self.bytes = bytes
  }

  /// Reads `S-1-<authority>-<sub-authority>…`; numbers are decimal, or hexadecimal with `0x`. [MS-DTYP] 2.4.2.1.
  package init?(_ text: String) {
    let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    guard parts.count >= 3, parts.count - 3 <= Self.maximumSubAuthorities,
      parts[0].elementsEqual("S".utf8) || parts[0].elementsEqual("s".utf8), parts[1].elementsEqual("1".utf8),
      let authority = Self.number(parts[2]), authority < 1 << 48
    else { return nil }
    var subAuthorities: [UInt32] = []
    for part in parts.dropFirst(3) {
      guard let value = Self.number(part), let exact = UInt32(exactly: value) else { return nil }
      subAuthorities.append(exact)
    }
    self.init(authority: authority, subAuthorities)
  }

  private static func number(_ digits: Substring.UTF8View) -> UInt64? {
    let text = Substring(digits)
    // UInt64's own reader takes a leading plus sign, which a SID does not.
    guard let first = digits.first, first != UInt8(ascii: "+") else { return nil }
    if text.hasPrefix("0x") || text.hasPrefix("0X") {
      return text.dropFirst(2).first == "+" ? nil : UInt64(text.dropFirst(2), radix: 16)
    }
    return UInt64(text)
  }

  package var subAuthorityCount: Int { Int(bytes[1]) }

  /// The 48-bit identifier authority, for example 5 for NT.
  package var authority: UInt64 { bytes[2..<8].reduce(0) { $0 << 8 | UInt64($1) } }

  package func subAuthority(_ index: Int) -> UInt32? {
    guard index >= 0, index < subAuthorityCount else { return nil }
    let start = 8 + 4 * index
    return UInt32(bytes[start]) | UInt32(bytes[start + 1]) << 8 | UInt32(bytes[start + 2]) << 16
      | UInt32(bytes[start + 3]) << 24
  }

  /// The last sub-authority, which is the relative identifier of an account; nil when there is none.
  package var rid: UInt32? { subAuthority(subAuthorityCount - 1) }

  /// The domain of an account SID `S-1-5-21-a-b-c-rid`; nil for every other SID, a domain's own SID included.
  package var domain: SID? {
    guard authority == 5, subAuthorityCount == 5, subAuthority(0) == 21 else { return nil }
    var shorter = Array(bytes.dropLast(4))
    shorter[1] -= 1
    return SID(checked: shorter)
  }

  /// This SID with one more sub-authority; nil when it is already full.
  package func appending(_ rid: UInt32) -> SID? {
    guard subAuthorityCount < Self.maximumSubAuthorities else { return nil }
    var longer = bytes
    longer[1] += 1
    longer.append(littleEndian: rid)
    return SID(checked: longer)
  }

  /// `S-1-…`; an authority of 2³² or more is written in hexadecimal, as [MS-DTYP] 2.4.2.1 demands.
  package var description: String {
    let authority = authority
    var text = "S-1-"
    if authority >> 32 == 0 {
      text += String(authority)
    } else {
      let digits = String(authority, radix: 16, uppercase: true)
      text += "0x" + String(repeating: "0", count: 12 - digits.count) + digits
    }
    for index in 0..<subAuthorityCount { text += "-\(subAuthority(index) ?? 0)" }
    return text
  }

  /// By authority, then sub-authority by sub-authority as numbers, the shorter SID first.
  package static func < (a: SID, b: SID) -> Bool {
    if a.authority != b.authority { return a.authority < b.authority }
    for index in 0..<min(a.subAuthorityCount, b.subAuthorityCount) {
      let (left, right) = (a.subAuthority(index) ?? 0, b.subAuthority(index) ?? 0)
      if left != right { return left < right }
    }
    return a.subAuthorityCount < b.subAuthorityCount
  }
}
