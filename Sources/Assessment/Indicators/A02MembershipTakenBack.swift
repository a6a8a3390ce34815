import Directory
import WindowsSecurity

/// A principal was put into a privileged group and taken out again.
struct MembershipTakenBack: Indicator {
  let id = "IND-A02"
  let title = Text(
    en: "Membership added and removed again", de: "Mitgliedschaft vergeben und wieder entfernt")
  let technique = "T1098.007"

  func findings(in context: AssessmentContext) -> [Finding] {
    let snapshot = context.snapshot
    var findings: [Finding] = []
    for group in context.privileged.groups where group.kind == .tierZero {
      for link in snapshot.links(group.id) where link.isLink("member") {
        guard let deleted = link.deleted, context.window.timing(of: deleted) != .before else { continue }
        let short = context.window.timing(of: link.created) != .before
        let member = link.target.map(context.name) ?? link.targetDN
        let name = context.name(group.id)
        let nesting = group.nesting(in: context)
        let span = Self.span(from: link.created, to: deleted)
        findings.append(
          finding(
            context, on: link.target ?? group.id, "member", short ? .decisive : .supporting, when: deleted,
            from: link.originator,
            title: short
              ? Text(
                en: "\(member) was a member of \(name)\(nesting.en) for \(span.en) and was removed again",
                de: "\(member) war \(span.de) Mitglied von \(name)\(nesting.de) und wurde wieder entfernt")
              : Text(
                en: "\(member), a member since before the window, was removed from \(name)\(nesting.en)",
                de: "\(member), Mitglied seit der Zeit davor, wurde aus \(name)\(nesting.de) entfernt"),
            explained: Text(
              en:
                "Privilege for a short time leaves no member behind. Temporary elevation or a mistake corrected at "
                + "once would explain it.",
              de: "Rechte auf Zeit hinterlassen kein Mitglied. Eine befristete Rechtevergabe oder ein sofort "
                + "korrigierter Fehler würde es erklären."),
            evidence: [snapshot.evidence(link, of: group.id)]))
      }
    }
    return findings
  }

  /// A length of time in its largest whole unit.
  static func span(from start: Instant, to end: Instant) -> Text {
    let seconds = max(0, end.seconds - start.seconds)
    switch seconds {
    case ..<120: return Text(en: "\(seconds) seconds", de: "\(seconds) Sekunden")
    case ..<7_200: return Text(en: "\(seconds / 60) minutes", de: "\(seconds / 60) Minuten")
    case ..<172_800: return Text(en: "\(seconds / 3_600) hours", de: "\(seconds / 3_600) Stunden")
    default: return Text(en: "\(seconds / 86_400) days", de: "\(seconds / 86_400) Tage")
    }
  }
}
