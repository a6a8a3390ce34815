import LDIF
import QueryCatalogue

/// Everything a collection asks: queries × naming contexts × servers, without repetitions.
struct CollectionPlan: Sendable {
  /// In the order of the servers, and within one in that of the catalogue; the manifest keeps this order, whichever
  /// connection is the faster.
  private(set) var tasks: [CollectionTask] = []
  /// Of every file.
  let compression: Compression?
  /// What no server can be asked.
  private(set) var gaps: [EvidenceGap] = []

  /// The tasks of one server that write to one file, one after another; lanes can run side by side.
  struct Lane: Sendable {
    let file: String
    let server: DirectoryServer
    /// Indices into ``CollectionPlan/tasks``, ascending.
    var tasks: [Int]
  }

  /// - Parameters:
  ///   - holders: servers that are asked only for application partitions, which none of `servers` holds.
  ///   - further: servers that are asked only what every domain controller keeps for itself.
  init(
    _ catalogue: QueryCatalogue, _ servers: [DirectoryServer], holders: [DirectoryServer] = [],
    further: [DirectoryServer] = [], compression: Compression? = nil
  ) throws(QueryError) {
    self.compression = compression
    for server in servers {
      for query in catalogue.collection {
        guard query.base != .application else {
          try add(query, of: server)
          continue
        }
        guard let request = try query.requests(in: server.contexts).first else {
          gaps.append(
            EvidenceGap(
              kind: EvidenceNames.gap(of: query), objects: 0,
              detail: "\(query.id): \(server.url) names no naming context for it"))
          continue
        }
        add(
          CollectionTask(
            query, request, of: server, into: EvidenceNames.file(for: query, server.contexts, compression),
            isPerServer: query.base == .rootDSE))
      }
    }
    for server in holders {
      for query in catalogue.collection where query.base == .application { try add(query, of: server) }
    }
    for server in further {
      for query in catalogue.controllers {
        guard let request = try query.requests(in: server.contexts).first else { continue }
        add(
          CollectionTask(
            query, request, of: server, into: EvidenceNames.file(of: server, compression), isPerServer: true))
      }
    }
  }

  /// Adds one task for each application partition that the server holds; it may hold none.
  private mutating func add(_ query: Query, of server: DirectoryServer) throws(QueryError) {
    let requests = try query.requests(in: server.contexts)
    for (partition, request) in zip(server.contexts.applications, requests) {
      add(
        CollectionTask(
          query, request, of: server,
          into: EvidenceNames.file(for: query, server.contexts, application: partition, compression)))
    }
  }

  /// Adds a task, unless it is there already. A file holds answers of one server only: where another one needs the
  /// same name, its own becomes part of it.
  mutating func add(_ task: CollectionTask) {
    guard keys.insert(task.key).inserted else { return }
    var task = task
    let name = task.file
    var number = 1
    while let owner = owners[task.file], owner != task.server.identity {
      task.file = EvidenceNames.file(name, of: task.server, number: number)
      number += 1
    }
    owners[task.file] = task.server.identity
    tasks.append(task)
  }

  private var keys: Set<CollectionTask.Key> = []
  /// By file: whose answers it holds.
  private var owners: [String: String] = [:]

  /// In the order of their first task.
  var lanes: [Lane] {
    var lanes: [Lane] = []
    var known: [String: Int] = [:]
    for (index, task) in tasks.enumerated() {
      if let lane = known[task.file] {
        lanes[lane].tasks.append(index)
      } else {
        known[task.file] = lanes.count
        lanes.append(Lane(file: task.file, server: task.server, tasks: [index]))
      }
    }
    return lanes
  }
}
