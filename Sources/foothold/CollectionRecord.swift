import Assessment
import Collection
import Directory

extension AssessmentReport.Collection {
  /// What the manifest of an evidence folder says about its origin.
  init(_ manifest: Manifest, folder: String) {
    self.init(
      folder: folder, tool: "\(manifest.tool.name) \(manifest.tool.version)",
      catalogue: manifest.catalogue.source, started: Instant(iso8601: manifest.started),
      finished: manifest.finished.flatMap { Instant(iso8601: $0) }, complete: manifest.complete,
      runs: manifest.runs?.count ?? 1, servers: manifest.servers.map(Server.init),
      asked: manifest.queries.count,
      unanswered: manifest.queries.compactMap(Question.init))
  }
}

extension AssessmentReport.Collection.Server {
  fileprivate init(_ server: Manifest.Server) {
    // `simple NAME`, `external CERTIFICATE`, or the method alone.
    let parts = server.credentials.split(separator: " ", maxSplits: 1).map(String.init)
    let given = parts.count > 1 ? parts[1] : server.credentials
    self.init(
      url: server.url, name: server.dnsHostName, invocationID: server.invocationId,
      account: server.account?.name ?? server.whoAmI ?? given, method: parts.first ?? "",
      started: Instant(iso8601: server.started), clockSkewSeconds: server.clockSkewSeconds,
      certificateSHA256: server.certificateSHA256, certificateVerified: server.certificateVerified)
  }
}

extension AssessmentReport.Collection.Question {
  /// nil for a question that was answered to the end.
  fileprivate init?(_ asked: Manifest.Asked) {
    let outcome: Outcome
    switch asked.outcome {
    case .answered: return nil
    case .refused: outcome = .refused
    case .absent: outcome = .absent
    case .cut: outcome = .cut
    }
    self.init(id: asked.id, server: asked.server, base: asked.base, outcome: outcome, reason: asked.error)
  }
}
