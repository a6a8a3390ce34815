/// How many entries of an answer came without the security descriptor that was asked for. A server leaves it out without a
/// word where the account may not read it ([MS-ADTS] 3.1.1.4.4).
final class DescriptorCount {
  static let name = "nTSecurityDescriptor"
  private static let lowered = Array(name.lowercased().utf8)

  var missing = 0

  static func isDescriptor(_ description: UnsafeRawBufferPointer) -> Bool {
    description.count == lowered.count && description.elementsEqual(lowered) { $0 | 0x20 == $1 }
  }
}
