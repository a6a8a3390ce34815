import Directory
import WindowsSecurity

/// primaryGroupID points to a privileged group: a membership that is in no `member` attribute.
struct PrivilegedPrimaryGroup: Indicator {
  let id = "IND-A03"
  let title = Text(
    en: "Primary group is a privileged group", de: "Primäre Gruppe ist eine privilegierte Gruppe")
  let technique = "T1098.007"

  private static let decisive: [UInt32] = [512, 516, 518, 519]
  private static let others: [UInt32] = [498, 517, 520, 521, 526, 527]

  func findings(in context: AssessmentContext) -> [Finding] {
    let snapshot = context.snapshot
    var findings: [Finding] = []
    for domain in snapshot.domains {
      for rid in Self.decisive + Self.others {
        guard let group = snapshot.account(rid, of: domain) else { continue }
        for account in snapshot.primaryGroupMembers(group) where !isOwnGroup(rid, of: account, context) {
          let stamp = snapshot.stamp(account, "primaryGroupID")
          let user = !snapshot.isA(account, "computer")
          findings.append(
            finding(
              context, on: account, "primaryGroupID",
              user && Self.decisive.contains(rid) ? .decisive : .strong,
              when: stamp?.changed, from: stamp?.originator,
              title: Text(
                en: "Primary group of \(context.name(account)) is \(context.name(group))",
                de: "Primäre Gruppe von \(context.name(account)) ist \(context.name(group))"),
              explained: Text(
                en:
                  "The membership is hidden: it appears in no member list. Only domain controllers have such a "
                  + "primary group for a reason.",
                de:
                  "Die Mitgliedschaft ist verborgen: Sie steht in keiner Mitgliederliste. Nur Domänencontroller "
                  + "haben aus gutem Grund eine solche primäre Gruppe."),
              evidence: [
                stamp.map { snapshot.evidence($0, of: account) }
                  ?? Evidence(dn: snapshot.dn(account), attribute: "primaryGroupID", value: "\(rid)")
              ]))
        }
      }
    }
    return findings
  }

  private func isOwnGroup(_ rid: UInt32, of account: ObjectID, _ context: AssessmentContext) -> Bool {
    let control = context.accountControl(account)
    return (rid == 516 && control & AccountControl.serverTrust != 0)
      || (rid == 521 && control & AccountControl.partialSecrets != 0)
  }
}
