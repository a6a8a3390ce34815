import LDAPClient
import LDAPTypes
import QueryCatalogue

/// One task under way: from a server into a file.
struct QueryRun {
  let task: CollectionTask
  let conversation: ServerConversation
  let file: EvidenceFile
  /// How often what has arrived of a long answer is vouched for. It is asked again as a whole when the collection is
  /// resumed, but can be read until then.
  let interval: Duration
  /// Told now and then how many entries of the answer have arrived.
  let report: (Int) -> Void
  /// Takes what has arrived and is on the disk; nil when nothing of it is valid any more.
  let keep: (Result?, EvidenceFile.State) throws -> Void

  struct Result {
    var asked: Manifest.Asked
    var gaps: [EvidenceGap] = []
    /// Why there is no answer, or no whole one.
    var failure: LDAPError?

    fileprivate mutating func measure(
      from start: EvidenceFile.Mark, to end: EvidenceFile.State, since begin: ContinuousClock.Instant
    ) {
      asked.entries = end.entries - start.entries
      asked.offset = start.offset
      asked.bytes = end.bytes - start.offset
      asked.seconds = (ContinuousClock.now - begin).rounded
    }
  }

  /// Asks to the end, and brings what arrived to the disk.
  func run() throws(CollectionError) -> (Result, EvidenceFile.State) {
    let begin = ContinuousClock.now
    let start = try file.mark()
    announce()
    var result = Result(asked: task.asked, gaps: omissions)
    let descriptors = DescriptorCount()
    var kept: ContinuousClock.Instant?
    do {
      let (summary, attempts) = try conversation.search(
        task.request, named: task.query.id,
        into: {
          descriptors.missing = 0
          return EvidenceSink(file: file, descriptors: descriptors) { entries in
            report(entries)
            guard ContinuousClock.now - (kept ?? begin) >= interval else { return }
            var partial = result
            partial.asked.outcome = .cut
            partial.asked.error = "the collection ended before the answer did"
            let state = try file.checkpoint()
            partial.measure(from: start, to: state, since: begin)
            try keep(partial, state)
            kept = ContinuousClock.now
          }
        },
        restart: {
          // First the manifest, then the file: it never vouches for what is gone.
          if kept != nil { try keep(nil, start.state) }
          try file.goBack(to: start)
          announce()
        })
      result.asked.references = summary.references
      if task.request.attributes.contains(DescriptorCount.name) {
        result.asked.withoutDescriptor = descriptors.missing
      }
      result.asked.attempts = attempts
      result.gaps += incompleteRanges(summary) + emptiness(summary)
    } catch let error as LDAPError {
      // What arrived of an answer that broke off for good is kept up to its last whole entry.
      try file.discardEntry()
      result.asked.error = error.description
      let isBegun = file.entries > start.entries
      result.asked.outcome = Self.outcome(of: error, isBegun: isBegun)
      result.failure = error
      if result.asked.outcome != .cut { result.gaps += refusal(error, result.asked.outcome) }
    } catch let error as CollectionError {
      throw error
    } catch {
      throw .output(path: file.path, reason: String(describing: error))
    }
    let state = try file.checkpoint()
    result.measure(from: start, to: state, since: begin)
    return (result, state)
  }

  private func announce() {
    let base = task.request.base
    file.comment(base.isEmpty ? "query \(task.query.id)" : "query \(task.query.id) at \(base)")
  }

  /// - Parameter isBegun: true when entries have arrived, so that the base was there.
  private static func outcome(of error: LDAPError, isBegun: Bool) -> Manifest.Asked.Outcome {
    if error.code == .noSuchObject, !isBegun { return .absent }
    // Limits and endless answers concern one query; a server that is gone concerns all that follow.
    switch error.code {
    case .serverDown, .connectError, .timeout, .busy, .unavailable, .userCancelled, .certificateNotVerified,
      .invalidCredentials, .decodingError:
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
  private func refusal(_ error: LDAPError, _ outcome: Manifest.Asked.Outcome) -> [EvidenceGap] {
    if outcome == .absent, task.query.under != nil, !EvidenceNames.isDeletedObjects(task.query) {
      return []
    }
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
