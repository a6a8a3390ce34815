import Directory
import WindowsSecurity

/// AdminSDHolder was changed, or holds an entry that is not there by default.
struct AdminSDHolderChanged: Indicator {
  let id = "IND-C03"
  let title = Text(
    en: "Permissions of AdminSDHolder changed", de: "Berechtigungen von AdminSDHolder geändert")
  let technique = "T1222.001"

  func findings(in context: AssessmentContext) -> [Finding] {
    let snapshot = context.snapshot
    var findings: [Finding] = []
    for domain in snapshot.domains {
      guard let holder = snapshot.object(dn: "CN=AdminSDHolder,CN=System,\(domain.dn)") else { continue }
      let stamp = snapshot.stamp(holder, "nTSecurityDescriptor")
      var found = false
      if let number = snapshot.descriptor(of: holder), let descriptor = snapshot.descriptor(number) {
        for writer in UnexpectedTrustees.writers(descriptor)
        where !context.isDefaultTrustee(writer.trustee) && !isDefaultWriter(writer.trustee, domain)
          && !context.isExchangeTrustee(writer.trustee)
        {
          found = true
          findings.append(report(writer, holder, domain, stamp, context))
        }
      }
      if !found, let stamp, context.window.timing(of: stamp.changed) != .before {
        findings.append(
          finding(
            context, on: holder, "nTSecurityDescriptor", .strong, when: stamp.changed, from: stamp.originator,
            title: Text(
              en: "Permissions of AdminSDHolder of \(domain.dnsName) were changed",
              de: "Berechtigungen von AdminSDHolder in \(domain.dnsName) wurden geändert"),
            explained: explanation, explainable: true, evidence: [snapshot.evidence(stamp, of: holder)]))
      }
    }
    return findings
  }

  private func report(
    _ writer: UnexpectedTrustees.Holder, _ holder: ObjectID, _ domain: Domain, _ stamp: AttributeStamp?,
    _ context: AssessmentContext
  ) -> Finding {
    let name = context.trusteeName(writer.trustee)
    return finding(
      context, on: holder, "nTSecurityDescriptor", .decisive, when: stamp?.changed, from: stamp?.originator,
      title: Text(
        en: "\(name) may write all protected accounts of \(domain.dnsName)",
        de: "\(name) darf alle geschützten Konten von \(domain.dnsName) beschreiben"),
      explained: explanation,
      evidence: context.evidence(of: writer.aces, on: holder)
        + (stamp.map { [context.snapshot.evidence($0, of: holder)] } ?? []))
  }

  private var explanation: Text {
    Text(
      en:
        "Every entry here is copied to all protected accounts within the hour. Exchange setup or a delegation for "
        + "synchronisation or monitoring would explain it.",
      de:
        "Jeder Eintrag hier wird binnen einer Stunde auf alle geschützten Konten kopiert. Exchange-Setup oder eine "
        + "Delegierung für Synchronisation oder Überwachung würde es erklären.")
  }

  /// Everyone and self change passwords; licence servers and certificate publishers write one attribute each.
  private func isDefaultWriter(_ sid: SID, _ domain: Domain) -> Bool {
    let wellKnown: [SID] = [
      .everyone, .selfPrincipal, .terminalServerLicenseServers, .windowsAuthorizationAccess,
      .preWindows2000CompatibleAccess,
    ]
    return wellKnown.contains(sid) || domain.sid.map { $0.appending(517) == sid } ?? false
  }
}
