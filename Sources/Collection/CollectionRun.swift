import Foundation
import LDAPClient
import LDAPTypes
import QueryCatalogue

/// One collection under way: the folder, its open files and its manifest.
final class CollectionRun {
  let folder: EvidenceFolder
  private let collector: Collector
  private var manifest: Manifest
  /// By file name; a naming context has one file, whoever answers for it.
  private var files: [String: EvidenceFile] = [:]
  private var asked: Set<String> = []
  private let started = ContinuousClock.now

  init(_ collector: Collector) throws(CollectionError) {
    self.collector = collector
    folder = try EvidenceFolder.create(collector.destination)
    manifest = Manifest(
      tool: .init(name: "foothold", version: collector.toolVersion),
      catalogue: .init(source: collector.catalogueSource, queries: collector.catalogue.collection.count),
      command: collector.command, started: Self.now(), complete: false)
    try folder.write(manifest)
  }

  func collect(from server: ServerConversation) throws {
    manifest.servers.append(ServerIdentity.read(server, at: Self.now()))
    try folder.write(manifest)
    let queries = collector.catalogue.collection
    var refusal: LDAPError?
    var entries = 0
    for (index, query) in queries.enumerated() {
      guard let request = try query.request(in: server.contexts) else {
        note(query, 0, "\(query.id): \(server.options.url) names no naming context for it")
        continue
      }
      guard
        asked.insert("\(query.id) \(query.base == .rootDSE ? server.options.url : request.base.lowercased())")
          .inserted
      else { continue }
      let result = try ask(query, request, server, number: index + 1, count: queries.count)
      entries += result.entries
      refusal = refusal ?? result.refusal
      try folder.write(manifest)
    }
    if entries == 0, let refusal { throw refusal }
  }

  private func ask(
    _ query: Query, _ request: SearchRequest, _ server: ServerConversation, number: Int, count: Int
  ) throws -> (entries: Int, refusal: LDAPError?) {
    var request = request
    let omitted = server.unsupported(request.controls)
    for control in omitted {
      request.controls.remove(control)
      // A server that knows nothing of recycled objects and deactivated links has none to show.
      guard control != .showRecycled, control != .showDeactivatedLinks else { continue }
      note(
        query, 0, "\(query.id): \(server.options.url) does not know the control \(control.objectIdentifier)")
    }
    let name = EvidenceNames.file(for: query, server.contexts)
    let file = try self.file(name)
    file.comment(request.base.isEmpty ? "query \(query.id)" : "query \(query.id) at \(request.base)")
    let mark = try file.mark()
    let before = totalEntries
    let begin = ContinuousClock.now
    var record = Manifest.Asked(
      id: query.id, server: server.options.url, base: request.base, scope: EvidenceNames.scope(request.scope),
      filter: request.filter.description, attributes: request.attributes,
      controls: request.controls.map(\.objectIdentifier).sorted(),
      omittedControls: omitted.map(\.objectIdentifier), file: name, outcome: .answered, entries: 0,
      references: 0, attempts: 1, seconds: 0)
    var refusal: LDAPError?
    do {
      let (summary, attempts) = try server.search(
        request, named: query.id,
        into: {
          EvidenceSink(file: file) { entries in
            self.report(query, server, number, count, entries, before + entries)
          }
        },
        restart: { try file.goBack(to: mark) })
      record.entries = summary.entries
      record.references = summary.references
      record.attempts = attempts
      noteRanges(summary, query)
      noteEmpty(query, summary.entries)
    } catch let error as LDAPError {
      // What arrived of an answer that broke off for good is kept up to its last whole entry.
      try file.discardEntry()
      record.entries = totalEntries - before
      record.error = error.description
      record.outcome = Self.outcome(of: error)
      record.seconds = Self.seconds(ContinuousClock.now - begin)
      manifest.queries.append(record)
      guard record.outcome != .cut else { throw error }
      refusal = error
      noteRefusal(query, error)
      return (record.entries, refusal)
    }
    record.seconds = Self.seconds(ContinuousClock.now - begin)
    manifest.queries.append(record)
    report(query, server, number, count, record.entries, totalEntries)
    return (record.entries, refusal)
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

  func finish() throws(CollectionError) -> CollectionOutcome {
    manifest.complete = true
    try close()
    return CollectionOutcome(
      folder: folder.path, files: manifest.files.map { folder.file($0.path) }, gaps: manifest.gaps,
      entries: totalEntries, elapsed: ContinuousClock.now - started)
  }

  /// Ends an incomplete collection: what arrived stays readable.
  func close(because error: CollectionError) throws(CollectionError) {
    manifest.gaps.append(
      EvidenceGap(kind: .collectionIncomplete, objects: 1, detail: "the collection broke off: \(error)"))
    try close()
  }

  private func close() throws(CollectionError) {
    manifest.files = []
    for (name, file) in files.sorted(by: { $0.key < $1.key }) {
      let (sha256, bytes, entries) = try file.finish()
      manifest.files.append(.init(path: name, sha256: sha256, bytes: bytes, entries: entries))
    }
    manifest.finished = Self.now()
    try folder.write(manifest)
  }

  private func file(_ name: String) throws(CollectionError) -> EvidenceFile {
    if let file = files[name] { return file }
    let file = try EvidenceFile(path: folder.file(name))
    files[name] = file
    manifest.files = files.keys.sorted().map { .init(path: $0, sha256: nil, bytes: 0, entries: 0) }
    return file
  }
}

extension CollectionRun {
  private var totalEntries: Int { files.values.reduce(0) { $0 + $1.entries } }

  private func report(
    _ query: Query, _ server: ServerConversation, _ number: Int, _ count: Int, _ entries: Int, _ total: Int
  ) {
    collector.progress?(
      CollectionProgress(
        query: query.id, title: query.title, server: server.options.url, number: number, count: count,
        entries: entries, totalEntries: total, bytes: files.values.reduce(0) { $0 + $1.bytes },
        elapsed: ContinuousClock.now - started))
  }

  private func note(_ query: Query, _ objects: Int, _ detail: String) {
    manifest.gaps.append(EvidenceGap(kind: EvidenceNames.gap(of: query), objects: objects, detail: detail))
  }

  private func noteRanges(_ summary: SearchSummary, _ query: Query) {
    guard !summary.incompleteRanges.isEmpty else { return }
    let examples = summary.incompleteRanges.prefix(3).joined(separator: ", ")
    manifest.gaps.append(
      EvidenceGap(
        kind: .rangeIncomplete, objects: summary.incompleteRanges.count,
        detail: "\(query.id): the server did not give all values, e.g. \(examples)"))
  }

  /// Deleted Objects answers with at least itself to whoever may read it, and every other context holds its head.
  private func noteEmpty(_ query: Query, _ entries: Int) {
    guard entries == 0, EvidenceNames.isNeverEmpty(query) else { return }
    note(query, 1, "\(query.id): the server gave nothing; the account may not be allowed to see it")
  }

  /// A base below a context that is absent is an answer: Exchange was never installed.
  private func noteRefusal(_ query: Query, _ error: LDAPError) {
    let isDeleted = EvidenceNames.gap(of: query) == .deletedObjectsMissing
    if error.code == .noSuchObject, query.under != nil, !isDeleted { return }
    note(query, 1, error.description)
  }

  static func now() -> String {
    Date().formatted(.iso8601)
  }

  private static func seconds(_ duration: Duration) -> Double {
    (Double(duration.components.seconds) * 1000
      + Double(duration.components.attoseconds / 1_000_000_000_000_000)) / 1000
  }
}
