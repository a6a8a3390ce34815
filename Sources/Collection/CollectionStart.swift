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
      command: collector.command, started: started,
      servers: servers.map {
        .init(
          url: $0.url, dsServiceName: $0.dsServiceName, currentTime: $0.currentTime,
          highestCommittedUSN: $0.highestCommittedUSN)
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
    manifest.gaps = gaps
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
