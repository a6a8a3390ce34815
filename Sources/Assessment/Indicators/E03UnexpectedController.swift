import Directory
import WindowsSecurity

/// A computer flagged as domain controller without the objects of one, or one that was promoted in the window.
struct UnexpectedController: Indicator {
  let id = "IND-E03"
  let title = Text(en: "Unexpected domain controller", de: "Unerwarteter Domänencontroller")
  let technique = "T1207"

  func findings(in context: AssessmentContext) -> [Finding] {
    let snapshot = context.snapshot
    guard let configuration = snapshot.configurationNC,
      let sites = snapshot.object(dn: "CN=Sites,\(configuration)")
    else { return [] }
    var services: [ObjectID: ObjectID] = [:]
    var queue = [sites]
    while let next = queue.popLast() {
      for child in snapshot.children(next) {
        if snapshot.isA(child, "nTDSDSA"), let computer = computer(of: next, in: context) {
          services[computer] = child
        }
        queue.append(child)
      }
    }
    // Without a single directory service object that part of the configuration was not read.
    guard !services.isEmpty else { return [] }
    var findings: [Finding] = []
    for controller in context.domainControllers.sorted() {
      let stamp = snapshot.stamp(controller, "userAccountControl")
      let readOnly = context.accountControl(controller) & AccountControl.partialSecrets != 0
      if let service = services[controller] {
        guard let made = snapshot.created(service), context.window.timing(of: made) != .before,
          !context.isFounding(made, of: controller)
        else {
          continue
        }
        findings.append(
          report(
            controller, .supporting, made, snapshot.stamp(service, "objectClass")?.originator, context,
            [snapshot.creationEvidence(of: service)],
            Text(
              en: "Domain controller \(context.name(controller)) was promoted in the window",
              de: "Domänencontroller \(context.name(controller)) wurde im Zeitraum heraufgestuft")))
      } else if !readOnly {
        let control = "\(context.accountControl(controller))"
        let value = Evidence(dn: snapshot.dn(controller), attribute: "userAccountControl", value: control)
        findings.append(
          report(
            controller, .decisive, stamp?.changed, stamp?.originator, context,
            [value] + (stamp.map { [snapshot.evidence($0, of: controller)] } ?? []),
            Text(
              en:
                "\(context.name(controller)) is flagged as domain controller but no server object belongs to it",
              de:
                "\(context.name(controller)) ist als Domänencontroller markiert, aber kein Serverobjekt gehört dazu"
            )))
      }
    }
    return findings
  }

  /// The account of a server object: the one it refers to, or where the reference was not read the only controller of
  /// its host name.
  private func computer(of server: ObjectID, in context: AssessmentContext) -> ObjectID? {
    let snapshot = context.snapshot
    if let reference = snapshot.string(server, "serverReference") { return snapshot.object(dn: reference) }
    guard let host = snapshot.string(server, "dNSHostName")?.lowercased() else { return nil }
    let named = context.domainControllers.filter {
      snapshot.string($0, "dNSHostName")?.lowercased() == host
    }
    return named.count == 1 ? named.first : nil
  }

  private func report(
    _ controller: ObjectID, _ weight: Weight, _ when: Instant?, _ originator: GUID?,
    _ context: AssessmentContext,
    _ evidence: [Evidence], _ title: Text
  ) -> Finding {
    finding(
      context, on: controller, "userAccountControl", weight, when: when, from: originator, title: title,
      explained: Text(
        en:
          "The account of a domain controller may replicate all secrets. A documented promotion would explain it.",
        de:
          "Das Konto eines Domänencontrollers darf alle Geheimnisse replizieren. Eine dokumentierte Heraufstufung "
          + "würde es erklären."),
      evidence: evidence)
  }
}
