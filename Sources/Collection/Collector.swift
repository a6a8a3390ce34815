package import LDAPClient
package import LDIF
package import QueryCatalogue

/// Asks one or several domain controllers everything the catalogue collects, and keeps the answers.
///
/// A context that several servers hold (configuration, schema) is asked once, of the first that holds it.
package struct Collector: Sendable {
  package var servers: [LDAPConnectionOptions]
  package var catalogue: QueryCatalogue
  package var destination: String
  /// For the manifest.
  package var toolVersion: String
  package var catalogueSource = "built-in"
  package var command: [String] = []
  /// Where the command was given; relative names in it are within this folder.
  package var folder: String?
  /// Milliseconds to wait between pages; nil = as fast as the server gives them.
  package var throttle: Int?
  /// How often a question is asked again after the connection broke.
  package var retries = 3
  /// Connections at the same time, over all servers.
  package var connections = 1
  /// Go on with what an earlier run left in ``destination``, instead of making it.
  package var resumes = false
  /// How often what has arrived of a long answer is vouched for.
  package var interval = Duration.seconds(30)
  /// Of the files; a resumed collection keeps the one it has.
  package var compression: Compression?
  /// True when ``servers`` are several ways to the same: the first that answers is asked.
  package var areAlternatives = false
  /// Collect the other domains of the forest as well.
  package var followsForest = false
  /// Ask every writable domain controller for what is not replicated.
  package var asksEveryController = false
  /// Takes what a user may want to know while servers are chosen: which, and why not another.
  package var tell: (@Sendable (String) -> Void)?
  package var progress: (@Sendable (CollectionProgress) -> Void)?

  package init(
    servers: [LDAPConnectionOptions], catalogue: QueryCatalogue, destination: String, toolVersion: String,
    progress: (@Sendable (CollectionProgress) -> Void)? = nil
  ) {
    self.servers = servers
    self.catalogue = catalogue
    self.destination = destination
    self.toolVersion = toolVersion
    self.progress = progress
  }

  /// Collects. Nothing is written before the first server let us in.
  package func run() throws(CollectionError) -> CollectionOutcome {
    let resumption = resumes && !EvidenceFolder.isUnused(destination) ? try Resumption(destination) : nil
    if resumption == nil { try EvidenceFolder.requireFree(destination) }
    let compression = resumption.map { $0.manifest.compression.flatMap(Compression.init) } ?? compression
    let participants = try Participants(self)
    let conversations = participants.all
    let plan: CollectionPlan
    do throws(QueryError) {
      plan = try CollectionPlan(
        catalogue, participants.servers, holders: participants.holders,
        further: participants.further.map(\.server), compression: compression)
    } catch {
      throw .query(error)
    }
    // The folder of a run that reached everybody it now reaches stays as it is, to the byte.
    if let resumption, try resumption.covers(plan) { return resumption.outcome }
    let start = CollectionStart(self, conversations)
    // What the servers were asked until now is left out when it cannot be had, which must not hide that somebody wants to stop.
    guard !Interruption.isRequested else {
      let error = LDAPError(code: .userCancelled, operation: "collect", meaning: "interrupted")
      throw .server(error, folder: resumption == nil ? nil : destination)
    }
    let gaps = participants.gaps + plan.gaps
    let keeper =
      if let resumption { try start.resume(resumption, plan, gaps) } else { try start.begin(gaps) }
    let tally = CollectionTally(
      count: plan.tasks.count, finished: keeper.manifest.queries.count, entries: keeper.entries,
      progress: progress)
    let pool = ConversationPool(conversations, retries: retries)
    do throws(CollectionError) {
      try CollectionRun(plan, keeper, pool, tally, places: resumption?.places ?? [:], interval: interval)
        .run(connections: max(1, connections))
    } catch {
      // A folder that can no longer be written keeps the manifest of the last query, which says incomplete as well.
      try? keeper.close(because: error)
      throw error.resumable(in: keeper.folder.path)
    }
    try keeper.close(because: nil)
    let manifest = keeper.manifest
    return CollectionOutcome(
      folder: keeper.folder.path, files: manifest.files.map { keeper.folder.file($0.path) },
      gaps: manifest.gaps, entries: keeper.entries,
      withoutDescriptor: manifest.withoutDescriptor, elapsed: tally.elapsed)
  }
}
