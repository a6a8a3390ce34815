internal import Assessment

extension ReportView {
  /// How the evidence came about: who was asked, when, as whom, and what was not answered.
  var collections: [View] {
    (report.collection ?? []).map { collection in
      [
        "folder": .text(collection.folder), "summary": .text(summary(of: collection)),
        "servers": .list(collection.servers.map(server)),
        "unanswered": limited(collection.unanswered) { question in
          [
            "id": .text(question.id), "base": Value(question.base),
            "outcome": .text(texts["collection.\(question.outcome.rawValue)"]),
            "reason": Value(question.reason),
          ]
        },
      ]
    }
  }

  private func summary(of collection: AssessmentReport.Collection) -> String {
    let unknown = texts["undated"]
    let resumed =
      collection.runs > 1 ? " " + texts("collection.resumed", ["runs": texts.grouped(collection.runs)]) : ""
    return texts(
      collection.complete ? "collection.complete" : "collection.broken",
      [
        "tool": collection.tool, "catalogue": collection.catalogue, "asked": texts.grouped(collection.asked),
        "started": collection.started.map(texts.time) ?? unknown,
        "finished": collection.finished.map(texts.time) ?? unknown,
      ]) + resumed
  }

  private func server(_ server: AssessmentReport.Collection.Server) -> View {
    let certificate =
      server.certificateVerified ? "verified" : server.certificateSHA256 == nil ? "none" : "unverified"
    return [
      "name": .text(server.name ?? server.url), "url": .text(server.url),
      "invocation": Value(server.invocationID), "started": Value(server.started.map(texts.time)),
      "account": .text(server.account), "method": .text(server.method),
      "clock": .text(clock(server.clockSkewSeconds)), "clockWrong": .flag(server.hasWrongClock),
      "authenticated": .flag(server.isAuthenticated),
      "certificate": .text(texts["certificate.\(certificate)"]),
      "fingerprint": Value(server.certificateSHA256),
    ]
  }

  /// `ahead by 3 s`, `in step`.
  private func clock(_ skew: Int?) -> String {
    guard let skew else { return texts["clock.unknown"] }
    guard skew != 0 else { return texts["clock.equal"] }
    let seconds = Int(clamping: skew.magnitude)
    return texts(skew > 0 ? "clock.ahead" : "clock.behind", ["seconds": texts.grouped(seconds)])
  }
}
