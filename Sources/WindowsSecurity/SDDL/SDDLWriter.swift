extension SecurityDescriptor {
  /// The descriptor as text. [MS-DTYP] 2.5.1.
  ///
  /// Aliases such as `DA` stand for principals of `domain` and, for those that exist once per forest, of `forestRoot`;
  /// without them such principals are written as SIDs. The text of a NULL DACL is `D:NO_ACCESS_CONTROL` when the DACL
  /// counts as present, and nothing otherwise.
  /// - Parameters:
  ///   - domain: SID of the domain the descriptor belongs to.
  ///   - forestRoot: SID of the forest's root domain; `domain` when nil.
  package func sddl(domain: SID? = nil, forestRoot: SID? = nil) -> String {
    let names = SDDLContext(domain: domain, forestRoot: forestRoot)
    var text = ""
    if let owner { text += "O:\(names.text(owner))" }
    if let group { text += "G:\(names.text(group))" }
    if let dacl {
      text += "D:" + Self.flags(control, .daclProtected, .daclAutoInheritRequired, .daclAutoInherited)
      for ace in dacl.aces { text += names.text(ace) }
    } else if control.contains(.daclPresent) {
      text += "D:NO_ACCESS_CONTROL"
    }
    if let sacl {
      text += "S:" + Self.flags(control, .saclProtected, .saclAutoInheritRequired, .saclAutoInherited)
      for ace in sacl.aces { text += names.text(ace) }
    }
    return text
  }

  private static func flags(
    _ control: Control, _ protected: Control, _ required: Control, _ inherited: Control
  ) -> String {
    (control.contains(protected) ? "P" : "") + (control.contains(required) ? "AR" : "")
      + (control.contains(inherited) ? "AI" : "")
  }
}

extension ACE {
  /// The entry as text with its parentheses, for evidence. [MS-DTYP] 2.5.1.
  ///
  /// Conditions and claims are written in the words of their grammar. The text is the whole entry except for bytes behind
  /// the SID of an entry whose type has no use for them, which are left out. Types without a name are written as a
  /// hexadecimal number with their body in hexadecimal.
  package func sddl(domain: SID? = nil, forestRoot: SID? = nil) -> String {
    SDDLContext(domain: domain, forestRoot: forestRoot).text(self)
  }
}

extension AccessMask {
  /// Two-letter names in writing order, or `0x` and eight digits when a bit has none.
  package var sddl: String {
    var text = ""
    var rest = self
    for (name, mask) in SDDLNames.rights where contains(mask) {
      text += name
      rest.subtract(mask)
    }
    return rest.isEmpty ? text : SDDLContext.hexadecimal(UInt64(rawValue), digits: 8)
  }
}

/// Which domain the aliases of a text belong to.
struct SDDLContext {
  let domain: SID?
  let forestRoot: SID?

  init(domain: SID?, forestRoot: SID?) {
    self.domain = domain
    self.forestRoot = forestRoot ?? domain
  }

  func base(_ authority: SDDLNames.Authority) -> SID? {
    switch authority {
    case .domain: domain
    case .forestRoot: forestRoot
    }
  }

  func text(_ sid: SID) -> String {
    if let name = SDDLNames.absoluteBySID[sid] { return name }
    if let account = sid.domain, account == domain || account == forestRoot {
      for (name, rid, authority) in SDDLNames.relative where rid == sid.rid && account == base(authority) {
        return name
      }
    }
    return sid.description
  }

  func text(_ ace: ACE) -> String {
    let type = SDDLNames.types.first { $0.type == ace.type }?.name
    var flags = ""
    for (name, flag) in SDDLNames.flags where ace.flags.contains(flag) { flags += name }
    guard ace.type.isKnown else {
      return
        "(\(Self.hexadecimal(UInt64(ace.type.rawValue), digits: 2));\(flags);;;;;#\(Self.digits(ace.applicationData)))"
    }
    var fields = [
      type ?? Self.hexadecimal(UInt64(ace.type.rawValue), digits: 2), flags, Self.rights(of: ace),
      ace.objectType?.description ?? "", ace.inheritedObjectType?.description ?? "",
      text(ace.trustee),
    ]
    if let data = dataText(ace) { fields.append(data) }
    return "(\(fields.joined(separator: ";")))"
  }

  /// A mandatory label has rights of its own. [MS-DTYP] 2.4.4.13.
  private static func rights(of ace: ACE) -> String {
    guard ace.type == .mandatoryLabel, !ace.mask.isEmpty, ace.mask.rawValue <= 7 else { return ace.mask.sddl }
    return SDDLNames.labelRights.reduce("") { $0 + (ace.mask.contains($1.mask) ? $1.name : "") }
  }

  /// The condition or claim of an entry; as `#` and hexadecimal digits when it is malformed, or so unusual that its text
  /// would not be read as the same bytes. nil for types that have neither.
  private func dataText(_ ace: ACE) -> String? {
    guard !ace.applicationData.isEmpty, ace.type.isCallback || ace.type == .resourceAttribute else {
      return nil
    }
    if let text = ace.type.isCallback ? conditionText(ace.applicationData) : claimText(ace.applicationData) {
      return text
    }
    return "#\(Self.digits(ace.applicationData))"
  }

  private func conditionText(_ data: [UInt8]) -> String? {
    guard let text = (try? ConditionExpression(applicationData: data)).map({ text($0) }) else { return nil }
    var reader = SDDLReader(text, self)
    guard let read = try? reader.condition(), ACE.padded(read.applicationData) == data else { return nil }
    return text
  }

  private func claimText(_ data: [UInt8]) -> String? {
    guard let text = (try? ResourceClaim(applicationData: data)).map({ text($0) }) else { return nil }
    var reader = SDDLReader(text, self)
    guard let read = try? reader.claim(), ACE.padded(read.applicationData) == data else { return nil }
    return text
  }

  static func hexadecimal(_ value: UInt64, digits: Int) -> String {
    let text = String(value, radix: 16)
    return "0x" + String(repeating: "0", count: max(0, digits - text.count)) + text
  }

  static func digits(_ bytes: [UInt8]) -> String {
    let alphabet = Array("0123456789abcdef".utf8)
    return String(
      decoding: bytes.flatMap { [alphabet[Int($0 >> 4)], alphabet[Int($0 & 15)]] }, as: UTF8.self)
  }
}
