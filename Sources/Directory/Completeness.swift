/// What a snapshot should have and does not: an assessment never takes for clean what was not read.
struct Completeness {
  let store: ObjectStore
  let indexes: ObjectIndexes
  let unread: UnreadAttributes
  let classes: ClassTable
  let stampNames: StampNames
  let contexts: NamingContexts
  let domains: [Domain]
  let applications: [ApplicationPartition]
  /// By object; empty when there are no application partitions.
  let isInApplication: [Bool]
  let hasExchange: Bool

  func report(to gaps: inout GapCounter) {
    reportDescriptors(to: &gaps)
    reportMetadata(to: &gaps)
    reportContexts(to: &gaps)
    reportDeletedObjects(to: &gaps)
    unread.report(to: &gaps)
    if !hasExchange {
      gaps.add(.exchangeMissing, 1, "neither the Exchange container nor an Exchange server was read")
    }
  }

  private func reportDescriptors(to gaps: inout GapCounter) {
    for object in 0..<store.count
    where store.descriptor(object) == nil && object != contexts.rootDSE
      // Nobody may read it by default, not even administrators, and control of it is control of nothing that lives.
      && !(store.isDeleted(object) && isNamedDeletedObjects(object))
    {
      gaps.add(.descriptorMissing, 1, String(decoding: store.name(object), as: UTF8.self))
    }
  }

  private func reportMetadata(to gaps: inout GapCounter) {
    let principals = classes.sets(with: "user").union(classes.sets(with: "group"))
    let groups = classes.sets(with: "group")
    var withMembers = 0
    var withoutLinks = 0
    for object in 0..<store.count {
      guard let set = store.classSet(object), principals.contains(set) else { continue }
      if store.stampRange(object).range.isEmpty {
        gaps.add(.metadataMissing, 1, String(decoding: store.name(object), as: UTF8.self))
      }
      guard groups.contains(set), store.first(object, Numbers.member) != nil else { continue }
      withMembers += 1
      if store.linkRange(object).range.isEmpty { withoutLinks += 1 }
    }
    if withoutLinks > 0 {
      gaps.add(.linkMetadataMissing, withoutLinks, "of \(withMembers) groups with members")
    }
  }

  private func reportContexts(to gaps: inout GapCounter) {
    let sets = classes.sets(with: "crossRef").union(classes.sets(with: "nTDSDSA"))
    let hasConfiguration = (0..<store.count).contains { store.classSet($0).map(sets.contains) ?? false }
    if !hasConfiguration {
      gaps.add(.configurationMissing, 1, "no cross-reference and no NTDS Settings object was read")
    } else if !hasAuthorities {
      gaps.add(.configurationMissing, 1, "CN=Enrollment Services was not read")
    }
    if domains.isEmpty { gaps.add(.domainMissing, 1, "no domain was found") }
    for domain in domains where domain.head == nil { gaps.add(.domainMissing, 1, domain.dn) }
    reportApplications(to: &gaps)
  }

  /// Every forest has the container: without it nobody knows whether there is a certification authority.
  private var hasAuthorities: Bool {
    guard let configuration = contexts.configuration else { return false }
    let name = "CN=Enrollment Services,CN=Public Key Services,CN=Services,\(configuration)"
    return indexes.object(name: name, in: store) != nil
  }

  /// A partition that was not read, and one of DNS without any zone: who may not see what it holds sees its head alone.
  private func reportApplications(to gaps: inout GapCounter) {
    let classes = classes.sets(with: "dnsZone")
    let zones = (0..<store.count).filter { store.classSet($0).map(classes.contains) ?? false }
      .map { store.withName($0, DNKey.canonical) }
    for partition in applications {
      let name = Array(partition.dn.utf8).withUnsafeBytes(DNKey.canonical)
      if partition.head == nil {
        gaps.add(.partitionMissing, 1, partition.dn)
      } else if Self.ofNames.contains(where: name.starts), !zones.contains(where: { $0.ends(with: name) }) {
        gaps.add(.partitionMissing, 1, "\(partition.dn): no zone in it was read")
      }
    }
  }

  /// The names that a DNS server gives them. [MS-DNSP] 2.2.7.1.1
  private static let ofNames = ["dc=domaindnszones,", "dc=forestdnszones,"].map { Array($0.utf8) }

  private func reportDeletedObjects(to gaps: inout GapCounter) {
    for object in 0..<store.count where store.isDeleted(object) || isNamedDeletedObjects(object) {
      // An application partition has deleted objects of its own, and no account among them.
      if isInApplication.isEmpty || !isInApplication[object] { return }
    }
    gaps.add(.deletedObjectsMissing, 1, "no deleted object and no Deleted Objects container was read")
  }

  private func isNamedDeletedObjects(_ object: Int) -> Bool {
    let name = store.name(object)
    return name.count > Self.container.count
      && name.prefix(Self.container.count).elementsEqual(Self.container, by: { lowercased($0) == $1 })
  }

  private static let container = Array("cn=deleted objects,".utf8)
}

extension Array<UInt8> {
  /// Whether the last components of a canonical name are those of another.
  fileprivate func ends(with tail: [UInt8]) -> Bool {
    count > tail.count && suffix(tail.count).elementsEqual(tail)
      && self[count - tail.count - 1] == UInt8(ascii: ",")
  }
}
