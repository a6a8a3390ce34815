import Directory
import WindowsSecurity

/// A script stands in the address of a virtual directory: the web shell of CVE-2021-27065.
///
/// It proves that Exchange was exploited and nothing about the directory, so it raises input E and no trace.
struct WebShellInHostName: Indicator {
  let id = "IND-G01"
  let title = Text(
    en: "Script in a virtual directory address", de: "Skript in der Adresse eines virtuellen Verzeichnisses")
  let technique = "T1505.003"
  private static let attributes = ["msExchExternalHostName", "msExchInternalHostName"]
  private static let marks = ["<", "script", "runat", "page_load", "eval(", "request["]

  func findings(in context: AssessmentContext) -> [Finding] {
    let snapshot = context.snapshot
    var findings: [Finding] = []
    for object in context.virtualDirectories {
      for attribute in Self.attributes {
        guard let value = snapshot.string(object, attribute) else { continue }
        let text = value.lowercased()
        guard Self.marks.contains(where: { text.contains($0) }) else { continue }
        let stamp = snapshot.stamp(object, attribute)
        let name = context.name(object)
        findings.append(
          finding(
            context, on: object, attribute, .context, when: stamp?.changed, from: stamp?.originator,
            title: Text(
              en: "Web shell text in the address of \(name)", de: "Webshell-Text in der Adresse von \(name)"),
            explained: Text(
              en:
                "It proves that Exchange was exploited. It says nothing about Active Directory. No benign explanation "
                + "is known.",
              de:
                "Es beweist, dass Exchange ausgenutzt wurde. Über Active Directory sagt es nichts. Eine harmlose "
                + "Erklärung ist nicht bekannt."),
            evidence: [Evidence(dn: snapshot.dn(object), attribute: attribute, value: value)]
              + (stamp.map { [snapshot.evidence($0, of: object)] } ?? [])))
      }
    }
    return findings
  }
}
