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
      runs: manifest.runs?.count ?? 1,
      servers: manifest.servers.flatMap { Self.records(of: $0, in: manifest) },
      asked: manifest.queries.count,
      unanswered: manifest.queries.compactMap(Question.init))
  }
}

extension AssessmentReport.Collection {
  /// A server as it was at the beginning, and once more for every run that asked it as another account, or less protected.
  private static func records(of server: Manifest.Server, in manifest: Manifest) -> [Server] {
    var records = [Server(server)]
    for run in manifest.runs ?? [] {
      for contact in run.servers where contact.url == server.url {
        guard let record = Server(server, run, contact), !records.contains(where: { $0.isAsked(as: record) })
        else { continue }
        records.append(record)
      }
    }
    return records
  }
}

extension AssessmentReport.Collection.Server {
  /// nil when the run did not record as whom it asked.
  fileprivate init?(_ server: Manifest.Server, _ run: Manifest.Run, _ contact: Manifest.Run.Contact) {
    guard let credentials = contact.credentials else { return nil }
    var server = server
    server.credentials = credentials
    server.whoAmI = contact.whoAmI
    server.account = contact.account
    server.clockSkewSeconds = contact.clockSkewSeconds
    server.certificateSHA256 = contact.certificateSHA256
    server.certificateVerified = contact.certificateVerified ?? false
    server.started = run.started
    self.init(server)
  }

  fileprivate func isAsked(as other: Self) -> Bool {
    account == other.account && method == other.method && certificateSHA256 == other.certificateSHA256
      && certificateVerified == other.certificateVerified && hasWrongClock == other.hasWrongClock
  }

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
