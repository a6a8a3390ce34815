extension SDDLContext {
  /// `("name",TS,0x0,"value")`. [MS-DTYP] 2.5.1.1, attribute-data.
  func text(_ claim: ResourceClaim) -> String {
    let values = claim.values.map { value -> String in
      switch value {
      case .number(let number):
        claim.kind == .signed ? String(Int64(bitPattern: number)) : String(number)
      case .string(let text): "\"\(text.text)\""
      case .sid(let sid): text(sid)
      case .octets(let octets): Self.digits(octets)
      }
    }
    let head = ["\"\(Self.escaped(claim.name))\"", claim.kind.text, "0x" + String(claim.flags, radix: 16)]
    return "(\((head + values).joined(separator: ",")))"
  }
}

extension SDDLReader {
  /// Reads the claim of a resource attribute ACE with its parentheses.
  mutating func claim() throws(MalformedValue) -> ResourceClaim {
    try expect("(", in: "claim")
    skipSpace()
    let start = offset
    let name = try quoted()
    try expect(",", in: "claim")
    skipSpace()
    guard let kind = ResourceClaim.Kind.allCases.first(where: { take($0.text) }) else {
      throw malformed("claim", "expects TI, TU, TS, TD, TB or TX")
    }
    try expect(",", in: "claim")
    skipSpace()
    guard let flags = UInt32(exactly: try integer().value) else {
      throw malformed("claim", "has flags beyond 32 bits", at: start)
    }
    var values: [ResourceClaim.Value] = []
    skipSpace()
    while take(",") {
      skipSpace()
      values.append(try claimValue(kind))
      skipSpace()
    }
    try expect(")", in: "claim")
    return ResourceClaim(
      name: try unescaped(Array(name.text.utf8)[...], at: start), kind: kind, flags: flags, values: values)
  }

  private mutating func claimValue(_ kind: ResourceClaim.Kind) throws(MalformedValue) -> ResourceClaim.Value {
    let start = offset
    switch kind {
    case .string: return .string(try quoted())
    case .octets:
      let octets = try octets()
      guard offset > start else { throw malformed("claim", "expects hexadecimal digits") }
      return .octets(octets)
    case .sid: return .sid(try sid(in: "claim"))
    case .signed:
      let number = try integer()
      guard number.sign != .none || number.value >= 0 else {
        throw malformed("claim", "has a number beyond 64 bits", at: start)
      }
      return .number(UInt64(bitPattern: number.value))
    case .unsigned: return .number(try unsigned())
    case .boolean:
      let number = try unsigned()
      guard number <= 1 else { throw malformed("claim", "expects 0 or 1", at: start) }
      return .number(number)
    }
  }
}
