import Foundation
import LDAPClient
import LDAPTypes
import LDIF

/// Who answered: what a server says about itself, for the manifest.
enum ServerIdentity {
  static func read(_ conversation: ServerConversation, at started: String) -> Manifest.Server {
    let server = conversation.server
    let rootDSE = server.rootDSE
    let certificate = conversation.peerCertificate()
    var identity = Manifest.Server(
      url: server.url, credentials: server.options.credentials.summary, whoAmI: conversation.whoAmI(),
      account: AccountIdentity.read(conversation), protection: conversation.protection(),
      dnsHostName: rootDSE.string("dnsHostName"), dsServiceName: rootDSE.string("dsServiceName"),
      invocationId: invocationID(conversation), highestCommittedUSN: rootDSE.string("highestCommittedUSN"),
      domainFunctionality: rootDSE.string("domainFunctionality"),
      forestFunctionality: rootDSE.string("forestFunctionality"),
      domainControllerFunctionality: rootDSE.string("domainControllerFunctionality"),
      namingContexts: rootDSE.strings("namingContexts"), currentTime: rootDSE.string("currentTime"),
      clockSkewSeconds: rootDSE.string("currentTime").flatMap(seconds).map {
        // The answer is fresh: the collection has just begun.
        Int(($0 - Date().timeIntervalSince1970).rounded())
      },
      certificateSHA256: certificate.flatMap { SHA256Digest.hexadecimal(of: $0) },
      certificateVerified: server.options.isTLS && !server.options.insecure, started: started)
    identity.questions = conversation.asides.map {
      Manifest.Question(
        base: $0.base, scope: EvidenceNames.scope($0.scope), filter: $0.filter.description,
        attributes: $0.attributes)
    }
    return identity
  }

  /// The invocationId of the server's own directory object; nil when it cannot be read.
  private static func invocationID(_ conversation: ServerConversation) -> String? {
    guard let name = conversation.server.rootDSE.string("dsServiceName") else { return nil }
    let request = SearchRequest(
      base: name, scope: .base, filter: .present(attribute: "objectClass"), attributes: ["invocationId"])
    // Without it the collection goes on: the snapshot finds it in the configuration.
    guard let entry = try? conversation.entries(request, named: "invocationId").first,
      let bytes = entry.attributes.first?.values.first, bytes.count == 16
    else { return nil }
    // A GUID as Active Directory stores it: the first three fields little-endian ([MS-DTYP] 2.3.4.2).
    let order = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15]
    let digits = order.map { index in
      let text = String(bytes[index], radix: 16)
      return text.count == 1 ? "0" + text : text
    }
    return [digits[0..<4], digits[4..<6], digits[6..<8], digits[8..<10], digits[10..<16]]
      .map { $0.joined() }.joined(separator: "-")
  }

  /// Seconds since 1970 of a generalised time `YYYYMMDDHHMMSS.0Z`.
  static func seconds(_ text: String) -> Double? {
    let digits = Array(text.utf8.prefix(14))
    guard digits.count == 14, digits.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }) else {
      return nil
    }
    func number(_ range: Range<Int>) -> Int {
      digits[range].reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    }
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = .gmt
    let components = DateComponents(
      year: number(0..<4), month: number(4..<6), day: number(6..<8), hour: number(8..<10),
      minute: number(10..<12), second: number(12..<14))
    return calendar.date(from: components)?.timeIntervalSince1970
  }
}
