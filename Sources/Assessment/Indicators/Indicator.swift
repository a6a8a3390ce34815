import Directory
import WindowsSecurity

/// One rule that turns the snapshot into findings.
///
/// A rule reports what changed or stands; how much that proves follows from its weight, its time and whether a known
/// administrative action explains it. A name alone never explains anything: attackers choose names.
package protocol Indicator: Sendable {
  /// `IND-A01`, as cited in reports and case files.
  var id: String { get }
  var title: Text { get }
  /// MITRE ATT&CK identifier.
  var technique: String { get }
  func findings(in context: AssessmentContext) -> [Finding]
}

extension Indicator {
  /// A finding whose weight follows its time: `weight` is what it has inside the window.
  /// - Parameter explainable: whether a known burst at the same time and server accounts for the change itself.
  func finding(
    _ context: AssessmentContext, on object: ObjectID, _ attribute: String, _ weight: Weight, when: Instant?,
    from originator: GUID? = nil, technique: String? = nil, title: Text, explained: Text,
    explainable: Bool = false, evidence: [Evidence]
  ) -> Finding {
    let timing = context.window.timing(of: when)
    var weight = weight.at(timing)
    var explained = explained
    var evidence = evidence
    if timing != .inWindow, let note = Self.note(timing) { explained = explained.followed(by: note) }
    if explainable, let when, let burst = context.bursts.first(where: { $0.explains(when, from: originator) })
    {
      weight = min(weight, .supporting)
      evidence.append(burst.evidence)
      explained = explained.followed(
        by: Text(
          en: "Explained: \(burst.cause.en) ran within 15 minutes on the same server.",
          de: "Erklärt: \(burst.cause.de) lief innerhalb von 15 Minuten auf demselben Server."))
    }
    return Finding(
      id: "", rule: id, weight: weight, object: context.snapshot.dn(object),
      objectName: context.snapshot.name(object), attribute: attribute, when: when,
      originator: originator.flatMap { context.snapshot.dsaName(invocation: $0) },
      technique: technique ?? self.technique, title: title, explained: explained, evidence: evidence)
  }

  private static func note(_ timing: Timing) -> Text? {
    switch timing {
    case .inWindow: nil
    case .undated:
      Text(
        en: "No time is known for it, so it counts one level lower.",
        de: "Der Zeitpunkt ist nicht bekannt, deshalb zählt es eine Stufe niedriger.")
    case .before:
      Text(
        en: "It was there before the window and is no trace of this incident.",
        de: "Es bestand vor dem Zeitraum und ist keine Spur dieses Vorfalls.")
    case .after:
      Text(
        en: "It was made after containment; it may be a response, and it may hide an earlier change.",
        de:
          "Es geschah nach der Eindämmung; es kann eine Gegenmaßnahme sein und eine frühere Änderung verdecken."
      )
    }
  }
}

extension Text {
  func followed(by other: Text) -> Text {
    Text(
      en: [en, other.en].filter { !$0.isEmpty }.joined(separator: " "),
      de: [de, other.de].filter { !$0.isEmpty }.joined(separator: " "))
  }
}
