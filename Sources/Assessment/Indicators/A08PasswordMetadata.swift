import Directory
import WindowsSecurity

/// The password attributes of a Tier-0 account were not changed together, as every regular password change does.
struct PasswordMetadata: Indicator {
  let id = "IND-A08"
  let title = Text(en: "Password attributes changed apart", de: "Kennwortattribute getrennt geändert")
  let technique = "T1098"

  /// A regular change writes all of them in one transaction. LM attributes are left out: many systems never write them.
  private static let attributes = ["unicodePwd", "ntPwdHistory", "supplementalCredentials"]
  private static let tolerance: Int64 = 300

  func findings(in context: AssessmentContext) -> [Finding] {
    let snapshot = context.snapshot
    let accounts = context.domainControllers.union(context.krbtgt).union(context.privileged.tierZeroMembers)
    var findings: [Finding] = []
    for account in accounts.sorted() {
      let stamps = Self.attributes.compactMap { snapshot.stamp(account, $0) }
      guard stamps.count >= 2, let newest = stamps.max(by: { $0.changed < $1.changed }),
        let oldest = stamps.min(by: { $0.changed < $1.changed }),
        newest.changed.seconds - oldest.changed.seconds > Self.tolerance,
        context.window.timing(of: newest.changed) != .before
      else { continue }
      findings.append(
        finding(
          context, on: account, newest.attribute, .decisive, when: newest.changed, from: newest.originator,
          title: Text(
            en: "Password attributes of \(context.name(account)) were written apart",
            de: "Kennwortattribute von \(context.name(account)) wurden getrennt geschrieben"),
          explained: Text(
            en:
              "A regular change writes them together; apart they are written by replication from a false domain "
              + "controller, offline, or by setting a hash. A migration of the password store would explain it.",
            de:
              "Eine reguläre Änderung schreibt sie gemeinsam; getrennt geschieht es durch Replikation von einem "
              + "falschen Domänencontroller, offline oder durch Setzen eines Hashes. Eine Migration der "
              + "Kennwortdaten würde es erklären."),
          evidence: stamps.map { snapshot.evidence($0, of: account) }))
    }
    return findings
  }
}
