package import Directory
internal import WindowsSecurity

/// Why no path was found: entries that name the principal and give nothing, and what was not read.
package struct Explanation: Sendable {
  /// One line per entry of the target's DACL that would have mattered and does not; last, who has control instead.
  package let entries: [Bilingual]
  package let missing: [Missing]
}

/// Explains why `source` does not control `target` directly.
package func explainNone(from source: ObjectID, to target: ObjectID, in snapshot: Snapshot) -> Explanation {
  let graph = ControlGraph(snapshot, alsoTo: [target])
  let missing = MissingEvidence(graph).list(for: [source]) + UnexaminedRoutes(graph).list()
  guard let descriptor = snapshot.descriptor(of: target).flatMap({ snapshot.descriptor($0) }) else {
    let dn = snapshot.dn(target)
    return Explanation(
      entries: [
        Bilingual(
          en: "the security descriptor of \(dn) was not read: nothing can be said about rights on it",
          de:
            "Die Sicherheitsbeschreibung von \(dn) wurde nicht gelesen: über Rechte daran ist keine Aussage möglich"
        )
      ], missing: missing)
  }
  let token = Token(of: source, on: target, in: snapshot)
  let domain = snapshot.domain(of: target).flatMap { snapshot.domains[$0].sid }
  let root = snapshot.domains.first { $0.isForestRoot }?.sid
  var entries: [Bilingual] = []
  for ace in descriptor.dacl?.aces ?? [] where token.sids.contains(ace.trustee) {
    guard let reason = reasonWithoutEffect(ace) else { continue }
    let text = ace.sddl(domain: domain, forestRoot: root)
    let who = token.holders[ace.trustee].map(snapshot.name) ?? ace.trustee.description
    entries.append(Bilingual(en: "\(text) for \(who): \(reason.en)", de: "\(text) für \(who): \(reason.de)"))
  }
  entries.append(graph.controllers(of: target))
  return Explanation(entries: entries, missing: missing)
}

extension ControlGraph {
  /// Who controls an object for certain by an entry or as its owner.
  fileprivate func controllers(of target: ObjectID) -> Bilingual {
    let group = Int(index.groupOf[Int(target.index)])
    let candidates = index.plans.indices.contains(group) ? index.plans[group].candidates : []
    let names = candidates.filter { sid in
      index.grants(on: group) { $0.sid == sid }.contains { $0.condition == nil && $0.gain == .object }
    }.map { sid in snapshot.object(sid: sid).map { snapshot.name($0) } ?? sid.description }
    let list =
      names.isEmpty ? "–" : names.prefix(12).joined(separator: ", ") + (names.count > 12 ? ", …" : "")
    return Bilingual(en: "it is controlled by: \(list)", de: "Kontrolle darüber haben: \(list)")
  }
}

/// Rights by which an object is taken over, or its members, keys and delegation are written. [MS-ADTS] 5.1.3.2
private let controlRights: AccessMask = [.writeDACL, .writeOwner, .writeProperty, .controlAccess, .selfWrite]

private func reasonWithoutEffect(_ ace: ACE) -> Bilingual? {
  guard !ace.mask.mapped.intersection(controlRights).isEmpty else { return nil }
  if ace.type.denies, !ace.flags.contains(.inheritOnly) {
    return Bilingual(en: "denied on the object itself", de: "am Objekt selbst verweigert")
  }
  if !ace.type.denies, ace.flags.contains(.inheritOnly) {
    return Bilingual(
      en: "inherit-only, reaches descendants but not the object itself",
      de: "nur zur Vererbung, wirkt auf Nachfahren, nicht auf das Objekt selbst")
  }
  return nil
}
