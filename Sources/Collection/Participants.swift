import Foundation
import LDAPClient
import QueryCatalogue

/// The domain controllers of one collection: those that were named, and those that the forest itself names.
struct Participants {
  /// Asked everything. The first answers for what all hold.
  private(set) var conversations: [ServerConversation] = []
  /// Opened for application partitions that no other holds.
  private var partitionConversations: [ServerConversation] = []
  /// Asked only for application partitions, which they alone hold.
  private(set) var holders: [DirectoryServer] = []
  /// Domains of the forest, which a server may name among its contexts without being one of theirs.
  private var domains: [String] = []
  /// Asked only what every domain controller keeps for itself.
  private(set) var further: [ServerConversation] = []
  /// Who was not reached, and what is missing for it.
  private(set) var gaps: [EvidenceGap] = []

  private let collector: Collector

  /// - Throws: when the first server does not let us in, or when none does where each would do.
  init(_ collector: Collector) throws(CollectionError) {
    self.collector = collector
    if collector.servers.count > 1, collector.areAlternatives {
      conversations = [try firstThatAnswers(collector.servers)]
    } else {
      try openNamed()
    }
    noteReplicas()
    guard let first = conversations.first else { throw .notADirectory(url: "no server") }
    let survey: ForestSurvey
    do {
      survey = try ForestSurvey.read(first)
    } catch {
      if collector.followsForest || collector.asksEveryController {
        note(
          .domainMissing,
          "\(first.server.url) does not tell which domains and domain controllers there are: \(Self.reason(error).description)"
        )
      }
      return
    }
    if collector.followsForest { follow(survey, from: first.server) }
    noteReadOnly(survey)
    if collector.asksEveryController { includeControllers(survey, from: first.server) }
    domains = survey.domains.map(\.dn)
    for partition in survey.applications { include(partition, survey, from: first.server) }
    // Nothing is written yet: an interruption leaves nothing behind.
    if Interruption.isRequested {
      throw .server(
        LDAPError(code: .userCancelled, operation: "find domain controllers", meaning: "interrupted"),
        folder: nil)
    }
  }

  /// Those that are asked everything.
  var servers: [DirectoryServer] { conversations.map { asked($0) } }

  var all: [ServerConversation] { conversations + partitionConversations + further }

  private func asked(_ conversation: ServerConversation) -> DirectoryServer {
    var server = conversation.server
    server.leaveOut(domains)
    return server
  }

  // MARK: Named servers

  /// The first server has to let us in; a further one that does not is a gap.
  private mutating func openNamed() throws(CollectionError) {
    for options in collector.servers {
      do {
        conversations.append(try ServerConversation.begin(prepared(options), retries: collector.retries))
      } catch {
        let reason = Self.reason(error)
        if conversations.isEmpty { throw reason }
        note(.domainMissing, "\(options.url): \(reason.description)")
      }
    }
  }

  /// - Throws: the failure of the last one, or the first that another server would not mend, such as a wrong password.
  private func firstThatAnswers(
    _ servers: [LDAPConnectionOptions]
  ) throws(CollectionError) -> ServerConversation {
    var last = CollectionError.notADirectory(url: "no server")
    for options in servers {
      do {
        return try ServerConversation.begin(prepared(options), retries: 0)
      } catch {
        last = Self.reason(error)
        guard Self.isUnreachable(error) else { throw last }
        collector.tell?("\(options.url): \(last.description)")
      }
    }
    throw last
  }

  private func prepared(_ options: LDAPConnectionOptions) -> LDAPConnectionOptions {
    var options = options
    // The pause is between the pages of all connections together.
    if let throttle = collector.throttle { options.pagePause = throttle * max(1, collector.connections) }
    return options
  }

  // MARK: Other domains

  /// The most domain controllers of one domain that are tried.
  private static let attempts = 4

  private mutating func follow(_ survey: ForestSurvey, from first: DirectoryServer) {
    for domain in survey.domains
    where !conversations.contains(where: { $0.server.contexts.domain?.lowercased() == domain.dn.lowercased() }
    ) {
      // The name of an object of one domain means nothing to the controllers of another, and a wrong log-on may count
      // towards a lockout.
      if case .simple(let user, _) = first.options.credentials, user.contains("=") {
        note(
          .domainMissing,
          "\(domain.dnsName): \(user) is a name within one domain; give --user as user@domain, or use Kerberos",
          base: domain.dn)
        continue
      }
      var hosts: [String] = []
      for host in DomainLocator.controllers(of: domain.dnsName, seconds: first.options.connectTimeout).map(
        \.name)
        + survey.controllers(of: domain).map(\.host) where !hosts.contains(host)
      {
        hosts.append(host)
      }
      open(domain, hosts, first)
    }
  }

  private mutating func open(_ domain: ForestSurvey.Domain, _ hosts: [String], _ first: DirectoryServer) {
    var reason = "no domain controller is known; name one with a further --server"
    for options in hosts.prefix(Self.attempts).compactMap({ first.options.leading(to: $0) }) {
      do {
        let conversation = try ServerConversation.begin(prepared(options), retries: 0)
        guard conversation.server.contexts.domain?.lowercased() == domain.dn.lowercased() else {
          reason = "\(options.url) holds another domain"
          continue
        }
        collector.tell?("\(domain.dnsName) is collected from \(options.url)")
        conversations.append(conversation)
        return noteReplica(conversation.server)
      } catch {
        reason = Self.reason(error).description
        if (error as? LDAPError)?.code == .invalidCredentials {
          reason +=
            "; a controller may not know the accounts of another domain: use Kerberos, which crosses the trust, or "
            + "collect this domain as an account of its own and assess both folders together"
        }
        // Who is refused by one controller of a domain is refused by all, and every attempt may count.
        if !Self.isUnreachable(error) || Interruption.isRequested { break }
      }
    }
    note(.domainMissing, "\(domain.dnsName): \(reason)", base: domain.dn)
  }

  // MARK: Every controller

  /// The writable domain controllers of the domains that are collected, apart from those that are asked everything.
  private mutating func includeControllers(_ survey: ForestSurvey, from first: DirectoryServer) {
    let domains = Set(conversations.compactMap { $0.server.contexts.domain?.lowercased() })
    let known = Set(conversations.map { $0.server.identity.lowercased() })
    for controller in survey.controllers
    where !Interruption.isRequested && !controller.isReadOnly
      && !known.contains(controller.identity.lowercased())
      && !domains.isDisjoint(with: controller.domains)
    {
      guard let options = first.options.leading(to: controller.host) else {
        note(.controllerMissing, "\(controller.identity): \(controller.host) is no host name")
        continue
      }
      do {
        further.append(try ServerConversation.begin(prepared(options), retries: 0))
      } catch {
        note(.controllerMissing, "\(controller.host): \(Self.reason(error).description)")
      }
    }
    for identity in survey.nameless {
      note(.controllerMissing, "\(identity): its server object gives no host name")
    }
  }

  // MARK: Application partitions

  /// Sees to it that an application partition is asked for, of one of those that hold it.
  private mutating func include(
    _ partition: ForestSurvey.Application, _ survey: ForestSurvey, from first: DirectoryServer
  ) {
    let holds = { (server: DirectoryServer) in
      server.contexts.applications.contains { $0.lowercased() == partition.dn.lowercased() }
    }
    if (servers + holders).contains(where: holds) { return }
    if let known = further.first(where: { holds($0.server) }) {
      holders.append(asked(known))
      return
    }
    let hosts = survey.controllers(of: partition).map(\.host)
    guard collector.followsForest else {
      let place =
        hosts.isEmpty
        ? "no domain controller is known to hold it" : "held by \(hosts.joined(separator: ", "))"
      return note(
        .partitionMissing,
        "\(partition.dn): \(place); name one that does with a further --server, or collect with --forest",
        base: partition.dn)
    }
    var reason = "no domain controller is known to hold it"
    for options in hosts.prefix(Self.attempts).compactMap({ first.options.leading(to: $0) }) {
      do {
        let conversation = try ServerConversation.begin(prepared(options), retries: 0)
        guard holds(conversation.server) else {
          reason = "\(options.url) does not hold it"
          continue
        }
        collector.tell?("\(partition.dn) is collected from \(options.url)")
        partitionConversations.append(conversation)
        holders.append(asked(conversation))
        return
      } catch {
        reason = "\(options.url): \(Self.reason(error).description)"
        if !Self.isUnreachable(error) || Interruption.isRequested { break }
      }
    }
    note(.partitionMissing, "\(partition.dn): \(reason)", base: partition.dn)
  }

  // MARK: Gaps

  private mutating func noteReplicas() {
    for conversation in conversations { noteReplica(conversation.server) }
  }

  /// A replica that lacks attributes answers as if they had no values.
  private mutating func noteReplica(_ server: DirectoryServer) {
    if server.isGlobalCatalog {
      note(
        .partialReplica,
        "\(server.url) is the port of the global catalogue; collect from port 389 or 636 of a domain controller"
      )
    }
    if server.isReadOnly { noteReadOnly(server) }
  }

  /// Samba does not say of itself that it is read-only; the configuration does.
  private mutating func noteReadOnly(_ survey: ForestSurvey) {
    let readOnly = Set(survey.controllers.filter(\.isReadOnly).map { $0.identity.lowercased() })
    for conversation in conversations
    where !conversation.server.isReadOnly && readOnly.contains(conversation.server.identity.lowercased()) {
      noteReadOnly(conversation.server)
    }
  }

  private mutating func noteReadOnly(_ server: DirectoryServer) {
    note(
      .filteredReplica,
      "\(server.url) is a read-only domain controller; collect from a writable one to have everything")
  }

  private mutating func note(_ kind: EvidenceGap.Kind, _ detail: String, base: String? = nil) {
    gaps.append(EvidenceGap(kind: kind, objects: 1, detail: detail, base: base))
  }

  static func reason(_ error: any Error) -> CollectionError {
    switch error {
    case let error as CollectionError: error
    case let error as LDAPError: .server(error, folder: nil)
    default: .output(path: "", reason: String(describing: error))
    }
  }

  /// Whether another server may be asked the same.
  private static func isUnreachable(_ error: any Error) -> Bool {
    guard let error = error as? LDAPError else { return error is CollectionError }
    return error.exitClass == .unavailable && error.code != .userCancelled
      || error.code == .certificateNotVerified
  }
}

extension LDAPConnectionOptions {
  /// The same way in, to another host; nil when that is no host name. A port that the URL gives is kept, since a forest
  /// that uses another uses it everywhere; the name for certificate and Kerberos is that of the host.
  func leading(to host: String) -> LDAPConnectionOptions? {
    guard DomainLocator.isHostName(host), let address = URLComponents(string: url),
      let scheme = address.scheme
    else { return nil }
    var options = self
    // The port of the global catalogue leads to partial replicas.
    let port = address.port.flatMap { [3268, 3269].contains($0) ? nil : $0 }
    options.url = "\(scheme)://\(host)" + (port.map { ":\($0)" } ?? "")
    options.serverName = nil
    return options
  }
}
