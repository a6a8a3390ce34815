internal import Directory

/// How the search first came to an object: enough to rebuild the edge with its evidence afterwards.
struct Arrival: Sendable {
  /// The principal (or container, or policy) whose control led here; itself for a start.
  var from: ObjectID
  /// The group or alias in the token of `from` that holds the right; nil when it is `from` itself or has no object.
  var via: ObjectID?
  /// The object whose descriptor gives the right, when it is another than the one reached.
  var carrier: ObjectID?
  /// Position of the deciding entry in the DACL of the carrier, or of the object; nil for edges that are no entry of it.
  var ace: Int32?
  /// Of a right in two halves, the group whose token brings the other half; nil when one token holds both.
  var otherHalf: ObjectID?
  var kind: EdgeKind
  var condition: Condition?
  /// Control steps from a start.
  var depth: UInt32
  /// Whether any step up to here was conditional.
  var isConditional: Bool

  /// The step by a right, as far as who takes it is known.
  ///
  /// - Parameters:
  ///   - carrier: whose descriptor gives the right, when that is not the object reached.
  ///   - holder: whose right it is, when `from` only has it in the token.
  ///   - condition: what the step still needs at the object reached.
  func taking(
    _ grant: Grant, on carrier: ObjectID? = nil, of holder: ObjectID?, _ condition: Condition?
  ) -> Arrival {
    var arrival = self
    arrival.kind = grant.kind
    arrival.ace = grant.ace
    arrival.carrier = carrier
    arrival.condition = condition
    arrival.via = holder
    arrival.isConditional = isConditional || condition != nil
    return arrival
  }
}
