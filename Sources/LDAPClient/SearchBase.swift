import LDAPTypes

/// What a search may find: an entry from elsewhere is not evidence of the place that was asked about.
struct SearchBase {
  /// nil when the base is named by an identifier alone, which does not say where it is.
  private let name: [UInt8]?
  private let isExact: Bool

  init(_ request: SearchRequest) {
    var name = Array(request.base.utf8)[...]
    let isAlternative = name.first == UInt8(ascii: "<")
    if isAlternative {
      // `<WKGUID=…,DN>`: the container lies within the DN ([MS-ADTS] 3.1.1.3.1.2.4).
      name = name.drop { $0 != UInt8(ascii: ",") }.dropFirst()
      if name.last == UInt8(ascii: ">") { name = name.dropLast() }
    }
    self.name = isAlternative && name.isEmpty ? nil : Array(name)
    isExact = request.scope == .base && !isAlternative
  }

  func holds(_ found: UnsafeRawBufferPointer) -> Bool {
    guard let name else { return true }
    if ends(found, with: name) { return true }
    // Spaces, escapes and letters outside ASCII may be written in several ways (RFC 4514).
    guard let base = try? DistinguishedName(String(decoding: name, as: UTF8.self)),
      let entry = try? DistinguishedName(String(decoding: found, as: UTF8.self))
    else { return false }
    return isExact ? entry == base : entry.isWithin(base)
  }

  /// Compared without regard to the case of ASCII letters.
  private func ends(_ found: UnsafeRawBufferPointer, with name: [UInt8]) -> Bool {
    let start = found.count - name.count
    guard start == 0 || start > 0 && !isExact && !name.isEmpty && found[start - 1] == UInt8(ascii: ",") else {
      return false
    }
    // An escaped comma separates nothing; how many backslashes make it one is left to the parser.
    guard start < 2 || found[start - 2] != UInt8(ascii: "\\") else { return false }
    return zip(found[start...], name).allSatisfy { Self.lowered($0) == Self.lowered($1) }
  }

  private static func lowered(_ byte: UInt8) -> UInt8 {
    UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte ? byte | 0x20 : byte
  }
}
