package import WindowsSecurity

extension Snapshot {
  /// Compares as the directory does: case, escapes and blanks around separators do not matter.
  package func object(dn: String) -> ObjectID? {
    var dn = dn
    return dn.withUTF8 { indexes.object(name: UnsafeRawBufferPointer($0), in: store) }
      .map { ObjectID(position: $0) }
  }

  package func object(dn: some Collection<UInt8>) -> ObjectID? {
    Array(dn).withUnsafeBytes { indexes.object(name: $0, in: store) }.map { ObjectID(position: $0) }
  }

  package func object(sid: SID) -> ObjectID? {
    indexes.object(sid: sid.bytes[...], in: store).map { ObjectID(position: $0) }
  }

  package func object(guid: GUID) -> ObjectID? {
    indexes.object(guid: guid.bytes[...], in: store).map { ObjectID(position: $0) }
  }

  /// Objects whose sAMAccountName (with or without `$`), RDN value or shown name (``name(_:)``) is `name`, without
  /// regard to case; those with the sAMAccountName first.
  package func objects(named name: String) -> [ObjectID] { objects(named: name, among: objectIDs) }

  private func objects(named name: String, among candidates: some Sequence<ObjectID>) -> [ObjectID] {
    let wanted = FoldedName(name)
    let withMark = FoldedName(name + "$")
    var titled: [UInt32: Bool] = [:]
    var accounts: [ObjectID] = []
    var others: [ObjectID] = []
    for object in candidates {
      if let account = store.first(object.position, Numbers.sAMAccountName),
        wanted.matches(account) || withMark.matches(account)
      {
        accounts.append(object)
        continue
      }
      let leaf = store.withName(object.position, DNKey.leafValue)
      // Few classes have a title, and many objects share a class.
      let hasTitle = store.classSet(object.position).map { set in
        if let known = titled[set] { return known }
        titled[set] = isA(object, "groupPolicyContainer") || isA(object, "domainDNS")
        return titled[set] == true
      }
      if wanted.matches(leaf[...]) || hasTitle == true && title(object)?.lowercased() == wanted.text {
        others.append(object)
      }
    }
    return accounts + others
  }

  /// The principal that a person means by a DN, a SID, a sAMAccountName (`EX01`, `EX01$`, `CORP\EX01$`), a UPN, explicit
  /// or made of sAMAccountName and the DNS name of the domain, or a DNS host name. nil when there is none, and when a short
  /// name is that of several accounts.
  package func principal(_ text: String) -> ObjectID? {
    identified(text) ?? named(text) { _ in objectIDs }
  }

  /// The object of a SID or a DN.
  func identified(_ text: String) -> ObjectID? {
    if let sid = SID(text) { return object(sid: sid) }
    return object(dn: text)
  }

  /// The principal of a name that is neither a SID nor a DN.
  /// - Parameter candidates: all objects that bear one of some names, at least; in the order of their numbers.
  func named<Candidates: Sequence<ObjectID>>(
    _ text: String, among candidates: (_ names: [String]) -> Candidates
  ) -> ObjectID? {
    if SID(text) != nil { return nil }
    func accounts(named name: String) -> [ObjectID] {
      self.accounts(named: name, among: candidates([name, name + "$"]))
    }
    if let (wanted, account) = Self.qualified(text) {
      let meant = domains.indices.filter { index in
        let name = domains[index].dnsName.lowercased()
        return domains[index].netbios?.lowercased() == wanted || name == wanted
          || name.hasPrefix(wanted + ".")
      }
      if meant.isEmpty { return nil }
      let found = accounts(named: account).filter { domain(of: $0).map(meant.contains) ?? false }
      return found.count == 1 ? found[0] : nil
    }
    let accounts = accounts(named: text)
    if !accounts.isEmpty { return accounts.count == 1 ? accounts[0] : nil }
    let folded = text.lowercased()
    let hosts = candidates([text]).filter { object in
      store.text(object.position, Numbers.userPrincipalName)?.lowercased() == folded
        || isA(object, "computer") && store.text(object.position, Numbers.dNSHostName)?.lowercased() == folded
    }
    let living = hosts.filter { !isDeleted($0) }
    if living.isEmpty { return implicitPrincipal(text, among: candidates) }
    return living.count == 1 ? living[0] : nil
  }

  /// The account that goes by `sAMAccountName@domain` without a userPrincipalName, which would come first: the domain is that
  /// of the account, by its DNS name. [MS-ADTS] 5.1.1.1.1
  private func implicitPrincipal<Candidates: Sequence<ObjectID>>(
    _ text: String, among candidates: (_ names: [String]) -> Candidates
  ) -> ObjectID? {
    guard let at = text.lastIndex(of: "@") else { return nil }
    let account = text[..<at].lowercased()
    let suffix = text[text.index(after: at)...].lowercased()
    guard !account.isEmpty, domains.contains(where: { $0.dnsName.lowercased() == suffix }) else { return nil }
    let found = candidates([account]).filter { object in
      store.text(object.position, Numbers.sAMAccountName)?.lowercased() == account && !isDeleted(object)
        && domain(of: object).map { domains[$0].dnsName.lowercased() == suffix } ?? false
    }
    return found.count == 1 ? found[0] : nil
  }

  private func accounts(named name: String, among candidates: some Sequence<ObjectID>) -> [ObjectID] {
    let found = objects(named: name, among: candidates).filter {
      sid($0) != nil && !isDeleted($0) && !isA($0, "foreignSecurityPrincipal")
    }
    let exact = found.filter {
      store.text($0.position, Numbers.sAMAccountName)?.lowercased() == name.lowercased()
    }
    if !exact.isEmpty { return exact }
    let accounts = found.filter {
      store.text($0.position, Numbers.sAMAccountName) != nil && isA($0, "computer")
    }
    return accounts.isEmpty ? found : accounts
  }

  private static func qualified(_ text: String) -> (domain: String, account: String)? {
    let parts = text.split(separator: "\\", omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else { return nil }
    return (parts[0].lowercased(), String(parts[1]))
  }
}

/// A name that is looked for without regard to case.
private struct FoldedName {
  let text: String
  /// nil when the name has other characters than those of ASCII.
  private let octets: [UInt8]?

  init(_ name: String) {
    text = name.lowercased()
    octets = text.utf8.allSatisfy { $0 < 0x80 } ? Array(text.utf8) : nil
  }

  /// Characters beyond ASCII are folded as Unicode does, which may even give one of ASCII.
  func matches(_ value: ArraySlice<UInt8>) -> Bool {
    guard let octets, value.allSatisfy({ $0 < 0x80 }) else {
      return String(decoding: value, as: UTF8.self).lowercased() == text
    }
    return value.count == octets.count && zip(value, octets).allSatisfy { lowercased($0) == $1 }
  }
}
