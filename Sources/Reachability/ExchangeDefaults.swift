internal import Directory

/// What Exchange setup always makes and LDAP may not have shown.
enum ExchangeDefaults {
  /// Memberships of setup that the evidence can neither show nor refute: neither side's membership attribute was read.
  ///
  /// An Exchange server is a member of Exchange Trusted Subsystem, and that of Exchange Windows Permissions unless
  /// split permissions of Active Directory are in use. With replication metadata, or any value on either side, the
  /// membership was readable and its absence is real.
  static func unreadNesting(_ snapshot: Snapshot) -> [(member: ObjectID, group: ObjectID)] {
    guard let exchange = snapshot.exchange, exchange.splitPermissions != true else { return [] }
    var nesting: [(member: ObjectID, group: ObjectID)] = []
    func assume(_ member: ObjectID, _ group: ObjectID) {
      guard snapshot.values(group, "member").isEmpty, snapshot.values(member, "memberOf").isEmpty,
        snapshot.stamps(group).isEmpty, snapshot.links(group).isEmpty
      else { return }
      nesting.append((member, group))
    }
    guard let subsystem = exchange.groups[.exchangeTrustedSubsystem] else { return [] }
    if let permissions = exchange.groups[.exchangeWindowsPermissions] { assume(subsystem, permissions) }
    for server in exchange.servers {
      if let computer = server.computer { assume(computer, subsystem) }
    }
    return nesting
  }
}
