import Collection
import Directory
import Foundation
import LDAPClient
import LDIF
import QueryCatalogue

/// Collects from the domain controller that the arguments name, and tells how far it is.
struct LiveCollection {
  var live: LiveOptions
  var options: CollectionOptions
  let catalogue: CatalogueOptions
  let tone: ToneOptions
  let out: String?
  let compression: Compression?

  init(
    _ live: LiveOptions, _ options: CollectionOptions, catalogue: CatalogueOptions, tone: ToneOptions,
    out: String? = nil, compression: Compression? = nil
  ) {
    self.live = live
    self.options = options
    self.catalogue = catalogue
    self.tone = tone
    self.out = out
    self.compression = compression
  }

  /// Goes on with what lies in `folder`, also with who was not reached; nil when nothing is left to do.
  func resume(_ folder: String) throws -> CollectionOutcome? {
    let manifest: Manifest?
    do {
      manifest = try EvidenceFolder.isUnused(folder) ? nil : EvidenceFolder.read(folder).manifest
    } catch {
      throw Failure(Failure.Code(rawValue: error.exitCode) ?? .malformedInput, error.description)
    }
    if let manifest, manifest.complete, manifest.gaps.unreached.isEmpty {
      if !tone.quiet { Terminal.note("\(folder): the collection is complete; there is nothing to resume.") }
      return nil
    }
    var collection = self
    // How much was asked, and of whom, is part of what is gone on with; who asks is given anew.
    let command = manifest?.command ?? []
    if live.servers.isEmpty {
      let named = Self.values(of: "--server", in: command)
      collection.live.servers = named.isEmpty ? manifest?.servers.prefix(1).map(\.url) ?? [] : named
      guard !collection.live.servers.isEmpty else {
        throw Failure(.usage, "\(folder): names no server yet. Name it: --server ldaps://HOST.")
      }
      try collection.live.validate()
    }
    // A server that was to be spared is spared.
    if live.throttle == nil, let pause = Self.values(of: "--throttle", in: command).last.flatMap(Int.init) {
      collection.live.throttle = pause
      try collection.live.validate()
    }
    if command.contains("--forest") { collection.options.forest = true }
    if command.contains("--all-dcs") { collection.options.allControllers = true }
    return try collection.run(resuming: folder)
  }

  /// What was given to an option, `--option VALUE` or `--option=VALUE`.
  private static func values(of option: String, in command: [String]) -> [String] {
    command.indices.compactMap { index in
      if command[index] == option { return index + 1 < command.count ? command[index + 1] : nil }
      return command[index].hasPrefix(option + "=") ? String(command[index].dropFirst(option.count + 1)) : nil
    }
  }

  func run(resuming folder: String? = nil) throws -> CollectionOutcome {
    let queries = try catalogue.load()
    let destination = folder ?? out ?? defaultFolder
    if folder == nil {
      do throws(CollectionError) {
        try EvidenceFolder.requireFree(destination)
      } catch {
        throw Failure(.cannotWrite, error.description)
      }
    }
    LiveOptions.prepareProcess()
    Interruption.install()
    var live = live
    let isFound = live.servers.isEmpty
    if isFound { live.servers = try ControllerSearch(live: live).run() }
    let first = try live.connection()
    var collector = Collector(
      servers: live.servers.map { url in
        var options = first
        options.url = url
        // The name belongs to the address that was given with it.
        if url != live.server { options.serverName = nil }
        return options
      }, catalogue: queries, destination: destination, toolVersion: Foothold.version)
    collector.catalogueSource = catalogue.queries ?? "built-in"
    // Passwords are never arguments, so the command line can be kept as it is.
    collector.command = CommandLine.arguments
    collector.compression = compression
    collector.areAlternatives = isFound
    collector.followsForest = options.forest
    collector.asksEveryController = options.allControllers
    if !tone.quiet { collector.tell = { Terminal.note($0) } }
    if isFound, !tone.quiet { Terminal.note("DNS names \(live.servers.joined(separator: ", "))") }
    collector.resumes = folder != nil
    let throttle = live.throttle ?? 0
    collector.throttle = throttle
    collector.connections = options.connections ?? (throttle > 0 ? 1 : 3)
    if tone.showsProgress {
      collector.progress = { progress in
        Terminal.progress(
          "\(progress.finished) of \(progress.count) queries, \(progress.query): \(progress.entries) entries, "
            + "\(Int(progress.rate))/s, \(progress.elapsed.components.seconds) s"
        )
      }
    }
    do {
      let outcome = try collector.run()
      if tone.showsProgress { Terminal.endProgress() }
      if !tone.quiet { tell(outcome) }
      return outcome
    } catch {
      if tone.showsProgress { Terminal.endProgress() }
      throw Failure(Failure.Code(rawValue: error.exitCode) ?? .serverUnavailable, error.description)
    }
  }

  private func tell(_ outcome: CollectionOutcome) {
    Terminal.note(
      "\(outcome.folder): \(outcome.entries) entries in \(outcome.files.count) files, "
        + "\(outcome.elapsed.components.seconds) s")
    for gap in outcome.gaps { Terminal.note("not collected: \(gap.detail)") }
    if let note = Self.note(withoutDescriptor: outcome.withoutDescriptor) { Terminal.note(note) }
    if let note = Self.note(unreached: outcome.gaps.unreached.count, folder: outcome.folder) {
      Terminal.note(note)
    }
  }

  /// What it means that somebody was not reached; nil when everybody was.
  static func note(unreached count: Int, folder: String) -> String? {
    count == 0
      ? nil
      : "NOT THE WHOLE: \(count) \(count == 1 ? "domain or domain controller was" : "domains or domain controllers were") "
        + "not reached; foothold collect --resume \(folder) asks again"
  }

  /// What it means that entries came without their descriptor; nil when none did.
  static func note(withoutDescriptor count: Int) -> String? {
    count == 0
      ? nil
      : "not collected: nTSecurityDescriptor of \(count) entries, which the account may not read; who controls them is unknown"
  }

  /// In the working folder, named after the server and the time, so that one collection never meets another.
  private var defaultFolder: String {
    let host = URL(string: live.server)?.host() ?? live.domain ?? "server"
    let stamp = tone.clock.description.filter { $0 != ":" && $0 != "-" }
    return "foothold-evidence-\(host)-\(stamp)"
  }
}

extension CatalogueOptions {
  func load() throws -> QueryCatalogue {
    do {
      if let queries { return try QueryCatalogue(folder: queries) }
      return try QueryCatalogue.builtIn()
    } catch {
      throw Failure(.malformedInput, error.description)
    }
  }
}
