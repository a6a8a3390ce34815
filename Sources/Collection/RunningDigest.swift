import CCrypto

/// SHA-256 of what was written so far; a copy remembers the state at a place to go back to.
final class RunningDigest {
  private let context = EVP_MD_CTX_new()
  private var isValid: Bool

  init() { isValid = context != nil && EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1 }

  private init(copying other: RunningDigest) {
    isValid = other.isValid && context != nil && EVP_MD_CTX_copy_ex(context, other.context) == 1
  }

  deinit { EVP_MD_CTX_free(context) }

  func copy() -> RunningDigest { RunningDigest(copying: self) }

  func update(_ bytes: UnsafeRawBufferPointer) {
    isValid = isValid && EVP_DigestUpdate(context, bytes.baseAddress, bytes.count) == 1
  }

  /// Lower-case hexadecimal of everything so far; nil when libcrypto has no SHA-256. The state stays usable.
  func hexadecimal() -> String? {
    let last = copy()
    var octets = [UInt8](repeating: 0, count: 32)
    guard last.isValid, EVP_DigestFinal_ex(last.context, &octets, nil) == 1 else { return nil }
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: octets.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }

  static func hexadecimal(of bytes: [UInt8]) -> String? {
    let digest = RunningDigest()
    bytes.withUnsafeBytes { digest.update($0) }
    return digest.hexadecimal()
  }
}
