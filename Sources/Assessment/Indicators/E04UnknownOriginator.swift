import Directory
import WindowsSecurity

/// A change in the window that originates from no known domain controller.
struct UnknownOriginator: Indicator {
  let id = "IND-E04"
  let title = Text(
    en: "Change from an unknown domain controller", de: "Änderung von einem unbekannten Domänencontroller")
  let technique = "T1207"

  func findings(in context: AssessmentContext) -> [Finding] {
    let snapshot = context.snapshot
    guard snapshot.originators.contains(where: context.isUnknownOriginator) else { return [] }
    var seen: [GUID: (object: ObjectID, evidence: Evidence, when: Instant, attribute: String)] = [:]
    var objects = context.domainControllers.union(context.krbtgt).union(context.privileged.tierZeroMembers)
    objects.formUnion(context.privileged.groups.map(\.id))
    objects.formUnion(snapshot.domains.compactMap(\.head))
    for id in objects.sorted() {
      for stamp in snapshot.stamps(id) {
        note(stamp.originator, stamp.changed, stamp.attribute, id, snapshot.evidence(stamp, of: id))
      }
      for link in snapshot.links(id) {
        note(link.originator, link.changed, link.attribute, id, snapshot.evidence(link, of: id))
      }
    }
    return seen.sorted { $0.key < $1.key }.map { entry in
      finding(
        context, on: entry.value.object, entry.value.attribute, .strong, when: entry.value.when,
        from: entry.key,
        title: Text(
          en: "A change of \(context.name(entry.value.object)) comes from no known domain controller",
          de:
            "Eine Änderung an \(context.name(entry.value.object)) stammt von keinem bekannten Domänencontroller"
        ),
        explained: Text(
          en:
            "Changes injected by a false domain controller look like this. One that was restored, demoted or not "
            + "read would explain it.",
          de:
            "So sehen Änderungen aus, die ein falscher Domänencontroller einschleust. Ein wiederhergestellter, "
            + "herabgestufter oder nicht gelesener Domänencontroller würde es erklären."),
        evidence: [entry.value.evidence])
    }

    func note(_ originator: GUID, _ when: Instant, _ attribute: String, _ id: ObjectID, _ evidence: Evidence)
    {
      guard context.window.contains(when), context.isUnknownOriginator(originator) else { return }
      if let known = seen[originator], known.when <= when { return }
      seen[originator] = (id, evidence, when, attribute)
    }
  }
}
