import ArgumentParser
import Assessment
import Collection
import Directory
import Foundation
import LDAPClient
import LDAPTypes
import LDIF
import QueryCatalogue

struct QueryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "query",
    abstract: "Answer one question of the catalogue, or any filter, as LDIF.",
    discussion: """
        foothold query privileged-groups corp.ldif
        foothold query "(&(objectClass=user)(servicePrincipalName=*))" --server ldaps://dc01.corp.example --user analyst
        foothold query "(cn=AdminSDHolder)" corp.ldif --sddl

      The same filter is sent to a domain controller or evaluated over the evidence. Of evidence it searches every entry that is not \
      deleted; of a domain controller only its domain, not configuration and schema. --base DN searches what lies below an entry, \
      with the same answer of both. One domain controller \
      is asked over one connection. A reader that has enough (| head) ends the search, with exit code 0.
      """)

  @Argument(
    help: ArgumentHelp("Identifier from `foothold queries`, or an RFC 4515 filter.", valueName: "id|filter"))
  var question: String

  @OptionGroup var source: SourceOptions
  /// Known, so that it can be refused in words.
  @OptionGroup(visibility: .hidden) var collection: CollectionOptions
  @OptionGroup var catalogue: CatalogueOptions
  @OptionGroup var tone: ToneOptions

  @Option(
    help: ArgumentHelp("Start of the window, for questions that need one, ISO 8601.", valueName: "time"))
  var since: TimeArgument?

  @Option(
    help: ArgumentHelp(
      "Where a filter starts: a DN; without it everything in files, the domain of a server.", valueName: "dn"
    ))
  var base: String?

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "Attributes to print; without it those of the query, or a few that identify.", valueName: "names"))
  var attributes: [String] = []

  @Flag(
    help: ArgumentHelp("Print security descriptors as text (SDDL) too, in comment lines before each entry."))
  var sddl = false

  func validate() throws {
    if !collection.given.isEmpty || source.live.servers.count > 1 {
      throw ValidationError(
        "query asks one domain controller over one connection; several, --forest, --all-dcs and --connections go with collect."
      )
    }
    if catalogue.queries != nil, question.hasPrefix("(") {
      throw ValidationError("--queries goes with the identifier of a query, not with a filter.")
    }
    if base != nil, !question.hasPrefix("(") {
      throw ValidationError("--base goes with a filter; a query of the catalogue has its own.")
    }
    if since != nil, question.hasPrefix("(") {
      throw ValidationError("--since goes with the identifier of a query; write the time into the filter.")
    }
  }

  func run() throws {
    let asked = try askedQuestion()
    if !source.live.isLive {
      try answerOffline(asked)
    } else {
      try answerLive(asked)
    }
  }

  /// A question of the catalogue with its window in place, or a filter.
  private struct Asked {
    let query: Query?
    /// DN where a filter starts.
    let base: String?
    let text: String
    let filter: Filter
    let attributes: [String]
  }

  private func askedQuestion() throws -> Asked {
    do {
      if question.hasPrefix("(") {
        let usual =
          ["objectClass", "sAMAccountName", "objectSid", "whenCreated"]
          + (sddl ? ["nTSecurityDescriptor"] : [])
        let shown = attributes.isEmpty ? usual : attributes
        return Asked(query: nil, base: base, text: question, filter: try Filter(question), attributes: shown)
      }
      guard let query = try catalogue.load()[question] else {
        throw Failure(
          .usage,
          "\(question): no query has that identifier, and it is no filter in parentheses. See: foothold queries"
        )
      }
      guard since == nil || query.parameters.contains(.since) else {
        throw Failure(.usage, "\(question): needs no window; leave out --since.")
      }
      let start = (since?.instant ?? AssessmentOptions.defaultSince).description.filter { $0.isNumber }
      let text = try query.filter(since: "\(start).0Z")
      return Asked(
        query: query, base: nil, text: text, filter: try Filter(text),
        attributes: attributes.isEmpty ? query.attributes : attributes)
    } catch let error as FilterSyntaxError {
      throw Failure(.usage, "\(question): \(error)")
    } catch let error as QueryError {
      throw Failure(.usage, error.description)
    }
  }

  private func answerOffline(_ asked: Asked) throws {
    let loaded = try LoadedInput.load(source.inputs, tone: tone)
    let snapshot = loaded.snapshot
    let unread = asked.filter.attributes.filter { !snapshot.keeps($0) }
    guard unread.isEmpty else {
      throw Failure(
        .usage,
        "\(unread.joined(separator: ", ")): not among the attributes that evidence keeps; the filter cannot be decided."
      )
    }
    if let base = asked.base, snapshot.object(dn: base) == nil {
      throw Failure(.usage, "--base \(base): not in the evidence. Give the DN of an entry in it.")
    }
    try Terminal.send(LDIFWriter.header)
    let contexts = NamingContexts(
      domain: snapshot.domains.first?.dn, root: snapshot.domains.first { $0.isForestRoot }?.dn,
      configuration: snapshot.configurationNC, schema: snapshot.schemaNC,
      applications: snapshot.applicationPartitions.map(\.dn))
    let heads = Set(
      (snapshot.domains.map(\.dn) + [snapshot.configurationNC, snapshot.schemaNC].compactMap { $0 }
        + contexts.applications)
        .compactMap(snapshot.object(dn:)))
    let bases = asked.query?.bases(in: contexts) ?? asked.base.map { [$0] }
    let showsDeleted = asked.query?.controls.contains(.showDeleted) ?? false
    for object in snapshot.objectIDs where showsDeleted || !snapshot.isDeleted(object) {
      // The root DSE is part of the evidence and of no naming context.
      guard snapshot.isInScope(object, of: asked.query, below: bases, in: contexts, heads) else { continue }
      let subject = snapshot.subject(object)
      guard asked.filter.matches(subject) == .true else { continue }
      let values = asked.attributes.flatMap { name in
        subject.values(name).map { (description: name, value: $0) }
      }
      if sddl {
        let domain = snapshot.domain(of: object).map { snapshot.domains[$0] }
        let root = snapshot.domains.first(where: \.isForestRoot)
        try Terminal.send(
          DescriptorComment(domain: (domain ?? root)?.sid, forestRoot: root?.sid).lines(values))
      }
      try Terminal.send(LDIFWriter.entry(dn: snapshot.dn(object), values))
    }
  }

  private func answerLive(_ asked: Asked) throws {
    LiveOptions.prepareProcess()
    Interruption.install()
    do {
      var live = source.live
      if live.servers.isEmpty { live.servers = Array(try ControllerSearch(live: live).run().prefix(1)) }
      var options = try live.connection()
      options.patience = Patience(timeout: options.timeout)
      // The password has been read by now, and who waits for one is not interrupted by what is not read.
      ReaderWatch.install()
      let session = try LDAPSession.open(options)
      let root = try session.rootDSE()
      let contexts = NamingContexts(root)
      let bases =
        asked.query?.bases(in: contexts) ?? [asked.base ?? contexts.domain].compactMap { $0 }
      guard !bases.isEmpty else {
        throw Failure(.serverRefused, "\(live.server) names no such naming context.")
      }
      var controls = Set(asked.query?.controls ?? [])
      if asked.query == nil, asked.attributes.contains(where: DescriptorComment.isDescriptor) {
        // Owner, group and DACL: without saying so the SACL is asked for too, and then nothing comes.
        controls.insert(.securityDescriptor(flags: 7))
      }
      try Terminal.send(LDIFWriter.header)
      var sink = LDIFPrinter(comment: sddl ? DescriptorComment(domain: nil, forestRoot: nil) : nil)
      for base in bases {
        let request = SearchRequest(
          base: base, scope: asked.query?.scope ?? .subtree, filter: asked.filter,
          attributes: asked.attributes, controls: controls.subtracting(root.unsupported(controls)))
        _ = try session.search(request, named: question, into: &sink)
      }
    } catch let error as LDAPError {
      if ReaderWatch.isGone { throw ReaderGone() }
      throw Failure(error.exitClass == .refused ? .serverRefused : .serverUnavailable, error.description)
    }
  }
}

/// Prints entries as they arrive.
private struct LDIFPrinter: EntrySink {
  let comment: DescriptorComment?
  private var dn = ""
  private var attributes: [(description: String, value: [UInt8])] = []

  init(comment: DescriptorComment?) { self.comment = comment }

  mutating func begin(dn: UnsafeRawBufferPointer) {
    self.dn = String(decoding: dn, as: UTF8.self)
    attributes = []
  }

  mutating func values(_ values: AttributeValues, of description: UnsafeRawBufferPointer) {
    let name = String(decoding: description, as: UTF8.self)
    for value in values { attributes.append((name, Array(value))) }
  }

  mutating func end() throws {
    if let comment { try Terminal.send(comment.lines(attributes)) }
    try Terminal.send(LDIFWriter.entry(dn: dn, attributes))
  }
}

extension Snapshot {
  /// Whether a filter over `attribute` can be decided.
  fileprivate func keeps(_ attribute: String) -> Bool {
    guard let any = objectIDs.first else { return false }
    return subject(any).syntax(attribute) != .undefined
  }

  /// - Parameters:
  ///   - bases: DNs where the search starts; nil: anywhere.
  ///   - heads: the naming contexts; a search does not leave the one it starts in, although the name of the configuration
  ///     ends with that of the domain.
  fileprivate func isInScope(
    _ object: ObjectID, of query: Query?, below bases: [String]?, in contexts: NamingContexts,
    _ heads: Set<ObjectID>
  ) -> Bool {
    guard let bases else { return !dn(object).isEmpty }
    // The base of deleted objects is a well-known GUID, which only a server resolves; offline they know themselves.
    if query?.base == .deleted, let domain = contexts.domain {
      return isDeleted(object)
        && dn(object).lowercased().hasSuffix(",cn=deleted objects,\(domain.lowercased())")
    }
    let starts = bases.compactMap { self.object(dn: $0) }
    guard !starts.isEmpty else { return false }
    switch query?.scope ?? .subtree {
    case .base: return starts.contains(object)
    case .oneLevel: return parent(object).map(starts.contains) ?? false
    case .subtree:
      var current: ObjectID? = object
      while let here = current {
        if starts.contains(here) { return true }
        if heads.contains(here) { return false }
        current = parent(here)
      }
      return false
    }
  }
}
