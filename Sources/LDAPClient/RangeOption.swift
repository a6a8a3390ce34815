/// The option by which Active Directory gives the values of an attribute in parts: `member;range=0-1499`, the last part
/// `member;range=1500-*` ([MS-ADTS] 3.1.1.3.1.3.3).
struct RangeOption: Hashable {
  /// The attribute description without the option.
  let description: String
  let first: Int
  /// nil = up to the end.
  let last: Int?

  /// nil when the description has no range option.
  init?(_ bytes: UnsafeRawBufferPointer) {
    guard bytes.contains(UInt8(ascii: ";")) else { return nil }
    let text = String(decoding: bytes, as: UTF8.self)
    var parts = text.split(separator: ";", omittingEmptySubsequences: false)
    guard let index = parts.firstIndex(where: { $0.lowercased().hasPrefix("range=") }) else { return nil }
    let bounds = parts[index].dropFirst("range=".count).split(
      separator: "-", omittingEmptySubsequences: false)
    guard bounds.count == 2, let first = Int(bounds[0]), first >= 0 else { return nil }
    if bounds[1] == "*" {
      last = nil
    } else {
      guard let end = Int(bounds[1]), end >= first, end < Int(UInt32.max) else { return nil }
      last = end
    }
    parts.remove(at: index)
    self.first = first
    description = parts.joined(separator: ";")
  }
}
