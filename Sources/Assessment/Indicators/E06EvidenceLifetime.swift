import Directory
import WindowsSecurity

/// How long deleted objects are kept was changed in the window.
struct EvidenceLifetime: Indicator {
  let id = "IND-E06"
  let title = Text(en: "Retention of deleted objects changed", de: "Aufbewahrung gelöschter Objekte geändert")
  let technique = "T1070"
  private static let attributes = ["tombstoneLifetime", "msDS-DeletedObjectLifetime", "garbageCollPeriod"]

  func findings(in context: AssessmentContext) -> [Finding] {
    let snapshot = context.snapshot
    guard let service = context.directoryService else { return [] }
    return Self.attributes.compactMap { attribute in
      guard let stamp = snapshot.stamp(service, attribute),
        context.window.timing(of: stamp.changed) != .before
      else { return nil }
      let value = snapshot.integer(service, attribute)
      let short = attribute != "garbageCollPeriod" && (value.map { $0 < 180 } ?? true)
      return finding(
        context, on: service, attribute, short ? .strong : .supporting, when: stamp.changed,
        from: stamp.originator,
        title: Text(
          en: "\(attribute) was set to \(value.map { "\($0)" } ?? "nothing")",
          de: "\(attribute) wurde auf \(value.map { "\($0)" } ?? "nichts") gesetzt"),
        explained: Text(
          en:
            "A short lifetime removes the traces of deleted objects and members. Setting it to 180 days is usual.",
          de:
            "Eine kurze Lebensdauer beseitigt die Spuren gelöschter Objekte und Mitglieder. Üblich ist das Setzen auf "
            + "180 Tage."),
        evidence: [snapshot.evidence(stamp, of: service)])
    }
  }
}
