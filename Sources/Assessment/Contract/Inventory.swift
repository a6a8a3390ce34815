package import Directory

/// The answers to the three questions asked first: who is privileged, what changed lately, which services are new.
package struct Inventory: Codable, Hashable, Sendable {
  package var privilegedGroups: [PrivilegedGroup]
  package var changedAccounts: [ChangedAccount]
  package var newServicePrincipals: [NewServicePrincipal]

  package init(
    privilegedGroups: [PrivilegedGroup] = [], changedAccounts: [ChangedAccount] = [],
    newServicePrincipals: [NewServicePrincipal] = []
  ) {
    self.privilegedGroups = privilegedGroups
    self.changedAccounts = changedAccounts
    self.newServicePrincipals = newServicePrincipals
  }
}

extension Inventory {
  /// A privileged group with all its members, nested ones included.
  package struct PrivilegedGroup: Codable, Hashable, Sendable {
    /// DN.
    package var group: String
    @Nullable package var sid: String?
    package var name: String
    package var members: [Member]

    package init(group: String, sid: String?, name: String, members: [Member]) {
      self.group = group
      self.sid = sid
      self.name = name
      self.members = members
    }
  }

  package struct Member: Codable, Hashable, Sendable {
    package var dn: String
    package var name: String
    /// DNs of the groups in between, outermost first; empty for a direct member.
    package var via: [String]
    /// When the (first) link was made; nil when it carries no time.
    @Nullable package var since: Instant?
    /// True when `since` lies in the window.
    package var recent: Bool

    package init(dn: String, name: String, via: [String] = [], since: Instant?, recent: Bool = false) {
      self.dn = dn
      self.name = name
      self.via = via
      self.since = since
      self.recent = recent
    }
  }

  /// An account with an attribute that changed in the window.
  package struct ChangedAccount: Codable, Hashable, Sendable {
    package struct Change: Codable, Hashable, Sendable {
      package var attribute: String
      package var when: Instant
      /// Number of originating changes since creation.
      package var version: UInt32
      @Nullable package var originator: String?

      package init(attribute: String, when: Instant, version: UInt32, originator: String?) {
        self.attribute = attribute
        self.when = when
        self.version = version
        self.originator = originator
      }
    }

    package var dn: String
    @Nullable package var sid: String?
    package var name: String
    package var kind: String
    /// True when the account was created in the window.
    package var created: Bool
    package var changes: [Change]

    package init(dn: String, sid: String?, name: String, kind: String, created: Bool, changes: [Change]) {
      self.dn = dn
      self.sid = sid
      self.name = name
      self.kind = kind
      self.created = created
      self.changes = changes
    }
  }

  /// A service principal name or service account that appeared in the window.
  package struct NewServicePrincipal: Codable, Hashable, Sendable {
    package var dn: String
    @Nullable package var sid: String?
    package var name: String
    package var kind: String
    /// Service principal names now set; empty for a service account without one.
    package var names: [String]
    @Nullable package var when: Instant?
    @Nullable package var originator: String?

    package init(
      dn: String, sid: String?, name: String, kind: String, names: [String], when: Instant?,
      originator: String?
    ) {
      self.dn = dn
      self.sid = sid
      self.name = name
      self.kind = kind
      self.names = names
      self.when = when
      self.originator = originator
    }
  }
}
