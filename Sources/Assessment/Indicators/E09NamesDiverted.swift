import Directory
import WindowsSecurity

/// Who may change the zones of DNS was changed, a zone is new, or a name diverts others: `*` answers for every unknown
/// name, `wpad` is asked for a proxy, `isatap` for a tunnel.
struct NamesDiverted: Indicator {
  let id = "IND-E09"
  let title = Text(
    en: "DNS zones changed or names diverted", de: "DNS-Zonen geändert oder Namen umgeleitet")
  let technique = "T1557.001"

  func findings(in context: AssessmentContext) -> [Finding] {
    let snapshot = context.snapshot
    let places = snapshot.domains.map { "CN=System,\($0.dn)" } + snapshot.applicationPartitions.map(\.dn)
    let containers = places.compactMap { snapshot.object(dn: "CN=MicrosoftDNS,\($0)") }
    return containers.compactMap { permissions(of: $0, context) }
      + context.changes.zones.compactMap { created($0, context) ?? permissions(of: $0, context) }
      + context.changes.divertingNames.compactMap { diverted($0, context) }
  }

  private func created(_ zone: ObjectID, _ context: AssessmentContext) -> Finding? {
    let snapshot = context.snapshot
    guard let made = snapshot.created(zone), context.window.timing(of: made) != .before else { return nil }
    let name = snapshot.name(zone)
    return finding(
      context, on: zone, "whenCreated", .supporting, when: made,
      from: snapshot.stamp(zone, "objectClass")?.originator,
      title: Text(en: "DNS zone \(name) was created", de: "DNS-Zone \(name) wurde angelegt"),
      explained: Text(
        en: "It answers for every name below it. A new network or service would explain it.",
        de: "Sie antwortet für jeden Namen darunter. Ein neues Netz oder ein neuer Dienst würde es erklären."),
      explainable: true, evidence: [snapshot.creationEvidence(of: zone)])
  }

  private func permissions(of object: ObjectID, _ context: AssessmentContext) -> Finding? {
    let snapshot = context.snapshot
    // The first version is that of the creation.
    guard let stamp = snapshot.stamp(object, "nTSecurityDescriptor"), stamp.version > 1,
      context.window.timing(of: stamp.changed) != .before
    else { return nil }
    let name = snapshot.name(object)
    return finding(
      context, on: object, "nTSecurityDescriptor", .strong, when: stamp.changed, from: stamp.originator,
      title: Text(
        en: "Permissions of \(name) of DNS were changed",
        de: "Berechtigungen von \(name) im DNS wurden geändert"),
      explained: Text(
        en:
          "Who may write here decides where names lead, and in CN=System what the DNS service of a domain controller "
          + "loads. A delegation of DNS administration would explain it.",
        de:
          "Wer hier schreiben darf, bestimmt, wohin Namen führen, und in CN=System, was der DNS-Dienst eines "
          + "Domänencontrollers lädt. Eine Delegierung der DNS-Verwaltung würde es erklären."),
      explainable: true, evidence: [snapshot.evidence(stamp, of: object)])
  }

  private func diverted(_ node: ObjectID, _ context: AssessmentContext) -> Finding? {
    let snapshot = context.snapshot
    let isGone = snapshot.isDeleted(node)
    let attribute = isGone ? "isDeleted" : "dnsRecord"
    let stamp = snapshot.stamp(node, attribute)
    guard let when = stamp?.changed ?? snapshot.created(node), context.window.timing(of: when) != .before
    else { return nil }
    let name = ChangeIndex.label(of: node, in: snapshot)
    return finding(
      context, on: node, attribute, .supporting, when: when, from: stamp?.originator,
      title: isGone
        ? Text(
          en: "The name \(name), which diverts others, was taken out of DNS",
          de: "Der umleitende Name \(name) wurde aus dem DNS entfernt")
        : Text(
          en: "The name \(name), which diverts others, was set in DNS",
          de: "Der umleitende Name \(name) wurde im DNS gesetzt"),
      explained: Text(
        en:
          "Whoever stands behind it receives the log-ons of others. Dynamic updates of a computer of that name would "
          + "explain it.",
        de:
          "Wer dahinter steht, empfängt die Anmeldungen anderer. Dynamische Aktualisierungen eines Rechners dieses "
          + "Namens würden es erklären."),
      evidence: [stamp.map { snapshot.evidence($0, of: node) } ?? snapshot.creationEvidence(of: node)])
  }
}
