import WindowsSecurity

/// Reads what a forest has once: domain controllers, replication sites, directory-wide settings, Exchange.
struct ForestReader {
  let store: ObjectStore
  let indexes: ObjectIndexes
  let classes: ClassTable
  let tree: ObjectTree
  let membership: Membership
  let contexts: NamingContexts

  func domainControllers() -> [ObjectID] {
    let computers = classes.sets(with: "computer")
    return (0..<store.count).filter { object in
      guard let set = store.classSet(object), computers.contains(set), !isDeleted(object),
        let control = store.integer(object, Numbers.userAccountControl)
      else { return false }
      return control & 0x0400_2000 != 0
    }.map { ObjectID(position: $0) }
  }

  /// Server name by invocationId: from the NTDS Settings objects, else from metadata that names its originator.
  func serverNames(shared: SharedTables) -> [GUID: String] {
    var names: [GUID: String] = [:]
    for (number, name) in shared.originatorNames.sorted(by: { $0.key < $1.key }) {
      guard let invocation = try? GUID(shared.originators[number]),
        let server = name.withUnsafeBytes({ Self.parentLeaf($0) })
      else { continue }
      names[invocation] = server
    }
    let settings = classes.sets(with: "nTDSDSA")
    for object in 0..<store.count {
      guard let set = store.classSet(object), settings.contains(set),
        let value = first(object, "invocationId"), let invocation = try? GUID(value)
      else { continue }
      if isDeleted(object), let parent = first(object, "lastKnownParent") {
        let leaf = parent.withUnsafeBytes(DNKey.leafValue)
        // A deleted parent's RDN carries LF, `DEL:` and its GUID.
        names[invocation] = String(decoding: leaf.prefix { $0 != 0x0a }, as: UTF8.self)
      } else if let server = store.withName(object, { Self.parentLeaf($0) }) {
        names[invocation] = server
      }
    }
    return names
  }

  /// - Returns: `knowsHeuristics` is false where the object was not read.
  func directoryService() -> (tombstoneLifetimeDays: Int?, dSHeuristics: String?, knowsHeuristics: Bool) {
    guard let configuration = contexts.configuration,
      let object = indexes.object(
        name: "CN=Directory Service,CN=Windows NT,CN=Services," + configuration, in: store)
    else { return (nil, nil, false) }
    let days = integer(object, "tombstoneLifetime").flatMap { Int(exactly: $0) }
    // Without a value it is 60 days. [MS-ADTS] 6.1.1.2.4.1.1
    return (days ?? 60, text(object, "dSHeuristics"), true)
  }

  func collectedAt() -> Instant? {
    func time(_ object: Int, _ attribute: UInt16) -> Int64? {
      store.first(object, attribute).flatMap { Instant(generalizedTime: $0) }?.seconds
    }
    if let root = contexts.rootDSE, let now = time(root, Numbers.currentTime) { return Instant(seconds: now) }
    var newest: Int64?
    for object in 0..<store.count {
      if let changed = time(object, Numbers.whenChanged) { newest = max(newest ?? changed, changed) }
      let (batch, range) = store.stampRange(object)
      for index in range {
        let table = store.batches[batch].stampTable
        let changed = table.full(table.stamps[index]).changed
        // The container of deleted objects was deleted on 9999-12-29, so that no garbage collection takes it.
        if changed < 253_370_764_800 { newest = max(newest ?? changed, changed) }
      }
    }
    return newest.map { Instant(seconds: $0) }
  }

  // MARK: Exchange

  func exchange(rootDomain: Domain?) -> ExchangeOrganization? {
    let container = exchangeContainer()
    let groups = container.map(exchangeGroups) ?? [:]
    let servers = exchangeServers(groups)
    guard container != nil || !servers.isEmpty else { return nil }
    let organisations = objects(of: "msExchOrganizationContainer")
    return ExchangeOrganization(
      container: container.map { ObjectID(position: $0) },
      organisation: organisations.first.map { ObjectID(position: $0) },
      groups: groups.mapValues { ObjectID(position: $0) }, servers: servers, schemaVersion: schemaVersion(),
      splitPermissions: splitPermissions(groups))
  }

  private func exchangeContainer() -> Int? {
    if let object = objects(of: "msExchConfigurationContainer").first(where: {
      first($0, "otherWellKnownObjects") != nil
    }) {
      return object
    }
    return contexts.configuration.flatMap {
      indexes.object(name: "CN=Microsoft Exchange,CN=Services," + $0, in: store)
    }
  }

  private func exchangeGroups(_ container: Int) -> [ExchangeGroup: Int] {
    var groups: [ExchangeGroup: Int] = [:]
    for value in values(container, "otherWellKnownObjects") {
      guard let (identifier, name) = Self.binaryName(value),
        let group = ExchangeGroup(rawValue: identifier),
        let object = name.withUnsafeBytes({ indexes.object(name: $0, in: store) })
      else { continue }
      groups[group] = object
    }
    return groups
  }

  private func exchangeServers(_ groups: [ExchangeGroup: Int]) -> [ExchangeServer] {
    let computers = classes.sets(with: "computer")
    var byHost: [String: Int] = [:]
    var byName: [String: [Int]] = [:]
    let entries = objects(of: "msExchExchangeServer").filter { !isDeleted($0) }
    if !entries.isEmpty {
      for object in 0..<store.count {
        guard let set = store.classSet(object), computers.contains(set), !isDeleted(object) else { continue }
        if let host = store.text(object, Numbers.dNSHostName) { byHost[host.lowercased()] = object }
        byName[leaf(object).lowercased(), default: []].append(object)
      }
    }
    var servers: [ExchangeServer] = []
    for entry in entries {
      let addresses = values(entry, "networkAddress").map { String(decoding: $0, as: UTF8.self).lowercased() }
      let hosts = addresses.filter { $0.hasPrefix("ncacn_ip_tcp:") }.map { String($0.dropFirst(13)) }
      let namesakes = byName[leaf(entry).lowercased()] ?? []
      let computer = hosts.compactMap { byHost[$0] }.first ?? (namesakes.count == 1 ? namesakes[0] : nil)
      servers.append(
        ExchangeServer(
          object: ObjectID(position: entry), computer: computer.map { ObjectID(position: $0) },
          name: leaf(entry),
          version: text(entry, "serialNumber")))
    }
    // Computers in the group of servers that no server object names: a configuration that was not read.
    let known = Set(servers.compactMap(\.computer))
    for group in [ExchangeGroup.exchangeServers, .exchangeTrustedSubsystem] {
      guard servers.isEmpty || group == .exchangeServers, let object = groups[group] else { continue }
      for member in nestedMembers(object) {
        guard let set = store.classSet(member), computers.contains(set), !isDeleted(member) else { continue }
        let id = ObjectID(position: member)
        guard !known.contains(id), !servers.contains(where: { $0.computer == id }) else { continue }
        servers.append(ExchangeServer(object: id, computer: id, name: leaf(member), version: nil))
      }
    }
    return servers
  }

  private func nestedMembers(_ group: Int) -> [Int] {
    var found: [Int] = []
    var seen: Set<Int> = [group]
    var queue = [group]
    while let next = queue.popLast() {
      for member in membership.members[next].map(Int.init) where seen.insert(member).inserted {
        found.append(member)
        queue.append(member)
      }
    }
    return found.sorted()
  }

  private func schemaVersion() -> Int? {
    guard let schema = contexts.schema,
      let object = indexes.object(name: "CN=ms-Exch-Schema-Version-Pt," + schema, in: store)
    else { return nil }
    return integer(object, "rangeUpper").flatMap { Int(exactly: $0) }
  }

  private func splitPermissions(_ groups: [ExchangeGroup: Int]) -> Bool? {
    guard let permissions = groups[.exchangeWindowsPermissions],
      let container = store.withName(permissions, { Self.parentLeaf($0) })
    else { return nil }
    guard container.lowercased() == "microsoft exchange protected groups" else { return false }
    guard let subsystem = groups[.exchangeTrustedSubsystem] else { return nil }
    return !membership.members[permissions].contains(UInt32(truncatingIfNeeded: subsystem))
  }

  /// `B:32:A7D2…:CN=…` → the hexadecimal digits in upper case and the name. [MS-ADTS] 3.1.1.2.2.2.3
  static func binaryName(_ value: [UInt8]) -> (identifier: String, name: [UInt8])? {
    let parts = value.split(separator: UInt8(ascii: ":"), maxSplits: 3, omittingEmptySubsequences: false)
    guard parts.count == 4, parts[0].elementsEqual("B".utf8), let count = decimal(parts[1]),
      count == Int64(parts[2].count)
    else { return nil }
    return (String(decoding: parts[2], as: UTF8.self).uppercased(), Array(parts[3]))
  }

  // MARK: Access by name

  private func objects(of name: String) -> [Int] {
    let sets = classes.sets(with: name)
    if sets.isEmpty { return [] }
    return (0..<store.count).filter { store.classSet($0).map(sets.contains) ?? false }
  }

  private func isDeleted(_ object: Int) -> Bool { store.isDeleted(object) }

  private func leaf(_ object: Int) -> String {
    String(decoding: store.withName(object, DNKey.leafValue), as: UTF8.self)
  }

  private static func parentLeaf(_ name: UnsafeRawBufferPointer) -> String? {
    guard let offset = DNKey.parentOffset(name), offset < name.count else { return nil }
    return String(
      decoding: DNKey.leafValue(UnsafeRawBufferPointer(rebasing: name[offset...])), as: UTF8.self)
  }

  private func first(_ object: Int, _ attribute: String) -> ArraySlice<UInt8>? {
    AttributeCatalogue.number(of: attribute).flatMap { store.first(object, $0) }
  }

  private func values(_ object: Int, _ attribute: String) -> [[UInt8]] {
    AttributeCatalogue.number(of: attribute).map { store.values(object, $0) } ?? []
  }

  private func text(_ object: Int, _ attribute: String) -> String? {
    AttributeCatalogue.number(of: attribute).flatMap { store.text(object, $0) }
  }

  private func integer(_ object: Int, _ attribute: String) -> Int64? {
    AttributeCatalogue.number(of: attribute).flatMap { store.integer(object, $0) }
  }
}
