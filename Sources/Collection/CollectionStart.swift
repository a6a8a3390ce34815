import LDIF
import QueryCatalogue

/// The beginning of a run: who is asked, by whom, with what, as it goes into the manifest.
struct CollectionStart {
  private let collector: Collector
  private let servers: [Manifest.Server]
  private let started: String

  init(_ collector: Collector, _ conversations: [ServerConversation]) {
    self.collector = collector
    let started = ManifestKeeper.now()
    self.started = started
    servers = conversations.map { ServerIdentity.read($0, at: started) }
  }

  private var run: Manifest.Run {
    Manifest.Run(
      command: collector.command, folder: collector.folder, started: started,
      servers: servers.map {
        .init(
          url: $0.url, dsServiceName: $0.dsServiceName, currentTime: $0.currentTime,
          clockSkewSeconds: $0.clockSkewSeconds, highestCommittedUSN: $0.highestCommittedUSN,
          credentials: $0.credentials, whoAmI: $0.whoAmI, account: $0.account, protection: $0.protection,
          certificateSHA256: $0.certificateSHA256, certificateVerified: $0.certificateVerified)
      })
  }

  /// Makes the folder.
  func begin(_ gaps: [EvidenceGap]) throws(CollectionError) -> ManifestKeeper {
    let (folder, lock) = try EvidenceFolder.create(collector.destination)
    let manifest = Manifest(
      tool: .init(name: "foothold", version: collector.toolVersion),
      catalogue: .init(
        source: collector.catalogueSource, queries: collector.catalogue.collection.count,
        sha256: collector.catalogue.collectionDigest),
      compression: collector.compression?.rawValue, command: collector.command, started: started,
      complete: false, runs: [run], servers: servers, gaps: gaps
    )
    return try ManifestKeeper(folder, lock, manifest)
  }

  /// Goes on with what earlier runs left.
  func resume(
    _ earlier: Resumption, _ plan: CollectionPlan, _ gaps: [EvidenceGap]
  ) throws(CollectionError) -> ManifestKeeper {
    try earlier.check(
      servers, toolVersion: collector.toolVersion, catalogue: collector.catalogue.collectionDigest)
    let results = try earlier.results(for: plan)
    var manifest = earlier.manifest
    manifest.finished = nil
    manifest.complete = false
    manifest.runs?.append(run)
    // Answers of runs before the first that got one are gone, and with them whoever asked.
    let asking = Set(results.values.map { $0.asked.run ?? 1 } + [manifest.runs?.count ?? 1])
    manifest.gaps = gaps + manifest.accessChanges(among: asking)
    for server in servers {
      if let known = manifest.servers.firstIndex(where: { $0.url == server.url }) {
        manifest.servers[known].invocationId = manifest.servers[known].invocationId ?? server.invocationId
      } else {
        manifest.servers.append(server)
      }
    }
    // A file of which nothing remains stays named until it is made again: whatever happens in between, it is known.
    var files = earlier.places.mapValues(\.state)
    for file in manifest.files where files[file.path] == nil { files[file.path] = .nothing }
    let keeper = try ManifestKeeper(
      earlier.folder, earlier.lock, manifest, results: results, files: files)
    try earlier.settle()
    return keeper
  }
}
