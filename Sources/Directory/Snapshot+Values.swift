package import WindowsSecurity

extension Snapshot {
  package func dn(_ object: ObjectID) -> String {
    String(decoding: store.name(object.position), as: UTF8.self)
  }

  /// What people call the object: sAMAccountName, of a group policy its displayName, of a domain head the DNS name; else the
  /// value of the RDN, of a deleted object the one that it had. An account outside the root domain of the forest has the
  /// name of its domain in front: every domain has its own Domain Admins.
  package func name(_ object: ObjectID) -> String {
    if let name = store.text(object.position, Numbers.sAMAccountName) {
      guard let domain = domain(of: object).map({ domains[$0] }), !domain.isForestRoot else { return name }
      return "\(domain.netbios ?? domain.dnsName)\\\(name)"
    }
    if let title = title(object) { return title }
    let leaf = store.withName(object.position, DNKey.leafValue)
    return String(decoding: isDeleted(object) ? leaf.prefix { $0 != 0x0a } : leaf[...], as: UTF8.self)
  }

  /// The name of a group policy, whose RDN is a GUID, and of a domain head, whose RDN is one label of the name; nil for
  /// everything else.
  func title(_ object: ObjectID) -> String? {
    if isA(object, "groupPolicyContainer") {
      return string(object, "displayName").flatMap { $0.isEmpty ? nil : $0 }
    }
    return isA(object, "domainDNS") ? domains.first { $0.head == object }?.dnsName : nil
  }

  package func parent(_ object: ObjectID) -> ObjectID? {
    tree.parent(object.position).map { ObjectID(position: $0) }
  }

  /// In the order of their numbers.
  package func children(_ object: ObjectID) -> [ObjectID] {
    tree.children(object.position).map { ObjectID($0) }
  }

  /// objectClass with the superclasses that the schema adds, most general first; empty when it was not read.
  package func classes(_ object: ObjectID) -> [String] {
    store.classSet(object.position).map { classTable.names(of: $0) } ?? []
  }

  /// Equal for objects whose ``classes(_:)`` are equal; nil when objectClass was not read.
  package func classList(_ object: ObjectID) -> UInt32? { store.classSet(object.position) }

  /// The most specific structural class; empty when objectClass was not read.
  package func structuralClass(_ object: ObjectID) -> String {
    store.classSet(object.position).map { classTable.structural(of: $0) } ?? ""
  }

  /// Whether an object is of a class or of one derived from it; without regard to case.
  package func isA(_ object: ObjectID, _ name: String) -> Bool {
    store.classSet(object.position).map { classTable.contains($0, name) } ?? false
  }

  package func sid(_ object: ObjectID) -> SID? {
    store.first(object.position, Numbers.objectSid).flatMap { try? SID($0) }
  }

  package func guid(_ object: ObjectID) -> GUID? {
    store.first(object.position, Numbers.objectGUID).flatMap { try? GUID($0) }
  }

  package func isDeleted(_ object: ObjectID) -> Bool {
    store.isDeleted(object.position)
  }

  package func created(_ object: ObjectID) -> Instant? {
    store.first(object.position, Numbers.whenCreated).flatMap { Instant(generalizedTime: $0) }
  }

  /// The values of an attribute of ``attributesRead`` as octets; SIDs and GUIDs in binary form whatever the input.
  package func values(_ object: ObjectID, _ attribute: String) -> [[UInt8]] {
    guard let number = AttributeCatalogue.number(of: attribute) else {
      if attribute.lowercased() == "objectclass" { return classes(object).map { Array($0.utf8) } }
      return []
    }
    return store.values(object.position, number)
  }

  package func strings(_ object: ObjectID, _ attribute: String) -> [String] {
    values(object, attribute).map { String(decoding: $0, as: UTF8.self) }
  }

  /// The first value as text.
  package func string(_ object: ObjectID, _ attribute: String) -> String? {
    AttributeCatalogue.number(of: attribute).flatMap { store.text(object.position, $0) }
  }

  /// The first value as an integer; TRUE is 1.
  package func integer(_ object: ObjectID, _ attribute: String) -> Int64? {
    AttributeCatalogue.number(of: attribute).flatMap { store.integer(object.position, $0) }
  }

  /// The first value as a SID.
  package func sid(_ object: ObjectID, _ attribute: String) -> SID? {
    AttributeCatalogue.number(of: attribute).flatMap { store.first(object.position, $0) }
      .flatMap { try? SID($0) }
  }

  /// The first value as a time: generalised time, or FILETIME where the attribute is an integer.
  package func instant(_ object: ObjectID, _ attribute: String) -> Instant? {
    guard let number = AttributeCatalogue.number(of: attribute),
      let value = store.first(object.position, number)
    else { return nil }
    if AttributeCatalogue.attributes[Int(number)].form == .time { return Instant(generalizedTime: value) }
    return decimal(value).flatMap { $0 == .max ? nil : Instant(fileTime: $0) }
  }
}
