import Foundation

/// The file of `--ca`, looked at before the server is blamed for what is in it.
enum CertificateFile {
  /// Far more than all authorities of all systems take.
  private static let largest = 16 << 20

  /// - Throws: when the file holds no certificate in PEM (RFC 7468 §5), with the command that makes one of what it holds.
  static func check(_ path: String) throws {
    guard let file = FileHandle(forReadingAtPath: path), let content = try? file.read(upToCount: largest)
    else {
      // An empty file gives no content.
      throw Failure(.malformedInput, "\(path): the file of --ca is empty or a folder. \(wanted)")
    }
    guard content.firstRange(of: Data("CERTIFICATE-----".utf8)) == nil else { return }
    // A SEQUENCE with a length of several octets: all that is longer than 127.
    guard content.starts(with: [0x30]), content.dropFirst().first.map({ 0x81...0x84 ~= $0 }) == true
    else {
      throw Failure(.malformedInput, "\(path): the file of --ca holds no certificate in PEM. \(wanted)")
    }
    let command =
      content.prefix(64).firstRange(of: Data(signedData)) == nil
      ? "openssl x509 -inform der -in \(path) -out ca.pem"
      : "openssl pkcs7 -inform der -print_certs -in \(path) -out ca.pem"
    throw Failure(.malformedInput, "\(path): the file of --ca is DER, not PEM. Convert it: \(command)")
  }

  private static let wanted = "It takes text with -----BEGIN CERTIFICATE-----."
  /// 1.2.840.113549.1.7.2, with which Windows' .p7b begins. RFC 5652 §5.1
  private static let signedData: [UInt8] = [
    0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x02,
  ]
}
