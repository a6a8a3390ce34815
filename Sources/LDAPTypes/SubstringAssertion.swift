/// The pieces of a substring filter: they stand in a value in this order and do not overlap (RFC 4511 §4.5.1.7.2).
struct SubstringAssertion {
  let initial: [UInt8]?
  let any: [[UInt8]]
  let final: [UInt8]?

  func matches(_ syntax: MatchingSyntax, _ values: () -> [[UInt8]]) -> Truth {
    switch syntax {
    case .caseIgnoreString:
      let folded = SubstringAssertion(
        initial: initial.map(CaseFolding.fold), any: any.map(CaseFolding.fold),
        final: final.map(CaseFolding.fold))
      return Truth(values().contains { folded.fits(CaseFolding.fold($0)) })
    case .caseExactString, .octetString: return Truth(values().contains(where: fits))
    // Numbers, times, names and identifiers have no substrings rule.
    case .integer, .boolean, .generalizedTime, .distinguishedName, .sid, .undefined: return .undefined
    }
  }

  private func fits(_ value: [UInt8]) -> Bool {
    var rest = value[...]
    if let initial {
      guard rest.starts(with: initial) else { return false }
      rest = rest.dropFirst(initial.count)
    }
    if let final {
      guard rest.count >= final.count, rest.suffix(final.count).elementsEqual(final) else { return false }
      rest = rest.dropLast(final.count)
    }
    // The leftmost place for each piece leaves the most room for the next.
    for piece in any {
      guard let end = Self.endOfFirst(piece, in: rest) else { return false }
      rest = rest[end...]
    }
    return true
  }

  private static func endOfFirst(_ piece: [UInt8], in text: ArraySlice<UInt8>) -> Int? {
    guard piece.count <= text.count else { return nil }
    for start in text.startIndex...(text.endIndex - piece.count)
    where text[start..<start + piece.count].elementsEqual(piece) {
      return start + piece.count
    }
    return nil
  }
}
