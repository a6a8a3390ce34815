package import LDAPTypes
import WindowsSecurity

/// An object of a snapshot as a filter sees it, with the attributes that a server would compute.
package struct SnapshotSubject: FilterSubject {
  let snapshot: Snapshot
  let object: ObjectID

  package func values(_ attribute: String) -> [[UInt8]] {
    let stored = snapshot.values(object, attribute)
    switch attribute.lowercased() {
    case "member":
      if !stored.isEmpty { return stored }
      return snapshot.members(object).map { Array(snapshot.dn($0).utf8) }
    case "memberof":
      if !stored.isEmpty { return stored }
      return snapshot.membership.groups[object.position].map { Array(snapshot.dn(ObjectID($0)).utf8) }
    case "distinguishedname":
      return stored.isEmpty ? [Array(snapshot.dn(object).utf8)] : stored
    case "name":
      return stored.isEmpty ? [snapshot.store.withName(object.position, DNKey.leafValue)] : stored
    case "ntsecuritydescriptor":
      return snapshot.descriptor(of: object).flatMap { snapshot.descriptor($0) }.map { [$0.encoded()] } ?? []
    default:
      return stored
    }
  }

  /// ``MatchingSyntax/undefined`` for attributes whose values a snapshot does not keep: nothing can be said of them.
  package func syntax(_ attribute: String) -> MatchingSyntax {
    guard let number = AttributeCatalogue.number(of: attribute) else {
      switch attribute.lowercased() {
      case "objectclass": return .caseIgnoreString
      case "ntsecuritydescriptor": return .octetString
      default: return .undefined
      }
    }
    if let syntax = snapshot.schema.attribute(named: attribute)?.syntax,
      let matching = Self.matchingSyntaxes[syntax]
    {
      return matching
    }
    return switch AttributeCatalogue.attributes[Int(number)].form {
    case .text, .binaryName: .caseIgnoreString
    case .number: .integer
    case .boolean: .boolean
    case .time: .generalizedTime
    case .name: .distinguishedName
    case .octets, .guid: .octetString
    case .sid: .sid
    }
  }

  package func isInChain(attribute: String, dn: DistinguishedName) -> Bool {
    guard let target = snapshot.object(dn: dn.description) else { return false }
    var seen: Set<ObjectID> = []
    var queue = next(object, attribute)
    while let reached = queue.popLast() {
      if reached == target { return true }
      if seen.insert(reached).inserted { queue += next(reached, attribute) }
    }
    return false
  }

  package func objectCategory(ofClass name: String) -> DistinguishedName? {
    if let category = snapshot.schema.classNamed(name)?.defaultObjectCategory {
      return try? DistinguishedName(category)
    }
    guard let schema = snapshot.schemaNC ?? snapshot.configurationNC.map({ "CN=Schema," + $0 }),
      let category = Self.builtInCategories[name.lowercased()]
    else { return nil }
    return try? DistinguishedName("CN=\(category),\(schema)")
  }

  private func next(_ object: ObjectID, _ attribute: String) -> [ObjectID] {
    switch attribute.lowercased() {
    case "member": snapshot.members(object)
    case "memberof": snapshot.membership.groups[object.position].map { ObjectID($0) }
    default: snapshot.values(object, attribute).compactMap { snapshot.object(dn: $0) }
    }
  }

  /// By attributeSyntax. [MS-ADTS] 3.1.1.2.2.2
  private static let matchingSyntaxes: [String: MatchingSyntax] = [
    "2.5.5.1": .distinguishedName, "2.5.5.2": .caseIgnoreString, "2.5.5.3": .caseExactString,
    "2.5.5.4": .caseIgnoreString, "2.5.5.5": .caseExactString, "2.5.5.6": .caseExactString,
    "2.5.5.7": .caseIgnoreString, "2.5.5.8": .boolean, "2.5.5.9": .integer, "2.5.5.10": .octetString,
    "2.5.5.11": .generalizedTime, "2.5.5.12": .caseIgnoreString, "2.5.5.13": .caseIgnoreString,
    "2.5.5.14": .caseIgnoreString, "2.5.5.15": .octetString, "2.5.5.16": .integer, "2.5.5.17": .sid,
  ]

  private static let builtInCategories = [
    "user": "Person", "person": "Person", "contact": "Person", "inetorgperson": "Person",
    "organizationalperson": "Person", "computer": "Computer", "group": "Group", "container": "Container",
    "organizationalunit": "Organizational-Unit", "domaindns": "Domain-DNS", "domain": "Domain",
    "grouppolicycontainer": "Group-Policy-Container", "trusteddomain": "Trusted-Domain",
    "foreignsecurityprincipal": "Foreign-Security-Principal",
    "msds-groupmanagedserviceaccount": "ms-DS-Group-Managed-Service-Account",
    "msds-managedserviceaccount": "ms-DS-Managed-Service-Account",
    "msexchexchangeserver": "ms-Exch-Exchange-Server",
  ]
}

extension Snapshot {
  /// The object as ``LDAPTypes/Filter/matches(_:)`` takes it.
  package func subject(_ object: ObjectID) -> SnapshotSubject {
    SnapshotSubject(snapshot: self, object: object)
  }
}
