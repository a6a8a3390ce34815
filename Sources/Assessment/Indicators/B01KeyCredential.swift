import Directory
import WindowsSecurity

/// A key for passwordless logon was registered on an account, or was and is gone again.
struct KeyCredential: Indicator {
  let id = "IND-B01"
  let title = Text(en: "Key credential registered", de: "Schlüssel für die Anmeldung hinterlegt")
  let technique = "T1098"

  /// More ordinary users with keys than this mean Windows Hello for Business is in use.
  private static let rollOut = 10

  func findings(in context: AssessmentContext) -> [Finding] {
    let snapshot = context.snapshot
    var tierZero: [Finding] = []
    var others: [Finding] = []
    for change in context.changes.changes(of: "msDS-KeyCredentialLink")
    where !isLinked(change.object, snapshot) {
      add(
        change.object, change.stamp.changed, change.stamp.originator,
        snapshot.evidence(change.stamp, of: change.object))
    }
    let holders = Set(context.changes.keyHolders)
    for account in holders.sorted() {
      let links = snapshot.links(account).filter { $0.isLink("msDS-KeyCredentialLink") }
      for link in links {
        let when = link.deleted ?? link.added
        if context.window.timing(of: when) != .before {
          add(account, when, link.originator, snapshot.evidence(link, of: account))
        }
      }
      if links.isEmpty, snapshot.stamp(account, "msDS-KeyCredentialLink") == nil {
        let value = Evidence(dn: snapshot.dn(account), attribute: "msDS-KeyCredentialLink", value: "present")
        add(account, nil, nil, value)
      }
    }
    // Many users with keys are a roll-out; only accounts that never take part in one stand out then.
    if others.count > Self.rollOut { others = others.map { $0.weighing(at: .context) } }
    return tierZero + others

    func add(_ account: ObjectID, _ when: Instant?, _ originator: GUID?, _ evidence: Evidence) {
      let high = context.isTierZeroAccount(account)
      let computer = snapshot.isA(account, "computer")
      let kind = context.kind(account)
      let name = context.name(account)
      let made = finding(
        context, on: account, "msDS-KeyCredentialLink", high ? .decisive : computer ? .supporting : .strong,
        when: when,
        from: originator,
        title: Text(
          en: "A logon key was registered or removed on \(kind.en) \(name)",
          de: "Ein Anmeldeschlüssel wurde hinterlegt oder entfernt: \(kind.de) \(name)"),
        explained: Text(
          en:
            "Whoever holds the key logs on as this account, even after its password is changed. Windows Hello for "
            + "Business or a key that a computer registers for itself would explain it.",
          de:
            "Wer den Schlüssel hat, meldet sich als dieses Konto an, auch nach einem Kennwortwechsel. Windows Hello "
            + "for Business oder ein Schlüssel, den ein Computer für sich selbst hinterlegt, würde es erklären."
        ),
        evidence: [evidence])
      if high { tierZero.append(made) } else { others.append(made) }
    }
  }

  private func isLinked(_ id: ObjectID, _ snapshot: Snapshot) -> Bool {
    snapshot.links(id).contains { $0.isLink("msDS-KeyCredentialLink") }
  }
}

extension Finding {
  func weighing(at weight: Weight) -> Finding {
    var copy = self
    copy.weight = min(weight, self.weight)
    return copy
  }
}
