import Directory
import WindowsSecurity

/// A trustee outside the default set may replicate the secrets of a domain (DCSync).
struct ReplicationRight: Indicator {
  let id = "IND-C01"
  let title = Text(en: "Right to replicate secrets", de: "Recht zur Replikation von Geheimnissen")
  let technique = "T1003.006"

  func findings(in context: AssessmentContext) -> [Finding] {
    let snapshot = context.snapshot
    var findings: [Finding] = []
    for domain in snapshot.domains {
      guard let head = domain.head, let number = snapshot.descriptor(of: head),
        let descriptor = snapshot.descriptor(number)
      else { continue }
      let stamp = snapshot.stamp(head, "nTSecurityDescriptor")
      for holder in UnexpectedTrustees.replicators(descriptor)
      where !context.isDefaultTrustee(holder.trustee) && !context.isExchangeTrustee(holder.trustee) {
        findings.append(report(holder, head, domain, stamp, context))
      }
    }
    return findings
  }

  private func report(
    _ holder: UnexpectedTrustees.Holder, _ head: ObjectID, _ domain: Domain, _ stamp: AttributeStamp?,
    _ context: AssessmentContext
  ) -> Finding {
    let snapshot = context.snapshot
    let name = context.trusteeName(holder.trustee)
    let trustee = snapshot.object(sid: holder.trustee)
    // A synchronisation account has this right by design. Its name alone proves nothing: it must be older than the
    // window, and then the right still counts one level lower instead of not at all.
    let synchronisation =
      trustee.map { id in
        (snapshot.string(id, "sAMAccountName") ?? name).uppercased().hasPrefix("MSOL_")
          && snapshot.created(id).map { $0 < context.window.since } ?? false
      } ?? false
    let explanation = Text(
      en:
        "The trustee can read every password hash of the domain, and replication itself leaves no trace. The time is "
        + "that of the last change of any entry. Directory synchronisation or a documented collector would explain it.",
      de:
        "Der Berechtigte kann jeden Kennwort-Hash der Domäne lesen, und die Replikation selbst hinterlässt keine "
        + "Spur. Der Zeitpunkt ist der der letzten Änderung irgendeines Eintrags. Eine Verzeichnissynchronisation oder "
        + "ein dokumentiertes Sammelwerkzeug würde es erklären.")
    return finding(
      context, on: head, "nTSecurityDescriptor", synchronisation ? .supporting : .decisive,
      when: stamp?.changed,
      from: stamp?.originator,
      title: Text(
        en: "\(name) may replicate the secrets of \(domain.dnsName)",
        de: "\(name) darf die Geheimnisse von \(domain.dnsName) replizieren"),
      explained: explanation,
      evidence: context.evidence(of: holder.aces, on: head)
        + (stamp.map { [snapshot.evidence($0, of: head)] } ?? []))
  }
}

extension AssessmentContext {
  /// Access control entries as SDDL, one evidence each.
  func evidence(of aces: [ACE], on object: ObjectID) -> [Evidence] {
    let domain = snapshot.domain(of: object).map { snapshot.domains[$0] }
    let root = snapshot.domains.first(where: \.isForestRoot)
    return aces.map { ace in
      Evidence(
        dn: snapshot.dn(object), attribute: "nTSecurityDescriptor",
        value: ace.sddl(domain: domain?.sid, forestRoot: root?.sid))
    }
  }
}
