import Directory
import WindowsSecurity

/// The security descriptor of a domain head was changed in the window.
struct DomainHeadChanged: Indicator {
  let id = "IND-C02"
  let title = Text(
    en: "Permissions of the domain head changed", de: "Berechtigungen des Domänenkopfs geändert")
  let technique = "T1222.001"

  func findings(in context: AssessmentContext) -> [Finding] {
    let snapshot = context.snapshot
    return snapshot.domains.compactMap { domain in
      guard let head = domain.head, let stamp = snapshot.stamp(head, "nTSecurityDescriptor"),
        context.window.timing(of: stamp.changed) != .before
      else { return nil }
      return finding(
        context, on: head, "nTSecurityDescriptor", .strong, when: stamp.changed, from: stamp.originator,
        title: Text(
          en: "Permissions of \(domain.dnsName) were changed",
          de: "Berechtigungen von \(domain.dnsName) wurden geändert"),
        explained: Text(
          en:
            "An entry that was added, used and removed leaves only this time. Exchange setup, adprep or a documented "
            + "delegation would explain it.",
          de: "Ein Eintrag, der hinzugefügt, benutzt und entfernt wurde, hinterlässt nur diesen Zeitpunkt. "
            + "Exchange-Setup, adprep oder eine dokumentierte Delegierung würde es erklären."),
        explainable: true, evidence: [snapshot.evidence(stamp, of: head)])
    }
  }
}
