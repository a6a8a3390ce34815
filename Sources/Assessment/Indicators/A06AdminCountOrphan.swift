import Directory
import WindowsSecurity

/// adminCount was stamped in the window on an account that is in no protected group any more.
struct AdminCountOrphan: Indicator {
  let id = "IND-A06"
  let title = Text(
    en: "Stamped as protected, no longer a member", de: "Als geschützt gestempelt, kein Mitglied mehr")
  let technique = "T1098.007"

  func findings(in context: AssessmentContext) -> [Finding] {
    let snapshot = context.snapshot
    var findings: [Finding] = []
    for change in context.changes.changes(of: "adminCount") where change.stamp.version > 0 {
      let id = change.object
      guard snapshot.integer(id, "adminCount") == 1, !snapshot.isDeleted(id), !isProtected(id, context) else {
        continue
      }
      findings.append(
        finding(
          context, on: id, "adminCount", .strong, when: change.stamp.changed, from: change.stamp.originator,
          title: Text(
            en: "\(context.name(id)) was a member of a protected group for a time",
            de: "\(context.name(id)) war zeitweise Mitglied einer geschützten Gruppe"),
          explained: Text(
            en: "The domain controller stamps adminCount on members of protected groups within the hour; the "
              + "membership is gone. A former administrator or a manual edit would explain it.",
            de:
              "Der Domänencontroller stempelt adminCount binnen einer Stunde auf Mitglieder geschützter Gruppen; "
              + "die Mitgliedschaft ist verschwunden. Ein früherer Administrator oder eine Änderung von Hand würde es "
              + "erklären."),
          evidence: [snapshot.evidence(change.stamp, of: id)]))
    }
    return findings
  }

  private func isProtected(_ id: ObjectID, _ context: AssessmentContext) -> Bool {
    if context.isTierZeroAccount(id) || context.privileged.contains(id, as: .tierZero) { return true }
    guard let sid = context.snapshot.sid(id), let rid = sid.rid else { return false }
    // Administrator and krbtgt are protected themselves; read-only DCs and key admins on newer controllers.
    return rid == 500 || rid == 502 || rid == 521 || rid == 526 || rid == 527
  }
}
