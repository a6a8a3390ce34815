internal import Directory
internal import WindowsSecurity

/// Accounts under control, as far as their tokens differ in what entries deny: those who can be put into a group.
struct Actors {
  /// Numbers of tokens in ``TokenTable/entries``, in the order in which they came under control; one for each
  /// ``TokenTable/Entry/discriminatingNumber``.
  private(set) var tokens: [Int] = []
  /// Numbers of all distinct tokens.
  private(set) var all: [Int] = []
  private var known: Set<Int> = []
  private var knownTokens: Set<Int> = []
  /// Of groups that an account may add itself to.
  var selfAdding: [ObjectID: SelfAdding] = [:]
  /// Groups that have rights which entries deny everyone who could join so far.
  var denied: Set<ObjectID> = []
  /// How many of ``all`` were there when ``denied`` was last tried again.
  var tried = 0

  mutating func add(_ number: Int, _ entry: TokenTable.Entry) {
    if knownTokens.insert(number).inserted { all.append(number) }
    if known.insert(entry.discriminatingNumber).inserted { tokens.append(number) }
  }

  struct SelfAdding {
    /// Numbers of the tokens whose bearers may add themselves, one for each ``TokenTable/Entry/discriminatingNumber``.
    var tokens: [Int] = []
    var known: Set<Int> = []
    /// Whether somebody may add others, too.
    var isOpen = false
    /// How many of ``Actors/all`` were asked.
    var examined = 0
  }
}

/// Nobody acts as a group. Who is put into one has its token beside his own, and what an entry denies him he lacks as a member,
/// too.
extension Search {
  /// Whether a principal is a group that others must join before its rights can be used. As a start it stands for members
  /// that nothing is known about.
  func isJoined(_ principal: ObjectID) -> Bool {
    graph.index.kinds[Int(principal.index)] == .group && !starts.contains(principal)
  }

  /// Notes that an account can act, and so can be put into groups.
  mutating func count(actor: ObjectID) {
    let number = tokens.token(of: actor)
    actors.add(number, tokens.entries[number])
  }

  /// Tokens of those who can join a group: of any account under control, or only of those that can put themselves there.
  mutating func tokensJoining(_ group: ObjectID) -> [Int] {
    var object = group
    while let arrival = arrivals[Int(object.index)] {
      guard arrival.kind == .addSelf || arrival.kind == .memberOf else { return actors.tokens }
      if !isJoined(arrival.from) {
        return arrival.kind == .addSelf ? addingThemselves(to: object) : [tokens.token(of: arrival.from)]
      }
      object = arrival.from
    }
    return actors.tokens
  }

  /// Tokens of the accounts that may add themselves to a group; of all, once one may add others.
  private mutating func addingThemselves(to group: ObjectID) -> [Int] {
    let index = graph.index
    let position = Int(index.groupOf[Int(group.index)])
    guard index.groups.indices.contains(position) else { return actors.tokens }
    var found = actors.selfAdding[group] ?? Actors.SelfAdding()
    while !found.isOpen, found.examined < actors.all.count {
      let number = actors.all[found.examined]
      found.examined += 1
      let token = tokens.entries[number]
      let grants = index.grants(on: position, of: token).filter { $0.condition == nil && $0.gain == .object }
      found.isOpen = grants.contains { $0.kind != .addSelf }
      if !grants.isEmpty, found.known.insert(token.discriminatingNumber).inserted {
        found.tokens.append(number)
      }
    }
    actors.selfAdding[group] = found
    return found.isOpen ? actors.tokens : found.tokens
  }

  /// Gives the condition to each grant of a group's token that is denied to all who could join the group; certain ones come
  /// first again.
  /// - Returns: whether there is one.
  mutating func mark(
    _ grants: inout [Grant], on objects: Int, _ token: TokenTable.Entry, to group: ObjectID
  ) -> Bool {
    let index = graph.index
    let denied = index.discriminating[objects].filter { !token.set.contains($0) }
    guard !denied.isEmpty, grants.contains(where: { $0.condition == nil }) else { return false }
    let joiners = tokensJoining(group)
    guard !joiners.isEmpty else { return false }
    var open = grants.indices.filter { grants[$0].condition == nil }
    var tried: Set<[AccessIndex.TrusteeID]> = []
    for joiner in joiners {
      let held = denied.filter(tokens.entries[joiner].set.contains)
      guard tried.insert(held).inserted else { continue }
      if held.isEmpty { return false }
      let left = index.grants(on: objects, of: token, and: held)
      open.removeAll { position in
        left.contains {
          $0.condition == nil && $0.kind == grants[position].kind && $0.gain == grants[position].gain
        }
      }
      if open.isEmpty { return false }
    }
    for position in open { grants[position].condition = .memberDenied }
    grants = grants.filter { $0.condition == nil } + grants.filter { $0.condition != nil }
    return true
  }

  /// Asks again for the groups whose rights were denied to everyone who could join, once more accounts are under control.
  mutating func retryDenied() {
    guard actors.all.count > actors.tried else { return }
    actors.tried = actors.all.count
    let denied = actors.denied.sorted()
    actors.denied = []
    for group in denied { expandToken(of: group) }
  }
}
