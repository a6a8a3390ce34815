import Assessment
import Collection
import Directory
import Foundation
import LDIF
import Reachability
import WindowsSecurity

/// Everything a subcommand works on: the snapshot of the inputs, and the record of what was read.
struct LoadedInput {
  let snapshot: Snapshot
  let inputs: [AssessmentReport.Input]
  let collections: [AssessmentReport.Collection]

  static func load(_ input: InputOptions, catalogue: CatalogueOptions, tone: ToneOptions) throws
    -> LoadedInput
  {
    guard input.live.isLive else {
      guard catalogue.queries == nil else {
        throw Failure(
          .usage, "--queries: no query is asked when files are given. Leave it out, or name a --server.")
      }
      return try load(input.inputs, tone: tone)
    }
    let collection = LiveCollection(input.live, input.collection, catalogue: catalogue, tone: tone)
    return try load([try collection.run().folder], tone: tone)
  }

  /// Reads files and evidence folders.
  static func load(_ paths: [String], tone: ToneOptions) throws -> LoadedInput {
    var builder: SnapshotBuilder
    var files: [CollectedFile] = []
    var gaps: [Gap] = []
    var collections: [AssessmentReport.Collection] = []
    for path in paths {
      guard Self.isFolder(path) else {
        files.append(CollectedFile(path: path))
        continue
      }
      let evidence = try Self.evidence(in: path)
      files += evidence.contents
      collections.append(AssessmentReport.Collection(evidence.manifest, folder: path))
      gaps += evidence.gaps.map {
        // What was not reached is counted where its head is missed; the reason is known here.
        let isCounted = [.domainMissing, .partitionMissing].contains($0.kind) && $0.query == nil
        return Gap(
          kind: Gap.Kind(rawValue: $0.kind.rawValue) ?? .collectionIncomplete,
          objects: isCounted ? 0 : $0.objects, detail: $0.detail)
      }
    }
    builder = SnapshotBuilder(sources: files.map(\.path))
    for gap in gaps { builder.note(gap) }
    var diagnostics = DiagnosticLog(verbose: tone.verbose, quiet: tone.quiet)
    var summaries: [AssessmentReport.Input] = []
    for (index, file) in files.enumerated() {
      let source = LDIFSource(path: file.path, index: index, limit: file.bytes)
      do {
        let summary = try source.read(
          make: { EntryBatch() }, add: { batch, entry in batch.add(entry) },
          deliver: { batch, found in
            builder.append(batch)
            diagnostics.add(found)
          })
        if let hash = file.sha256, hash != summary.sha256 {
          throw EvidenceError.altered(path: file.path, expected: hash, found: summary.sha256)
        }
        // The hash is that of the manifest, so it is the manifest that was changed, and it may say other untrue things.
        if let entries = file.entries, entries != summary.entries {
          builder.note(
            Gap(
              kind: .collectionIncomplete, objects: 1,
              detail: "\(file.path) holds \(summary.entries) entries, its manifest says \(entries)"))
        }
        summaries.append(
          AssessmentReport.Input(
            path: file.path, sha256: summary.sha256, bytes: summary.bytes, entries: summary.entries))
      } catch let error as LDIFInputError {
        throw Failure(error.kind.failureCode, error.description)
      } catch let error as EvidenceError {
        throw Failure(.malformedInput, error.description)
      }
    }
    diagnostics.end()
    for gap in diagnostics.gaps { builder.note(gap) }
    return LoadedInput(snapshot: builder.build(), inputs: summaries, collections: collections)
  }

  /// The objects that `--option` names, in the order given.
  func objects(named names: [String], option: String) throws -> [ObjectID] {
    try names.map { name in
      // A variable of the shell that is not set; the entry of the server itself has this name and is no object.
      if name.allSatisfy(\.isWhitespace) {
        throw Failure(.usage, "\(option): the name is empty. Give a sAMAccountName, DN, SID or UPN.")
      }
      if let object = snapshot.principal(name) ?? snapshot.object(dn: name) { return object }
      let candidates = snapshot.objects(named: name)
      if let only = candidates.first, candidates.count == 1 { return only }
      if candidates.count > 1 {
        let list = candidates.prefix(3).map(snapshot.dn).joined(separator: "; ")
        throw Failure(
          .usage, "\(option) \(name): \(candidates.count) objects have that name: \(list). Give the DN.")
      }
      let servers = snapshot.exchange?.servers.map(\.name) ?? []
      let hint =
        servers.isEmpty
        ? "Give a sAMAccountName, DN, SID or UPN as the evidence has it."
        : "Exchange servers in the evidence: \(servers.prefix(5).joined(separator: ", "))."
      throw Failure(.usage, "\(option) \(name): not in the evidence. \(hint)")
    }
  }

  /// Whoever `--option` names; of a SID that no object of the evidence has, the SID alone.
  func principal(named name: String, option: String) throws -> TokenBearer {
    let bearer: TokenBearer?
    let kind: String?
    if let sid = SID(name), snapshot.object(sid: sid) == nil {
      bearer = TokenBearer(bare: sid)
      kind = sid.wellKnownName
    } else {
      let object = try objects(named: [name], option: option)[0]
      bearer = TokenBearer(object, in: snapshot)
      kind = snapshot.sid(object)?.wellKnownName ?? snapshot.structuralClass(object)
    }
    guard let bearer else {
      let kind = kind.map { " (\($0))" } ?? ""
      throw Failure(
        .usage, "\(option) \(name)\(kind): nobody logs on as this. Name a user, a computer or a group.")
    }
    return bearer
  }

  private static func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
  }

  private static func evidence(in path: String) throws -> CollectedEvidence {
    guard EvidenceFolder.isEvidence(path) else {
      throw Failure(.inputNotFound, "\(path): holds no \(Manifest.fileName). Name the LDIF files in it.")
    }
    do {
      return try EvidenceFolder.read(path)
    } catch {
      throw Failure(Failure.Code(rawValue: error.exitCode) ?? .malformedInput, error.description)
    }
  }
}

extension LDIFInputError.Kind {
  fileprivate var failureCode: Failure.Code {
    switch self {
    case .cannotOpen, .cannotRead: .inputNotFound
    case .notLDIF, .damaged, .entryTooLarge: .malformedInput
    }
  }
}

extension LoadedInput {
  /// As ``objects(named:option:)``, except that an Exchange host may be named without the computer being in the
  /// evidence: then its server object in the configuration stands for it.
  func hosts(named names: [String], option: String) throws -> [ObjectID] {
    try names.map { name in
      if let server = snapshot.exchange?.servers.first(where: { $0.name.lowercased() == name.lowercased() }),
        let computer = server.computer
      {
        return computer
      }
      let object = try objects(named: [name], option: option)[0]
      guard snapshot.isA(object, "computer") else {
        throw Failure(
          .usage,
          "\(option) \(name): is a \(snapshot.structuralClass(object)), not a computer. Name the host that was compromised."
        )
      }
      return object
    }
  }
}
