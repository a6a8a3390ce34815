internal import CCrypto

/// SHA-256 over bytes given piece by piece; a copy remembers the state at a place to go back to.
///
/// The corresponding C functions are `EVP_DigestInit_ex` and its siblings.
package final class SHA256Digest {
  private let context = EVP_MD_CTX_new()
  private var isSound: Bool

  package init() { isSound = context != nil && EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1 }

  private init(copying other: SHA256Digest) {
    isSound = other.isSound && context != nil && EVP_MD_CTX_copy_ex(context, other.context) == 1
  }

  deinit { EVP_MD_CTX_free(context) }

  package func copy() -> SHA256Digest { SHA256Digest(copying: self) }

  package func update(_ bytes: UnsafeRawBufferPointer) {
    isSound = isSound && EVP_DigestUpdate(context, bytes.baseAddress, bytes.count) == 1
  }

  /// Lower-case hexadecimal of everything so far; nil when libcrypto refused, which it does when it was built without
  /// SHA-256. The state stays usable.
  package func hexadecimal() -> String? {
    let last = copy()
    var octets = [UInt8](repeating: 0, count: 32)
    guard last.isSound, EVP_DigestFinal_ex(last.context, &octets, nil) == 1 else { return nil }
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: octets.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }

  package static func hexadecimal(of bytes: [UInt8]) -> String? {
    let digest = SHA256Digest()
    bytes.withUnsafeBytes { digest.update($0) }
    return digest.hexadecimal()
  }
}
