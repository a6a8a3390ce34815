import LDAPClient
import LDAPTypes
import QueryCatalogue

/// One task under way: from a server into a file.
struct QueryRun {
  let task: CollectionTask
  let conversation: ServerConversation
  let file: EvidenceFile
  /// Told now and then how many entries of the answer have arrived.
  let report: (Int) -> Void

  struct Result {
    var asked: Manifest.Asked
    var gaps: [EvidenceGap] = []
    /// Why there is no answer, or no whole one.
    var failure: LDAPError?
  }

  /// Asks to the end, and brings what arrived to the disk.
  func run() throws(CollectionError) -> (Result, EvidenceFile.State) {
    let begin = ContinuousClock.now
    let start = try file.mark()
    announce()
    var result = Result(asked: task.asked, gaps: omissions)
    do {
      let (summary, attempts) = try conversation.search(
        task.request, named: task.query.id, into: { EvidenceSink(file: file, report: report) },
        restart: {
          try file.goBack(to: start)
          announce()
        })
      result.asked.references = summary.references
      result.asked.attempts = attempts
      result.gaps += incompleteRanges(summary) + emptiness(summary)
    } catch let error as LDAPError {
      // What arrived of an answer that broke off for good is kept up to its last whole entry.
      try file.discardEntry()
      result.asked.error = error.description
      result.asked.outcome = Self.outcome(of: error)
      result.failure = error
      if result.asked.outcome != .cut { result.gaps += refusal(error) }
    } catch let error as CollectionError {
      throw error
    } catch {
      throw .output(path: file.path, reason: String(describing: error))
    }
    let state = try file.checkpoint()
    result.asked.entries = state.entries - start.entries
    result.asked.offset = start.offset
    result.asked.bytes = state.bytes - start.offset
    result.asked.seconds = (ContinuousClock.now - begin).rounded
    return (result, state)
  }

  private func announce() {
    let base = task.request.base
    file.comment(base.isEmpty ? "query \(task.query.id)" : "query \(task.query.id) at \(base)")
  }

  private static func outcome(of error: LDAPError) -> Manifest.Asked.Outcome {
    if error.code == .noSuchObject { return .absent }
    // Limits and endless answers concern one query; a server that is gone concerns all that follow.
    switch error.code {
    case .serverDown, .connectError, .timeout, .busy, .unavailable, .userCancelled, .certificateNotVerified,
      .invalidCredentials:
      return .cut
    default: return .refused
    }
  }
}

extension QueryRun {
  /// A server that knows nothing of recycled objects and deactivated links has none to show.
  private var omissions: [EvidenceGap] {
    task.omittedControls.filter { $0 != .showRecycled && $0 != .showDeactivatedLinks }.map {
      task.gap(0, "\(task.server.url) does not know the control \($0.objectIdentifier)")
    }
  }

  private func incompleteRanges(_ summary: SearchSummary) -> [EvidenceGap] {
    guard !summary.incompleteRanges.isEmpty else { return [] }
    let examples = summary.incompleteRanges.prefix(3).joined(separator: ", ")
    return [
      task.gap(
        summary.incompleteRanges.count, "the server did not give all values, e.g. \(examples)",
        kind: .rangeIncomplete)
    ]
  }

  /// Deleted Objects answers with at least itself to whoever may read it, and every other context holds its head.
  private func emptiness(_ summary: SearchSummary) -> [EvidenceGap] {
    guard summary.entries == 0, EvidenceNames.isNeverEmpty(task.query) else { return [] }
    return [task.gap(1, "the server gave nothing; the account may not be allowed to see it")]
  }

  /// A base below a context that is absent is an answer: Exchange was never installed.
  private func refusal(_ error: LDAPError) -> [EvidenceGap] {
    let isDeleted = EvidenceNames.gap(of: task.query) == .deletedObjectsMissing
    if error.code == .noSuchObject, task.query.under != nil, !isDeleted { return [] }
    return [
      EvidenceGap(
        kind: EvidenceNames.gap(of: task.query), objects: 1, detail: error.description, query: task.query.id,
        base: task.request.base)
    ]
  }
}

extension Duration {
  /// Seconds, in whole milliseconds.
  var rounded: Double {
    (Double(components.seconds) * 1000 + Double(components.attoseconds / 1_000_000_000_000_000)) / 1000
  }
}
