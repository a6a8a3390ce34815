/// Whether a right is granted, and what decided it.
package struct AccessDecision: Hashable, Sendable {
  package enum Outcome: Hashable, Sendable {
    case granted
    case denied
    /// It depends on the condition of a callback ACE, which the directory alone cannot decide; on whether such an ACE stands
    /// in place of the owner's implied rights, which is not specified; on a SID that the requester may hold or not; or on
    /// whether the forest withholds what ownership implies, which was not read.
    case unknown
  }

  package enum Basis: Hashable, Sendable {
    /// Index of the deciding entry in the DACL; with ``Outcome/unknown``, of the first entry that may apply.
    case ace(Int)
    /// The owner's implied rights. [MS-ADTS] 5.1.3.3.2.
    case owner
    /// There is no DACL.
    case nullDACL
    /// A user right of the requester, such as taking ownership.
    case privilege
    /// No entry says anything about it.
    case nothing
  }

  package let outcome: Outcome
  package let basis: Basis

  package init(_ outcome: Outcome, _ basis: Basis) {
    self.outcome = outcome
    self.basis = basis
  }

  package var isGranted: Bool { outcome == .granted }

  /// Index of the deciding entry in the DACL, if one decided.
  package var ace: Int? {
    if case .ace(let index) = basis { index } else { nil }
  }
}

/// What the token alone does not say about a requester.
package struct Requester: Hashable, Sendable {
  /// The token holds the object's own objectSid, so that entries for PRINCIPAL SELF apply. [MS-ADTS] 5.1.3.3.
  package var isSelf: Bool
  /// dSHeuristics character 29 is "1", the object is computer-derived and the requester is neither Domain nor Enterprise
  /// Admin: being owner no longer implies WRITE_DAC. [MS-ADTS] 6.1.3.4.
  package var ownerRightsAreBlocked: Bool
  /// It is not known whether ``ownerRightsAreBlocked``.
  package var ownerRightsMayBeBlocked: Bool
  /// SeTakeOwnershipPrivilege on the domain controller grants WRITE_OWNER on every object.
  package var mayTakeOwnership: Bool
  /// SeSecurityPrivilege on the domain controller grants access to the SACL; no ACE can.
  package var mayManageSACLs: Bool

  package init(
    isSelf: Bool = false, ownerRightsAreBlocked: Bool = false, ownerRightsMayBeBlocked: Bool = false,
    mayTakeOwnership: Bool = false, mayManageSACLs: Bool = false
  ) {
    self.isSelf = isSelf
    self.ownerRightsAreBlocked = ownerRightsAreBlocked
    self.ownerRightsMayBeBlocked = ownerRightsMayBeBlocked
    self.mayTakeOwnership = mayTakeOwnership
    self.mayManageSACLs = mayManageSACLs
  }
}

/// Which trustees of one ``AccessCheck`` a token holds, as bits in the order of ``AccessCheck/trustees``; and which it may
/// hold or not, as it does those that follow from the way to log on.
package struct HeldTrustees: Hashable, Sendable {
  private var words: [UInt64]
  /// Empty unless there is one.
  private var possibleWords: [UInt64] = []

  init(count: Int) { words = [UInt64](repeating: 0, count: (count + 63) / 64) }

  mutating func insert(_ index: Int) { words[index >> 6] |= 1 << UInt64(index & 63) }

  mutating func insertPossibly(_ index: Int) {
    if possibleWords.isEmpty { possibleWords = [UInt64](repeating: 0, count: words.count) }
    possibleWords[index >> 6] |= 1 << UInt64(index & 63)
  }

  package func contains(_ index: Int) -> Bool { Self.isSet(index, in: words) }

  /// The token may hold the trustee, or not.
  package func mayContain(_ index: Int) -> Bool { Self.isSet(index, in: possibleWords) }

  private static func isSet(_ index: Int, in words: [UInt64]) -> Bool {
    index >= 0 && index >> 6 < words.count && words[index >> 6] >> UInt64(index & 63) & 1 == 1
  }
}
