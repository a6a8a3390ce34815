import Directory
import WindowsSecurity

/// The policy links of a container that holds domain controllers were changed.
struct PolicyLinkChanged: Indicator {
  let id = "IND-D02"
  let title = Text(en: "Policy links changed", de: "Richtlinienverknüpfungen geändert")
  let technique = "T1484.001"

  func findings(in context: AssessmentContext) -> [Finding] {
    let snapshot = context.snapshot
    return PolicyLinks(context).containers.flatMap { container in
      ["gPLink", "gPOptions"].compactMap { attribute in
        guard let stamp = snapshot.stamp(container, attribute),
          context.window.timing(of: stamp.changed) != .before
        else { return nil }
        let name = context.name(container)
        return finding(
          context, on: container, attribute, .strong, when: stamp.changed, from: stamp.originator,
          title: Text(
            en: "Policy links of \(name) were changed",
            de: "Richtlinienverknüpfungen von \(name) wurden geändert"),
          explained: Text(
            en:
              "A link here runs the policy on domain controllers. Ordinary policy administration would explain it.",
            de:
              "Eine Verknüpfung hier wendet die Richtlinie auf Domänencontroller an. Die übliche Richtlinienpflege "
              + "würde es erklären."),
          evidence: [
            snapshot.evidence(stamp, of: container),
            Evidence(
              dn: snapshot.dn(container), attribute: attribute,
              value: snapshot.string(container, attribute) ?? ""),
          ])
      }
    }
  }
}
