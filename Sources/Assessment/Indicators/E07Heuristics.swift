import Directory
import WindowsSecurity

/// dSHeuristics was changed: anonymous access, or groups left out of the protection by AdminSDHolder.
struct HeuristicsChanged: Indicator {
  let id = "IND-E07"
  let title = Text(en: "dSHeuristics changed", de: "dSHeuristics geändert")
  let technique = "T1484"

  func findings(in context: AssessmentContext) -> [Finding] {
    let snapshot = context.snapshot
    guard let service = context.directoryService else { return [] }
    let value = Array((snapshot.dSHeuristics ?? "").utf8)
    // Characters 7 (anonymous operations) and 16 (groups excluded from AdminSDHolder). [MS-ADTS] 6.1.1.2.4.1.2
    let anonymous = value.count > 6 && value[6] == UInt8(ascii: "2")
    let excluded = value.count > 15 && value[15] != UInt8(ascii: "0")
    let stamp = snapshot.stamp(service, "dSHeuristics")
    guard anonymous || excluded || stamp.map({ context.window.timing(of: $0.changed) != .before }) ?? false
    else { return [] }
    let text = String(decoding: value, as: UTF8.self)
    return [
      finding(
        context, on: service, "dSHeuristics", anonymous || excluded ? .strong : .supporting,
        when: stamp?.changed,
        from: stamp?.originator,
        title: Text(en: "dSHeuristics is \(text)", de: "dSHeuristics ist \(text)"),
        explained: Text(
          en:
            "It can open the directory to anonymous readers or take groups out of the protection of administrators. "
            + "Hardening or the set-up of an application would explain it.",
          de:
            "Damit lässt sich das Verzeichnis anonym öffnen oder der Schutz von Administratorgruppen aufheben. Eine "
            + "Härtung oder die Einrichtung einer Anwendung würde es erklären."),
        evidence: [
          stamp.map { snapshot.evidence($0, of: service) }
            ?? Evidence(dn: snapshot.dn(service), attribute: "dSHeuristics", value: text)
        ])
    ]
  }
}
