package import WindowsSecurity

/// A domain of the forest.
package struct Domain: Hashable, Sendable {
  /// The domain's own object; nil when it was not read.
  package let head: ObjectID?
  package let dn: String
  package let sid: SID?
  /// nETBIOSName of its cross-reference.
  package let netbios: String?
  /// In lower case, `corp.example`.
  package let dnsName: String
  package let isForestRoot: Bool
}

extension Snapshot {
  /// Position in ``domains`` of the domain that an object lies in. Objects of the configuration and of application
  /// partitions count for the domain that their names end in. nil outside every known domain.
  package func domain(of object: ObjectID) -> Int? {
    let index = domainOfObject[object.position]
    return index == .max ? nil : Int(index)
  }
}

/// Finds the domains: cross-references of domain partitions, and objects of class domainDNS with a SID.
struct DomainReader {
  let domains: [Domain]
  private let store: ObjectStore

  init(store: ObjectStore, indexes: ObjectIndexes, classes: ClassTable, contexts: NamingContexts) {
    self.store = store
    let heads = classes.sets(with: "domainDNS")
    let references = classes.sets(with: "crossRef")
    var found: [[UInt8]: (head: Int?, dn: String, netbios: String?, dns: String?)] = [:]
    for object in 0..<store.count {
      guard let set = store.classSet(object) else { continue }
      if heads.contains(set), store.first(object, Numbers.objectSid) != nil {
        let key = store.withName(object, DNKey.canonical)
        let dn = String(decoding: store.name(object), as: UTF8.self)
        found[key] = (object, dn, found[key]?.netbios, found[key]?.dns)
      }
      if references.contains(set), let reference = Self.reference(object, store) {
        let key = Array(reference.dn.utf8).withUnsafeBytes(DNKey.canonical)
        let head = found[key]?.head ?? indexes.object(name: reference.dn, in: store)
        found[key] = (head, found[key]?.dn ?? reference.dn, reference.netbios, reference.dns)
      }
    }
    let root = contexts.rootDomain.map { Array($0.utf8).withUnsafeBytes(DNKey.canonical) }
    let shortest = found.keys.min {
      ($0.count, String(decoding: $0, as: UTF8.self)) < ($1.count, String(decoding: $1, as: UTF8.self))
    }
    let rootKey = root.flatMap { found[$0] == nil ? nil : $0 } ?? shortest
    domains = found.sorted { a, b in
      if (a.key == rootKey) != (b.key == rootKey) { return a.key == rootKey }
      return a.key.lexicographicallyPrecedes(b.key)
    }.map { key, part in
      Domain(
        head: part.head.map { ObjectID(position: $0) }, dn: part.dn,
        sid: part.head.flatMap { store.first($0, Numbers.objectSid) }.flatMap { try? SID($0) },
        netbios: part.netbios, dnsName: part.dns?.lowercased() ?? Self.dnsName(of: key),
        isForestRoot: key == rootKey)
    }
  }

  /// For every object the longest domain name that its own name ends in; `.max` = none.
  func assignment() -> [UInt16] {
    let suffixes = domains.enumerated().map { index, domain in
      (key: Array(domain.dn.utf8).withUnsafeBytes(DNKey.canonical), index: UInt16(truncatingIfNeeded: index))
    }.sorted { $0.key.count > $1.key.count }
    return (0..<store.count).map { object in
      store.withName(object) { name in
        if DNKey.isPlain(name) { return Self.match(name, suffixes) }
        return DNKey.canonical(name).withUnsafeBytes { Self.match($0, suffixes) }
      }
    }
  }

  static func match(
    _ name: UnsafeRawBufferPointer, _ suffixes: [(key: [UInt8], index: UInt16)]
  ) -> UInt16 {
    for suffix in suffixes where name.count >= suffix.key.count {
      let start = name.count - suffix.key.count
      guard start == 0 || name[start - 1] == UInt8(ascii: ",") else { continue }
      var index = 0
      while index < suffix.key.count, lowercased(name[start + index]) == suffix.key[index] { index += 1 }
      if index == suffix.key.count { return suffix.index }
    }
    return .max
  }

  /// A cross-reference of a domain: systemFlags FLAG_CR_NTDS_NC 1 and FLAG_CR_NTDS_DOMAIN 2. [MS-ADTS] 2.2.10
  private static func reference(
    _ object: Int, _ store: ObjectStore
  ) -> (dn: String, netbios: String?, dns: String?)? {
    guard let context = AttributeCatalogue.number(of: "nCName"), let dn = store.text(object, context) else {
      return nil
    }
    let flags = AttributeCatalogue.number(of: "systemFlags").flatMap { store.integer(object, $0) }
    let netbios = AttributeCatalogue.number(of: "nETBIOSName").flatMap { store.text(object, $0) }
    let dns = AttributeCatalogue.number(of: "dnsRoot").flatMap { store.text(object, $0) }
    guard flags.map({ $0 & 3 == 3 }) ?? (netbios != nil) else { return nil }
    return (dn, netbios, dns)
  }

  /// `dc=corp,dc=example` → `corp.example`.
  private static func dnsName(of key: [UInt8]) -> String {
    String(decoding: key, as: UTF8.self).split(separator: ",").map { part in
      String(part.drop { $0 != "=" }.dropFirst())
    }.joined(separator: ".")
  }
}

extension ObjectIndexes {
  func object(name: String, in store: ObjectStore) -> Int? {
    var name = name
    return name.withUTF8 { object(name: UnsafeRawBufferPointer($0), in: store) }
  }
}
