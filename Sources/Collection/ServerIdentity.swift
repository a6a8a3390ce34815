import Foundation
import LDAPClient
import LDAPTypes
import LDIF
import WindowsSecurity

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
      clockSkewSeconds: rootDSE.string("currentTime").flatMap { GeneralizedTime(Array($0.utf8)) }.map {
        // The answer is fresh: the collection has just begun.
        Int((Double($0.seconds) - Date().timeIntervalSince1970).rounded())
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
      let octets = entry.attributes.first?.values.first, let identifier = try? GUID(octets)
    else { return nil }
    return identifier.description
  }
}
