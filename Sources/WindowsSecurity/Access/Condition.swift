/// The condition of a callback ACE, as far as the SIDs in a token decide it. [MS-DTYP] 2.4.4.17.
///
/// Group membership of the requester is decided; claims, resource attributes and the groups of the requester's device are
/// not in the directory, so whatever depends on them stays undecided.
indirect enum Condition: Hashable, Sendable {
  /// Member_of: the token holds all of these; indices into ``AccessCheck/trustees``.
  case holdsAll([Int])
  /// Member_of_Any: the token holds one of these.
  case holdsAny([Int])
  case not(Condition)
  case and(Condition, Condition)
  case or(Condition, Condition)
  case undecidable

  /// nil when the directory alone cannot tell.
  func evaluate(_ held: HeldTrustees) -> Bool? {
    switch self {
    case .holdsAll(let trustees): return trustees.allSatisfy(held.contains)
    case .holdsAny(let trustees): return trustees.contains(where: held.contains)
    case .not(let operand): return operand.evaluate(held).map { !$0 }
    case .and(let left, let right):
      let (left, right) = (left.evaluate(held), right.evaluate(held))
      if left == false || right == false { return false }
      return left == true && right == true ? true : nil
    case .or(let left, let right):
      let (left, right) = (left.evaluate(held), right.evaluate(held))
      if left == true || right == true { return true }
      return left == false && right == false ? false : nil
    case .undecidable: return nil
    }
  }

  /// Reads the postfix form in a callback ACE; ``undecidable`` when it is not one, or not well-formed, because then what
  /// a domain controller makes of it is not specified.
  /// - Parameter number: gives a SID its index in ``AccessCheck/trustees``.
  init(applicationData: [UInt8], number: (SID) -> Int) {
    self = (try? Self.read(applicationData, number)) ?? .undecidable
  }

  /// How deep operands may wait for their operator; a condition in an ACE of 64 KB could otherwise nest by thousands.
  private static let maximumDepth = 256

  private enum Operand {
    case condition(Condition)
    case sids([SID])
    /// A literal or an attribute: known to be there, of no use for a decision.
    case value
  }

  private static func read(
    _ data: [UInt8], _ number: (SID) -> Int
  ) throws(MalformedValue) -> Condition {
    var reader = ByteReader(data)
    let malformed = MalformedValue(field: "ACE condition", offset: 0, reason: "is not well-formed")
    guard try reader.take(4, "condition signature") == Array("artx".utf8) else { throw malformed }
    var stack: [Operand] = []
    var operations = 0
    while reader.remaining > 0 {
      let token = try reader.uint8("condition token")
      switch token {
      case 0x00: continue
      case 0x87, 0x8D:
        guard case .value = stack.popLast() else { throw malformed }
        stack.append(.condition(.undecidable))
      case 0x89, 0x8B, 0x90, 0x92:
        guard case .sids(let sids) = stack.popLast(), !sids.isEmpty else { throw malformed }
        let numbers = sids.map(number)
        let holds: Condition = token == 0x89 || token == 0x90 ? .holdsAll(numbers) : .holdsAny(numbers)
        stack.append(.condition(token >= 0x90 ? .not(holds) : holds))
      case 0x8A, 0x8C, 0x91, 0x93:
        guard case .sids = stack.popLast() else { throw malformed }
        stack.append(.condition(.undecidable))
      case 0x80...0x86, 0x88, 0x8E, 0x8F:
        guard stack.count >= 2 else { throw malformed }
        stack.removeLast(2)
        stack.append(.condition(.undecidable))
      case 0xA0, 0xA1:
        operations += 1
        guard let right = logical(stack.popLast()), let left = logical(stack.popLast()) else {
          throw malformed
        }
        stack.append(.condition(token == 0xA0 ? .and(left, right) : .or(left, right)))
      case 0xA2:
        operations += 1
        guard let operand = logical(stack.popLast()) else { throw malformed }
        stack.append(.condition(.not(operand)))
      default: stack.append(try literal(token, &reader))
      }
      guard stack.count <= maximumDepth, operations <= maximumDepth else { throw malformed }
    }
    guard stack.count == 1, let result = logical(stack.first) else { throw malformed }
    return result
  }

  /// An attribute may stand alone where a truth value is expected.
  private static func logical(_ operand: Operand?) -> Condition? {
    switch operand {
    case .condition(let condition): condition
    case .value: .undecidable
    case .sids, nil: nil
    }
  }

  /// Literal and attribute tokens. [MS-DTYP] 2.4.4.17.5, 2.4.4.17.8.
  private static func literal(_ token: UInt8, _ reader: inout ByteReader) throws(MalformedValue) -> Operand {
    switch token {
    case 0x01...0x04:
      // Value, sign and base take ten bytes whatever the width of the integer.
      _ = try reader.take(10, "condition integer")
      return .value
    case 0x10, 0x18, 0xF8...0xFB:
      let length = try reader.uint32("condition literal length")
      _ = try reader.take(Int(length), "condition literal")
      return .value
    case 0x51:
      return .sids([try sid(&reader)])
    case 0x50:
      let length = Int(try reader.uint32("condition composite length"))
      let members = try reader.take(length, "condition composite")
      var inner = ByteReader(members)
      var sids: [SID] = []
      var isOnlySIDs = true
      while inner.remaining > 0 {
        let member = try inner.uint8("condition composite member")
        if member == 0x51 {
          sids.append(try sid(&inner))
        } else if member == 0x50 {
          throw MalformedValue(field: "condition composite", offset: inner.offset, reason: "is nested")
        } else {
          isOnlySIDs = false
          _ = try literal(member, &inner)
        }
      }
      return isOnlySIDs ? .sids(sids) : .value
    default:
      throw MalformedValue(field: "condition token", offset: reader.offset, reason: "\(token) is not known")
    }
  }

  private static func sid(_ reader: inout ByteReader) throws(MalformedValue) -> SID {
    let length = Int(try reader.uint32("condition SID length"))
    return try SID(try reader.take(length, "condition SID"))
  }
}
