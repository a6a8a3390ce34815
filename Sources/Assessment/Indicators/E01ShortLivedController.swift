import Directory
import WindowsSecurity

/// A server or directory service object that lived for seconds: a domain controller was feigned to inject changes.
struct ShortLivedController: Indicator {
  let id = "IND-E01"
  let title = Text(en: "Short-lived domain controller object", de: "Kurzlebiges Domänencontroller-Objekt")
  let technique = "T1207"
  /// A promotion that fails takes minutes at least.
  private static let feigned: Int64 = 60

  func findings(in context: AssessmentContext) -> [Finding] {
    let snapshot = context.snapshot
    return context.changes.deleted.compactMap { id in
      guard snapshot.isA(id, "nTDSDSA") || snapshot.isA(id, "server"), let created = snapshot.created(id),
        let stamp = snapshot.stamp(id, "isDeleted"), context.window.timing(of: stamp.changed) != .before
      else { return nil }
      let life = stamp.changed.seconds - created.seconds
      let span = MembershipTakenBack.span(from: created, to: stamp.changed)
      let name = context.name(id)
      return finding(
        context, on: id, "isDeleted", life <= Self.feigned ? .decisive : .supporting, when: stamp.changed,
        from: stamp.originator,
        title: Text(
          en: "Server object \(name) existed for \(span.en)", de: "Serverobjekt \(name) bestand \(span.de)"),
        explained: Text(
          en:
            "Objects of seconds are left by tools that pose as a domain controller. A demotion would explain longer "
            + "lives.",
          de:
            "Objekte von Sekunden hinterlassen Werkzeuge, die sich als Domänencontroller ausgeben. Eine Herabstufung "
            + "würde längere Lebensdauern erklären."),
        evidence: [snapshot.creationEvidence(of: id), snapshot.evidence(stamp, of: id)])
    }
  }
}
