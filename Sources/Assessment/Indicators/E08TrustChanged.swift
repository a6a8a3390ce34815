import Directory
import WindowsSecurity

/// A trust was created or its filters were changed.
struct TrustChanged: Indicator {
  let id = "IND-E08"
  let title = Text(en: "Trust created or changed", de: "Vertrauensstellung angelegt oder geändert")
  let technique = "T1484.002"

  func findings(in context: AssessmentContext) -> [Finding] {
    let snapshot = context.snapshot
    var findings: [Finding] = []
    for domain in snapshot.domains {
      guard let system = snapshot.object(dn: "CN=System,\(domain.dn)") else { continue }
      for trust in snapshot.children(system) where snapshot.isA(trust, "trustedDomain") {
        let name = snapshot.string(trust, "trustPartner") ?? context.name(trust)
        if let made = snapshot.created(trust), context.window.timing(of: made) != .before {
          findings.append(
            finding(
              context, on: trust, "whenCreated", .decisive, when: made,
              from: snapshot.stamp(trust, "objectClass")?.originator,
              title: Text(
                en: "Trust with \(name) was created", de: "Vertrauensstellung mit \(name) wurde angelegt"),
              explained: explanation, evidence: [snapshot.creationEvidence(of: trust)]))
          continue
        }
        for attribute in ["trustAttributes", "trustDirection"] {
          guard let stamp = snapshot.stamp(trust, attribute), stamp.version > 1,
            context.window.timing(of: stamp.changed) != .before
          else { continue }
          findings.append(
            finding(
              context, on: trust, attribute, .decisive, when: stamp.changed, from: stamp.originator,
              title: Text(
                en: "Trust with \(name) was changed", de: "Vertrauensstellung mit \(name) wurde geändert"),
              explained: explanation, evidence: [snapshot.evidence(stamp, of: trust)]))
        }
      }
    }
    return findings
  }

  private var explanation: Text {
    Text(
      en:
        "Accounts of the other side can then come in, with fewer filters. A documented project would explain it.",
      de:
        "Konten der Gegenseite gelangen so herein, mit weniger Filtern. Ein dokumentiertes Projekt würde es erklären."
    )
  }
}
