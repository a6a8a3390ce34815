import Directory
import WindowsSecurity

/// User accounts created in the window. Alone they support; membership in a privileged group makes them weigh more.
struct NewAccount: Indicator {
  let id = "IND-A05"
  let title = Text(en: "Account created in the window", de: "Konto im Zeitraum angelegt")
  let technique = "T1136.002"

  /// More ordinary accounts than this are told as one line with their number.
  static let listed = 25

  func findings(in context: AssessmentContext) -> [Finding] {
    let snapshot = context.snapshot
    let accounts = context.changes.created.filter { id in
      !snapshot.isDeleted(id) && snapshot.isA(id, "user") && !snapshot.isA(id, "computer")
        && !snapshot.isA(id, "msDS-GroupManagedServiceAccount") && !isExchangeMailbox(id, context)
        && !context.isFounding(snapshot.created(id), of: id)
    }
    let (near, ordinary) = accounts.reduce(into: ([ObjectID](), [ObjectID]())) { parts, account in
      if privilege(of: account, in: context) != nil {
        parts.0.append(account)
      } else {
        parts.1.append(account)
      }
    }
    var findings = near.map { account in report(account, context) }
    if ordinary.count <= Self.listed {
      findings += ordinary.map { account in report(account, context) }
    } else if let first = ordinary.first {
      let count = ordinary.count
      findings.append(
        finding(
          context, on: snapshot.parent(first) ?? first, "whenCreated", .supporting, when: nil,
          title: Text(
            en: "\(count) further accounts were created in the window",
            de: "\(count) weitere Konten wurden im Zeitraum angelegt"),
          explained: Text(
            en: "None of them is or was in a privileged group; they are listed among the changed accounts.",
            de:
              "Keines davon ist oder war in einer privilegierten Gruppe; sie stehen bei den geänderten Konten."
          ),
          evidence: ordinary.prefix(3).map { snapshot.creationEvidence(of: $0) }))
    }
    return findings
  }

  private func report(_ account: ObjectID, _ context: AssessmentContext) -> Finding {
    let name = context.name(account)
    let group = privilege(of: account, in: context)
    let created = context.snapshot.created(account)
    let originator =
      (context.snapshot.stamp(account, "objectClass") ?? context.snapshot.stamp(account, "sAMAccountName"))?
      .originator
    return finding(
      context, on: account, "whenCreated", group == nil ? .supporting : .decisive, when: created,
      from: originator,
      title: group.map {
        Text(
          en: "Account \(name) was created and put into \(context.name($0))",
          de: "Konto \(name) wurde angelegt und in \(context.name($0)) aufgenommen")
      } ?? Text(en: "Account \(name) was created", de: "Konto \(name) wurde angelegt"),
      explained: Text(
        en: "A new account can be a back door. New staff or a new service would explain it.",
        de:
          "Ein neues Konto kann eine Hintertür sein. Neues Personal oder ein neuer Dienst würde es erklären."),
      evidence: [context.snapshot.creationEvidence(of: account)])
  }

  /// The weightiest privileged group the account is or was put into, of several the first; the order of the entries
  /// decides nothing.
  private func privilege(of account: ObjectID, in context: AssessmentContext) -> ObjectID? {
    let snapshot = context.snapshot
    let joined = context.privileged.groups.filter { $0.kind != .exchange }.compactMap { group in
      snapshot.links(group.id).first { $0.isLink("member") && $0.target == account }
        .map { (rank: group.kind.rank, since: $0.created, dn: snapshot.dn(group.id), id: group.id) }
    }
    if let first = joined.min(by: { ($0.rank, $0.since, $0.dn) < ($1.rank, $1.since, $1.dn) }) {
      return first.id
    }
    return snapshot.groupsContaining(account).first {
      context.privileged.contains($0, as: .tierZero, .equivalent, .exchangePower)
    }
  }

  /// Mailboxes that Exchange makes for itself: recognised by their place below the system objects of Exchange *and*
  /// the recipient type that Exchange sets, never by their name.
  private func isExchangeMailbox(_ account: ObjectID, _ context: AssessmentContext) -> Bool {
    let place = context.snapshot.dn(account).lowercased()
    return place.contains(",cn=microsoft exchange system objects,")
      && context.snapshot.integer(account, "msExchRecipientTypeDetails") != nil
  }
}
