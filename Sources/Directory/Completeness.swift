/// What a snapshot should have and does not: an assessment never takes for clean what was not read.
struct Completeness {
  let store: ObjectStore
  let unread: UnreadAttributes
  let classes: ClassTable
  let stampNames: StampNames
  let contexts: NamingContexts
  let domains: [Domain]
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
    }
    if domains.isEmpty { gaps.add(.domainMissing, 1, "no domain was found") }
    for domain in domains where domain.head == nil { gaps.add(.domainMissing, 1, domain.dn) }
  }

  private func reportDeletedObjects(to gaps: inout GapCounter) {
    for object in 0..<store.count where store.isDeleted(object) || isNamedDeletedObjects(object) { return }
    gaps.add(.deletedObjectsMissing, 1, "no deleted object and no Deleted Objects container was read")
  }

  private func isNamedDeletedObjects(_ object: Int) -> Bool {
    let name = store.name(object)
    return name.count > Self.container.count
      && name.prefix(Self.container.count).elementsEqual(Self.container, by: { lowercased($0) == $1 })
  }

  private static let container = Array("cn=deleted objects,".utf8)
}
