internal import Directory
internal import WindowsSecurity

/// Who controls what by an access right, for all principals at once: a row for each distinct token and each group of like
/// objects.
///
/// Whom a right reaches depends on those trustees of the token that the descriptor names, and on nothing else; so each
/// descriptor is evaluated once per distinct set of them.
package struct ControlTable: Sendable {
  struct Row: Sendable {
    /// Index into ``principals``.
    let token: Int
    /// Index into ``AccessIndex/groups``.
    let group: Int
    /// Index into ``grants``.
    let grants: Int
  }

  let rows: [Row]
  let grants: [[Grant]]
  /// The principals that share each token.
  let principals: [[ObjectID]]
  /// Pairs of a principal and an object that it controls.
  package let pairCount: Int
  /// Distinct answers of an access check.
  package var evaluationCount: Int { grants.count }
  package var tokenCount: Int { principals.count }

  package init(_ graph: ControlGraph) {
    let index = graph.index
    var tokens = TokenTable(graph, countsAssumed: false)
    var principals: [[ObjectID]] = []
    for object in graph.snapshot.objectIDs
    where index.kinds[Int(object.index)].isPrincipal && !graph.snapshot.isDeleted(object) {
      let number = tokens.token(of: object)
      while principals.count <= number { principals.append([]) }
      principals[number].append(object)
    }
    var named = index.groups.indices.map { NamedTrustees(of: $0, in: index) }
    var grants: [[Grant]] = []
    var rows: [Row] = []
    var pairs = 0
    var askedFor = [Int](repeating: -1, count: index.groups.count)
    for (number, token) in tokens.entries.enumerated() where number < principals.count {
      for trustee in token.trustees + token.conditional.keys.sorted() {
        for group in index.controlled[Int(trustee)].map(Int.init) where askedFor[group] != number {
          askedFor[group] = number
          let held = named[group].held(by: token)
          let answer: Int
          if let known = named[group].answers[held] {
            answer = known
          } else {
            answer = grants.count
            grants.append(index.grants(on: group, of: token))
            named[group].answers[held] = answer
          }
          guard !grants[answer].isEmpty else { continue }
          rows.append(Row(token: number, group: group, grants: answer))
          pairs += principals[number].count * index.groups[group].objects.count
        }
      }
    }
    self.rows = rows
    self.grants = grants
    self.principals = principals
    pairCount = pairs
  }
}

/// The trustees that the descriptor of a group of objects names, and the answers for each set of them that tokens hold.
private struct NamedTrustees {
  let trustees: [AccessIndex.TrusteeID]
  var answers: [Held: Int] = [:]

  struct Held: Hashable {
    let certain: [AccessIndex.TrusteeID]
    let conditional: [AccessIndex.TrusteeID]
  }

  func held(by token: TokenTable.Entry) -> Held {
    Held(
      certain: trustees.filter(token.set.contains),
      conditional: token.conditional.isEmpty ? [] : trustees.filter { token.conditional[$0] != nil })
  }

  init(of number: Int, in index: AccessIndex) {
    let group = index.groups[number]
    guard let descriptor = index.descriptors[Int(group.descriptor.index)] else {
      trustees = []
      return
    }
    // Those in conditions count, too, which is why the access check is asked and not the list.
    trustees = AccessCheck(descriptor, schema: index.rules.schema).trustees.compactMap {
      index.trustees[TrusteeKey($0, domain: group.domain)]
    }
  }
}
