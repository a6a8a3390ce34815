/// The text form of a security identifier in a filter, turned into the octets that the directory stores.
enum SIDText {
  /// `S-1-authority-sub…` as [MS-DTYP] 2.4.2.2; nil when the text is none.
  static func octets(_ text: [UInt8]) -> [UInt8]? {
    let fields = String(decoding: text, as: UTF8.self).split(separator: "-", omittingEmptySubsequences: false)
    guard fields.count >= 3, fields.count <= 18, fields[0] == "S", fields[1] == "1",
      let authority = UInt64(fields[2]), authority < 1 << 48
    else { return nil }
    var octets: [UInt8] = [1, UInt8(fields.count - 3)]
    for shift in stride(from: 40, through: 0, by: -8) {
      octets.append(UInt8(truncatingIfNeeded: authority >> UInt64(shift)))
    }
    for field in fields.dropFirst(3) {
      guard let part = UInt32(field) else { return nil }
      for shift in stride(from: 0, through: 24, by: 8) {
        octets.append(UInt8(truncatingIfNeeded: part >> UInt32(shift)))
      }
    }
    return octets
  }
}
