internal import CCrypto

/// SHA-256 over bytes given piece by piece. The corresponding C functions are `EVP_DigestInit_ex` and its siblings.
struct SHA256Digest: ~Copyable {
  private let context: OpaquePointer?  // EVP_MD_CTX
  private var isSound: Bool

  init() {
    context = EVP_MD_CTX_new()
    isSound = context != nil && EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1
  }

  deinit { EVP_MD_CTX_free(context) }

  mutating func update(_ bytes: UnsafeRawBufferPointer) {
    isSound = isSound && EVP_DigestUpdate(context, bytes.baseAddress, bytes.count) == 1
  }

  /// Lower-case hexadecimal; nil when libcrypto refused, which it does when it was built without SHA-256.
  consuming func finish() -> String? {
    var octets = [UInt8](repeating: 0, count: 32)
    guard isSound, EVP_DigestFinal_ex(context, &octets, nil) == 1 else { return nil }
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: octets.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}
