import Directory
import WindowsSecurity

/// A group policy was created or changed; one that reaches domain controllers can run code on them.
struct PolicyChanged: Indicator {
  let id = "IND-D01"
  let title = Text(en: "Group policy created or changed", de: "Gruppenrichtlinie angelegt oder geändert")
  let technique = "T1484.001"
  private static let attributes = [
    "versionNumber", "gPCFileSysPath", "gPCMachineExtensionNames", "nTSecurityDescriptor",
  ]

  func findings(in context: AssessmentContext) -> [Finding] {
    let snapshot = context.snapshot
    let links = PolicyLinks(context)
    var findings: [Finding] = []
    for domain in snapshot.domains {
      guard let folder = snapshot.object(dn: "CN=Policies,CN=System,\(domain.dn)") else { continue }
      for policy in snapshot.children(folder) where snapshot.isA(policy, "groupPolicyContainer") {
        let stamps = Self.attributes.compactMap { snapshot.stamp(policy, $0) }
          .filter { context.window.timing(of: $0.changed) != .before }
        guard let newest = stamps.max(by: { $0.changed < $1.changed }) else { continue }
        let scope = links.tierZero[policy] ?? []
        let name = context.name(policy)
        let place = scope.first.map(context.name) ?? ""
        findings.append(
          finding(
            context, on: policy, newest.attribute, scope.isEmpty ? .supporting : .strong,
            when: newest.changed,
            from: newest.originator,
            title: scope.isEmpty
              ? Text(en: "Policy \(name) was changed", de: "Richtlinie \(name) wurde geändert")
              : Text(
                en: "Policy \(name), linked to \(place), was changed",
                de: "Richtlinie \(name), verknüpft mit \(place), wurde geändert"),
            explained: Text(
              en:
                "It can run code on every computer it reaches; what it contains lies in SYSVOL and was not read. "
                + "Ordinary policy administration would explain it.",
              de:
                "Sie kann auf jedem erreichten Computer Code ausführen; ihr Inhalt liegt in SYSVOL und wurde nicht "
                + "gelesen. Die übliche Richtlinienpflege würde es erklären."),
            explainable: true, evidence: stamps.map { snapshot.evidence($0, of: policy) }))
      }
    }
    return findings
  }
}
