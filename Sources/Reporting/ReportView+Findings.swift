internal import Assessment
internal import Directory

extension ReportView {
  var findingTable: Value {
    limited(findings) { finding in
      [
        "number": Value(numbers[finding.id]), "id": .text(finding.id), "rule": .text(finding.rule),
        "weight": .text(finding.weight.rawValue),
        "weightLabel": .text(texts["weight.\(finding.weight.rawValue)"]),
        "when": stamp(finding.when), "title": say(finding.title), "explained": say(finding.explained),
        "object": .text(finding.object), "name": .text(named(finding)), "attribute": Value(finding.attribute),
        "originator": Value(finding.originator), "technique": Value(finding.technique),
        "review": .text(finding.review.rawValue),
        "reviewLabel": .text(texts["review.\(finding.review.rawValue)"]),
        "evidence": evidence(finding.evidence),
        // Said by the first line of evidence as a rule.
        "needsObject": .flag(
          !finding.evidence.contains { $0.dn == finding.object && $0.attribute == finding.attribute }),
      ]
    }
  }

  /// The three questions.
  var inventory: View {
    let inventory = report.inventory
    let empty = inventory.privilegedGroups.filter(\.members.isEmpty).map(\.name)
    return [
      "emptyGroups": Value(empty.joined(separator: ", ")),
      "groups": limited(inventory.privilegedGroups.filter { !$0.members.isEmpty }) { group in
        [
          "group": .text(group.group), "name": .text(group.name), "sid": Value(group.sid),
          "members": limited(group.members) { member in
            [
              "name": .text(member.name), "dn": .text(member.dn), "since": stamp(member.since),
              "recent": .flag(member.recent),
              "via": Value(member.via.map(relativeName).joined(separator: " › ")),
            ]
          },
        ]
      },
      "accounts": limited(inventory.changedAccounts) { account in
        [
          "name": .text(account.name), "dn": .text(account.dn), "sid": Value(account.sid),
          "kind": kind(account.kind),
          "created": .flag(account.created),
          "changes": limited(account.changes) { change in
            [
              "attribute": .text(change.attribute), "when": stamp(change.when),
              "version": .text(String(change.version)), "originator": Value(change.originator),
            ]
          },
        ]
      },
      "services": limited(inventory.newServicePrincipals) { service in
        [
          "name": .text(service.name), "dn": .text(service.dn), "sid": Value(service.sid),
          "kind": kind(service.kind),
          "names": .list(service.names.map { ["item": .text($0)] }), "when": stamp(service.when),
          "originator": Value(service.originator),
        ]
      },
    ]
  }

  private func kind(_ kind: String) -> Value { Value(texts.ifKnown("kind.\(kind)") ?? kind) }

  /// The value of the first RDN, for people; the DN itself stands in the JSON.
  private func relativeName(_ dn: String) -> String {
    var result = ""
    var escaped = false
    for character in dn.drop(while: { $0 != "=" }).dropFirst() {
      if character == ",", !escaped { break }
      escaped = character == "\\" && !escaped
      if !escaped { result.append(character) }
    }
    return result.isEmpty ? dn : result
  }
}
