import Directory

/// Accounts that were created or altered in the window, and the service principals that appeared in it.
struct AccountInventory {
  let context: AssessmentContext
  /// Longer lists are cut here, Tier 0 and new accounts first.
  static let limit = 500

  /// Attributes whose change alters what an account may do or who can use it. Passwords of ordinary accounts change
  /// all the time and are told for Tier-0 accounts only.
  private static let telling = [
    "userAccountControl", "sAMAccountName", "servicePrincipalName", "primaryGroupID", "adminCount",
    "altSecurityIdentities", "msDS-AllowedToDelegateTo", "msDS-AllowedToActOnBehalfOfOtherIdentity",
    "msDS-KeyCredentialLink", "sIDHistory", "scriptPath", "unicodePwd",
  ]

  var changed: [Inventory.ChangedAccount] {
    let snapshot = context.snapshot
    let created = Set(context.changes.created.filter { isAccount($0) && !snapshot.isDeleted($0) })
    var changes: [ObjectID: [Inventory.ChangedAccount.Change]] = [:]
    for attribute in Self.telling {
      for change in context.changes.changes(of: attribute) where isAccount(change.object) {
        let id = change.object
        guard !snapshot.isDeleted(id),
          attribute != "unicodePwd" || context.isTierZeroAccount(id) || created.contains(id)
        else { continue }
        // The first values of a new account come with its creation.
        if created.contains(id), change.stamp.version == 1 { continue }
        changes[id, default: []].append(
          Inventory.ChangedAccount.Change(
            attribute: attribute, when: change.stamp.changed, version: change.stamp.version,
            originator: snapshot.dsaName(invocation: change.stamp.originator)))
      }
    }
    let accounts = created.union(changes.keys).sorted { a, b in
      let left = (context.isTierZeroAccount(a) ? 0 : 1, created.contains(a) ? 0 : 1, a.index)
      let right = (context.isTierZeroAccount(b) ? 0 : 1, created.contains(b) ? 0 : 1, b.index)
      return left < right
    }
    return accounts.prefix(Self.limit).map { id in
      Inventory.ChangedAccount(
        dn: snapshot.dn(id), sid: snapshot.sid(id).map { "\($0)" }, name: context.name(id),
        kind: snapshot.structuralClass(id), created: created.contains(id),
        changes: (changes[id] ?? []).sorted {
          ($0.when.seconds, $0.attribute) < ($1.when.seconds, $1.attribute)
        })
    }
  }

  var newServicePrincipals: [Inventory.NewServicePrincipal] {
    let snapshot = context.snapshot
    var found: [ObjectID: (when: Instant?, originator: String?)] = [:]
    for change in context.changes.changes(of: "servicePrincipalName") where !snapshot.isDeleted(change.object)
    {
      found[change.object] = (change.stamp.changed, snapshot.dsaName(invocation: change.stamp.originator))
    }
    for id in context.changes.created where found[id] == nil && !snapshot.isDeleted(id) {
      let managed =
        snapshot.isA(id, "msDS-GroupManagedServiceAccount") || snapshot.isA(id, "msDS-ManagedServiceAccount")
        || snapshot.isA(id, "msDS-DelegatedManagedServiceAccount")
      guard managed || (isAccount(id) && !snapshot.strings(id, "servicePrincipalName").isEmpty) else {
        continue
      }
      found[id] = (snapshot.created(id), nil)
    }
    // Users first: a name on a user account can be attacked, on a computer it is everyday.
    let order = found.keys.sorted { a, b in
      let left = (snapshot.isA(a, "computer") ? 1 : 0, found[a]?.when?.seconds ?? 0, a.index)
      let right = (snapshot.isA(b, "computer") ? 1 : 0, found[b]?.when?.seconds ?? 0, b.index)
      return left < right
    }
    return order.prefix(Self.limit).map { id in
      Inventory.NewServicePrincipal(
        dn: snapshot.dn(id), sid: snapshot.sid(id).map { "\($0)" }, name: context.name(id),
        kind: snapshot.structuralClass(id), names: snapshot.strings(id, "servicePrincipalName").sorted(),
        when: found[id]?.when, originator: found[id]?.originator)
    }
  }

  private func isAccount(_ id: ObjectID) -> Bool {
    context.snapshot.isA(id, "user") || context.snapshot.isA(id, "computer")
  }
}
