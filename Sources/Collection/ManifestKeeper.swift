import Foundation
import LDAPClient
import Synchronization

/// The manifest of a collection under way, kept by several workers: on the disk it is always whole, and never ahead of
/// the files.
final class ManifestKeeper: Sendable {
  private struct State {
    var manifest: Manifest
    /// By index of the task in the plan.
    var results: [Int: QueryRun.Result] = [:]
    var files: [String: EvidenceFile.State] = [:]
  }

  let folder: EvidenceFolder
  private let lock: FolderLock
  private let state: Mutex<State>

  /// Takes on a manifest and writes it.
  ///
  /// - Parameters:
  ///   - results: what earlier runs brought, by index of the task.
  ///   - files: what is on the disk already.
  init(
    _ folder: EvidenceFolder, _ lock: FolderLock, _ manifest: Manifest,
    results: [Int: QueryRun.Result] = [:], files: [String: EvidenceFile.State] = [:]
  ) throws(CollectionError) {
    self.folder = folder
    self.lock = lock
    state = Mutex(State(manifest: manifest, results: results, files: files))
    try update { _ in }
  }

  func isAnswered(_ task: Int) -> Bool { state.withLock { $0.results[task] != nil } }

  var manifest: Manifest { state.withLock { $0.manifest } }

  /// Entries of the answers that ended.
  var entries: Int { state.withLock { $0.files.values.reduce(0) { $0 + $1.entries } } }

  /// Names a file before it is made, so that no file of the folder is unknown to the manifest.
  func expect(_ file: String) throws(CollectionError) {
    try update { state in
      if state.files[file] == nil {
        state.files[file] = .nothing
      }
    }
  }

  /// Keeps what became of a task, nil when nothing did, and how far its file can be relied on.
  func keep(
    _ result: QueryRun.Result?, of task: Int, in name: String, _ file: EvidenceFile.State
  ) throws(CollectionError) {
    var result = result
    try update { state in
      result?.asked.run = state.manifest.runs?.count
      state.results[task] = result
      state.files[name] = file
    }
  }

  private func update(_ body: (inout State) -> Void) throws(CollectionError) {
    try state.withLock { state throws(CollectionError) in
      body(&state)
      let results = state.results.sorted { $0.key < $1.key }.map(\.value)
      state.manifest.queries = results.map(\.asked)
      state.manifest.gaps = state.manifest.gaps.filter { $0.query == nil } + results.flatMap(\.gaps)
      state.manifest.files = state.files.sorted { $0.key < $1.key }.map {
        .init(path: $0.key, sha256: $0.value.sha256, bytes: $0.value.bytes, entries: $0.value.entries)
      }
      try folder.write(state.manifest)
    }
  }

  /// Ends the run.
  /// - Parameter failure: nil when everything was asked.
  func close(because failure: CollectionError?) throws(CollectionError) {
    let finished = Self.now()
    try update { state in
      // Named by an earlier run, and nobody was left to be asked.
      if failure == nil { state.files = state.files.filter { $0.value.bytes > 0 } }
      state.manifest.finished = finished
      state.manifest.complete = failure == nil
      if var last = state.manifest.runs?.popLast() {
        last.finished = finished
        state.manifest.runs?.append(last)
      }
      if let failure {
        // Without the name of the folder, which may have another one when this is read.
        let reason =
          if case .server(let error, _) = failure { error.description } else { failure.description }
        let detail = "the collection broke off: \(reason)"
        state.manifest.gaps.append(EvidenceGap(kind: .collectionIncomplete, objects: 1, detail: detail))
      }
    }
  }

  static func now() -> String { Date().formatted(.iso8601) }
}
