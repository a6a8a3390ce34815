/// A naming context that is neither a domain nor configuration nor schema: the zones of DNS, or what else an application
/// keeps. It holds no security principals. [MS-ADTS] 6.1.1.2.1.1.5
package struct ApplicationPartition: Hashable, Sendable {
  /// The object at its top; nil when it was not read.
  package let head: ObjectID?
  package let dn: String
}

extension Snapshot {
  /// Whether an object lies in an application partition. Its name ends in that of a domain, which it is no part of.
  package func isInApplicationPartition(_ object: ObjectID) -> Bool {
    isInApplicationPartition.isEmpty ? false : isInApplicationPartition[object.position]
  }
}

/// Finds the application partitions: by their cross-references, and without any cross-reference by their heads.
struct ApplicationPartitionReader {
  /// Sorted by name.
  let partitions: [ApplicationPartition]
  private let store: ObjectStore

  init(
    store: ObjectStore, indexes: ObjectIndexes, classes: ClassTable, contexts: NamingContexts,
    domains: [Domain]
  ) {
    self.store = store
    // The schema lies in the configuration, whether it was read or not. [MS-ADTS] 3.1.1.1.5
    let schema = contexts.configuration.map { "CN=Schema,\($0)" }
    let others = [contexts.configuration, schema, contexts.schema].compactMap { $0 } + domains.map(\.dn)
    let known = Set(others.map(Self.key))
    let references = classes.sets(with: "crossRef")
    let heads = classes.sets(with: "domainDNS")
    var found: [[UInt8]: String] = [:]
    var tops: [Int] = []
    var hasReference = false
    for object in 0..<store.count {
      guard let set = store.classSet(object), !store.isDeleted(object) else { continue }
      if references.contains(set) {
        hasReference = true
        if let name = Self.context(of: object, store), !known.contains(Self.key(name)) {
          found[Self.key(name)] = name
        }
      } else if heads.contains(set), store.first(object, Numbers.objectSid) == nil {
        tops.append(object)
      }
    }
    if !hasReference {
      for object in tops where Self.isHead(object, store) {
        let name = String(decoding: store.name(object), as: UTF8.self)
        if !known.contains(Self.key(name)) { found[Self.key(name)] = name }
      }
    }
    partitions = found.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { _, name in
      ApplicationPartition(
        head: indexes.object(name: name, in: store).map { ObjectID(position: $0) }, dn: name)
    }
  }

  /// For every object whether it lies in one of them; empty when there are none.
  func membership() -> [Bool] {
    if partitions.isEmpty { return [] }
    let suffixes = partitions.map { (key: Self.key($0.dn), index: UInt16(0)) }
    return (0..<store.count).map { object in
      store.withName(object) { name in
        if DNKey.isPlain(name) { return DomainReader.match(name, suffixes) == 0 }
        return DNKey.canonical(name).withUnsafeBytes { DomainReader.match($0, suffixes) == 0 }
      }
    }
  }

  private static func key(_ name: String) -> [UInt8] {
    Array(name.utf8).withUnsafeBytes(DNKey.canonical)
  }

  /// FLAG_CR_NTDS_NC 1 without FLAG_CR_NTDS_DOMAIN 2. [MS-ADTS] 2.2.10
  private static func context(of object: Int, _ store: ObjectStore) -> String? {
    guard let flags = AttributeCatalogue.number(of: "systemFlags").flatMap({ store.integer(object, $0) }),
      flags & 3 == 1
    else { return nil }
    return AttributeCatalogue.number(of: "nCName").flatMap { store.text(object, $0) }
  }

  /// IT_NC_HEAD 0x1. [MS-ADTS] 2.2.5
  private static func isHead(_ object: Int, _ store: ObjectStore) -> Bool {
    AttributeCatalogue.number(of: "instanceType").flatMap { store.integer(object, $0) }.map { $0 & 1 != 0 }
      ?? false
  }
}
