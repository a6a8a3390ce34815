/// Attributes that open steps and that an export left out, although the objects that carry them were read.
///
/// A missing value looks like an attribute that was never set. Replication metadata tells them apart: it lists every
/// attribute that was ever written. Where there is none, a value on another object of the class shows that the attribute
/// was asked for, and what every real domain has decides the rest.
struct UnreadAttributes {
  let store: ObjectStore
  let indexes: ObjectIndexes
  let classes: ClassTable
  let stampNames: StampNames
  let schema: Schema
  let domains: [Domain]
  /// Position of the domain of each object; `.max` = none.
  let domainOfObject: [UInt16]

  func report(to gaps: inout GapCounter) {
    var units = [[Int]](repeating: [], count: domains.count)
    var computers = units
    var sites: [Int] = []
    let unitSets = classes.sets(with: "organizationalUnit")
    let computerSets = classes.sets(with: "computer")
    let siteSets = classes.sets(with: "site")
    for object in 0..<store.count {
      guard let set = store.classSet(object) else { continue }
      if siteSets.contains(set), !store.isDeleted(object) { sites.append(object) }
      let domain = Int(domainOfObject[object])
      guard domain < domains.count, unitSets.contains(set) || computerSets.contains(set),
        !store.isDeleted(object)
      else { continue }
      if unitSets.contains(set) { units[domain].append(object) } else { computers[domain].append(object) }
    }
    reportLinks(units, sites, to: &gaps)
    for (number, domain) in domains.enumerated() {
      reportPasswords(of: domain, computers[number], to: &gaps)
    }
  }

  // MARK: Links of group policies

  /// The Default Domain Policy is linked to the head of every domain, the Default Domain Controllers Policy to the OU of
  /// its controllers. Another organizational unit, and a site, may well have no link.
  private func reportLinks(_ units: [[Int]], _ sites: [Int], to gaps: inout GapCounter) {
    guard let gPLink = AttributeCatalogue.number(of: "gPLink") else { return }
    var isUnasked = false
    func add(_ objects: [Int]) {
      guard let first = objects.first else { return }
      gaps.add(.policyLinksMissing, objects.count, String(decoding: store.name(first), as: UTF8.self))
    }
    for (number, domain) in domains.enumerated() {
      if let head = domain.head?.position, mayHave(head, gPLink, otherwise: true) {
        isUnasked = true
        add([head])
      }
      let isShown = units[number].contains { store.first($0, gPLink) != nil }
      if let controllers = controllersUnit(of: domain), mayHave(controllers, gPLink, otherwise: true) {
        isUnasked = true
        // One link on any of them shows that links were asked for.
        let others = units[number].filter {
          !isShown && $0 != controllers && mayHave($0, gPLink, otherwise: true)
        }
        add([controllers] + others)
      } else if !isShown {
        add(units[number].filter { mayHave($0, gPLink, otherwise: false) })
      }
    }
    if !sites.contains(where: { store.first($0, gPLink) != nil }) {
      add(sites.filter { mayHave($0, gPLink, otherwise: isUnasked) })
    }
  }

  /// GUID_DOMAIN_CONTROLLERS_CONTAINER in wellKnownObjects of the head, `B:32:<hex>:<DN>`. [MS-ADTS] 6.1.1.4
  private func controllersUnit(of domain: Domain) -> Int? {
    if let head = domain.head, let attribute = AttributeCatalogue.number(of: "wellKnownObjects") {
      for value in store.values(head.position, attribute) {
        let parts = String(decoding: value, as: UTF8.self).split(separator: ":", maxSplits: 3)
        guard parts.count == 4, parts[2].uppercased() == "A361B2FFFFD211D1AA4B00C04FD7D83A" else { continue }
        if let object = indexes.object(name: String(parts[3]), in: store) { return object }
      }
    }
    return indexes.object(name: "OU=Domain Controllers,\(domain.dn)", in: store)
  }

  // MARK: Passwords of LAPS

  /// The passwords themselves are never read; the time of their expiry, which everybody may read, shows where one is kept.
  private func reportPasswords(of domain: Domain, _ computers: [Int], to gaps: inout GapCounter) {
    for (time, passwords) in [
      ("ms-Mcs-AdmPwdExpirationTime", ["ms-Mcs-AdmPwd"]),
      ("msLAPS-PasswordExpirationTime", ["msLAPS-Password", "msLAPS-EncryptedPassword"]),
    ] {
      let names = [time] + passwords
      // A schema without these attributes has no such passwords; one that was not read is a gap of its own.
      guard !schema.isFallback, names.contains(where: { schema.attribute(named: $0) != nil }),
        let attribute = AttributeCatalogue.number(of: time),
        !computers.contains(where: { store.first($0, attribute) != nil })
      else { continue }
      let isNamed = names.allSatisfy { schema.attribute(named: $0)?.attid != nil } || !hasUnnamedStamps
      let concerned = computers.filter { computer in
        guard let stamped = stamped(computer) else { return true }
        return names.contains { stampNames.number(of: $0).map(stamped.contains) ?? false }
          || !isNamed
      }
      if !concerned.isEmpty {
        gaps.add(.managedPasswordsMissing, concerned.count, "\(domain.dn): \(time)")
      }
    }
  }

  /// Numbers in the metadata that nothing names may stand for an attribute of a schema extension.
  private var hasUnnamedStamps: Bool { stampNames.names.contains { $0.hasPrefix("attid 0x") } }

  // MARK: Metadata

  /// Whether an object that shows no value may have one.
  ///
  /// - Parameter otherwise: the answer for an object without metadata.
  private func mayHave(_ object: Int, _ attribute: UInt16, otherwise: Bool) -> Bool {
    guard store.first(object, attribute) == nil else { return false }
    guard let stamped = stamped(object) else { return otherwise }
    let name = AttributeCatalogue.attributes[Int(attribute)].name
    return stampNames.number(of: name).map(stamped.contains) ?? false
  }

  /// The attributes that were ever written on an object, as numbers of ``StampNames``; nil = no metadata.
  private func stamped(_ object: Int) -> Set<UInt32>? {
    let (batch, range) = store.stampRange(object)
    guard !range.isEmpty else { return nil }
    let table = store.batches[batch].stampTable
    return Set(range.map { stampNames.numbers[Int(table.stamps[$0].attribute)] })
  }
}
