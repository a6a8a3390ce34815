import Glibc
import LDAPTypes
import QueryCatalogue

/// What earlier runs of a collection left to go on from: everything that was checked, nothing that was merely there.
struct Resumption {
  let folder: EvidenceFolder
  let lock: FolderLock
  let manifest: Manifest
  /// The answers that ended, refusals included.
  let answers: [Manifest.Asked]
  /// By name: where each file that holds answers can be relied on.
  let places: [String: EvidenceFile.Mark]

  /// Reads the folder and compares every byte that the manifest vouches for. Changes nothing.
  ///
  /// - Throws: ``CollectionError/notResumable(folder:reason:exitCode:)``.
  init(_ path: String) throws(CollectionError) {
    folder = EvidenceFolder(path: path)
    guard EvidenceFolder.isEvidence(path) else {
      throw .notResumable(
        folder: path, reason: "it holds no \(Manifest.fileName) of an earlier run", exitCode: 66)
    }
    lock = try FolderLock(folder)
    do throws(EvidenceError) {
      manifest = try folder.manifest()
    } catch {
      throw .notResumable(folder: path, reason: error.description, exitCode: error.exitCode)
    }
    guard !manifest.complete || !manifest.gaps.unreached.isEmpty else {
      throw .notResumable(folder: path, reason: "the collection is complete", exitCode: 64)
    }
    guard manifest.runs != nil else {
      throw .notResumable(
        folder: path, reason: "was collected by a version that could not resume; collect anew", exitCode: 64)
    }
    var answers: [Manifest.Asked] = []
    var places: [String: EvidenceFile.Mark] = [:]
    for file in manifest.files {
      let (kept, place) = try Self.check(file, manifest.queries.filter { $0.file == file.path }, in: folder)
      answers += kept
      if place.offset > 0 { places[file.path] = place }
    }
    // Whoever got nothing at all asks again, perhaps as somebody else.
    let isFruitless = answers.allSatisfy { $0.entries == 0 }
    self.answers = isFruitless ? [] : answers
    self.places = isFruitless ? [:] : places
  }

  /// - Returns: the answers that are kept, and where the file goes on: where the answer that was cut began.
  private static func check(
    _ file: Manifest.File, _ queries: [Manifest.Asked], in folder: EvidenceFolder
  ) throws(CollectionError) -> ([Manifest.Asked], EvidenceFile.Mark) {
    guard file.bytes > 0 else { return ([], .beginning) }
    let path = folder.file(file.path)
    func refuse(_ reason: String) -> CollectionError {
      .notResumable(folder: folder.path, reason: "\(path) \(reason)", exitCode: 65)
    }
    var end = file.bytes
    for query in queries {
      guard let offset = query.offset, let bytes = query.bytes, (0...file.bytes).contains(offset),
        (0...file.bytes - offset).contains(bytes), query.entries >= 0
      else { throw refuse("does not hold what the manifest says about its queries") }
      if query.outcome == .cut { end = min(end, offset) }
    }
    let kept = queries.filter { $0.outcome != .cut && ($0.offset ?? 0) < end }
    let entries = kept.reduce(0) { $0 + $1.entries }
    let place: EvidenceFile.Mark
    let sha256: String?
    do throws(CollectionError) {
      (place, sha256) = try EvidenceFile.examine(path, bytes: file.bytes, mark: end, entries: entries)
    } catch {
      throw .notResumable(folder: folder.path, reason: error.description, exitCode: 65)
    }
    guard let sha256, sha256 == file.sha256 else {
      throw refuse("was changed after it was collected; nothing is added to altered evidence")
    }
    return (kept, place)
  }

  /// Refuses a server, a program or a catalogue that the answers did not come from.
  func check(_ identities: [Manifest.Server], toolVersion: String, catalogue: String?) throws(CollectionError)
  {
    func refuse(_ reason: String) -> CollectionError {
      .notResumable(
        folder: folder.path, reason: "\(reason); collect anew into another folder", exitCode: 64)
    }
    guard manifest.tool.version == toolVersion else {
      throw refuse("was collected by version \(manifest.tool.version), this is \(toolVersion)")
    }
    guard let catalogue, manifest.catalogue.sha256 == catalogue else {
      throw refuse("was collected with other queries")
    }
    for (number, server) in identities.enumerated() {
      guard let known = manifest.servers.first(where: { $0.identity == server.identity }) else {
        // A further domain controller may be new; the first is the one that answered.
        if number > 0 || manifest.servers.isEmpty { continue }
        throw refuse("was collected from \(manifest.servers[0].identity), not from \(server.identity)")
      }
      // An invocationId that a run could not read, perhaps because it was ended just then, says nothing.
      let isSame = known.invocationId.flatMap { known in server.invocationId.map { $0 == known } } ?? true
      guard isSame, Set(known.namingContexts) == Set(server.namingContexts)
      else { throw refuse("\(server.url) is not in the state it was in: its database is another one") }
      let before = manifest.runs?.flatMap(\.servers).filter { $0.dsServiceName == server.dsServiceName }
        .compactMap { $0.highestCommittedUSN.flatMap(Int.init) }.max()
      if let before, let after = server.highestCommittedUSN.flatMap(Int.init), after < before {
        throw refuse("\(server.url) was set back in between: update sequence number \(after) after \(before)")
      }
    }
  }

  /// What the earlier runs say about the tasks of a plan, by index. Answers of servers that take no part any more come
  /// after the tasks: they stay what they are.
  ///
  /// - Throws: when a file would come to hold answers of two servers.
  func results(for plan: CollectionPlan) throws(CollectionError) -> [Int: QueryRun.Result] {
    let identities = Dictionary(manifest.servers.map { ($0.url, $0.identity) }) { first, _ in first }
    var results: [Int: QueryRun.Result] = [:]
    var others = answers
    for (index, task) in plan.tasks.enumerated() {
      for other in answers where other.file == task.file && identities[other.server] != task.server.identity {
        throw .notResumable(
          folder: folder.path,
          reason: "\(task.file) holds answers of \(other.server); name the same servers as before",
          exitCode: 64)
      }
      let position = others.firstIndex { answer in
        answer.file == task.file && answer.id == task.query.id
          && answer.base.lowercased() == task.request.base.lowercased()
      }
      if let position { results[index] = result(others.remove(at: position)) }
    }
    for (number, other) in others.enumerated() { results[plan.tasks.count + number] = result(other) }
    return results
  }

  /// Whether nothing is left to do: everything was asked of whoever answered, and nobody else answers now.
  func covers(_ plan: CollectionPlan) throws(CollectionError) -> Bool {
    guard manifest.complete else { return false }
    let results = try results(for: plan)
    return plan.tasks.indices.allSatisfy { results[$0] != nil }
  }

  /// What the earlier runs left, as a run that adds nothing ends with it.
  var outcome: CollectionOutcome {
    CollectionOutcome(
      folder: folder.path, files: manifest.files.map { folder.file($0.path) }, gaps: manifest.gaps,
      entries: manifest.files.reduce(0) { $0 + $1.entries }, withoutDescriptor: manifest.withoutDescriptor,
      elapsed: .zero)
  }

  private func result(_ asked: Manifest.Asked) -> QueryRun.Result {
    QueryRun.Result(
      asked: asked, gaps: manifest.gaps.filter { $0.query == asked.id && $0.base == asked.base })
  }

  /// Takes back what nothing vouches for. Only after the manifest vouches for no more than remains.
  func settle() throws(CollectionError) {
    for (name, place) in places { try EvidenceFile(path: folder.file(name), at: place).settle() }
    for file in manifest.files where places[file.path] == nil { unlink(folder.file(file.path)) }
  }
}

extension Manifest.Server {
  /// As ``DirectoryServer/identity``.
  var identity: String { dsServiceName ?? url }
}
