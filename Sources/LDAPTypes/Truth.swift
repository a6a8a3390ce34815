/// What a filter says about an object (RFC 4511 §4.5.1.7): a server returns the objects for which it is true.
package enum Truth: Hashable, Sendable {
  case `true`
  case `false`
  /// The server cannot tell: unknown attribute, rule that does not fit the syntax, value that is not of the syntax.
  case undefined

  package init(_ value: Bool) { self = value ? .true : .false }

  package static prefix func ! (truth: Truth) -> Truth {
    switch truth {
    case .true: .false
    case .false: .true
    case .undefined: .undefined
    }
  }
}
