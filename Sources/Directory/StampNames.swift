/// Names of the attributes in replication metadata: records that name their attribute and records that number it
/// end in the same name.
struct StampNames: Sendable {
  /// By attribute key of a record: position in ``names``.
  private(set) var numbers: [UInt32] = []
  private(set) var names: [String] = []
  private var byName: [String: UInt32] = [:]

  init(shared: SharedTables, store: ObjectStore, schema: Schema, gaps: inout GapCounter) {
    var unnamed: [String] = []
    var fallbacks = 0
    for key in 0..<UInt32(shared.stampKeys.count) {
      let bytes = shared.stampKeys[key]
      let name: String
      if bytes.count == 8, bytes.first == 0 {
        let attid = bytes.suffix(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        if let known = schema.attributeName(attid: attid) {
          name = known
          if schema.isFallback { fallbacks += 1 }
        } else if let known = WellKnownAttributes.name(attid: attid) {
          name = known
          fallbacks += 1
        } else {
          name = "attid 0x" + hexadecimal(attid)
          unnamed.append(name)
        }
      } else {
        name = String(decoding: bytes, as: UTF8.self)
      }
      let folded = name.lowercased()
      if let number = byName[folded] {
        numbers.append(number)
      } else {
        let number = UInt32(truncatingIfNeeded: names.count)
        byName[folded] = number
        names.append(name)
        numbers.append(number)
      }
    }
    if fallbacks > 0 {
      gaps.add(.prefixMapFallback, fallbacks, "attribute numbers named by the built-in prefix table")
    }
    if !unnamed.isEmpty {
      let shown = unnamed.prefix(5).joined(separator: ", ") + (unnamed.count > 5 ? ", …" : "")
      gaps.add(.prefixMapFallback, unnamed.count, "attribute numbers without a name: \(shown)")
    }
  }

  func number(of name: String) -> UInt32? { byName[name] ?? byName[name.lowercased()] }

  private func hexadecimal(_ value: UInt32) -> String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }
}
