import Collection
import Directory
import Foundation
import LDAPClient
import LDIF
import QueryCatalogue
import Reporting

/// Collects from the domain controller that the arguments name, and tells how far it is.
struct LiveCollection {
  var live: LiveOptions
  var options: CollectionOptions
  var catalogue: CatalogueOptions
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
    return try goingOn(with: manifest, in: folder).run(resuming: folder)
  }

  /// With what the earlier runs were told. How much was asked, of whom and how, is part of what is gone on with; who asks is
  /// given anew, and that a server need not prove itself is never taken over.
  private func goingOn(with manifest: Manifest?, in folder: String) throws -> LiveCollection {
    var collection = self
    let earlier = EarlierCommand(manifest)
    if live.servers.isEmpty {
      let named = earlier.first.values(of: "--server")
      collection.live.servers = named.isEmpty ? manifest?.servers.prefix(1).map(\.url) ?? [] : named
      guard let server = collection.live.servers.first else {
        throw Failure(.usage, "\(folder): names no server yet. Name it: --server ldaps://HOST.")
      }
      guard live.domain == nil else {
        throw Failure(
          .usage,
          "--resume asks \(server) again. Leave out --domain, or name another way to it with --server.")
      }
      collection.live.tlsName = live.tlsName ?? earlier.first.value(of: "--tls-name")
    }
    let isTLS = collection.live.servers.contains { $0.lowercased().hasPrefix("ldaps://") }
    if !isTLS, earlier.first.has("--start-tls") { collection.live.startTls = true }
    if !live.insecure, isTLS || collection.live.startTls {
      collection.live.ca = live.ca ?? earlier.path(of: "--ca")
    }
    collection.catalogue.queries = catalogue.queries ?? earlier.path(of: "--queries")
    let kind = earlier.value(of: "--auth").flatMap(LiveOptions.Authentication.init)
    // What is given now says how to prove it: a ticket, a key, a certificate.
    if let kind, live.auth == nil, live.ccache == nil, live.keytab == nil, live.certificate == nil,
      kind != .ntlm || !isTLS
    {
      collection.live.auth = kind
    }
    // A server that was to be spared is spared.
    if live.throttle == nil, let pause = earlier.value(of: "--throttle").flatMap(Int.init) {
      collection.live.throttle = pause
    }
    if earlier.has("--forest") { collection.options.forest = true }
    if earlier.has("--all-dcs") { collection.options.allControllers = true }
    try collection.live.validate()
    return collection
  }

  func run(resuming folder: String? = nil) throws -> CollectionOutcome {
    let queries = try catalogue.load()
    var live = live
    var destination = folder ?? out ?? defaultFolder(of: live.server)
    if folder == nil {
      do throws(CollectionError) {
        try EvidenceFolder.requireFree(destination)
      } catch {
        throw Failure(.cannotWrite, error.description)
      }
    }
    LiveOptions.prepareProcess()
    Interruption.say(whenForced: parting(destination))
    Interruption.install()
    let isFound = live.servers.isEmpty
    if isFound {
      live.servers = try ControllerSearch(live: live).run()
      destination = folder ?? out ?? defaultFolder(of: live.server)
      Interruption.say(whenForced: parting(destination))
    }
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
    collector.folder = FileManager.default.currentDirectoryPath
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

  /// The last words when nothing can be brought to an end any more. What a manifest vouches for stays so.
  private func parting(_ folder: String) -> String {
    let line =
      "foothold: ended at once. If \(folder) was begun, it is marked incomplete: collect --resume \(folder) goes on"
    return (tone.showsProgress ? "\n" : "") + visible(line) + "\n"
  }

  private func tell(_ outcome: CollectionOutcome) {
    Terminal.note(
      "\(outcome.folder): \(outcome.entries) entries in \(outcome.files.count) files, "
        + "\(outcome.elapsed.components.seconds) s")
    for gap in outcome.gaps { Terminal.note(Self.line(gap)) }
    if let note = Self.note(withoutDescriptor: outcome.withoutDescriptor) { Terminal.note(note) }
    if let note = Self.note(unreached: outcome.gaps.unreached.count, folder: outcome.folder) {
      Terminal.note(note)
    }
  }

  static func line(_ gap: EvidenceGap) -> String {
    "\(gap.kind == .accessChanged ? "NOT ASKED ALIKE" : "not collected"): \(gap.detail)"
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
  private func defaultFolder(of server: String) -> String {
    // The colons of an IPv6 address cannot stand in a name on Windows' file systems.
    let host = (URL(string: server)?.host() ?? live.domain ?? "server").replacing(":", with: "-")
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
