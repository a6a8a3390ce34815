/// The case-insensitive form of Unicode text, for equality and order.
package enum CaseFolding {
  /// The lower case of every scalar on its own, so that a substring of the text folds to a substring of the result.
  /// Octets that are not UTF-8 stay as they are.
  package static func fold(_ text: [UInt8]) -> [UInt8] {
    if text.allSatisfy({ $0 < 0x80 }) { return text.map(lowerASCII) }
    guard let string = String(validating: text, as: UTF8.self) else { return text.map(lowerASCII) }
    var folded: [UInt8] = []
    folded.reserveCapacity(text.count)
    for scalar in string.unicodeScalars { folded += scalar.properties.lowercaseMapping.utf8 }
    return folded
  }

  static func lowerASCII(_ byte: UInt8) -> UInt8 {
    UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte ? byte | 0x20 : byte
  }
}
