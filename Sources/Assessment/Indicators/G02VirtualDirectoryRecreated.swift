import Directory
import WindowsSecurity

/// A virtual directory was created, deleted or readdressed in the window, as the exploit and its clean-up do.
struct VirtualDirectoryRecreated: Indicator {
  let id = "IND-G02"
  let title = Text(
    en: "Virtual directory created or reset", de: "Virtuelles Verzeichnis angelegt oder zurückgesetzt")
  let technique = "T1505.003"

  func findings(in context: AssessmentContext) -> [Finding] {
    let snapshot = context.snapshot
    var findings: [Finding] = []
    for object in context.virtualDirectories {
      let name = context.name(object)
      if let made = snapshot.created(object), context.window.contains(made) {
        let originator = snapshot.stamp(object, "objectClass")?.originator
        findings.append(
          report(
            object, "whenCreated", made, originator, context, [snapshot.creationEvidence(of: object)],
            Text(en: "\(name) was created or reset", de: "\(name) wurde angelegt oder zurückgesetzt")))
        continue
      }
      for attribute in ["msExchExternalHostName", "msExchInternalHostName"] {
        guard let stamp = snapshot.stamp(object, attribute), stamp.version > 1,
          context.window.contains(stamp.changed)
        else { continue }
        findings.append(
          report(
            object, attribute, stamp.changed, stamp.originator, context,
            [snapshot.evidence(stamp, of: object)],
            Text(en: "The address of \(name) was changed", de: "Die Adresse von \(name) wurde geändert")))
      }
    }
    for object in context.changes.deleted where snapshot.isA(object, "msExchVirtualDirectory") {
      guard let stamp = snapshot.stamp(object, "isDeleted"), context.window.contains(stamp.changed) else {
        continue
      }
      let name = context.name(object)
      findings.append(
        report(
          object, "isDeleted", stamp.changed, stamp.originator, context,
          [snapshot.evidence(stamp, of: object)],
          Text(en: "\(name) was deleted", de: "\(name) wurde gelöscht")))
    }
    return findings
  }

  private func report(
    _ object: ObjectID, _ attribute: String, _ when: Instant?, _ originator: GUID?,
    _ context: AssessmentContext,
    _ evidence: [Evidence], _ title: Text
  ) -> Finding {
    finding(
      context, on: object, attribute, .context, when: when, from: originator, title: title,
      explained: Text(
        en:
          "The exploit writes its file by resetting such a directory. An Exchange update or a repair would explain it.",
        de: "Der Exploit schreibt seine Datei durch das Zurücksetzen eines solchen Verzeichnisses. Ein "
          + "Exchange-Update oder eine Reparatur würde es erklären."),
      explainable: true, evidence: evidence)
  }
}
