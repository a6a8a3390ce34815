import Directory

/// Accounts that were created or altered in the window, and the service principals that appeared in it.
struct AccountInventory {
  let context: AssessmentContext
  /// What is listed, and how many there are.
  let changed: (listed: [Inventory.ChangedAccount], total: Int)
  let newServicePrincipals: (listed: [Inventory.NewServicePrincipal], total: Int)

  init(context: AssessmentContext) {
    self.context = context
    changed = Self.changed(context)
    newServicePrincipals = Self.newServicePrincipals(context)
  }

  /// Lists that were cut, so that a long one is not taken for the whole.
  var gaps: [AssessmentReport.Gap] {
    let lists = [
      (
        "changed-accounts", changed.total,
        Text(en: "Not all changed accounts are listed", de: "Nicht alle geänderten Konten sind aufgeführt")
      ),
      (
        "service-principals", newServicePrincipals.total,
        Text(
          en: "Not all new service principals are listed",
          de: "Nicht alle neuen Dienstprinzipale sind aufgeführt")
      ),
    ]
    return lists.filter { list in list.1 > Self.limit }.map { id, total, title in
      AssessmentReport.Gap(
        id: "inventory-\(id)", what: "\(total) found, \(Self.limit) listed", title: title,
        objects: total - Self.limit,
        consequence: Text(
          en: "All of them were examined by the rules; the list shows Tier 0 and new accounts first.",
          de: "Alle wurden von den Regeln geprüft; die Liste zeigt zuerst Tier 0 und neue Konten."))
    }
  }

  /// Longer lists are cut here, Tier 0 and new accounts first.
  static let limit = 500

  /// Attributes whose change alters what an account may do or who can use it. Passwords of ordinary accounts change
  /// all the time and are told for Tier-0 accounts only.
  private static let telling = [
    "userAccountControl", "sAMAccountName", "servicePrincipalName", "primaryGroupID", "adminCount",
    "altSecurityIdentities", "msDS-AllowedToDelegateTo", "msDS-AllowedToActOnBehalfOfOtherIdentity",
    "msDS-KeyCredentialLink", "sIDHistory", "scriptPath", "unicodePwd",
  ]

  private static func changed(_ context: AssessmentContext) -> (
    listed: [Inventory.ChangedAccount], total: Int
  ) {
    let snapshot = context.snapshot
    let created = Set(context.changes.created.filter { isAccount(context, $0) && !snapshot.isDeleted($0) })
    var changes: [ObjectID: [Inventory.ChangedAccount.Change]] = [:]
    for attribute in telling {
      for change in context.changes.changes(of: attribute) where isAccount(context, change.object) {
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
      let left = (context.isTierZeroAccount(a) ? 0 : 1, created.contains(a) ? 0 : 1, snapshot.dn(a))
      let right = (context.isTierZeroAccount(b) ? 0 : 1, created.contains(b) ? 0 : 1, snapshot.dn(b))
      return left < right
    }
    let listed = accounts.prefix(limit).map { id in
      Inventory.ChangedAccount(
        dn: snapshot.dn(id), sid: snapshot.sid(id).map { "\($0)" }, name: context.name(id),
        kind: snapshot.structuralClass(id), created: created.contains(id),
        changes: (changes[id] ?? []).sorted {
          ($0.when.seconds, $0.attribute) < ($1.when.seconds, $1.attribute)
        })
    }
    return (listed, accounts.count)
  }

  private static func newServicePrincipals(
    _ context: AssessmentContext
  ) -> (listed: [Inventory.NewServicePrincipal], total: Int) {
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
      guard managed || (isAccount(context, id) && !snapshot.strings(id, "servicePrincipalName").isEmpty)
      else {
        continue
      }
      found[id] = (snapshot.created(id), nil)
    }
    // Users first: a name on a user account can be attacked, on a computer it is everyday.
    let order = found.keys.sorted { a, b in
      let left = (snapshot.isA(a, "computer") ? 1 : 0, found[a]?.when?.seconds ?? 0, snapshot.dn(a))
      let right = (snapshot.isA(b, "computer") ? 1 : 0, found[b]?.when?.seconds ?? 0, snapshot.dn(b))
      return left < right
    }
    let listed = order.prefix(limit).map { id in
      Inventory.NewServicePrincipal(
        dn: snapshot.dn(id), sid: snapshot.sid(id).map { "\($0)" }, name: context.name(id),
        kind: snapshot.structuralClass(id), names: snapshot.strings(id, "servicePrincipalName").sorted(),
        when: found[id]?.when, originator: found[id]?.originator)
    }
    return (listed, order.count)
  }

  private static func isAccount(_ context: AssessmentContext, _ id: ObjectID) -> Bool {
    context.snapshot.isA(id, "user") || context.snapshot.isA(id, "computer")
  }
}
