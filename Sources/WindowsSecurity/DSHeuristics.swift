/// The switches of `dSHeuristics` that decide who may do what. [MS-ADTS] 6.1.1.2.4.1.2.
package struct DSHeuristics: Hashable, Sendable {
  private let characters: [UInt8]

  /// - Parameter value: the attribute's text; nil when the attribute is absent, which means every switch is at its default.
  package init(_ value: String?) { characters = Array((value ?? "").utf8) }

  /// The character at a position counted from 1; "0" where the text ends earlier.
  ///
  /// Every tenth character must be the number of tens, so that a text of the wrong length cannot shift the switches behind
  /// it; what stands behind a wrong one does not count.
  package func character(_ position: Int) -> UInt8 {
    guard position >= 1, position <= characters.count else { return UInt8(ascii: "0") }
    for tens in 1..<10 where tens * 10 < position {
      guard characters[tens * 10 - 1] == UInt8(ascii: "0") + UInt8(tens) else { return UInt8(ascii: "0") }
    }
    return characters[position - 1]
  }

  /// fDoListObject: RIGHT_DS_LIST_OBJECT is evaluated.
  package var listsObjects: Bool { character(3) == UInt8(ascii: "1") }

  /// fLDAPBlockAnonOps: "2" allows anonymous operations beyond the rootDSE.
  package var allowsAnonymousOperations: Bool { character(7) == UInt8(ascii: "2") }

  /// dwAdminSDExMask: operator groups, and their members, that AdminSDHolder does not protect.
  package var unprotectedOperators: [SID] {
    let digit = Int(String(decoding: [character(16)], as: UTF8.self), radix: 16) ?? 0
    return [SID.accountOperators, .serverOperators, .printOperators, .backupOperators].enumerated()
      .filter { digit >> $0.offset & 1 == 1 }.map(\.element)
  }

  /// BlockOwnerImplicitRights is enforced: owning a computer-derived object no longer implies WRITE_DAC, except for Domain
  /// and Enterprise Admins; a character without a meaning counts as "1". [MS-ADTS] 6.1.3.4, 6.1.1.2.4.1.2.
  package var blocksOwnerImplicitRights: Bool {
    ![UInt8(ascii: "0"), UInt8(ascii: "2"), UInt8(ascii: "3")].contains(character(29))
  }
}
