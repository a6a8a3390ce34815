internal import Directory

/// What control over an object can mean, by its class.
enum ObjectKind: UInt8, Sendable, CaseIterable {
  case user, computer, standaloneAccount, managedAccount, delegatedAccount, group, policy
  case organizationalUnit, domain, site, container, policyStore, schemaClass, rootKey, other

  init(_ object: ObjectID, in snapshot: Snapshot) {
    // No principal and nothing that applies to one: control of it is control of names, not of the forest.
    if snapshot.isInApplicationPartition(object) {
      self = .other
      return
    }
    switch snapshot.structuralClass(object) {
    case "user", "inetOrgPerson": self = .user
    case "computer": self = .computer
    case "msDS-ManagedServiceAccount": self = .standaloneAccount
    case "msDS-GroupManagedServiceAccount": self = .managedAccount
    case "msDS-DelegatedManagedServiceAccount": self = .delegatedAccount
    case "group": self = .group
    case "groupPolicyContainer": self = .policy
    case "organizationalUnit": self = .organizationalUnit
    case "domainDNS", "domain": self = .domain
    case "site": self = .site
    case "classSchema": self = .schemaClass
    case "msKds-ProvRootKey": self = .rootKey
    case "container", "builtinDomain", "configuration", "dMD", "sitesContainer", "lostAndFound",
      "msExchSystemObjectsContainer", "country", "locality", "organization":
      self = Self.isPolicyStore(object, in: snapshot) ? .policyStore : .container
    default:
      // A class derived by somebody's schema extension is what its ancestor is.
      if snapshot.isA(object, "computer") {
        self = .computer
      } else if snapshot.isA(object, "user") {
        self = .user
      } else if snapshot.isA(object, "group") {
        self = .group
      } else {
        self = .other
      }
    }
  }

  /// Whether the object can act: its control means its token.
  var isPrincipal: Bool {
    switch self {
    case .user, .computer, .standaloneAccount, .managedAccount, .delegatedAccount, .group: true
    default: false
    }
  }

  /// Whether the class descends from `computer`.
  var isComputerDerived: Bool {
    switch self {
    case .computer, .standaloneAccount, .managedAccount, .delegatedAccount: true
    default: false
    }
  }

  /// Whether a descriptor that was not read leaves a gap in what is said about paths.
  var needsDescriptor: Bool { self != .other && self != .schemaClass }

  var holdsObjects: Bool {
    switch self {
    case .organizationalUnit, .domain, .container, .policyStore: true
    default: false
    }
  }

  /// `CN=Policies,CN=System`, called so in every language.
  private static func isPolicyStore(_ object: ObjectID, in snapshot: Snapshot) -> Bool {
    guard let domain = snapshot.domain(of: object), snapshot.name(object).lowercased() == "policies" else {
      return false
    }
    return snapshot.object(dn: "CN=Policies,CN=System,\(snapshot.domains[domain].dn)") == object
  }
}
