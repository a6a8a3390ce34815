import LDAPClient
import LDAPTypes
import QueryCatalogue

/// One question to one server: a query of the catalogue in a naming context, and the file its answer goes to.
struct CollectionTask: Sendable {
  let query: Query
  /// Without the controls that the server does not know.
  let request: SearchRequest
  let omittedControls: [SearchControl]
  let server: DirectoryServer
  /// Name of the file in the folder.
  var file: String
  /// True when every server gives an answer of its own, so that each is asked; otherwise the first that holds the
  /// naming context answers for all.
  let isPerServer: Bool

  init(
    _ query: Query, _ request: SearchRequest, of server: DirectoryServer, into file: String,
    isPerServer: Bool = false
  ) {
    self.query = query
    self.server = server
    self.file = file
    self.isPerServer = isPerServer
    omittedControls = server.rootDSE.unsupported(request.controls)
    var request = request
    request.controls.subtract(omittedControls)
    self.request = request
  }

  /// What makes two tasks the same.
  struct Key: Hashable {
    let query: String
    /// In lower case.
    let base: String
    /// ``DirectoryServer/identity``; nil when any server may answer.
    let server: String?
  }

  var key: Key {
    Key(query: query.id, base: request.base.lowercased(), server: isPerServer ? server.identity : nil)
  }

  /// How the question stands in the manifest before there is an answer.
  var asked: Manifest.Asked {
    Manifest.Asked(
      id: query.id, server: server.url, base: request.base, scope: EvidenceNames.scope(request.scope),
      filter: request.filter.description, attributes: request.attributes,
      controls: request.controls.map(\.objectIdentifier).sorted(),
      omittedControls: omittedControls.map(\.objectIdentifier), file: file, outcome: .answered, entries: 0,
      references: 0, attempts: 1, seconds: 0)
  }

  func gap(_ objects: Int, _ detail: String, kind: EvidenceGap.Kind? = nil) -> EvidenceGap {
    EvidenceGap(
      kind: kind ?? EvidenceNames.gap(of: query), objects: objects, detail: "\(query.id): \(detail)",
      query: query.id, base: request.base)
  }
}
